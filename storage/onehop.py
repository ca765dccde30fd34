"""An aiosqlite connection that runs a statement and fetches its rows in one thread hop or none.

SQLAlchemy's adapter asks aiosqlite for a cursor, executes, fetches and closes: four hops to the
connection's thread for a SELECT, and those, not the database, are the cost (docs/performance.md).
Here a cursor is a plain object, one hop executes and fetches, and the transaction is begun with its
first statement. What a begun writer runs waits for no lock and no disk, so what takes microseconds
needs no hop at all; waiting for a lock, committing and slow statements stay on the thread.
"""

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, TypeVar

import aiosqlite

T = TypeVar("T")
Parameters = Sequence[Any] | Mapping[str, Any] | None
BeginMode = Literal["IMMEDIATE", "DEFERRED"]
Result = tuple[Any, int, int | None, list[Any]]  # description, row count, last row id, rows
Function = Callable[[sqlite3.Connection, str, str, Any], Result]

SLOW_SECONDS = 0.002  # what takes longer must not hold up the loop
SLOW_RUNS = 100  # so many runs on the thread, then it is tried here again: it may have been noise


class OneHopCursor:
    """What SQLAlchemy's adapter needs of a cursor; its rows are fetched already."""

    __slots__ = ("_connection", "_rows", "arraysize", "description", "lastrowid", "rowcount")

    def __init__(self, connection: "OneHopConnection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> "OneHopCursor":
        return self

    async def execute(self, sql: str, parameters: Parameters = None) -> "OneHopCursor":
        """Begin if need be, run one statement and fetch all of its rows."""
        self._take(await self._connection.run(_execute, sql, parameters))
        return self

    async def executemany(self, sql: str, parameters: Iterable[Any]) -> "OneHopCursor":
        """Run one statement for many parameter sets."""
        self._take(await self._connection.run(_execute_many, sql, parameters))
        return self

    def _take(self, result: Result) -> None:
        self.description, self.rowcount, self.lastrowid, self._rows = result

    async def fetchall(self) -> list[Any]:
        """Return the rows that came with the statement."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Nothing to do: the real cursor was closed in the hop that used it."""


class OneHopConnection(aiosqlite.Connection):
    """An `aiosqlite.Connection` whose cursors take at most one hop a statement."""

    def __init__(self, connector: Callable[[], sqlite3.Connection], begin: BeginMode) -> None:
        super().__init__(connector, iter_chunk_size=64)
        self._begin = f"BEGIN {begin}"
        self._is_writer = begin == "IMMEDIATE"
        self._slow: dict[str, int] = {}
        self._asked = 0  # counted on the loop's thread
        self._done = 0  # counted on the connection's thread

    def cursor(self) -> OneHopCursor:  # type: ignore[override] # aiosqlite's takes a hop for it
        """Return a cursor without asking the thread for one."""
        return OneHopCursor(self)

    async def run(self, function: Function, sql: str, parameters: Any) -> Result:
        """Run a statement, on the thread unless it is a quick one of the writer."""
        slow_runs = self._slow.get(sql, 0)
        if slow_runs:
            self._slow[sql] = slow_runs - 1
        if slow_runs or not self._is_ready():
            return await self.call(function, self._begin, sql, parameters)
        started = time.perf_counter()
        result = function(self._conn, self._begin, sql, parameters)
        if time.perf_counter() - started > SLOW_SECONDS:
            self._slow[sql] = SLOW_RUNS
        return result

    def _is_ready(self) -> bool:
        """Say whether a statement may run here: in a begun unit, with the thread at rest.

        The thread may still be at work for a task that was cancelled.
        """
        if not self._is_writer or self._asked != self._done:
            return False
        return self._conn.in_transaction or _begins_at_once(self._conn, self._begin)

    async def _execute(self, fn: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Run a function on the thread, as all of aiosqlite does, and count it."""

        def counted() -> T:
            try:
                return fn(*args, **kwargs)
            finally:
                self._done += 1

        self._asked += 1
        execute: Callable[..., Awaitable[T]] = super()._execute  # aiosqlite leaves it untyped
        try:
            return await execute(counted)
        except asyncio.CancelledError:
            # Here and not where the snapshot ends: SQLAlchemy closes the connection before that,
            # and closing waits for the statement. A writer's is left alone, it may be a commit.
            if not self._is_writer and self._connection is not None:
                self._connection.interrupt()
            raise

    async def wait_for_thread(self) -> None:
        """Wait for the end of the thread after a failed start: it still answers to the loop."""
        await asyncio.to_thread(self._thread.join)

    async def call(self, function: Callable[..., T], *args: Any) -> T:
        """Run a function with the sqlite3 connection as its first argument, on its thread."""
        return await self._execute(function, self._conn, *args)


def _begins_at_once(connection: sqlite3.Connection, begin: str) -> bool:
    """Begin if nobody else writes; the thread waits for them, and meets whatever else is wrong."""
    (waits,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute(begin)
    except sqlite3.OperationalError:
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout = {waits}")
    return True


def _execute(
    connection: sqlite3.Connection, begin: str, sql: str, parameters: Parameters
) -> Result:
    if not connection.in_transaction:
        connection.execute(begin)
    cursor = connection.execute(sql, parameters or ())
    rows = cursor.fetchall() if cursor.description else []
    result = (cursor.description, cursor.rowcount, cursor.lastrowid, rows)
    cursor.close()
    return result


def _execute_many(
    connection: sqlite3.Connection, begin: str, sql: str, parameters: Iterable[Any]
) -> Result:
    if not connection.in_transaction:
        connection.execute(begin)
    cursor = connection.executemany(sql, parameters)
    result: Result = (cursor.description, cursor.rowcount, cursor.lastrowid, [])
    cursor.close()
    return result
