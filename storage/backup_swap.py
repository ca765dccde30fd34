"""The swap of a restore: a new database takes the place of the old one, which is kept beside it.

At every instant there is one whole database at the path, so a kill in the middle loses nothing.
A write-ahead log belongs to one database only: the old one's must never meet the new one.
"""

import contextlib
import os
import shutil
import sqlite3
from pathlib import Path

from storage.backup import flush_folder, read_only
from storage.ownership import give

LOG, INDEX = "-wal", "-shm"


class Busy(Exception):
    """Another process reads or writes the old database."""


def fold(database: Path) -> None:
    """Bring a database and its write-ahead log together in one file; raises sqlite3's errors."""
    with contextlib.closing(read_only(database)) as reader:  # else what is broken is mixed up more
        reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection = sqlite3.connect(database, isolation_level=None, timeout=1)
    try:
        (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        if mode != "delete":
            raise Busy
    except sqlite3.OperationalError as exc:
        if exc.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise Busy from exc
        raise
    finally:
        connection.close()


def unused(database: Path, name: str) -> Path:
    """Return a path beside a database under which nothing else is kept."""
    path, number = database.with_name(name), 1
    while path.exists() and not (database.exists() and path.samefile(database)):
        number += 1
        path = database.with_name(f"{name}-{number}")
    return path


def swap(new: Path, database: Path, kept: Path) -> None:
    """Put a folded database in the place of the old one; raises `Busy` before anything happens."""
    if database.exists():
        _keep(database, kept)
        shutil.copymode(database, new)
    give(new, database if database.exists() else database.parent)
    _flush(new)
    new.replace(database)
    flush_folder(database.parent)


def _keep(database: Path, kept: Path) -> None:
    try:
        fold(database)
    except sqlite3.DatabaseError:  # damaged: kept as it is, its log beside it under its name
        log = _beside(database, LOG)
        if log.exists():
            _link(log, _beside(kept, LOG))
        _link(database, kept)
        flush_folder(database.parent)
        for suffix in (LOG, INDEX):
            _beside(database, suffix).unlink(missing_ok=True)
    else:
        _link(database, kept)
    flush_folder(database.parent)


def _beside(database: Path, suffix: str) -> Path:
    return database.with_name(database.name + suffix)


def _link(path: Path, other: Path) -> None:
    """Give a file a second name; where the file system has none, copy it."""
    if other.exists() and other.samefile(path):  # by a restore that was killed
        return
    try:
        other.hardlink_to(path)
    except OSError:
        shutil.copy2(path, other)
        _flush(other)


def _flush(path: Path) -> None:
    with contextlib.closing(path.open("rb+")) as file:
        os.fsync(file.fileno())
