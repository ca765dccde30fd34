"""Fixtures of the simulator's own tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from simulator.channel import Channel
from simulator.clock import VirtualClock
from simulator.person import Person
from simulator.server import Simulator
from tests.fixtures_simulator import Watch
from tests.simulator.api import Api, api_of


@pytest.fixture
async def api(simulator: Simulator) -> AsyncIterator[Api]:
    """A bare HTTP client of the simulator."""
    async with api_of(simulator) as client:
        yield client


@pytest.fixture
def clock() -> VirtualClock:
    """A clock that stands still on a Monday morning."""
    return VirtualClock(datetime(2026, 11, 23, 0, 30, tzinfo=UTC))


@pytest.fixture
async def still(clock: VirtualClock, watch_simulator: Watch) -> AsyncIterator[Api]:
    """A bare HTTP client of a simulator on the virtual clock."""
    server = watch_simulator(Simulator(clock=clock, seed=7, lenient_webhooks=True))
    await server.start()
    async with api_of(server) as client:
        yield client
    await server.stop()
    if not server.complaints_expected:
        assert [] == server.complaints()


@pytest.fixture
def ratna(api: Api) -> Person:
    """Ratna, who owns the channel."""
    return api.simulator.person("Ratna")


@pytest.fixture
def channel(api: Api, ratna: Person) -> Channel:
    """A channel with the bot as admin."""
    return api.simulator.channel("Kanal CoP", [ratna])
