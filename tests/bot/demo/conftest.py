"""A stage for each test, or for those of a module that change little; its bot is a process."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

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


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared() -> AsyncIterator[Stage]:
    """Give the demo's stage with its community to all tests of a module."""
    async with Stage(is_lived_in=True) as stage:
        yield stage
