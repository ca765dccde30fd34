"""The database: one fair writer, snapshots, migrations, and what counts as "away"."""

import asyncio
import socket
import sqlite3
import stat
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError, StatementError

from storage import migrations
from storage.database import Database, Unavailable
from storage.schema import job_run, metadata
from storage.unit import Unit

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


async def _count(unit: Unit, by: int) -> int:
    """Read, think, write: what loses updates when transactions begin too late."""
    result = await unit.connection.execute(select(job_run.c.result).where(job_run.c.job == "n"))
    value = int(result.scalar_one()) + by
    await asyncio.sleep(0)
    await unit.connection.execute(
        update(job_run).where(job_run.c.job == "n").values(result=str(value))
    )
    return value


async def _prepare(unit: Unit) -> None:
    await unit.connection.execute(insert(job_run).values(job="n", ran_at=NOON, result="0"))


async def test_no_update_is_lost_when_units_read_then_write(tmp_path: Path) -> None:
    """Two processes' worth of writers on one SQLite file never overwrite each other."""
    url = f"sqlite:///{tmp_path}/cop.db"
    one = await Database.open(url)
    other = await Database.open(url)
    await one.write(_prepare)

    await asyncio.gather(
        *(db.write(lambda unit: _count(unit, 1)) for db in (one, other) for _ in range(100))
    )

    assert await one.write(lambda unit: _count(unit, 0)) == 200
    await one.close()
    await other.close()


async def test_a_new_file_is_for_its_owner_only(tmp_path: Path) -> None:
    """It holds people's data, and so does the log beside it; one that exists keeps its rights."""
    path = tmp_path / "cop.db"
    first = await Database.open(f"sqlite:///{path}")
    await first.write(_prepare)
    made = _rights(tmp_path)
    await first.close()
    path.chmod(0o640)

    await (await Database.open(f"sqlite:///{path}")).close()

    assert {"cop.db": 0o600, "cop.db-wal": 0o600, "cop.db-shm": 0o600} == made
    assert 0o640 == _rights(tmp_path)["cop.db"]


def _rights(folder: Path) -> dict[str, int]:
    return {one.name: stat.S_IMODE(one.stat().st_mode) for one in folder.iterdir()}


async def test_units_are_undone_when_they_raise(database: Database) -> None:
    """A unit that raises leaves nothing behind, and the writer goes on."""
    await database.write(_prepare)

    async def fail(unit: Unit) -> None:
        await _count(unit, 5)
        raise LookupError

    with pytest.raises(LookupError):
        await database.write(fail)

    assert await database.write(lambda unit: _count(unit, 0)) == 0


async def test_a_cancelled_unit_is_undone_and_the_next_runs(database: Database) -> None:
    """Cancelling a unit in the middle rolls it back and frees the writer."""
    await database.write(_prepare)
    is_inside = asyncio.Event()

    async def linger(unit: Unit) -> None:
        await _count(unit, 5)
        is_inside.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(database.write(linger))
    await is_inside.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert await database.write(lambda unit: _count(unit, 0)) == 0


async def test_snapshots_see_one_moment_and_write_nothing(database: Database) -> None:
    """A snapshot neither sees later commits nor may write."""
    await database.write(_prepare)
    query = select(job_run.c.result).where(job_run.c.job == "n")

    async with database.snapshot() as unit:
        assert (await unit.connection.execute(query)).scalar_one() == "0"
        await database.write(lambda unit: _count(unit, 3))
        assert (await unit.connection.execute(query)).scalar_one() == "0"

    with pytest.raises((OperationalError, ProgrammingError, Unavailable)):
        async with database.snapshot() as unit:
            await _prepare(unit)


async def test_moments_keep_their_zone_and_naive_ones_are_refused(database: Database) -> None:
    """What is stored at 07.30 WIB comes back as the same moment; a naive one is refused."""
    wib = timezone(timedelta(hours=7))

    async def store(unit: Unit, moment: datetime) -> datetime | None:
        await unit.connection.execute(insert(job_run).values(job="x", ran_at=moment))
        return await unit.job_runs.last("x")

    morning = datetime(2026, 11, 23, 7, 30, tzinfo=wib)
    assert await database.write(lambda unit: store(unit, morning)) == morning

    naive = morning.replace(tzinfo=None)
    with pytest.raises(StatementError):
        await database.write(lambda unit: store(unit, naive))


async def test_mistakes_of_ours_stay_what_they_are(database: Database) -> None:
    """A broken constraint is no outage: it is raised as itself, not as `Unavailable`."""
    await database.write(_prepare)

    with pytest.raises(IntegrityError):
        await database.write(_prepare)


async def test_a_units_own_input_errors_are_no_outage(database: Database) -> None:
    """A unit that stumbles over a file or a date is at fault itself: the others must go on."""

    async def stumble(_unit: Unit) -> None:
        raise FileNotFoundError("kalender.json")

    with pytest.raises(FileNotFoundError):
        await database.write(stumble)


