"""A replica's own connection to PostgreSQL: it keeps the lease and carries word to the others."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from storage.database import POSTGRES_ARGUMENTS, Database, Unavailable, passing_errors
from storage.lease import Lease

RELEASED = "cop_humas_released"
OUTBOX = "cop_humas_outbox"
LONGEST = 7_900  # bytes a notification takes
ANSWER_SECONDS = 5.0  # without an answer for so long the connection counts as lost

_TELL = text("SELECT pg_notify(:channel, :words)")

Heard = Callable[[str, str], None]
"""Is told the channel and the words of each notification."""


class Wire:
    """One connection that stays open, and is opened anew by whoever finds it lost."""

    def __init__(
        self, database: Database, heard: Heard, lost: Callable[[], None] = lambda: None
    ) -> None:
        self._engine: AsyncEngine = create_async_engine(
            database.url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            hide_parameters=True,
            connect_args={"timeout": ANSWER_SECONDS, **POSTGRES_ARGUMENTS},
        )
        self._heard = heard
        self._lost = lost  # told at once when the connection ends, for a lease ends with it
        self._connection: AsyncConnection | None = None
        self._turn = asyncio.Lock()
        self.openings = 0  # each may have missed what was said before

    async def close(self) -> None:
        """Hang up."""
        await self._hang_up()
        await self._engine.dispose()

    async def tell(self, channel: str, words: str) -> None:
        """Tell every replica that listens, this one too."""
        async with self._used() as connection:
            await connection.execute(_TELL, {"channel": channel, "words": words})

    @contextlib.asynccontextmanager
    async def lease(self) -> AsyncIterator[Lease]:
        """Give the lease through this connection, which stands for this replica's life."""
        async with self._used() as connection:
            yield Lease(connection)

    @contextlib.asynccontextmanager
    async def _used(self) -> AsyncIterator[AsyncConnection]:
        """Give the connection to one at a time; after any trouble it is opened anew."""
        async with self._turn:
            try:
                with passing_errors():
                    async with asyncio.timeout(ANSWER_SECONDS):
                        yield await self._open()
            except BaseException as exc:
                await self._hang_up()
                if isinstance(exc, TimeoutError):
                    raise Unavailable("no answer") from exc
                if isinstance(exc, asyncpg.PostgresError | asyncpg.InterfaceError):
                    raise Unavailable(type(exc).__name__) from exc  # of the driver itself: LISTEN
                raise

    async def _open(self) -> AsyncConnection:
        if self._connection is not None:
            return self._connection
        connection = await self._engine.connect()
        self._connection = connection
        raw = await connection.get_raw_connection()
        driver: Any = raw.driver_connection
        driver.add_termination_listener(lambda _connection: self._lost())
        for channel in (RELEASED, OUTBOX):
            await driver.add_listener(channel, self._hear)
        self.openings += 1
        return connection

    def _hear(self, _connection: object, _pid: int, channel: str, words: str) -> None:
        self._heard(channel, words)

    async def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        with contextlib.suppress(Exception):  # it may be broken in any way
            raw = await connection.get_raw_connection()
            driver: Any = raw.driver_connection
            driver.terminate()
        with contextlib.suppress(Exception):
            await connection.invalidate()
            await connection.close()
