"""Reported posts in `/antrean`, among questions and posts."""

from community import question_time, report_time
from community.posts import Event, may
from community.question_card import ListQueue
from community.texts.queued_reports import WaitingReport
from handlers.post_standing import standing_of
from handlers.question_writing import office_of, topics_of
from handlers.request import Request
from storage.post_queue import Reported
from storage.posts import Post


async def waiting(request: Request, wanted: ListQueue) -> list[WaitingReport]:
    """List the cases that a filter leaves, oldest first; nobody holds a case."""
    if wanted.only == "mine":
        return []
    unit, charter = request.unit, request.charter
    office, limit = await office_of(unit, charter), question_time.limits(charter).answer

    def is_late(one: Reported) -> bool:
        return report_time.is_late(one.case.opened_at, office, limit, request.now)

    found = [
        one
        for one in await unit.post_queue.list_reported(topic=wanted.topic)
        if may_open(request, one.post) and (wanted.only != "late" or is_late(one))
    ]
    titles = await unit.post_queue.read_titles([one.post for one in found])
    counts = await unit.report_cases.counts([one.case.id for one in found])
    named = {one.code: one.name for one in await topics_of(unit)}
    return [
        WaitingReport(
            case=one.case.id,
            number=one.post.id,
            topic=named.get(one.post.topic, one.post.topic),
            title=titles.get(one.post.id, ""),
            count=counts.get(one.case.id, 0),
            sent_at=one.case.opened_at,
            is_late=is_late(one),
            is_urgent=one.is_urgent,
        )
        for one in found
    ]


def may_open(request: Request, post: Post) -> bool:
    """Say whether reports of a post may be shown here: in private not to who wrote it.

    A group reads them together, and a sole admin decides on their own.
    """
    if not request.incoming.is_private or post.person_id != request.person.id:
        return True
    return may(post.state, Event.REMOVE, standing_of(request, post))