async def test_nobody_at_the_address_is_an_outage() -> None:
    """A PostgreSQL server that does not listen is waited for."""
    with socket.socket() as taken:  # bound, but not listening: connections are refused
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]

        with pytest.raises(Unavailable):
            await Database.open(f"postgresql://cop@127.0.0.1:{port}/cop")


async def test_errors_hide_parameters(database: Database) -> None:
    """What people wrote never reaches an error's text through SQLAlchemy."""
    secret = "Sari Wulandari"  # a person's name

    async def fail(unit: Unit) -> None:
        await unit.connection.execute(text("SELECT * FROM nowhere WHERE x = :x"), {"x": secret})

    with pytest.raises((OperationalError, ProgrammingError)) as failed:
        await database.write(fail)

    assert secret not in str(failed.value)


async def test_migrations_make_exactly_the_tables(database: Database) -> None:
    """Migrating an empty database gives the tables of schema.py and the search's, no others."""

    def is_ours(name: str | None, kind: str, _parent: object) -> bool:
        return kind != "table" or not str(name).startswith("search_")

    def differences(connection: Connection) -> list[object]:
        options = {"compare_type": True, "include_name": is_ours}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, metadata))

    async def compare(unit: Unit) -> list[object]:
        return await unit.connection.run_sync(differences)

    assert await database.write(compare) == []


async def test_head_is_the_newest_migration(database: Database) -> None:
    """`HEAD` names the last file in versions/, so that start-up can trust it."""

    async def newest(unit: Unit) -> str | None:
        return await unit.connection.run_sync(
            lambda connection: ScriptDirectory.from_config(
                migrations.config(connection)
            ).get_current_head()
        )

    assert await database.write(newest) == migrations.HEAD


async def test_a_newer_database_is_refused(database_url: str) -> None:
    """A program does not touch tables that a newer one has made."""
    first = await Database.open(database_url)
    await first.write(
        lambda unit: unit.connection.execute(text("UPDATE alembic_version SET version_num='9999'"))
    )
    await first.close()

    with pytest.raises(migrations.TooNew):
        await Database.open(database_url)


async def test_a_locked_file_is_unavailable_and_works_again(tmp_path: Path) -> None:
    """While another process holds SQLite's lock, units raise `Unavailable`; then they run."""
    path = tmp_path / "cop.db"
    database = await Database.open(f"sqlite:///{path}")
    await database.write(_prepare)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    with pytest.raises(Unavailable):
        await database.write(lambda unit: _count(unit, 1))
    holder.execute("COMMIT")
    holder.close()

    assert await database.write(lambda unit: _count(unit, 1)) == 1
    await database.close()


async def test_a_full_disk_is_unavailable_and_works_again(tmp_path: Path) -> None:
    """When SQLite can grow no more, units raise `Unavailable`, and nothing of them stays."""
    database = await Database.open(f"sqlite:///{tmp_path}/cop.db")
    await database.write(_prepare)

    async def limit(unit: Unit, pages: int) -> None:
        await unit.connection.execute(text(f"PRAGMA max_page_count = {pages}"))

    async def grow(unit: Unit) -> None:
        await unit.connection.execute(
            insert(job_run).values(job="big", ran_at=NOON, result="x" * 900_000)
        )

    await database.write(lambda unit: limit(unit, 1))  # SQLite takes the present size instead
    with pytest.raises(Unavailable):
        await database.write(grow)
    await database.write(lambda unit: limit(unit, 100_000))

    assert await database.write(lambda unit: _count(unit, 1)) == 1
    await database.close()


async def test_the_log_is_emptied_on_request(tmp_path: Path) -> None:
    """After `checkpoint` the write-ahead log holds nothing; an open snapshot holds it back."""
    database = await Database.open(f"sqlite:///{tmp_path}/cop.db")
    await database.write(_prepare)
    log = tmp_path / "cop.db-wal"
    assert log.stat().st_size > 0

    async with database.snapshot() as unit:
        await unit.job_runs.last("n")
        await database.write(lambda unit: _count(unit, 1))
        assert await database.checkpoint() is False

    assert await database.checkpoint() is True
    assert log.stat().st_size == 0
    await database.close()


async def test_a_snapshot_that_must_wait_too_long_is_unavailable(database: Database) -> None:
    """When all snapshots are taken the next one is a matter of time, nobody's mistake."""
    database._snapshot_seconds = 0.01
    async with database._snapshots.connect(), database._snapshots.connect():
        with pytest.raises(Unavailable):
            async with database.snapshot():
                pass


async def test_a_snapshot_out_of_time_stops_its_statement(database: Database) -> None:
    """Its time is up: the statement ends at once, and the next snapshot works."""
    endless = (
        "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers) "
        "SELECT count(*) FROM numbers"
    )
    database._snapshot_seconds = 0.2
    with pytest.raises(TimeoutError):
        async with database.snapshot() as unit:
            await unit.connection.execute(text(endless))

    database._snapshot_seconds = 5
    async with database.snapshot() as unit:
        assert 1 == await unit.connection.scalar(text("SELECT 1"))
