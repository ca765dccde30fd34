"""The inbox: doubles change nothing, order is kept, two workers never share a key."""

from datetime import UTC, datetime

from storage.database import Database
from storage.inbox import Arrived, Waiting
from storage.unit import Unit
from tests.fixtures_postgres import Postgres

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


def _arrived(update_id: int, key: int) -> Arrived:
    return Arrived(update_id, key, f'{{"update_id":{update_id}}}')


async def _add(database: Database, *updates: Arrived) -> None:
    await database.write(lambda unit: unit.inbox.add(updates, NOW))


async def _handle(unit: Unit, most: int = 100) -> list[int]:
    taken = await unit.inbox.take(most)
    await unit.inbox.mark_handled([update.seq for update in taken], NOW)
    return [update.order_key for update in taken]


async def test_doubles_of_an_update_change_nothing(database: Database) -> None:
    """An update that comes twice is kept once, also after it was handled."""
    await _add(database, _arrived(7, 1), _arrived(8, 2))
    await _add(database, _arrived(8, 2), _arrived(7, 1))

    assert await database.write(_handle) == [1, 2]
    await _add(database, _arrived(8, 2))
    assert await database.write(_handle) == []


async def test_order_is_that_of_arrival_not_of_the_ids(database: Database) -> None:
    """Update ids restart at random after a quiet week; the order of arrival counts."""
    await _add(database, _arrived(900, 1))
    await _add(database, _arrived(5, 2))

    assert await database.write(_handle) == [1, 2]


async def test_a_handled_update_keeps_no_text_and_no_person(database: Database) -> None:
    """What somebody wrote, and who it was, is gone from the row with its handling."""
    await _add(database, _arrived(7, 12345))
    await database.write(_handle)

    async def row(unit: Unit) -> tuple[object, ...]:
        found = await unit.connection.exec_driver_sql("SELECT raw, order_key FROM inbox")
        return tuple(found.one())

    assert await database.write(row) == (None, None)


async def test_two_workers_never_share_a_key(postgres: Postgres) -> None:
    """On PostgreSQL a key belongs to one worker until it commits (on SQLite there is but one)."""
    database = await Database.open(postgres.create_database())
    await _add(database, _arrived(1, 10), _arrived(2, 20), _arrived(3, 10))

    async def first(unit: Unit) -> tuple[list[Waiting], list[Waiting]]:
        mine = await unit.inbox.take(1)
        theirs = await database.write(lambda other: other.inbox.take(10))
        return mine, theirs

    mine, theirs = await database.write(first)

    assert [update.order_key for update in mine] == [10]
    assert [update.order_key for update in theirs] == [20]
    await database.close()


async def test_one_update_is_set_aside_once(database: Database) -> None:
    """Setting aside keeps the text apart and takes the update out of the way, once."""
    await _add(database, _arrived(7, 1))
    [waiting] = await database.write(lambda unit: unit.inbox.peek(10))
    await database.write(lambda unit: unit.inbox.count_failure(waiting.seq, "ValueError"))
    [again] = await database.write(lambda unit: unit.inbox.peek(10))
    assert again.tries == 1

    assert await database.write(lambda unit: unit.inbox.set_aside(waiting.seq, "7F3A", NOW))
    assert not await database.write(lambda unit: unit.inbox.set_aside(waiting.seq, "7F3A", NOW))
    assert await database.write(lambda unit: unit.inbox.count_waiting()) == 0


async def test_one_alone_waits_for_the_earlier_of_its_key(postgres: Postgres) -> None:
    """An update run alone does not overtake an earlier one that another worker let go."""
    database = await Database.open(postgres.create_database())
    await _add(database, _arrived(1, 5), _arrived(2, 5), _arrived(3, 6))
    async with database.snapshot() as unit:
        first, second, other = [update.seq for update in await unit.inbox.peek(10)]

    async def take(seq: int) -> int | None:
        taken = await database.write(lambda unit: unit.inbox.take_one(seq))
        return None if taken is None else taken.seq

    assert [None, first, other] == [await take(seq) for seq in (second, first, other)]
    await database.close()
