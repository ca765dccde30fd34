"""What admins said about the calendar, on both dialects."""

from datetime import UTC, date, datetime

from sqlalchemy import select

from community.calendar import Calendar, Correction, Ramadan
from community.calendar_changes import Change
from storage.database import Database
from storage.schema import day_correction

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DAY = date(2027, 5, 21)
RAMADAN = Ramadan(date(2027, 2, 8), date(2027, 3, 9))


async def applied(database: Database, change: Change, by: int = 1) -> bool:
    """Write a change down."""
    return await database.write(lambda unit: unit.calendar.apply(change, by, NOW))


async def kept(database: Database) -> Calendar:
    """Return the calendar as it is stored."""
    async with database.snapshot() as unit:
        return await unit.calendar.load()


def put(day: date, name: str, *, is_off: bool = True) -> Change:
    """Return a change of one day."""
    correction = Correction(day, is_off=is_off, name=name)
    return Change(action="holiday_added", details={}, puts=(correction,))


async def test_a_correction_is_written_once_and_replaced(database: Database) -> None:
    """Saying it again changes nothing, not even who said it; another word replaces it."""
    assert await applied(database, put(DAY, "Hari jadi"), by=1)
    assert not await applied(database, put(DAY, "Hari jadi"), by=2)
    async with database.snapshot() as unit:
        found = await unit.connection.execute(select(day_correction.c.changed_by))
        assert [1] == list(found.scalars())
    assert await applied(database, put(DAY, "Hari jadi daerah"))
    assert await applied(database, put(DAY, "Hari jadi daerah", is_off=False))

    assert {DAY: Correction(DAY, is_off=False, name="Hari jadi daerah")} == (
        await kept(database)
    ).corrections


async def test_a_correction_is_dropped_once(database: Database) -> None:
    """What is not there cannot be dropped."""
    await applied(database, put(DAY, "Hari jadi"))
    drop = Change(action="holiday_removed", details={}, drops=(DAY,))

    assert [True, False] == [await applied(database, drop), await applied(database, drop)]
    assert Calendar({}, (), frozenset()) == await kept(database)


async def test_ramadan_begins_and_another_ends(database: Database) -> None:
    """The same first day with another last day is replaced in one change."""
    shorter = Ramadan(RAMADAN.first, date(2027, 3, 8))
    begin = Change(action="ramadan_set", details={}, begins=shorter)
    replaced = Change(action="ramadan_set", details={}, begins=RAMADAN, ends=(shorter,))

    assert [True, False, True] == [
        await applied(database, begin),
        await applied(database, begin),
        await applied(database, replaced),
    ]
    assert (RAMADAN,) == (await kept(database)).ramadans


async def test_a_year_is_confirmed_once(database: Database) -> None:
    """The second word changes nothing."""
    confirm = Change(action="year_confirmed", details={}, year=2027)

    assert [True, False] == [await applied(database, confirm), await applied(database, confirm)]
    assert frozenset({2027}) == (await kept(database)).confirmed
