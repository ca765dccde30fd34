"""Sessions in both databases: numbers, changes on condition, news that waits."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from community.sessions import Session
from storage.database import Database
from storage.schema import reach_history, session
from tests.sessions import a_session

ZONE = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
NEW = a_session(number=12, jp=None, changed_at=NOW)


async def add(database: Database, new: Session) -> Session:
    """Add a session and return it as it is kept."""
    session_id = await database.write(lambda unit: unit.sessions.add(new, ZONE, 1, NOW))
    async with database.snapshot() as unit:
        found = await unit.sessions.get(session_id)
    assert found is not None
    return found


async def news(database: Database) -> tuple[object, object]:
    """Return news and what was told of the only session."""
    async with database.snapshot() as unit:
        found = await unit.connection.execute(select(session.c.news_at, session.c.told))
        row = found.one()
    return row[0], row[1]


async def test_a_session_is_kept_as_it_was_given(database: Database) -> None:
    """Nothing is lost on the way, and nothing is told of a day to come."""
    kept = await add(database, NEW)

    assert replace(NEW, id=kept.id) == kept
    assert (None, None) == await news(database)


async def test_a_change_counts_only_for_what_was_seen(database: Database) -> None:
    """Of two changes to the same state one is made, whoever comes second reads False."""
    kept = await add(database, NEW)
    first, second = replace(kept, title="Satu"), replace(kept, title="Dua")

    made = [
        await database.write(
            lambda unit, after=after: unit.sessions.change(kept, after, ZONE, NOW)  # type: ignore[misc] # a default binds the loop's value
        )
        for after in (first, second)
    ]

    assert [True, False] == made
    async with database.snapshot() as unit:
        found = await unit.sessions.get(kept.id)
    assert replace(first, sequence=1) == found


async def test_what_was_told_is_kept_from_before_the_first_change(database: Database) -> None:
    """Later changes neither replace it nor put the news off; a nearer moment brings it forward."""
    kept = await add(database, NEW)
    renamed = replace(kept, title="Satu")
    await database.write(lambda unit: unit.sessions.change(kept, renamed, ZONE, NOW))
    soon = NOW + timedelta(minutes=1)
    told = {
        "title": NEW.title,
        "speaker": NEW.speaker,
        "starts_at": kept.starts_at.isoformat(),
        "ends_at": kept.ends_at.isoformat(),
        "links": list(NEW.links),
        "is_cancelled": False,
    }
    assert (soon, told) == await news(database)

    seen, later = replace(renamed, sequence=1), NOW + timedelta(seconds=30)
    again = replace(seen, title="Dua")
    await database.write(lambda unit: unit.sessions.change(seen, again, ZONE, later))
    assert (soon, told) == await news(database)

    seen = replace(again, sequence=2)
    gone = replace(seen, is_cancelled=True)
    await database.write(lambda unit: unit.sessions.change(seen, gone, ZONE, later))
    assert (later, told) == await news(database)


async def test_one_number_belongs_to_one_session_of_a_year(database: Database) -> None:
    """The database itself refuses a second; cancelled sessions, years and programmes do not."""
    kept = await add(database, NEW)

    with pytest.raises(IntegrityError):
        await add(database, NEW)
    await add(database, replace(NEW, programme=3))
    await add(database, replace(NEW, starts_at=NEW.starts_at + timedelta(days=60)))
    gone = replace(kept, is_cancelled=True)
    await database.write(lambda unit: unit.sessions.change(kept, gone, ZONE, NOW))
    await add(database, NEW)

    async with database.snapshot() as unit:
        assert [12] == await unit.sessions.taken_numbers(4, 2026)


async def test_the_next_number_goes_on_after_the_years_before_the_bot(database: Database) -> None:
    """Imported series count, until the sessions themselves are further."""

    async def propose() -> int:
        async with database.snapshot() as unit:
            return await unit.sessions.next_number(4, 2026)

    assert 1 == await propose()
    async with database.snapshot() as unit:
        assert 1 == await unit.sessions.next_number(3, 2026)
    history = {"programme": 4, "year": 2026, "source": "", "at": NOW, "people": 9}
    rows = [
        {**history, "period": "Januari", "series": 4},
        {**history, "period": "Februari", "series": 3},
        {**history, "period": "Februari", "series": 5, "year": 2025},
    ]
    await database.write(lambda unit: unit.connection.execute(insert(reach_history), rows))
    assert 8 == await propose()
    await add(database, replace(NEW, number=8))
    assert 9 == await propose()


async def test_the_year_is_that_of_the_zone(database: Database) -> None:
    """New Year's morning in Jakarta is still the old year in UTC."""
    begin = datetime(2026, 12, 31, 18, tzinfo=UTC)
    await add(database, replace(NEW, starts_at=begin, ends_at=begin + timedelta(hours=1)))

    async with database.snapshot() as unit:
        assert [12] == await unit.sessions.taken_numbers(4, 2027)
