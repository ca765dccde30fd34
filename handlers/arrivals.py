"""The line at the opening of the office: questions, posts and reports that came meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass

from community.post_buttons import card_subject
from community.question_card import subject
from community.reply import Reply
from community.reporting import subject as case_subject
from community.texts.post_time import Arrivals
from handlers import desk
from handlers.tick import Tick
from storage.post_queue import Reported
from storage.posts import Post
from storage.questions import Question
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class _Arrival:
    """Something that came; `id` is its place, for all kinds have numbers of their own."""

    id: int
    person_id: int | None
    subject: str


async def tell(
    tick: Tick,
    unit: Unit,
    questions: Sequence[Question],
    posts: Sequence[Post],
    reports: Sequence[Reported],
) -> Reply:
    """Name what came, in one line a kind; nobody reads of their own."""
    came = [
        *((one.person_id, subject(one.id)) for one in questions),
        *((one.person_id, card_subject(one.id)) for one in posts),
        *((one.person_id, case_subject(one.case.id)) for one in reports),
    ]
    arrivals = [_Arrival(place, *one) for place, one in enumerate(came)]
    asked = {place: one.id for place, one in enumerate(questions)}
    shared = {place: one.id for place, one in enumerate(posts, start=len(questions))}
    first = len(questions) + len(posts)
    reported = {place: one.id for place, one in enumerate(reports, start=first)}
    words = Arrivals(asked, shared, reported)

    def about(place: int) -> str:
        return arrivals[place].subject

    return await desk.tell(unit, tick.charter, tick.now, arrivals, words.line, about=about)
