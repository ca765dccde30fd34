"""Posts in `/antrean`, among the questions."""

from collections.abc import Iterable

from community import post_review, question_time
from community.post_review import task
from community.posts import REVIEW
from community.question_card import ListQueue
from community.texts.queued_posts import WaitingPost
from handlers.question_writing import office_of, topics_of
from handlers.request import Request
from storage.questions import Question


async def waiting(request: Request, wanted: ListQueue) -> list[WaitingPost]:
    """List the posts that a filter leaves, oldest first; nobody holds a post."""
    if wanted.only == "mine":
        return []
    unit, charter = request.unit, request.charter
    found = await unit.post_queue.list_waiting(topic=wanted.topic)
    office, limit = await office_of(unit, charter), question_time.limits(charter).answer
    late = {one.id for one in found if post_review.is_late(one, office, limit, request.now)}
    if wanted.only == "late":
        found = [one for one in found if one.id in late]
    titles = await unit.post_queue.titles(found)
    named = {one.code: one.name for one in await topics_of(unit)}
    return [
        WaitingPost(
            one.id,
            task(one),
            one.state is not REVIEW,
            named.get(one.topic, one.topic),
            titles.get(one.id, ""),
            one.clock_from or one.submitted_at,
            one.id in late,
        )
        for one in found
    ]


def together(
    questions: Iterable[Question], posts: Iterable[WaitingPost]
) -> list[Question | WaitingPost]:
    """Put questions and posts into one list, oldest first."""
    return sorted(
        [*questions, *posts],
        key=lambda one: one.asked_at if isinstance(one, Question) else one.sent_at,
    )
