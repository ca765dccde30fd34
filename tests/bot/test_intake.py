"""Polling: an old webhook is let go, a slow database is waited for, odd answers end nothing."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from bot.api import Api
from bot.clock import SystemClock
from bot.intake import BATCH, Intake, Polling
from simulator.server import Simulator


class Kept(Intake):
    """Stands where intake stands: notes what was committed; its counting may take too long."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.news = asyncio.Event()
        self.slow_counts = 0

    async def accept(self, updates: Sequence[dict[str, Any]]) -> None:
        """Note a batch."""
        self.texts += [update["message"]["text"] for update in updates]
        self.news.set()

    async def count_waiting(self) -> int:
        """Count nothing, or fail as a snapshot does whose five seconds are over."""
        if self.slow_counts:
            self.slow_counts -= 1
            raise TimeoutError
        return 0

    async def has(self, count: int, polling: asyncio.Task[None]) -> None:
        """Wait for so many texts; fails when polling ended."""
        while len(self.texts) < count:
            self.news.clear()
            news = asyncio.create_task(self.news.wait())
            await asyncio.wait({news, polling}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
            news.cancel()
            assert not polling.done()


@pytest.fixture
async def api(simulator: Simulator) -> AsyncIterator[Api]:
    """Calls to the simulator."""
    opened = Api(simulator.token, simulator.url)
    await opened.start()
    yield opened
    await opened.stop()


@pytest.fixture
def kept() -> Kept:
    """Give an empty intake."""
    return Kept()


@pytest.fixture
async def polling(api: Api, kept: Kept, simulator: Simulator) -> AsyncIterator[asyncio.Task[None]]:
    """Poll; a webhook of an earlier run is still set, and a hundred texts wait."""
    await api.call("setWebhook", {"url": "http://127.0.0.1:9/kait"})
    sari = simulator.person("Sari", started=True)
    for number in range(BATCH):
        await sari.says(f"halo {number}")
    running = asyncio.create_task(Polling(kept, api, SystemClock()).run())
    yield running
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_the_webhook_of_an_earlier_run_is_removed(
    polling: asyncio.Task[None], kept: Kept, api: Api
) -> None:
    """Whoever takes WEBHOOK_URL out of the settings gets updates by polling, the waiting too."""
    await kept.has(BATCH, polling)

    assert "" == (await api.call("getWebhookInfo"))["url"]


async def test_a_count_that_takes_too_long_does_not_end_polling(
    polling: asyncio.Task[None], kept: Kept, simulator: Simulator
) -> None:
    """With a backlog what waits is counted; a snapshot that is too slow is tried again."""
    kept.slow_counts = 1
    await kept.has(BATCH, polling)
    await simulator.person("Budi", started=True).says("sesudah")

    await kept.has(BATCH + 1, polling)

    assert 0 == kept.slow_counts
