"""The lock that keeps two bots, or a bot and a restore, off the same SQLite database.

It is an exclusive transaction on an empty SQLite file beside the database: the system lets it go
when its process dies, however it dies, and it works wherever SQLite does. PostgreSQL needs none.
"""

import sqlite3
from pathlib import Path

from storage.database import Unavailable, sqlite_path
from storage.ownership import give


class InUse(Exception):
    """Another process works with this database."""


class SoleUse:
    """A database that is ours alone until `release`."""

    __slots__ = ("_holder",)

    def __init__(self, holder: sqlite3.Connection | None) -> None:
        self._holder = holder

    @classmethod
    async def take(cls, url: str) -> "SoleUse":
        """Take the lock at once, or raise `InUse`; `Unavailable` when it cannot be kept there."""
        path = sqlite_path(url)
        return cls(None if path is None else _take(path))

    def release(self) -> None:
        """Let others in."""
        holder, self._holder = self._holder, None
        if holder is not None:
            holder.close()


async def is_taken(database: Path) -> bool:
    """Say whether somebody holds the lock of a database, without leaving one behind."""
    if not lock_path(database).exists():
        return False
    try:
        _take(database).close()
    except InUse:
        return True
    return False


def lock_path(database: Path) -> Path:
    """Name the file that is locked: one for a database, by whatever link it is reached."""
    there = database.resolve()
    return there.with_name(f"{there.name}-lock")


def _take(database: Path) -> sqlite3.Connection:
    try:
        lock_path(database).parent.mkdir(parents=True, exist_ok=True)
        holder = sqlite3.connect(
            lock_path(database), isolation_level=None, timeout=0, check_same_thread=False
        )
    except (OSError, sqlite3.Error) as exc:
        raise Unavailable(type(exc).__name__) from exc
    try:
        holder.execute("PRAGMA journal_mode = MEMORY")  # else an empty journal lies beside it
        holder.execute("BEGIN EXCLUSIVE")
        give(lock_path(database), lock_path(database).parent)
    except sqlite3.Error as exc:
        holder.close()
        if exc.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise InUse from exc
        raise Unavailable(type(exc).__name__) from exc
    return holder
