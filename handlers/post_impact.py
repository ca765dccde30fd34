"""What stands below a post about its use: lines for everybody, buttons for its readers."""

from dataclasses import dataclass

from community.post_buttons import OpenPost
from community.reply import Rows
from community.texts import marking as texts
from storage.posts import Post
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Impact:
    """Lines (HTML) below the words of a post, and the rows of its marks."""

    lines: tuple[str, ...]
    rows: Rows


async def look(unit: Unit, post: Post, person_id: int, back: OpenPost | None) -> Impact:
    """Read how a post is used, as somebody sees it: authors see counts in place of buttons."""
    marks = await unit.post_marks.of(post.id, person_id)
    interest = await unit.replications.interest(post.id, person_id)
    reach = texts.reach_line(interest.reach)
    lines = (reach,) if reach else ()
    if post.person_id == person_id:
        return Impact((*lines, texts.own_line(marks, interest)), ())
    return Impact(lines, texts.rows(back or OpenPost(post=post.id), marks, interest))
