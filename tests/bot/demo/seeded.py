"""The demo's community on the stage of the handlers' tests; seeded once, a copy for each test."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from bot.demo import community
from bot.demo.cast import CAST, Player
from bot.demo.clock import BEGINS
from storage.database import Database
from tests.handlers.asker import GROUP
from tests.handlers.driver import Actor, Stage, charter

CHANNEL = -600
CHARTER = charter(
    admin_ids=frozenset({CAST.ratna.id}), moderator_chat_id=GROUP.id, community_chat_id=CHANNEL
)


async def seed(path: Path, now: datetime = BEGINS) -> None:
    """Seed a database of its own."""
    database = await Database.open(f"sqlite:///{path}")
    try:
        await community.seed(database, now, CAST, CHARTER)
    finally:
        await database.close()


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of a seeded database, which nobody changes."""
    path = tmp_path_factory.mktemp("community") / "cop.db"
    with ThreadPoolExecutor(1) as elsewhere:  # tests have a loop of their own here
        elsewhere.submit(asyncio.run, seed(path)).result()
    return path


@pytest.fixture
async def town(original: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    """Give an open stage with the demo's community, on its Monday at seven."""
    path = tmp_path / "cop.db"
    shutil.copy(original, path)
    stage = Stage(await Database.open(f"sqlite:///{path}"), path, CHARTER, now=BEGINS)
    yield stage
    await stage.database.close()


def played(stage: Stage, player: Player) -> Actor:
    """Return one of the cast."""
    return stage.person(player.name, player.id)
