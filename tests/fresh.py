"""A new SQLite database for a test, copied from one that was migrated once.

Migrating takes 0.1 s of CPU and many waits for the disk, two thousand times in the suite. That the
migrations themselves are right is for tests/storage (migrations, upgrades) and for whatever runs
the bot as a process.
"""

import asyncio
import functools
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from storage.database import Database


async def open_fresh(path: Path) -> Database:
    """Open a new database with all tables, or the one that is there."""
    place(path)
    return await Database.open(f"sqlite:///{path}")


def place(path: Path) -> None:
    """Write a new database with all tables unless there is one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_migrated())


@functools.cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as thread:
        path = Path(folder) / "cop.db"
        thread.submit(asyncio.run, _migrate(path)).result()  # a loop may run here already
        return path.read_bytes()


async def _migrate(path: Path) -> None:
    database = await Database.open(f"sqlite:///{path}")
    await database.checkpoint()
    await database.close()
