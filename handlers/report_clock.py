"""What the clock does for reports that nobody decides on, in office hours only.

What was told of a case stands among the occasions: a case begins once, its clock never anew.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from community import question_time, report_time
from community.question_time import Nudge
from community.reply import SILENCE, Reply
from community.reporting import subject
from community.texts import post_time as texts
from community.working_time import WorkingTime
from handlers import admins, desk
from handlers.tick import Tick
from storage.post_queue import Reported
from storage.unit import Unit


async def nudge(tick: Tick, office: WorkingTime) -> int:
    """Nudge for what waits too long: the moderators, later the admins; returns how many cases."""
    working = question_time.limits(tick.charter).answer
    async with tick.database.snapshot() as unit:
        due = [
            one.case.id
            for one in await unit.post_queue.list_reported()
            for what in report_time.late_nudges(one.case.opened_at, office, working, tick.now)
            if not await unit.occasions.is_taken(report_time.nudge_key(one.case.id, what))
        ]
    due = list(dict.fromkeys(due))[: desk.A_UNIT]
    nudged = 0

    async def decide(unit: Unit) -> Reply:
        nonlocal nudged
        late: list[Reported] = []
        twice: list[Reported] = []
        for one in await unit.post_queue.list_reported():
            if one.case.id not in due:
                continue
            nudges = report_time.late_nudges(one.case.opened_at, office, working, tick.now)
            new = [what for what in nudges if await _take(unit, one, what, tick.now)]
            late += [one] if Nudge.LATE in new else []
            twice += [one] if Nudge.TWICE_LATE in new else []
        nudged = len({one.case.id for one in (*late, *twice)})
        return await _tell_moderators(tick, unit, late) + await _tell_admins(tick, unit, twice)

    if due:
        await tick.act(decide)
    return nudged


async def arrived(unit: Unit, office: WorkingTime, now: datetime) -> list[Reported]:
    """Return the cases opened while the office was closed that nobody decided or named yet."""
    return [
        one
        for one in await unit.post_queue.list_reported()
        if report_time.came_closed(one.case.opened_at, office)
        and await _take(unit, one, Nudge.OPENING, now)
    ]


async def _take(unit: Unit, one: Reported, what: Nudge, now: datetime) -> bool:
    return await unit.occasions.take(report_time.nudge_key(one.case.id, what), now)


async def _tell_moderators(tick: Tick, unit: Unit, late: Sequence[Reported]) -> Reply:
    words = partial(texts.report_late, hours=tick.charter.sla_hours)
    return await desk.tell(unit, tick.charter, tick.now, late, words, about=_about(late))


async def _tell_admins(tick: Tick, unit: Unit, twice: Sequence[Reported]) -> Reply:
    if not twice:
        return SILENCE
    ids = [one.id for one in twice]
    links = await desk.links(unit, tick.charter, ids, _about(twice))
    message = texts.report_twice_late(ids, links, hours=2 * tick.charter.sla_hours)
    return await admins.tell(unit, tick.charter, message)


def _about(reported: Iterable[Reported]) -> desk.About:
    """Name the card of a case by the number of its post: each has one case that is open."""
    cases = {one.id: one.case.id for one in reported}
    return lambda number: subject(cases[number])
