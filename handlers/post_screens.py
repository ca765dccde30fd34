"""The screen of a post, as a reader has it: words, marks, files, and the way back to a list."""

from collections.abc import Sequence
from dataclasses import replace

from community import workplace
from community.callback import pack
from community.landing import Target
from community.post_buttons import OpenPost, OpenPostBelow, SendPostFiles, shown_subject
from community.reply import Button, Message, Reply, Rows, SendFiles
from community.texts import post as texts
from community.texts import posts as list_texts
from community.texts.common import menu_button
from community.texts.post import Byline
from community.texts.reporting import report_row
from handlers import post_impact, post_lists
from handlers.question_writing import topic_name
from handlers.request import Request
from storage.post_versions import Version
from storage.posts import Post
from storage.unit import Unit


async def screen(
    request: Request, person_id: int, post_id: int, back: OpenPost | None = None
) -> Message:
    """Return the screen of a post for that reader; of what is not visible only that it is not."""
    found = await request.unit.posts.visible(post_id)
    around = await post_lists.around(request, person_id, post_id, back)
    if found is None:
        gone = list_texts.not_visible(post_id)
        return replace(gone, buttons=(*around, *gone.buttons))
    post, version = found
    impact = await post_impact.look(request.unit, post, person_id, back)
    rows = await _rows(request, person_id, post, version, back)
    text = await words(request, post, version, more=impact.lines)
    return Message(text, (*impact.rows, *rows, *around, (menu_button(),)))


async def words(request: Request, post: Post, version: Version, *, more: Sequence[str] = ()) -> str:
    """Write a version of a post as everybody reads it; `more` are lines below it."""
    unit = request.unit
    on = post.published_at
    return texts.post(
        version.content,
        await topic_name(unit, version.content.topic),
        await byline_of(unit, post),
        on=None if on is None else on.astimezone(request.charter.zone).date(),
        more=more,
    )


async def byline_of(unit: Unit, post: Post) -> Byline:
    """Return who signs a post: name and instansi, never the jenjang."""
    return Byline() if post.person_id is None else await byline(unit, post.person_id)


async def byline(unit: Unit, person_id: int) -> Byline:
    """Return how a member signs what they write."""
    profile = await unit.profiles.get(person_id)
    return Byline() if profile is None else Byline(profile.name, workplace.name(profile))


async def open_post(request: Request, data: OpenPost) -> Reply:
    """Open a post in place."""
    return request.show(await screen(request, request.person.id, data.post, data))


async def open_below(request: Request, data: OpenPostBelow) -> Reply:
    """Open a post in a new message: what the tapped one says stays."""
    return request.below.say(await screen(request, request.person.id, data.post))


async def send_files(request: Request, data: SendPostFiles) -> Reply:
    """`Lampiran`: send the files of what everybody reads, below the screen."""
    found = await request.unit.posts.visible(data.post)
    if found is None:
        return request.show(list_texts.not_visible(data.post))
    files = SendFiles(
        chat_id=request.chat.id,
        files=found[1].content.media,
        person_id=request.person.id,
        reply_to_subject=shown_subject(data.post),
    )
    return Reply((files,))


async def land(request: Request, person_id: int, target: Target) -> Message:
    """Open the post behind a deep link, for a member by now."""
    return await screen(request, person_id, target.number)


async def _rows(
    request: Request, person_id: int, post: Post, version: Version, back: OpenPost | None
) -> Rows:
    """Gather the buttons below a post; each feature adds its own row here."""
    rows: list[tuple[Button, ...]] = []
    if version.content.media:
        label = f"Lampiran {len(version.content.media)}"
        rows.append((Button(label, pack(SendPostFiles(post=post.id))),))
    if post.person_id != person_id:
        rows.append(report_row(post.id))
    rows += await post_lists.beyond(request, post, back)
    return tuple(rows)
