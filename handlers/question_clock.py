"""The clock of questions: the jobs that bot/timetable.py runs.

Everything is looked at again inside the unit that acts, by conditional updates, so that nothing
is told twice: not after a restart, and not by two processes.
"""

from community import question_time, warnings
from community.question_time import Nudge
from community.reply import SILENCE, Reply
from community.texts import question_time as texts
from community.texts import warnings as warning_texts
from handlers import (
    admins,
    arrivals,
    awaited,
    desk,
    post_clock,
    question_claims,
    question_nudges,
    report_clock,
)
from handlers.question_writing import office_of
from handlers.tick import Tick
from storage.unit import Unit


async def watch(tick: Tick) -> str:
    """Give back what nobody works on, then nudge for what is late."""
    async with tick.database.snapshot() as unit:
        office = await office_of(unit, tick.charter)
        questions = await unit.queue.list_open()
    await question_claims.see_pauses(tick)
    if not questions or not office.is_open(tick.now):
        return ""
    released, lapsed = await question_claims.give_back(tick, office, questions)
    nudged = await question_nudges.nudge(tick, office)
    nudged += await awaited.remind(tick, office, questions)
    return texts.watched(released, lapsed, nudged)


async def open_office(tick: Tick) -> str:
    """Name once at each opening what came meanwhile: questions, posts, reports."""
    count = 0

    async def decide(unit: Unit) -> Reply:
        nonlocal count
        count = 0
        office = await office_of(unit, tick.charter)
        shift = office.shift_at(tick.now)
        if shift is None:
            return SILENCE
        key = f"question_opening:{shift.begin.isoformat()}"
        if not await unit.occasions.take(key, tick.now):
            return SILENCE
        new = [
            one
            for one in await unit.queue.list_open()
            if question_time.came_closed(one, office)
            and await unit.question_clock.nudge(one, (Nudge.OPENING,))
        ]
        came = await post_clock.arrived(unit, office)
        reported = await report_clock.arrived(unit, office, tick.now)
        count = len(new) + len(came) + len(reported)
        return await arrivals.tell(tick, unit, new, came, reported)

    await tick.act(decide)
    return texts.opened(count)


async def empty_desk(tick: Tick) -> str:
    """Tell the admins of the first working day on which every moderator pauses.

    On the working day before, or on that day itself where they began to pause later; once for
    the whole pause.
    """
    zone = tick.charter.zone
    today = tick.now.astimezone(zone).date()
    told = 0

    async def decide(unit: Unit) -> Reply:
        nonlocal told
        told = 0
        calendar = await unit.calendar.load()
        if not calendar.is_working_day(today):
            return SILENCE
        days = (today, calendar.working_day_after(today))
        paused = [day for day in days if await _all_pause_on(tick, unit, day.isoformat())]
        is_known = await unit.occasions.is_taken(f"empty_desk:{today.isoformat()}")
        is_new = [
            await unit.occasions.take(f"empty_desk:{day.isoformat()}", tick.now) for day in paused
        ]
        if is_known or not any(is_new):
            return SILENCE
        reply = await admins.tell(unit, tick.charter, texts.all_paused(paused[0]))
        told = len(reply.says)
        return reply

    if warnings.is_hour(tick.now, zone):
        await tick.act(decide)
    return warning_texts.admins_told(told) if told else ""


async def _all_pause_on(tick: Tick, unit: Unit, day: str) -> bool:
    people = await desk.moderators(unit, tick.charter, tick.now)
    return bool(people) and all(
        one.paused_until is not None and one.paused_until >= day for one in people
    )
