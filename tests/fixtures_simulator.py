"""The simulator for tests: started, watched by the specification, without complaints at the end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from simulator.server import Simulator
from tests.spec import SPECIFICATION, Spec

Watch = Callable[[Simulator], Simulator]


@pytest.fixture(scope="session")
def _specification() -> Spec | None:
    return Spec.load() if SPECIFICATION.exists() else None


@pytest.fixture
def watch_simulator(_specification: Spec | None) -> Iterator[Watch]:
    """Let the specification watch a simulator that a test made itself; judged at the end."""
    watched: list[tuple[Simulator, Spec]] = []

    def watch(simulator: Simulator) -> Simulator:
        if _specification is not None:
            spec = Spec(_specification.methods, _specification.types)
            simulator.observe_exchanges(spec.watch_exchange)
            simulator.observe_updates(spec.watch_update)
            watched.append((simulator, spec))
        return simulator

    yield watch
    for simulator, spec in watched:
        assert [] == spec.answers
        if not simulator.complaints_expected:
            assert [] == spec.requests


@pytest.fixture
async def simulator(watch_simulator: Watch) -> AsyncIterator[Simulator]:
    """A Bot API server on this computer; complaints at the end fail the test."""
    server = watch_simulator(Simulator(seed=1, lenient_webhooks=True))
    await server.start()
    yield server
    await server.stop()
    if not server.complaints_expected:
        assert [] == server.complaints()
