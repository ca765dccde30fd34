"""The clock's warnings: an empty Thursday to the moderators, an unconfirmed year to the admins."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime

from community import programme_days, warnings
from community.programme_days import BELAJAR
from community.reply import SILENCE, Lane, Message, Reply, Say
from community.texts import warnings as texts
from handlers import admins
from handlers.tick import Tick
from storage.unit import Unit

Decision = Callable[[Unit, date], Awaitable[tuple[Reply, str]]]
"""Decides what is said today, and how the job sums it up."""


async def empty_thursday(tick: Tick) -> str:
    """Warn once, on the working day before, of a Thursday that has no session."""

    async def decide(unit: Unit, today: date) -> tuple[Reply, str]:
        zone = tick.charter.zone
        thursday = warnings.thursday_ahead(today, await unit.calendar.load())
        if thursday is None or await unit.sessions.list_days(thursday, thursday, zone):
            return SILENCE, ""
        reply, told = await _warning(tick, unit, thursday)
        if not reply.says:
            return SILENCE, told
        if not await unit.occasions.take(warnings.thursday_key(thursday), tick.now):
            return SILENCE, ""
        return reply, told

    return await _warn(tick, decide)


async def unconfirmed_year(tick: Tick) -> str:
    """Tell the admins once a month of years that should have been confirmed by now."""

    async def decide(unit: Unit, today: date) -> tuple[Reply, str]:
        years = warnings.unconfirmed_years(today, await unit.calendar.load())
        if not years:
            return SILENCE, ""
        if not await unit.members.contacts(tick.charter.admin_ids):
            return SILENCE, texts.NO_ONE
        untold = [
            year
            for year in years
            if await unit.occasions.take(warnings.year_key(year, today), tick.now)
        ]
        if not untold:
            return SILENCE, ""
        reply = await admins.tell(unit, tick.charter, texts.unconfirmed(untold))
        return reply, texts.admins_told(len(reply.says))

    return await _warn(tick, decide)


async def _warn(tick: Tick, decide: Decision) -> str:
    """Say what is decided, in the hours of warnings; returns how it is summed up."""
    zone = tick.charter.zone
    if not warnings.is_hour(tick.now, zone):
        return ""
    result = ""

    async def unit(unit: Unit) -> Reply:
        nonlocal result
        reply, result = await decide(unit, tick.now.astimezone(zone).date())
        return reply

    await tick.act(unit)
    return result


async def _warning(tick: Tick, unit: Unit, thursday: date) -> tuple[Reply, str]:
    """Address the warning of a Thursday: the group, else each moderator, else the admins."""
    charter = tick.charter
    until = warnings.warning_ends(tick.now, charter.zone)
    day = programme_days.by_weekday(BELAJAR, await unit.programme_days.load())
    programme = "" if day is None else day.name
    if charter.moderator_chat_id is not None:
        link = charter.deep_link("program")
        say = Say(
            chat_id=charter.moderator_chat_id,
            message=texts.empty_thursday_in_group(thursday, programme, link),
            lane=Lane.NOTICE,
            zone=charter.zone.key,
            expires_at=until,
        )
        return Reply((say,)), texts.GROUP
    message = texts.empty_thursday(thursday, programme)
    says = await _to_moderators(tick, unit, message, until)
    if says:
        return Reply(says), texts.moderators_told(len(says))
    told = await admins.tell(unit, charter, message)
    timed = tuple(replace(say, expires_at=until) for say in told.says if isinstance(say, Say))
    return Reply(timed), texts.admins_told(len(timed)) if timed else texts.NO_ONE


async def _to_moderators(
    tick: Tick, unit: Unit, message: Message, until: datetime
) -> tuple[Say, ...]:
    """Address each moderator who can be reached and has neither turned off nor paused."""
    says = []
    for one in await unit.moderators.list_active():
        person = await unit.people.get(one.person_id)
        choice = await unit.reminder_settings.choice(one.person_id)
        zone = choice.zone_of(tick.charter.zone)
        is_away = not choice.is_on or choice.is_paused(tick.now.astimezone(zone).date())
        if is_away or person is None or not person.is_reachable:
            continue
        say = Say(
            chat_id=one.telegram_id,
            message=message,
            lane=Lane.NOTICE,
            person_id=one.person_id,
            zone=zone.key,
            expires_at=until,
        )
        says.append(say)
    return tuple(says)
