"""The day's reminder: made for all who are due, shown again when somebody taps below it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from community import programme_days
from community.calendar import ONE_DAY
from community.incoming import Tap
from community.reminding import Agenda, Slot, Stand, slots_on
from community.reply import SILENCE, Reply
from community.sessions import Session, reminder_subject
from community.texts import reminders as texts
from handlers import admins, telling
from handlers.request import Request
from handlers.tick import Tick
from storage.messages import Said
from storage.reminders import CHUNK, LOWEST, SlotLog, Usual, hour_text, variants
from storage.unit import Unit

LOOKED_BACK = timedelta(days=7)  # how far a bot that was down looks for days it missed
COUNTED_AT_ONCE = 50
TAPPED_BACK = 31  # days of reminders whose buttons are still told apart
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
    await tick.act(lambda unit: _tell_of_missed(tick, unit))
    return texts.job_result(made, missed)


async def tally(tick: Tick) -> str:
    """Count what became of reminders whose messages are all final."""
    since = tick.now.date() - LOOKED_BACK
    async with tick.database.snapshot() as unit:
        logs = await unit.reminders.list_untold(since, COUNTED_AT_ONCE)
        counted = [(log, await unit.reminders.count_outcomes(log)) for log in logs]
    final = [(log, found) for log, found in counted if not _is_waiting(found)]
    for log, outcomes in final:
        await _record(tick, log, outcomes)
    await tick.act(lambda unit: _tell_of_missed(tick, unit))
    return texts.tally_result(len(final)) if final else ""


async def agenda_of(unit: Unit, day: date, zone: ZoneInfo) -> Agenda | None:
    """Return what is on, on a day for somebody in a zone; None when it is no working day."""
    if not (await unit.calendar.load()).is_working_day(day):
        return None
    return await agenda_once_sent(unit, day, zone)


async def agenda_once_sent(unit: Unit, day: date, zone: ZoneInfo) -> Agenda | None:
    """Return what reminders tell that were sent, also when their day was made a day off since."""
    days = await unit.programme_days.load()
    programme = programme_days.by_weekday(day.isoweekday(), days)
    if programme is None:
        return None
    sessions = await unit.sessions.list_days(day, day, zone)
    return Agenda(day, programme, tuple(sessions), days)


async def show_again(request: Request, session: Session) -> Reply:
    """Show the reminder below which somebody tapped, as it reads for them now.

    Silent when the tapped message is no reminder of the session's day: it is left as it is.
    """
    event = request.incoming.event
    if not isinstance(event, Tap) or event.message_id is None:
        return SILENCE
    choice = await request.unit.reminder_settings.choice(request.person.id)
    zone = choice.zone_of(request.charter.zone)
    day = session.day(zone)
    agenda = await agenda_of(request.unit, day, zone)
    if agenda is None or not await _is_reminder_of(request, day, event.message_id):
        return SILENCE
    attended = await request.unit.attendances.of_person(
        request.person.id, [one.id for one in agenda.sessions]
    )
    return request.show(texts.reminder(agenda, zone, attended))


async def _is_reminder_of(request: Request, day: date, message_id: int) -> bool:
    """Say whether a tapped message is the reminder of a day.

    One whose id was never learnt (its sending was in doubt) is adopted, unless it is known to be
    the reminder of another day: the session was moved away from it.
    """
    today = request.now.date()
    near = [today + ONE_DAY * back for back in range(2 - TAPPED_BACK, 2)]
    places = {(reminder_subject(one), request.chat.id): one for one in {*near, day}}
    known = await request.unit.messages.newest(list(places))
    days = {known_id: places[place] for place, known_id in known.items()}
    if message_id in days:
        return days[message_id] == day
    if (reminder_subject(day), request.chat.id) in known:
        return False
    said = Said(
        subject=reminder_subject(day),
        chat_id=request.chat.id,
        message_ids=(message_id,),
        person_id=request.person.id,
    )
    return await request.unit.messages.adopt(said, request.now)


# --- slots --------------------------------------------------------------------------------


async def _open_slots(tick: Tick) -> list[Slot]:
    """List the slots up to now that were not dealt with, the earliest first."""
    found: list[Slot] = []
    began, grace = await _began(tick), tick.charter.reminder_grace
    async with tick.database.snapshot() as unit:
        calendar = await unit.calendar.load()
        for zone in telling.zones(tick):
            today = tick.now.astimezone(zone).date()
            newest = await unit.reminders.last_day(zone, today)
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
    closed = await unit.reminders.closed(day)
    usual = Slot(day, zone, tick.charter.reminder_time)
    if not await unit.occasions.is_taken(_followed(usual)):
        closed.discard((zone.key, hour_text(usual)))
    return closed


def _followed(slot: Slot) -> str:
    """Name the closing of an hour that was the community's."""
    return f"usual:{slot.day.isoformat()}:{slot.zone.key}:{hour_text(slot)}"


