"""A house for each journey; the simulator's complaints at the end fail it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from simulator.server import Simulator
from tests.journeys.house import House


@pytest.fixture
async def house(simulator: Simulator, tmp_path: Path) -> AsyncIterator[House]:
    """Give a house whose bot the journey opens with its own settings."""
    made = House(simulator, tmp_path)
    yield made
    await made.closes()
