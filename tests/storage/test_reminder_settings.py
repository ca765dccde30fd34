"""Each choice about reminders is written on its own, and `since` moves only when it must."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from community.reminder_choice import UNTOUCHED, ReminderChoice
from community.roles import State
from storage.database import Database
from storage.reminder_settings import ReminderSettings
from storage.unit import Unit

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday, 08.00 WIB
LATER = NOW + timedelta(hours=1)
TODAY = date(2026, 11, 23)
JAKARTA, JAYAPURA = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
USUAL = time(7, 30)

Write = Callable[[ReminderSettings, int], Awaitable[object]]


async def somebody(database: Database) -> int:
    """Meet a guest."""
    person = await database.write(lambda unit: unit.people.meet(11, NOW))
    return person.id


async def after(database: Database, person_id: int, *writes: Write) -> ReminderChoice:
    """Make changes one by one, and return what is chosen then."""
    for write in writes:
        await database.write(_as_unit(write, person_id))
    async with database.snapshot() as unit:
        return await unit.reminder_settings.choice(person_id)


async def turned_on(database: Database) -> int:
    """Meet somebody who turned reminders on at `NOW`."""
    person_id = await somebody(database)
    await after(database, person_id, lambda to, who: to.turn_on(who, NOW))
    return person_id


async def test_who_never_chose_has_them_off(database: Database) -> None:
    """No row is needed to say so, and turning off makes none."""
    person_id = await somebody(database)

    assert UNTOUCHED == await after(database, person_id, lambda to, who: to.turn_off(who))


async def test_turning_on_twice_counts_from_the_first_time(database: Database) -> None:
    """A second tap changes nothing; off and on again begins anew."""
    person_id = await turned_on(database)

    again = await after(database, person_id, lambda to, who: to.turn_on(who, LATER))
    assert ReminderChoice(is_on=True, since=NOW) == again
    anew = await after(
        database,
        person_id,
        lambda to, who: to.turn_off(who),
        lambda to, who: to.turn_on(who, LATER),
    )

    assert ReminderChoice(is_on=True, since=LATER) == anew


async def test_what_moves_since(database: Database) -> None:
    """Hour, zone, the end of a pause and today's weekday do, as far as they change anything."""
    moves: list[Write] = [
        lambda to, who: to.set_hour(who, time(9), default=USUAL, now=LATER),
        lambda to, who: to.set_zone(who, JAYAPURA, default=JAKARTA, now=LATER),
    ]
    for number, write in enumerate(moves):
        person_id = await database.write(_on(100 + number))
        assert LATER == (await after(database, person_id, write)).since

    paused = await database.write(_on(200))
    ended = await after(
        database,
        paused,
        lambda to, who: to.pause(who, TODAY),
        lambda to, who: to.end_pause(who, today=TODAY, now=LATER),
    )
    assert (None, LATER) == (ended.paused_until, ended.since)

    shorter = await database.write(_on(201))
    added = await after(
        database,
        shorter,
        lambda to, who: to.remove_day(who, 1),
        lambda to, who: to.add_day(who, 1, is_today=True, now=LATER),
    )
    assert (31, LATER) == (added.days, added.since)


async def test_what_leaves_since_alone(database: Database) -> None:
    """What takes nothing on today keeps today's reminder as it was."""
    person_id = await turned_on(database)

    chosen = await after(
        database,
        person_id,
        lambda to, who: to.remove_day(who, 3),
        lambda to, who: to.remove_day(who, 4),
        lambda to, who: to.add_day(who, 3, is_today=False, now=LATER),
        lambda to, who: to.add_day(who, 1, is_today=True, now=LATER),  # it was chosen
        lambda to, who: to.set_digest(who, wanted=True),
        lambda to, who: to.pause(who, TODAY + timedelta(days=3)),
        lambda to, who: to.set_hour(who, USUAL, default=USUAL, now=LATER),  # the same hour
        lambda to, who: to.set_zone(who, JAKARTA, default=JAKARTA, now=LATER),
    )

    assert (
        ReminderChoice(
            days=0b10111,
            is_on=True,
            hour=USUAL,
            zone=JAKARTA,
            paused_until=TODAY + timedelta(days=3),
            digest=True,
            since=NOW,
        )
        == chosen
    )


async def test_the_end_of_a_pause_that_was_over_changes_nothing_today(database: Database) -> None:
    """Only who was paused today begins to be due today."""
    person_id = await turned_on(database)

    chosen = await after(
        database,
        person_id,
        lambda to, who: to.pause(who, TODAY - timedelta(days=1)),
        lambda to, who: to.end_pause(who, today=TODAY, now=LATER),
    )

    assert ReminderChoice(is_on=True, since=NOW) == chosen


async def test_forms_choose_days_by_the_same_rule(database: Database) -> None:
    """Today's weekday in the person's own zone is what counts."""
    late = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)  # Monday in Jakarta, Tuesday in Jayapura
    person_id = await turned_on(database)

    async def choose(days: int) -> datetime | None:
        chosen = await after(
            database,
            person_id,
            lambda to, who: to.choose_days(who, 0, now=NOW, zone=JAKARTA),
            lambda to, who: to.choose_days(who, days, now=late, zone=JAKARTA),
        )
        return chosen.since

    assert NOW == await choose(0b00010)
    assert late == await choose(0b00001)


async def test_joining_begins_to_count(database: Database) -> None:
    """Who becomes a member after the hour gets the next working day's reminder."""
    person_id = await turned_on(database)

    await database.write(
        lambda unit: unit.people.change_state(
            person_id, was=(State.GUEST,), becomes=State.MEMBER, now=LATER
        )
    )

    assert LATER == (await after(database, person_id)).since


async def test_toggles_of_two_devices_at_once_lose_nothing(database: Database) -> None:
    """Every bit is written on its own."""
    person_id = await turned_on(database)

    def without(weekday: int) -> Write:
        return lambda to, who: to.remove_day(who, weekday)

    units = [_as_unit(without(weekday), person_id) for weekday in (1, 2, 4, 5)]
    await asyncio.gather(*(database.write(unit) for unit in units))

    assert 0b00100 == (await after(database, person_id)).days


def _as_unit(write: Write, person_id: int) -> Callable[[Unit], Awaitable[object]]:
    return lambda unit: write(unit.reminder_settings, person_id)


def _on(telegram_id: int) -> Callable[[Unit], Awaitable[int]]:
    async def unit(unit: Unit) -> int:
        person = await unit.people.meet(telegram_id, NOW)
        await unit.reminder_settings.turn_on(person.id, NOW)
        return person.id

    return unit
