"""Fixtures of the simulator's own tests."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from simulator.server import Simulator
from tests.simulator.api import Api, api_of


@pytest.fixture
async def api(simulator: Simulator) -> AsyncIterator[Api]:
    """A bare HTTP client of the simulator."""
    async with api_of(simulator) as client:
        yield client
