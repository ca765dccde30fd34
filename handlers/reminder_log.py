"""What became of reminders: counted once they are final, and what was missed told to admins."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from community.reply import SILENCE, Reply
from community.texts import reminders as texts
from handlers import admins
from handlers.tick import Tick
from storage.reminder_slots import SlotLog
from storage.unit import Unit

COUNTED_BACK = timedelta(days=7)
COUNTED_AT_ONCE = 50


async def tally(tick: Tick) -> str:
    """Count what became of reminders whose messages are all final."""
    since = tick.now.date() - COUNTED_BACK
    async with tick.database.snapshot() as unit:
        logs = await unit.reminder_slots.list_untold(since, COUNTED_AT_ONCE)
        counted = [(log, await unit.reminder_slots.count_outcomes(log)) for log in logs]
    final = [(log, found) for log, found in counted if not _is_waiting(found)]
    for log, outcomes in final:
        await _record(tick, log, outcomes)
    await tick.act(lambda unit: tell_of_missed(tick, unit))
    return texts.tally_result(len(final)) if final else ""


async def _record(tick: Tick, log: SlotLog, outcomes: Mapping[str, int]) -> None:
    async def record(unit: Unit) -> None:
        await unit.reminder_slots.record_outcomes(log, outcomes)

    await tick.database.write(record)


async def tell_of_missed(tick: Tick, unit: Unit) -> Reply:
    """Write what was missed today into the trail and tell the admins, once a day.

    Asked of the log, so that a kill between the missing and the telling loses nothing.
    """
    there = tick.now.astimezone(tick.charter.zone)
    midnight = datetime.combine(there.date(), time(0), tick.charter.zone)
    missed = await unit.reminder_slots.count_missed(midnight)
    if not missed:
        return SILENCE
    if not await unit.occasions.take(f"missed:{there.date().isoformat()}", tick.now):
        return SILENCE
    await unit.audit.note("reminders_missed", None, None, {"people": missed}, tick.now)
    return await admins.tell(unit, tick.charter, texts.missed(missed))


def _is_waiting(outcomes: Mapping[str, int]) -> bool:
    return bool(outcomes.get("pending") or outcomes.get("attempted"))
