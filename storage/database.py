"""The database: one fair writer, a few snapshots, and all that differs between dialects."""

import asyncio
import contextlib
import os
import sqlite3
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from storage import backup, migrations
from storage.onehop import BeginMode, OneHopConnection
from storage.ownership import give
from storage.unit import Unit

T = TypeVar("T")
Guard = Callable[[AsyncConnection], Awaitable[None]]

SNAPSHOT_SECONDS = 5
SNAPSHOTS = 2
POSTGRES_WRITERS = 4
BUSY_MILLISECONDS = 2_000
MIGRATION_LOCK = 7_318_245  # any number, the same in every process

_SQLITE_PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}
# Classes of SQLSTATE: connection, transaction rolled back (deadlock), resources, shutdown, locks.
_DRIVERS = {"sqlalchemy", "asyncpg", "aiosqlite"}
_BENEATH = {"asyncio", "ssl", "socket", "selectors"}  # what drivers call
_POSTGRES_PASSING = ("08", "40", "53", "57", "55", "25006", "25P03", "58")
# A replica that was paused, cut off or lost its power must hold up the others no longer than that.
_POSTGRES_SESSION = {
    "idle_in_transaction_session_timeout": "10s",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
}
POSTGRES_ARGUMENTS: Mapping[str, Any] = {"server_settings": _POSTGRES_SESSION}


class Unavailable(Exception):
    """The database cannot be used right now (full, locked, read-only, away): pause, try again."""


class Database:
    """Units of work on SQLite or PostgreSQL."""

    def __init__(
        self,
        engine: AsyncEngine,
        snapshots: AsyncEngine,
        path: Path | None = None,
        guard: Guard | None = None,
    ) -> None:
        self._engine = engine
        self._guard = guard
        self._path = path  # of SQLite
        self._snapshots = snapshots
        self._writing = asyncio.Lock()  # asyncio locks are first come, first served
        self._waiting = 0
        self._snapshot_seconds: float = SNAPSHOT_SECONDS
        self._writer: AsyncConnection | None = None  # kept between units: a third of their cost
        self.dialect = engine.dialect.name

    @classmethod
    async def open(cls, url: str) -> "Database":
        """Connect and bring the tables up to date; raises `Unavailable` when it cannot."""
        database = cls.attach(url)
        try:
            await database.migrate()
        except BaseException:
            await database.close()
            raise
        return database

    @classmethod
    def attach(cls, url: str) -> "Database":
        """Give a database as it is, to be looked at: nothing is connected or migrated yet."""
        return _open_sqlite(url) if url.startswith("sqlite:") else _open_postgres(url)

    @property
    def is_busy(self) -> bool:
        """Whether units are running or waiting (virtual clocks stand still meanwhile)."""
        return self._waiting > 0

    @property
    def url(self) -> URL:
        """Return where a PostgreSQL database is, for connections beside these."""
        return self._engine.url

    def guarded(self, guard: Guard) -> "Database":
        """Return the same PostgreSQL database, each of whose units begins with `guard`."""
        return Database(self._engine, self._snapshots, guard=guard)

    @property
    def takes_turns(self) -> bool:
        """Whether units run one after another (SQLite) or side by side (PostgreSQL)."""
        return self.dialect == "sqlite"

    async def migrate(self) -> None:
        """Upgrade the tables to this program's revision; a newer database is refused."""
        with passing_errors():
            async with self._engine.begin() as connection:
                if not self.takes_turns:
                    lock = text("SELECT pg_advisory_xact_lock(:key)")
                    await connection.execute(lock, {"key": MIGRATION_LOCK})
                await connection.run_sync(migrations.upgrade)

    async def write(self, unit: Callable[[Unit], Awaitable[T]]) -> T:
        """Run a unit in one transaction: committed when it returns, undone when it raises."""
        self._waiting += 1
        try:
            if not self.takes_turns:
                return await self._run(unit)
            async with self._writing:
                return await self._run(unit)
        finally:
            self._waiting -= 1

    async def _run(self, unit: Callable[[Unit], Awaitable[T]]) -> T:
        with passing_errors():
            if self.takes_turns:
                return await self._run_kept(unit)
            async with self._engine.begin() as connection:
                if self._guard is not None:
                    await self._guard(connection)
                return await unit(Unit(connection))

    async def _run_kept(self, unit: Callable[[Unit], Awaitable[T]]) -> T:
        """Run a unit on the writer; after a failure the next one begins on a clean connection."""
        connection = self._writer or await self._engine.connect()
        self._writer = None
        try:
            async with connection.begin():
                result = await unit(Unit(connection))
        except BaseException:
            await asyncio.shield(asyncio.ensure_future(connection.close()))
            raise
        self._writer = connection
        return result

    async def _let_go(self) -> None:
        """Give the kept writer back to its engine."""
        connection, self._writer = self._writer, None
        if connection is not None:
            await connection.close()

    @contextlib.asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Unit]:
        """Give a read-only unit that sees one moment, for five seconds at most."""
        self._waiting += 1
        is_open = False
        try:
            with passing_errors():
                async with (
                    asyncio.timeout(self._snapshot_seconds),
                    self._snapshots.connect() as connection,
                ):
                    is_open = True
                    yield Unit(connection)
        except TimeoutError as exc:
            if is_open:
                raise
            raise Unavailable("no snapshot was free") from exc
        finally:
            self._waiting -= 1

    async def checkpoint(self) -> bool:
        """Empty SQLite's write-ahead log, so that nothing erased is left in it.

        Says whether it was emptied; an open snapshot can hold it back.
        """
        if not self.takes_turns:
            return True
        async with self._writing:
            await self._let_go()
            with passing_errors():
                async with self._engine.connect() as connection:
                    raw = await connection.get_raw_connection()
                    driver = raw.driver_connection
                    assert isinstance(driver, OneHopConnection)  # noqa: S101 # ours: _open_sqlite
                    return await driver.call(_truncate_log)

    async def back_up(self, target: Path) -> None:
        """Write one moment of a SQLite database to a file, beside all other work."""
        if self._path is None:
            raise NotImplementedError("PostgreSQL is backed up with pg_dump")
        self._waiting += 1
        try:
            await backup.back_up(self._path, target)
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """Give all connections back."""
        async with self._writing:
            await self._let_go()
        await self._engine.dispose()
        await self._snapshots.dispose()


