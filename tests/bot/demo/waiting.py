"""Waiting for what happens on the demo's stage."""

import asyncio
from collections.abc import Callable

from bot.demo.stage import Stage

GUARD = 30.0  # real seconds after which waiting counts as failed


async def until(stage: Stage, comes_true: Callable[[], bool]) -> None:
    """Look again with every change on the stage."""
    changes = stage.simulator.world.changes
    version = -1
    async with asyncio.timeout(GUARD):
        while not comes_true():
            version = await changes.wait(version, GUARD)
