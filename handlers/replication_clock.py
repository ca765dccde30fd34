"""Asking those who said `Akan saya replikasi` how it goes: after 30 and 90 days, each time once.

The question and the mark that it was put are one commit. It is put in office hours. For somebody
who switched off, pauses or cannot be reached, and for a post that cannot be read, it waits a week;
then it is left out.
"""

from zoneinfo import ZoneInfo

from community.replicating import PATIENCE
from community.reply import SILENCE, Lane, Reply, Say
from community.texts import replicating as texts
from handlers import telling
from handlers.question_writing import office_of
from handlers.tick import Tick
from storage.replications import Due
from storage.unit import Unit

A_UNIT = 50
"""People asked in one unit."""


async def ask(tick: Tick) -> str:
    """Ask all who are due, then leave out what waited too long."""
    async with tick.database.snapshot() as unit:
        office = await office_of(unit, tick.charter)
        is_anybody = bool(await unit.replications.list_overdue(tick.now, 1))
    if not is_anybody or not office.is_open(tick.now):
        return ""
    asked = 0
    for zone in telling.zones(tick):
        count = A_UNIT
        while count == A_UNIT:
            count = await _ask_some(tick, zone)
            asked += count
    return texts.asked(asked, await _leave_out(tick))


async def _ask_some(tick: Tick, zone: ZoneInfo) -> int:
    """Ask the next people of a zone; says how many."""
    asked = 0

    async def decide(unit: Unit) -> Reply:
        nonlocal asked
        asked, reply = 0, SILENCE
        for due in await unit.replications.list_due(
            zone.key,
            telling.usual(tick),
            today=tick.now.astimezone(zone).date(),
            now=tick.now,
            limit=A_UNIT,
        ):
            if await unit.replications.pass_on(due.promise, tick.now):
                asked += 1
                reply += Reply((_question(due, zone),))
        return reply

    await tick.act(decide)
    return asked


def _question(due: Due, zone: ZoneInfo) -> Say:
    """Write the question as a mass message: one whose fate is unknown is not said again."""
    promise = due.promise
    return Say(
        chat_id=due.telegram_id,
        message=texts.follow_up(promise.post_id, due.title, promise.where, promise.at, zone),
        lane=Lane.BULK,
        person_id=promise.person_id,
        zone=zone.key,
    )


async def _leave_out(tick: Tick) -> int:
    """Leave out what could not be asked for a week; says how many."""
    left_out = 0

    async def some(unit: Unit) -> int:
        overdue = await unit.replications.list_overdue(tick.now - PATIENCE, A_UNIT)
        return sum([await unit.replications.pass_on(one, tick.now) for one in overdue])

    while count := await tick.database.write(some):
        left_out += count
    return left_out