async def _close(tick: Tick, unit: Unit, slot: Slot) -> None:
    await unit.reminders.close(slot, tick.now)
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
            last = await unit.reminders.stretch(slot, usual, after)
            if last is None:
                return None
            first = await unit.reminders.first_due(slot, usual, after, last)
            if first is not None:
                return first
        after = last


async def _close_empty(tick: Tick, unit: Unit, slot: Slot) -> None:
    await unit.reminders.note(slot)
    await _close(tick, unit, slot)


async def _make_chunk(
    tick: Tick, unit: Unit, slot: Slot, usual: Usual, place: tuple[int, int]
) -> tuple[int, int]:
    """Make one chunk; the one that finds nobody behind closes the slot."""
    after, at_once = place
    count, last = 0, after
    agenda = await agenda_of(unit, slot.day, slot.zone)
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
    await unit.reminders.note(slot, made=count)
    if last == after:
        await _close(tick, unit, slot)
    return count, last


async def _campaigns(tick: Tick, unit: Unit, slot: Slot, agenda: Agenda) -> Mapping[int, int]:
    """Return the campaign of each variant of a slot's text, adding those that are missing."""
    known = await unit.reminders.texts(slot.day, slot.zone, hour_text(slot))
    for variant, attended in enumerate(_variants(agenda)):
        if variant not in known:
            message = texts.reminder(agenda, slot.zone, attended)
            known[variant] = await tick.post.add_campaign(unit, message, tick.now)
            await unit.reminders.add_text(slot, variant, known[variant])
    return {variant: known[variant] for variant in range(len(_variants(agenda)))}


def _variants(agenda: Agenda) -> Sequence[frozenset[int]]:
    return variants([session.id for session in agenda.joinable])


# --- what was missed ----------------------------------------------------------------------


async def _miss(tick: Tick, slot: Slot) -> int:
    """Close an hour that is past its grace; says how many people were left without."""
    usual = telling.usual(tick)

    count, after = 0, LOWEST
    while True:
        async with tick.database.snapshot() as open_unit:
            last = await open_unit.reminders.stretch(slot, usual, after)
            if last is None:
                break
            count += await open_unit.reminders.count_due(slot, usual, after, last)
        after = last

    async def miss(unit: Unit) -> int:
        await unit.reminders.note(slot, missed=count, reason=LATE if count else "")
        await _close(tick, unit, slot)
        return count

    return await tick.database.write(miss)


async def _record(tick: Tick, log: SlotLog, outcomes: Mapping[str, int]) -> None:
    async def record(unit: Unit) -> None:
        await unit.reminders.record_outcomes(log, outcomes)

    await tick.database.write(record)


async def _tell_of_missed(tick: Tick, unit: Unit) -> Reply:
    """Write what was missed today into the trail and tell the admins, once a day.

    Asked of the log, so that a kill between the missing and the telling loses nothing.
    """
    there = tick.now.astimezone(tick.charter.zone)
    midnight = datetime.combine(there.date(), time(0), tick.charter.zone)
    missed = await unit.reminders.count_missed(midnight)
    if not missed:
        return SILENCE
    if not await unit.occasions.take(f"missed:{there.date().isoformat()}", tick.now):
        return SILENCE
    await unit.audit.note("reminders_missed", None, None, {"people": missed}, tick.now)
    return await admins.tell(unit, tick.charter, texts.missed(missed))


def _is_waiting(outcomes: Mapping[str, int]) -> bool:
    return bool(outcomes.get("pending") or outcomes.get("attempted"))
