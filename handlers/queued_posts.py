"""Posts in `/antrean`, among questions and reports."""

from collections.abc import Iterable
from datetime import datetime

from community import post_review, question_time
from community.post_review import task
from community.posts import REVIEW
from community.question_card import ListQueue
from community.texts.queued_posts import WaitingPost
from community.texts.queued_reports import WaitingReport
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
    questions: Iterable[Question],
    posts: Iterable[WaitingPost],
    reports: Iterable[WaitingReport],
) -> list[Question | WaitingPost | WaitingReport]:
    """Put all into one list, oldest first; before them the reports that hide a post."""
    return sorted([*questions, *posts, *reports], key=_place)


def _place(one: Question | WaitingPost | WaitingReport) -> tuple[bool, datetime]:
    if isinstance(one, Question):
        return True, one.asked_at
    return not (isinstance(one, WaitingReport) and one.is_urgent), one.sent_at