def sqlite_path(url: str) -> Path | None:
    """Return the file of a SQLite database; None for PostgreSQL."""
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:") else None


def _open_sqlite(url: str) -> Database:
    path = url.removeprefix("sqlite:///")
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        _make_private(path)
    except OSError as exc:
        raise Unavailable(type(exc).__name__) from exc
    return Database(
        _sqlite_engine(path, "IMMEDIATE", size=1),
        _sqlite_engine(path, "DEFERRED", size=SNAPSHOTS),
        Path(path),
    )


def _make_private(path: str) -> None:
    """Make a new file that only its owner reads; SQLite gives its other files the same rights.

    One that exists is left alone: closing it would let go of the locks this process has on it.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, backup.PRIVATE))
        give(Path(path), Path(path).parent)


def _sqlite_engine(path: str, begin: BeginMode, *, size: int) -> AsyncEngine:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        if begin == "DEFERRED":
            connection.execute("PRAGMA query_only = ON")
        return connection

    async def create() -> OneHopConnection:
        connection = OneHopConnection(connect, begin)
        try:
            await connection
        except BaseException:  # cancelled, or it cannot be opened
            await connection.wait_for_thread()
            raise
        return connection

    engine = create_async_engine(
        "sqlite+aiosqlite://",
        async_creator=create,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=size,
        max_overflow=0,
        pool_reset_on_return=None,  # costs a thread hop a unit; `undo` asks first
        hide_parameters=True,
    )

    @event.listens_for(engine.sync_engine, "reset")
    def undo(connection: Any, _record: Any, state: Any) -> None:
        if state.asyncio_safe and connection.driver_connection.in_transaction:
            connection.rollback()

    return engine


def _open_postgres(url: str) -> Database:
    engine = create_async_engine(
        url.replace("postgresql://", "postgresql+asyncpg://", 1),
        pool_size=POSTGRES_WRITERS,
        max_overflow=0,
        hide_parameters=True,
        connect_args=POSTGRES_ARGUMENTS,
    )
    snapshots = create_async_engine(
        url.replace("postgresql://", "postgresql+asyncpg://", 1),
        pool_size=SNAPSHOTS,
        max_overflow=0,
        hide_parameters=True,
        isolation_level="REPEATABLE READ",
        pool_pre_ping=True,  # after an outage the units notice first: readers would fail once more
        connect_args=POSTGRES_ARGUMENTS,
        execution_options={"postgresql_readonly": True},
    )

    @event.listens_for(snapshots.sync_engine, "begin")
    def limit_time(connection: Any) -> None:
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{SNAPSHOT_SECONDS}s'")

    return Database(engine, snapshots)


def _truncate_log(connection: sqlite3.Connection) -> bool:
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return bool(busy == 0)


@contextlib.contextmanager
def passing_errors() -> Any:
    """Turn errors of the infrastructure into `Unavailable`; mistakes of ours stay what they are."""
    try:
        yield
    except DBAPIError as exc:
        if exc.connection_invalidated or _is_passing(exc.orig):
            raise Unavailable(type(exc.orig).__name__) from exc
        raise
    except PoolTimeout as exc:  # all connections are taken for too long
        raise Unavailable(type(exc).__name__) from exc
    except sqlite3.Error as exc:  # while connecting, before SQLAlchemy wraps errors
        if not _is_passing(exc):
            raise
        raise Unavailable(type(exc).__name__) from exc
    except OSError as exc:
        if not _is_drivers(exc):
            raise
        raise Unavailable(type(exc).__name__) from exc


def _is_drivers(error: OSError) -> bool:
    """Say whether the driver could not reach the server or its file.

    Raised by a unit itself it is a mistake of that unit, which must not stop all others.
    """
    for frame, _ in reversed(list(traceback.walk_tb(error.__traceback__))):
        package = str(frame.f_globals.get("__name__", "")).partition(".")[0]
        if package in _DRIVERS:
            return True
        if package not in _BENEATH:
            return False
    return False


def _is_passing(error: BaseException | None) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in _SQLITE_PASSING
    state = getattr(error, "sqlstate", None)
    if state:
        return str(state).startswith(_POSTGRES_PASSING)
    # asyncpg: "connection is closed", "connection was closed in the middle of operation"
    return "InterfaceError" in type(error).__name__ or "Connection" in type(error).__name__
