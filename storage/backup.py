"""A consistent copy of a SQLite database that others go on using, as one file.

The copy is read in one read transaction: without it SQLite begins anew whenever somebody writes,
and a busy bot's backup never ends. Writers wait for nobody meanwhile; only the write-ahead log
cannot be emptied.
"""

import asyncio
import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

PAGES = 256  # a step; a megabyte
FLUSHED = 16  # steps between two flushes
PAUSE = 0.001  # seconds between steps, for whoever else wants the disk
OPERATIONS = 50_000  # of SQLite's between two looks whether to stop
PRIVATE = 0o600  # it holds people's data
UNFINISHED = ".part"


class BackupFailed(Exception):
    """No backup was made; nothing that was there before is touched."""


class NoSpace(BackupFailed):
    """The disk is full."""


class NotWritable(BackupFailed):
    """The folder cannot be written, or is not there and cannot be made."""


class Damaged(BackupFailed):
    """The database itself is damaged: a copy of it would be as well."""


class Stopped(BackupFailed):
    """The bot stops; the copy is begun anew after its next start."""


async def back_up(source: Path, target: Path) -> None:
    """Copy on a thread of its own; a cancelled copy leaves nothing behind."""
    stop = threading.Event()
    try:
        await asyncio.to_thread(copy, source, target, stop)
    except asyncio.CancelledError:
        stop.set()
        raise


def copy(source: Path, target: Path, stop: threading.Event | None = None) -> None:
    """Copy a database and check the copy; the file appears when it is whole, or not at all."""
    stop = stop or threading.Event()
    part = target.with_name(f".{target.name}.{os.getpid()}{UNFINISHED}")
    try:
        with _told_apart():
            _make_private(part)
            with _reading(source) as reader:
                _fill(reader, part, stop)
            part.replace(target)
            flush_folder(target.parent)
    finally:
        for leftover in (part, part.with_name(f"{part.name}-journal")):
            with contextlib.suppress(OSError):
                leftover.unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """Let the names in a folder survive a power cut, where the system can do that."""
    if os.name == "nt":  # a folder cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_only(path: Path) -> sqlite3.Connection:
    """Open a database that is not to be touched; it must exist."""
    return _open(path, "ro")


def existing(path: Path) -> sqlite3.Connection:
    """Open a database that others use; it must exist.

    Not as read-only: that would leave a log and an index behind when nobody else has it open, and
    a bot under another user could not open them then.
    """
    return _open(path, "rw")


def _open(path: Path, mode: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=2)


def first_damage(connection: sqlite3.Connection, pragma: str = "quick_check") -> str | None:
    """Return the first thing that is wrong with a database's pages and rows."""
    (found,) = connection.execute(f"PRAGMA {pragma}(1)").fetchone()
    return None if found == "ok" else str(found)


def _make_private(part: Path) -> None:
    part.parent.mkdir(parents=True, exist_ok=True)
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE))


@contextlib.contextmanager
def _reading(source: Path) -> Iterator[sqlite3.Connection]:
    reader = existing(source)
    try:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the moment that is kept
        yield reader
    finally:
        reader.close()


def _fill(reader: sqlite3.Connection, part: Path, stop: threading.Event) -> None:
    handle = os.open(part, os.O_RDWR)

    def rest(_status: int, left: int, pages: int) -> None:
        if stop.is_set():
            raise Stopped
        if (pages - left) // PAGES % FLUSHED == 0:
            os.fsync(handle)  # little by little: one flush of all holds up the bot's own
        time.sleep(PAUSE)

    writer = sqlite3.connect(part, isolation_level=None)
    try:
        writer.execute("PRAGMA journal_mode = OFF")  # a part is thrown away, not rolled back
        writer.execute("PRAGMA synchronous = OFF")  # flushed once, at its end
        reader.backup(writer, pages=PAGES, progress=rest)
        writer.execute("PRAGMA journal_mode = DELETE")  # one file: the copy came marked as WAL
        writer.set_progress_handler(stop.is_set, OPERATIONS)
        if first_damage(writer) is not None:
            raise Damaged
        os.fsync(handle)
    finally:
        writer.close()
        os.close(handle)


@contextlib.contextmanager
def _told_apart() -> Iterator[None]:
    """Name what went wrong by its class, which is all that logs show of an error."""
    try:
        yield
    except sqlite3.Error as exc:
        raise _named(getattr(exc, "sqlite_errorcode", 0) & 0xFF) from exc
    except OSError as exc:
        raise _named_by_system(exc) from exc


def _named(code: int) -> BackupFailed:
    if code == sqlite3.SQLITE_FULL:
        return NoSpace()
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return Damaged()
    if code == sqlite3.SQLITE_INTERRUPT:
        return Stopped()
    return BackupFailed()


def _named_by_system(error: OSError) -> BackupFailed:
    import errno  # noqa: PLC0415 # rarely needed

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return NoSpace()
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
        return NotWritable()
    return BackupFailed()
