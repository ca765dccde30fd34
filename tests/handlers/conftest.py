"""A stage for each test of the handlers."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.asker import GROUP
from tests.handlers.desk import Desk
from tests.handlers.driver import Stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Give an open stage on a new SQLite file."""
    opened = await Stage.open(tmp_path / "cop.db")
    yield opened
    await opened.database.close()


@pytest.fixture
async def desk(stage: Stage) -> Desk:
    """Give a desk with an open question of Sari's."""
    return await Desk.open(stage)


@pytest.fixture
def grouped(stage: Stage) -> Stage:
    """Give a stage whose moderators sit in a group."""
    stage.runs_with(moderator_chat_id=GROUP.id)
    return stage
