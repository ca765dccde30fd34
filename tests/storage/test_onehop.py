"""Where statements run: quick ones of the writer on the loop, everything else on the thread."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from storage.onehop import BeginMode, OneHopConnection

Open = Callable[[BeginMode], Awaitable[OneHopConnection]]


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Open]:
    """Open connections to one file that can tell which thread runs a statement."""
    connections: list[OneHopConnection] = []

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            tmp_path / "file.sqlite3", isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA busy_timeout = 5000")
        connection.create_function("thread", 0, threading.get_ident)
        return connection

    async def open_one(begin: BeginMode) -> OneHopConnection:
        connection = OneHopConnection(connect, begin)
        await connection
        connections.append(connection)
        return connection

    yield open_one
    for connection in connections:
        await connection.close()


async def _is_here(connection: OneHopConnection) -> bool:
    cursor = await connection.cursor().execute("SELECT thread()")
    return await cursor.fetchall() == [(threading.get_ident(),)]


async def test_quick_statements_of_the_writer_take_no_hop(opened: Open) -> None:
    """The writer begins and runs quick statements where it is asked."""
    writer = await opened("IMMEDIATE")

    assert await _is_here(writer)
    assert writer.in_transaction


async def test_snapshots_stay_on_their_thread(opened: Open) -> None:
    """A snapshot may read for long, so it never runs on the loop."""
    snapshot = await opened("DEFERRED")

    assert not await _is_here(snapshot)


async def test_waiting_for_a_lock_is_left_to_the_thread(opened: Open) -> None:
    """While another writer holds the lock, the loop goes on."""
    other, writer = await opened("IMMEDIATE"), await opened("IMMEDIATE")
    await other.cursor().execute("SELECT 1")

    waiting = asyncio.create_task(_is_here(writer))
    await asyncio.sleep(0)  # the task asks for the lock and must give the loop back

    assert not waiting.done()
    await other.rollback()
    assert not await waiting


async def test_slow_statements_move_to_the_thread(opened: Open) -> None:
    """A statement that held up the loop once runs on the thread the next time."""
    writer = await opened("IMMEDIATE")
    slow = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)"
        " SELECT thread() FROM n ORDER BY i DESC LIMIT 1"
    )

    first = await (await writer.cursor().execute(slow)).fetchall()
    second = await (await writer.cursor().execute(slow)).fetchall()

    assert [(threading.get_ident(),)] == first
    assert first != second


async def test_a_unit_waits_for_what_a_cancelled_one_left_running(opened: Open) -> None:
    """While the thread still works for a cancelled task, the next statement queues behind it."""
    writer = await opened("IMMEDIATE")
    begun, let_go = threading.Event(), threading.Event()

    def linger(_: sqlite3.Connection) -> None:
        begun.set()
        let_go.wait()

    cancelled = asyncio.create_task(writer.call(linger))
    await asyncio.to_thread(begun.wait)
    cancelled.cancel()
    await asyncio.gather(cancelled, return_exceptions=True)

    following = asyncio.create_task(_is_here(writer))
    await asyncio.sleep(0)  # the task must have queued its statement, not run it
    assert not following.done()
    let_go.set()

    assert not await following
