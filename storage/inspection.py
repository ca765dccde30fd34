"""A database as an operator's check sees it: read, never migrated, never made."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select, text

from storage import migrations, sole_use
from storage.database import Database, sqlite_path
from storage.schema import job_run
from storage.unit import Unit

RECENT = timedelta(minutes=3)  # a running bot notes a job at least once a minute


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL server: its version as a number (130004) and the database's encoding."""

    version: int
    encoding: str


class Inspection:
    """Looks at an open database; every look is a snapshot."""

    __slots__ = ("_database", "_path")

    def __init__(self, database: Database, path: Path | None) -> None:
        self._database = database
        self._path = path

    async def revision(self) -> str | None:
        """Return the revision of the tables; None for an empty database."""
        async with self._database.snapshot() as unit:
            return await unit.connection.run_sync(migrations.revision)

    async def server(self) -> Server | None:
        """Return what server it is; None for SQLite."""
        if self._path is not None:
            return None
        async with self._database.snapshot() as unit:
            version = await unit.connection.scalar(text("SHOW server_version_num"))
            encoding = await unit.connection.scalar(text("SHOW server_encoding"))
            return Server(int(str(version)), str(encoding))

    async def is_in_use(self, now: datetime) -> bool:
        """Say whether a bot works with it: it holds the lock, or noted a job just now."""
        if self._path is not None:
            return await sole_use.is_taken(self._path)
        async with self._database.snapshot() as unit:
            newest = await unit.connection.scalar(select(func.max(job_run.c.ran_at)))
            return newest is not None and now - newest < RECENT

    @contextlib.asynccontextmanager
    async def look(self) -> AsyncIterator[Unit]:
        """Give a snapshot; only tables of this program's revision can be read."""
        async with self._database.snapshot() as unit:
            yield unit


def database_exists(url: str) -> bool:
    """Say whether there is a file; a server is taken to be there."""
    path = sqlite_path(url)
    return path is None or path.exists()


@contextlib.asynccontextmanager
async def inspecting(url: str) -> AsyncIterator[Inspection]:
    """Open a database that exists, and leave its tables as they are."""
    database = Database.attach(url)
    try:
        yield Inspection(database, sqlite_path(url))
    finally:
        await database.close()
