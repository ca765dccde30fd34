"""What a file that somebody wants to restore is: ours, whole, of which revision, how old."""

import contextlib
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from storage import migrations
from storage.backup import existing, first_damage, read_only

MAGIC = b"SQLite format 3\x00"
OURS = {"person", "account", "inbox", "outbox", "alembic_version"}
MOMENTS = (
    "account.seen_at",
    "inbox.received_at",
    "outbox.created_at",
    "job_run.ran_at",
    "audit.at",
)
COUNTED = ("account", "profile", "session", "question", "post")
_REVISION = re.compile(r"[0-9]{4}")


class Unfit(Exception):
    """A file that cannot be restored."""


class Missing(Unfit):
    """There is no such file, or it cannot be read."""


class NotADatabase(Unfit):
    """It is no SQLite database."""


class NotOurs(Unfit):
    """It is somebody else's SQLite database, or an empty one."""


class DamagedFile(Unfit):
    """Its pages, indexes or references are broken."""


class TooNew(Unfit):
    """It was made by a newer version of this program."""


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A database that can be restored; `known_until` is the newest moment that it knows of."""

    path: Path
    revision: str
    known_until: datetime | None


def inspect(path: Path, pragma: str = "integrity_check") -> BackupFile:
    """Look at all of a file; raises `Unfit`. `quick_check` leaves out what the indexes hold."""
    _check_header(path)
    with _opened(path, existing) as connection:
        revision = _revision(connection)
        if revision > migrations.HEAD:
            raise TooNew(revision)
        if first_damage(connection, pragma) is not None:
            raise DamagedFile
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise DamagedFile
        return BackupFile(path, revision, _known_until(connection))


def count_rows(path: Path) -> Mapping[str, int]:
    """Count what people would miss; nothing for a file that cannot be read."""
    counts: dict[str, int] = {}
    with contextlib.suppress(Unfit, sqlite3.Error), _opened(path) as connection:
        for table in COUNTED:
            with contextlib.suppress(sqlite3.OperationalError):  # not there at its revision
                query = f"SELECT count(*) FROM {table}"  # noqa: S608 # our own names
                (counts[table],) = connection.execute(query).fetchone()
    return counts


@dataclass(frozen=True, slots=True)
class Deletions:
    """Whose data was deleted, and what of theirs stayed without a name."""

    people: tuple[int, ...] = ()
    posts: frozenset[int] = frozenset()
    answers: frozenset[int] = frozenset()  # published, by the number of their question


def deletions(path: Path) -> Deletions | None:
    """List the deletions that a database knows of; None when it cannot be read."""

    def numbers(query: str) -> list[int]:
        with contextlib.suppress(sqlite3.OperationalError):  # no such table at its revision
            return [number for (number,) in connection.execute(query)]
        return []

    with contextlib.suppress(Unfit, sqlite3.Error), _opened(path) as connection:
        connection.execute("SELECT count(*) FROM erasure").fetchone()  # has been there always
        return Deletions(
            tuple(numbers("SELECT person_id FROM erasure ORDER BY person_id")),
            frozenset(
                numbers(
                    "SELECT id FROM post"
                    " WHERE person_id IS NULL AND state IN ('published', 'hidden')"
                )
            ),
            frozenset(numbers("SELECT question_id FROM publication")),
        )
    return None


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            header = file.read(len(MAGIC))
    except OSError as exc:
        raise Missing from exc
    if header != MAGIC:
        raise NotADatabase


@contextlib.contextmanager
def _opened(
    path: Path, opened: Callable[[Path], sqlite3.Connection] = read_only
) -> Iterator[sqlite3.Connection]:
    connection = opened(path)
    try:
        yield connection
    except sqlite3.DatabaseError as exc:
        code = getattr(exc, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise DamagedFile from exc
        raise Missing from exc
    finally:
        connection.close()


def _revision(connection: sqlite3.Connection) -> str:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    if not {name for (name,) in tables} >= OURS:
        raise NotOurs
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if found is None or not _REVISION.fullmatch(found[0]):
        raise NotOurs
    return str(found[0])


def _known_until(connection: sqlite3.Connection) -> datetime | None:
    found = []
    for place in MOMENTS:
        table, column = place.split(".")
        query = f"SELECT max({column}) FROM {table}"  # noqa: S608 # our own names
        (newest,) = connection.execute(query).fetchone()
        if newest is not None:
            found.append(datetime.fromisoformat(newest).replace(tzinfo=UTC))
    return max(found, default=None)
