"""The bot inside the test's own process, for proofs that look at its parts."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, datetime

from bot import app
from bot.clock import Clock, SystemClock
from bot.config import load
from simulator.clock import VirtualClock
from simulator.server import Simulator


@contextlib.asynccontextmanager
async def bot_inside(
    settings: Mapping[str, str], clock: Clock | None = None
) -> AsyncIterator[app.Parts]:
    """Run a bot with these settings; fails when one of its parts ended meanwhile."""
    async with app.running(load(settings), clock or SystemClock()) as parts:
        yield parts
        assert not parts.failed.done()


async def quiet(parts: app.Parts, simulator: Simulator) -> None:
    """Return when nothing is handled, sent or answered any more."""
    passes = VirtualClock(datetime.now(UTC))  # only for its way of letting the loop run
    await passes.settle([lambda: parts.is_busy, lambda: simulator.in_flight > 0])


class Noted(logging.Handler):
    """Keeps what this process logs at WARNING and above, and lets tests wait for a line."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self._news = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self.records.append(record)
        self._news.set()

    def lines(self, *words: str) -> list[str]:
        """List what was logged with all these words."""
        lines = [f"{record.name}: {record.getMessage()}" for record in self.records]
        return [line for line in lines if all(word in line for word in words)]

    async def wait(self, *words: str) -> None:
        """Return when such a line was logged."""
        async with asyncio.timeout(10):
            while not self.lines(*words):
                self._news.clear()
                await self._news.wait()


@contextlib.contextmanager
def noting() -> Iterator[Noted]:
    """Listen to all loggers of this process."""
    noted = Noted()
    root = logging.getLogger()
    root.addHandler(noted)
    try:
        yield noted
    finally:
        root.removeHandler(noted)
