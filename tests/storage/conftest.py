"""Databases for the tests of storage: a fresh SQLite file, or a database on a real server."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from storage.database import Database
from tests.fresh import place


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of an empty database of each dialect."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/cop.db"
    create: Callable[[], str] = request.getfixturevalue("postgres").create_database
    return create()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Give an open database of each dialect, migrated."""
    if database_url.startswith("sqlite:"):
        place(Path(database_url.removeprefix("sqlite:///")))
    opened = await Database.open(database_url)
    yield opened
    await opened.close()
