"""The swap of a restore: the old database is kept whole, its log never meets the new one."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from storage import backup_swap


def _make(path: Path, *words: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TABLE word (text)")
    connection.executemany("INSERT INTO word VALUES (?)", [(word,) for word in words])
    connection.close()


def _words(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    found = [word for (word,) in connection.execute("SELECT text FROM word")]
    connection.close()
    return found


def _kill(path: Path) -> None:
    """Leave a commit in a log beside a database, as a killed process does."""
    living = path.with_name("living.db")
    connection = sqlite3.connect(living, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE word (text)")
    connection.execute("PRAGMA wal_checkpoint")
    connection.execute("INSERT INTO word VALUES ('lama')")
    for suffix in ("", "-wal"):
        shutil.copy(f"{living}{suffix}", f"{path}{suffix}")
    connection.close()
    living.unlink()


def test_commits_in_the_log_are_kept_with_the_old_one(tmp_path: Path) -> None:
    """What a killed bot had only in its log is in the kept file, and nowhere in the new one."""
    database, new, kept = (tmp_path / name for name in ("cop.db", "new.db", "kept.db"))
    _kill(database)
    _make(new, "baru")

    backup_swap.swap(new, database, kept)

    assert ["baru"] == _words(database)
    assert ["lama"] == _words(kept)
    assert {"cop.db", "kept.db"} == {path.name for path in tmp_path.iterdir()}


def test_a_broken_database_is_kept_with_its_log(tmp_path: Path) -> None:
    """Who can mend it needs both files, as they were."""
    database, new, kept = (tmp_path / name for name in ("cop.db", "new.db", "kept.db"))
    _kill(database)
    log = Path(f"{database}-wal").read_bytes()
    database.write_bytes(b"rusak" * 1000)
    _make(new, "baru")

    backup_swap.swap(new, database, kept)

    assert ["baru"] == _words(database)
    assert b"rusak" * 1000 == kept.read_bytes()
    assert log == Path(f"{kept}-wal").read_bytes()


def test_a_database_that_somebody_reads_is_left_alone(tmp_path: Path) -> None:
    """Another program in the middle of reading is waited for by the operator, not cut off."""
    database, new, kept = (tmp_path / name for name in ("cop.db", "new.db", "kept.db"))
    _kill(database)
    _make(new, "baru")
    reader = sqlite3.connect(database, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT text FROM word").fetchall()

    with pytest.raises(backup_swap.Busy):
        backup_swap.swap(new, database, kept)

    reader.close()
    assert ["lama"] == _words(database)
    assert not kept.exists()


def test_a_name_that_is_taken_is_not_taken_twice(tmp_path: Path) -> None:
    """Two restores in one second keep both old databases."""
    database = tmp_path / "cop.db"
    database.touch()
    (tmp_path / "kept").touch()
    (tmp_path / "kept-2").touch()

    assert tmp_path / "kept-3" == backup_swap.unused(database, "kept")


def test_the_name_that_a_killed_restore_gave_is_taken_up_again(tmp_path: Path) -> None:
    """A second name of the very file is that file: it needs no third."""
    database, kept = tmp_path / "cop.db", tmp_path / "kept"
    _make(database, "lama")
    kept.hardlink_to(database)
    new = tmp_path / "new.db"
    _make(new, "baru")

    assert kept == backup_swap.unused(database, "kept")
    backup_swap.swap(new, database, kept)

    assert (["baru"], ["lama"]) == (_words(database), _words(kept))
