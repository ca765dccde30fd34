"""The composition: it can be stopped at any time, and no part of it ends unnoticed."""

import asyncio
from pathlib import Path

from bot import app
from bot.clock import SystemClock
from bot.config import load
from simulator.server import Simulator
from tests.crash.process import polling
from tests.fixtures_postgres import free_port


async def test_a_start_that_waits_for_the_network_can_be_stopped(tmp_path: Path) -> None:
    """SIGTERM is heard also while Telegram cannot be reached."""
    nobody = Simulator(seed=1)
    nobody.port = free_port()
    settings = load(polling(nobody, f"sqlite:///{tmp_path}/cop.db"))
    stop = asyncio.Event()
    stop.set()

    async with asyncio.timeout(10):
        await app.run(settings, SystemClock(), stop)


async def test_a_loop_of_delivery_that_ends_is_noticed(
    simulator: Simulator, tmp_path: Path
) -> None:
    """The bot ends, and is started anew by whoever runs it, instead of falling silent."""
    settings = load(polling(simulator, f"sqlite:///{tmp_path}/cop.db"))
    async with app.running(settings, SystemClock()) as parts:
        parts.delivery.loops[0].cancel()

        await asyncio.wait({parts.failed}, timeout=10)

        assert parts.failed.done()
