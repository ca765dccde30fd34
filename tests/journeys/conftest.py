"""Houses for the journeys; the simulator's complaints at the end fail them."""

import os
import random
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from simulator.server import Simulator
from tests.crash.mortal import MortalHouse
from tests.crash.reaper import Instant
from tests.fixtures_postgres import Postgres
from tests.fresh import place
from tests.journeys.house import House

IS_LONG = bool(os.environ.get("PROOFS"))
KILLED = 0.6  # of all acts
DATABASES = ("sqlite", "postgresql")
FATES = [
    *DATABASES,
    *(
        pytest.param(f"{database}, killed", marks=pytest.mark.proof)
        for database in (DATABASES if IS_LONG else ())
    ),
]


@pytest.fixture
async def house(simulator: Simulator, tmp_path: Path) -> AsyncIterator[House]:
    """Give a house whose bot the journey opens with its own settings."""
    place(tmp_path / "cop.db")
    made = House(simulator, tmp_path)
    yield made
    await made.closes()


@pytest.fixture(params=DATABASES if IS_LONG else DATABASES[:1])
def kept_house(house: House, request: pytest.FixtureRequest) -> House:
    """Give a house whose clock is moved; on PostgreSQL, too, in the long runs."""
    return _on(house, request, request.param)


@pytest.fixture(params=FATES)
async def any_fate(
    simulator: Simulator, tmp_path: Path, request: pytest.FixtureRequest
) -> AsyncIterator[House]:
    """Give a house on each database (on PostgreSQL the bot has two workers).

    In the long runs also one on each whose bot is a process that is killed again and again.
    """
    database, _, is_killed = request.param.partition(", ")
    if not is_killed:
        place(tmp_path / "cop.db")
        made = House(simulator, tmp_path)
        yield _on(made, request, database)
        await made.closes()
        return
    seed = int(os.environ.get("CRASH_SEED") or secrets.randbits(32))
    print(f"CRASH_SEED={seed}")
    rng = random.Random(seed)

    def plan() -> tuple[Instant, int] | None:
        if rng.random() > KILLED:
            return None
        return rng.choice(list(Instant)), rng.randint(1, 4)

    mortal = MortalHouse(simulator, tmp_path, plan)
    try:
        yield _on(mortal, request, database)
        await mortal.closes()
    finally:
        await mortal.breaks()
    print(f"killed {len(mortal.reaper.kills)} times")


def _on(house: House, request: pytest.FixtureRequest, database: str) -> House:
    if database == "postgresql":
        postgres: Postgres = request.getfixturevalue("postgres")
        house.database_url = postgres.create_database()
    return house
