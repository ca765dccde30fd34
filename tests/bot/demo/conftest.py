"""A stage for each test; its bot is a real process."""

from collections.abc import AsyncIterator

import pytest

from bot.demo.stage import Stage


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """Give the demo's stage with nobody on it."""
    async with Stage() as stage:
        yield stage


@pytest.fixture
async def lively() -> AsyncIterator[Stage]:
    """Give the demo's stage with its community, as people find it."""
    async with Stage(is_lived_in=True) as stage:
        yield stage
