"""`backup` and `restore` are killed at every touch of a file: what is left is whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.backup_file import inspect
from storage.database import Database
from tests.crash.process import ROOT
from tests.storage.tables import Rows, rows_of

NEVER = 1_000_000
STRIDE = 1 if os.environ.get("PROOFS") else 2
MOST = 200  # touches; no command has so many
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


class Mortal:
    """A process that runs commands of ours which die in the middle."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.short_lived", str(folder)],
            cwd=folder,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT),
                "DATABASE_URL": f"sqlite:///{folder}/cop.db",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def dies(self, touch: int, command: str) -> bool:
        """Run a command that dies at that touch; says whether it lived so long."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{touch} {command}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline().strip()
        assert answer in {"killed", "0"}, answer
        return answer == "killed"

    def close(self) -> None:
        """End it."""
        self._process.communicate(timeout=30)


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Mortal]:
    """A process that runs commands in the test's folder."""
    if not hasattr(os, "fork"):
        pytest.skip("this system cannot fork")
    with closing(Mortal(tmp_path)) as found:
        yield found


async def _make(path: Path, *people: int) -> None:
    database = await Database.open(f"sqlite:///{path}")
    for number in people:
        await database.write(lambda unit, number=number: unit.people.meet(number, NOW))  # type: ignore[misc] # mypy cannot infer a lambda with a default
    await database.close()


def _accounts(path: Path) -> set[int]:
    return {row[0] for row in rows_of(path)["account"] if isinstance(row[0], int)}


@pytest.mark.proof
async def test_a_restore_that_is_killed_leaves_a_whole_database(
    tmp_path: Path, mortal: Mortal
) -> None:
    """At every touch the database is either the old one or the new one, and never half of it."""
    safe, old, database = tmp_path / "safe.db", tmp_path / "old.db", tmp_path / "cop.db"
    await _make(safe, 11)
    await _make(old, 11, 12)
    _leave_log(old)
    seen = set()
    touch = 0
    while touch < MOST:
        touch += STRIDE
        _lay_out(old, database)

        is_killed = mortal.dies(touch, f"restore {safe}")

        assert inspect(database).revision
        found = _accounts(database)
        assert found in ({11, 12, 13}, {11})
        assert is_killed or found == {11}
        seen.add(tuple(sorted(found)))
        assert all({11, 12, 13} == _accounts(kept) for kept in _kept(tmp_path) if found == {11})
        if not is_killed:
            break
        assert not mortal.dies(NEVER, f"restore {safe}"), touch
        assert {11} == _accounts(database)
        _clean(tmp_path)

    assert {(11,), (11, 12, 13)} == seen
    assert 10 < touch < MOST


def _leave_log(path: Path) -> None:
    """Leave a commit in the write-ahead log, as a bot that was killed does."""
    copy = path.with_name("killed")
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("INSERT INTO person VALUES (13, 'guest', '2026-11-22', '2026-11-22', 0)")
    connection.execute("INSERT INTO account VALUES (13, 13, 1, NULL, '2026-11-22')")
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", f"{copy}{suffix}")
    connection.close()
    for suffix in ("", "-wal"):
        Path(f"{copy}{suffix}").replace(f"{path}{suffix}")


def _lay_out(old: Path, database: Path) -> None:
    """Put the old database where the bot's is, as a kill left it."""
    for suffix in ("", "-wal"):
        shutil.copy(f"{old}{suffix}", f"{database}{suffix}")


def _kept(folder: Path) -> list[Path]:
    kept = folder.glob("cop.db.sebelum-pemulihan-*")
    return [one for one in kept if not one.name.endswith(("-wal", "-shm"))]


def _clean(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name not in {"safe.db", "old.db", "old.db-wal"}:
            path.unlink()


async def test_a_backup_that_is_killed_leaves_no_half_file(tmp_path: Path, mortal: Mortal) -> None:
    """At every touch there is a whole backup or none, and the database is what it was."""
    database, target = tmp_path / "cop.db", tmp_path / "salinan.db"
    await _make(database, 11, 12)
    before: Rows = rows_of(database)
    touch, is_killed = 0, True
    while is_killed and touch < MOST:
        touch += 1
        target.unlink(missing_ok=True)

        is_killed = mortal.dies(touch, f"backup {target}")

        if target.exists():
            assert before == rows_of(target)
        assert before == rows_of(database)

    assert target.exists()
    assert 3 < touch < MOST
