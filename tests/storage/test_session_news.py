"""News of sessions in both databases: what those who come were told, and what they were not."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from community.sessions import Session
from storage.attendees import News
from storage.database import Database
from storage.schema import session
from tests.storage.test_sessions import NEW, NOW, ZONE, add

MINUTE = timedelta(minutes=1)
TEN, ELEVEN = NEW.starts_at + timedelta(hours=1), NEW.starts_at + timedelta(hours=2)


async def moved(database: Database, before: Session, **changes: object) -> Session:
    """Change a session and return it as it is then."""
    after = replace(before, **changes)  # type: ignore[arg-type] # fields of a session
    await database.write(lambda unit: unit.sessions.change(before, after, ZONE, NOW))
    async with database.snapshot() as unit:
        found = await unit.sessions.get(before.id)
    assert found is not None
    return found


async def listed(database: Database) -> list[News]:
    """Return what is due to be told."""
    async with database.snapshot() as unit:
        return await unit.attendees.list_news(NOW + MINUTE)


async def test_every_change_is_news_with_what_was_told_before(database: Database) -> None:
    """After the first news is told the second one is compared with it, not with nothing."""
    kept = await add(database, NEW)
    for title in ("Satu", "Dua"):
        changed = await moved(database, kept, title=title)
        (news,) = await listed(database)
        assert news.told is not None
        assert (title, kept.title) == (news.session.title, news.told["title"])
        await database.write(lambda unit, told=changed: unit.attendees.finish_news(told))  # type: ignore[misc] # a default binds the loop's value
        assert [] == await listed(database)
        async with database.snapshot() as unit:
            is_empty = await unit.connection.scalar(select(session.c.told.is_(None)))
        assert is_empty
        kept = changed


async def test_a_change_during_the_telling_is_compared_with_what_was_told(
    database: Database,
) -> None:
    """Moved to ten, told, and moved back meanwhile: those who heard of ten hear of nine again."""
    kept = await add(database, NEW)
    later = await moved(database, kept, starts_at=TEN, ends_at=ELEVEN)
    (first,) = await listed(database)
    await moved(database, later, starts_at=kept.starts_at, ends_at=kept.ends_at)

    await database.write(lambda unit: unit.attendees.finish_news(first.session))

    (second,) = await listed(database)
    assert second.told is not None
    assert TEN.isoformat() == second.told["starts_at"]
    assert kept.starts_at == second.session.starts_at
