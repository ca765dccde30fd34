"""The day's reminder: made for all who are due, hour by hour, in chunks."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from community.calendar import ONE_DAY
from community.reminding import Agenda, Slot, Stand, hour_text, slots_on
from community.texts import reminders as texts
from handlers import agendas, reminder_log, telling
from handlers.tick import Tick
from storage.recipients import LOWEST, Usual
from storage.reminders import CHUNK, variants
from storage.unit import Unit

LOOKED_BACK = timedelta(days=7)  # how far a bot that was down looks for days it missed
BEGAN = "reminders:began"
LATE = "lewat batas waktu"


async def make_due(tick: Tick, at_once: int = CHUNK) -> str:
    """Make every reminder that is due, so many in a commit; what is too late counts as missed."""
    made = missed = 0
    for slot in await _open_slots(tick):
        if slot.stand(tick.now, tick.charter.reminder_grace) is Stand.MISSED:
            missed += await _miss(tick, slot)
        else:
            made += await _make(tick, slot, at_once)
    await tick.act(lambda unit: reminder_log.tell_of_missed(tick, unit))
    return texts.job_result(made, missed)


# --- slots --------------------------------------------------------------------------------


async def _open_slots(tick: Tick) -> list[Slot]:
    """List the slots up to now that were not dealt with, the earliest first."""
    found: list[Slot] = []
    began, grace = await _began(tick), tick.charter.reminder_grace
    async with tick.database.snapshot() as unit:
        calendar = await unit.calendar.load()
        for zone in telling.zones(tick):
            today = tick.now.astimezone(zone).date()
            newest = await unit.reminder_slots.last_day(zone, today)
            day = _first_day(newest, began.astimezone(zone).date(), today)
            while day <= today:
                if calendar.is_working_day(day):
                    closed = await _closed(tick, unit, day, zone)
                    found += [
                        slot
                        for slot in slots_on(day, zone, tick.charter.reminder_time)
                        if slot.due_at <= tick.now
                        and slot.expires_at(grace) > began
                        and (zone.key, hour_text(slot)) not in closed
                    ]
                day += ONE_DAY
    return sorted(found, key=lambda slot: slot.due_at)


async def _began(tick: Tick) -> datetime:
    """Return when the bot looked for reminders for the first time."""
    async with tick.database.snapshot() as unit:
        began = await unit.occasions.taken_at(BEGAN)
    if began is None:
        await tick.database.write(lambda unit: unit.occasions.take(BEGAN, tick.now))
    return began or tick.now


async def _closed(tick: Tick, unit: Unit, day: date, zone: ZoneInfo) -> set[tuple[str, str]]:
    """Return what is closed on a day; REMINDER_TIME is not where it was another hour then."""
    closed = await unit.reminder_slots.closed(day)
    usual = Slot(day, zone, tick.charter.reminder_time)
    if not await unit.occasions.is_taken(_followed(usual)):
        closed.discard((zone.key, hour_text(usual)))
    return closed


def _followed(slot: Slot) -> str:
    """Name the closing of an hour that was the community's."""
    return f"usual:{slot.day.isoformat()}:{slot.zone.key}:{hour_text(slot)}"


async def _close(tick: Tick, unit: Unit, slot: Slot) -> None:
    await unit.reminder_slots.close(slot, tick.now)
    if slot.hour == tick.charter.reminder_time:
        await unit.occasions.take(_followed(slot), tick.now)


def _first_day(newest: date | None, began: date, today: date) -> date:
    """Return the day from which on something may be open: none before the bot began."""
    return max(began if newest is None else newest, today - LOOKED_BACK)


async def _make(tick: Tick, slot: Slot, at_once: int) -> int:
    """Make the reminders of an hour in chunks, each of them one commit."""
    usual = telling.usual(tick)
    first = await _first_due(tick, slot, usual)
    if first is None:
        await tick.database.write(lambda unit: _close_empty(tick, unit, slot))
        return 0
    made, after = 0, first - 1
    while True:

        async def chunk(unit: Unit, after: int = after) -> tuple[int, int]:
            return await _make_chunk(tick, unit, slot, usual, (after, at_once))

        count, last = await tick.database.write(chunk)
        made += count
        if count:
            tick.post.wake()
        if last == after:
            return made
        after = last


async def _first_due(tick: Tick, slot: Slot, usual: Usual) -> int | None:
    """Return the first person who is due; passing over those who have one locks nobody."""
    after = LOWEST
    while True:
        async with tick.database.snapshot() as unit:
            last = await unit.recipients.stretch(slot, usual, after)
            if last is None:
                return None
            first = await unit.recipients.first_due(slot, usual, after, last)
            if first is not None:
                return first
        after = last


async def _close_empty(tick: Tick, unit: Unit, slot: Slot) -> None:
    await unit.reminder_slots.note(slot)
    await _close(tick, unit, slot)


async def _make_chunk(
    tick: Tick, unit: Unit, slot: Slot, usual: Usual, place: tuple[int, int]
) -> tuple[int, int]:
    """Make one chunk; the one that finds nobody behind closes the slot."""
    after, at_once = place
    count, last = 0, after
    agenda = await agendas.of_day(unit, slot.day, slot.zone)
    if agenda is not None:
        joinable = [session.id for session in agenda.joinable]
        found = await unit.reminders.make(
            slot,
            usual,
            await _campaigns(tick, unit, slot, agenda),
            joinable,
            after=after,
            limit=at_once,
            now=tick.now,
            expires_at=slot.expires_at(tick.charter.reminder_grace),
        )
        count, last = found.count, found.last_person_id
    await unit.reminder_slots.note(slot, made=count)
    if last == after:
        await _close(tick, unit, slot)
    return count, last


async def _campaigns(tick: Tick, unit: Unit, slot: Slot, agenda: Agenda) -> Mapping[int, int]:
    """Return the campaign of each variant of a slot's text, adding those that are missing."""
    known = await unit.reminder_texts.of_hour(slot.day, slot.zone, hour_text(slot))
    for variant, attended in enumerate(_variants(agenda)):
        if variant not in known:
            message = texts.reminder(agenda, slot.zone, attended)
            known[variant] = await tick.post.add_campaign(unit, message, tick.now)
            await unit.reminder_texts.add(slot, variant, known[variant])
    return {variant: known[variant] for variant in range(len(_variants(agenda)))}


def _variants(agenda: Agenda) -> Sequence[frozenset[int]]:
    return variants([session.id for session in agenda.joinable])


async def _miss(tick: Tick, slot: Slot) -> int:
    """Close an hour that is past its grace; says how many people were left without."""
    usual = telling.usual(tick)

    count, after = 0, LOWEST
    while True:
        async with tick.database.snapshot() as open_unit:
            last = await open_unit.recipients.stretch(slot, usual, after)
            if last is None:
                break
            count += await open_unit.recipients.count_due(slot, usual, after, last)
        after = last

    async def miss(unit: Unit) -> int:
        await unit.reminder_slots.note(slot, missed=count, reason=LATE if count else "")
        await _close(tick, unit, slot)
        return count

    return await tick.database.write(miss)
