"""The database as delivery uses it: whatever ails it, delivery waits and goes on."""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.backoff import Backoff
from bot.clock import Clock
from bot.logs import describe
from storage.database import Database
from storage.lease import Deposed
from storage.unit import Unit

FIRST_SECONDS, MOST_SECONDS = 0.1, 5.0

T = TypeVar("T")

logger = logging.getLogger(__name__)


class Ledger:
    """Writes until the database takes it, and reads again when it could not be read."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._writing = _backoff(clock, "The database is away")
        self._reading = _backoff(clock, "The database cannot be read")
        self.resting = 0  # loops and tasks that wait for the database to come back

    async def write(self, unit: Callable[[Unit], Awaitable[T]]) -> T:
        """Run a unit until the database takes it."""
        while True:
            try:
                result = await self._database.write(unit)
            except Deposed:  # another replica delivers now
                raise
            except Exception as exc:  # delivery must outlive whatever this is
                await self._rest(self._writing, exc)
            else:
                self._writing.succeeded()
                return result

    async def read(self, unit: Callable[[Unit], Awaitable[None]]) -> None:
        """Run a unit on a snapshot once; after a failure, wait before the next."""
        try:
            async with self._database.snapshot() as snapshot:
                await unit(snapshot)
        except Exception as exc:  # delivery must outlive whatever this is
            await self.rest(exc)
        else:
            self._reading.succeeded()

    async def rest(self, exc: Exception) -> None:
        """Wait, because the database could not be read."""
        await self._rest(self._reading, exc)

    async def _rest(self, trouble: Backoff, exc: Exception) -> None:
        self.resting += 1
        try:
            await trouble.failed(describe(exc))
        finally:
            self.resting -= 1


def _backoff(clock: Clock, trouble: str) -> Backoff:
    return Backoff(clock, logger, trouble, first=FIRST_SECONDS, most=MOST_SECONDS)
