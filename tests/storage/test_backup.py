"""A copy of a SQLite database in use: whole, private, and undisturbed by whoever writes."""

import asyncio
import sqlite3
import stat
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import backup
from storage.backup_folder import BackupFolder
from storage.database import Database
from storage.unit import Unit
from tests.storage.tables import rows_of

NOW = datetime(2026, 11, 22, 19, 45, tzinfo=UTC)
TEN_MEGABYTES = text(
    "INSERT INTO campaign (kind, payload, created_at)"
    " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
    " SELECT 'sendMessage', json_object('text', hex(randomblob(500))), '2026-11-22' FROM n"
)


async def _database(folder: Path) -> Database:
    database = await Database.open(f"sqlite:///{folder}/cop.db")
    await database.write(lambda unit: unit.people.meet(11, NOW))
    return database


async def test_a_copy_is_equal_private_and_one_file(tmp_path: Path) -> None:
    """Every table is as in the database, nobody else may read it, and no log lies beside it."""
    database = await _database(tmp_path)
    target = tmp_path / "cadangan" / "copy.db"

    await database.back_up(target)

    assert rows_of(tmp_path / "cop.db") == rows_of(target)
    assert 0o600 == stat.S_IMODE(target.stat().st_mode)
    assert [target] == list(target.parent.iterdir())
    await database.close()


async def test_a_copy_is_one_moment_while_others_write(tmp_path: Path) -> None:
    """Pairs that are written together are together in the copy, which ends all the same."""
    database = await _database(tmp_path)
    await database.write(lambda unit: unit.connection.execute(TEN_MEGABYTES))
    stop = asyncio.Event()

    async def write_pairs() -> int:
        number = 0

        async def pair(unit: Unit) -> None:
            await unit.occasions.take(f"kiri{number}", NOW)
            await unit.occasions.take(f"kanan{number}", NOW)

        while not stop.is_set():
            await database.write(pair)
            number += 1
        return number

    writing = asyncio.create_task(write_pairs())
    await database.back_up(tmp_path / "copy.db")
    stop.set()
    written = await writing

    keys = [str(row[0]) for row in rows_of(tmp_path / "copy.db")["occasion"]]
    lefts = {key.removeprefix("kiri") for key in keys if key.startswith("kiri")}
    assert lefts == {key.removeprefix("kanan") for key in keys if key.startswith("kanan")}
    assert len(lefts) < written
    await database.close()


async def test_a_damaged_database_is_not_copied_over_a_good_copy(tmp_path: Path) -> None:
    """A copy of broken pages would push out the last good night."""
    database = await _database(tmp_path)
    target = tmp_path / "copy.db"
    await database.back_up(target)
    good = target.read_bytes()
    await database.write(lambda unit: unit.connection.execute(TEN_MEGABYTES))
    await database.close()
    _damage(tmp_path / "cop.db")

    with pytest.raises(backup.Damaged):
        await backup.back_up(tmp_path / "cop.db", target)

    assert good == target.read_bytes()
    assert {"cop.db", "copy.db"} == _left(tmp_path)


def _damage(path: Path) -> None:
    with path.open("rb+") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 40_000)


async def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """The log shows an error's class, and it says what is wrong."""
    database = await _database(tmp_path)
    (tmp_path / "berkas").touch()

    with pytest.raises(backup.NotWritable):
        await database.back_up(tmp_path / "berkas" / "copy.db")

    await database.close()


async def test_a_copy_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    """A bot that stops in the middle of the night leaves no half copy."""
    database = await _database(tmp_path)
    stop = threading.Event()
    stop.set()

    with pytest.raises(backup.Stopped):
        await asyncio.to_thread(backup.copy, tmp_path / "cop.db", tmp_path / "copy.db", stop)

    await database.close()
    assert {"cop.db"} == _left(tmp_path)


async def test_a_copy_that_is_cut_off_leaves_nothing(tmp_path: Path) -> None:
    """Its task is cancelled by a stop: the thread ends at its next step and cleans up."""
    database = await _database(tmp_path)
    await database.write(lambda unit: unit.connection.execute(TEN_MEGABYTES))
    copying = asyncio.create_task(database.back_up(tmp_path / "copy.db"))
    await asyncio.sleep(0)  # the thread begins

    copying.cancel()
    await asyncio.gather(copying, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_default_executor()

    await database.close()
    assert {"cop.db"} == _left(tmp_path)


async def test_a_database_that_is_away_is_a_failure(tmp_path: Path) -> None:
    """Nothing is made, the empty database least of all, where there was none."""
    with pytest.raises(backup.BackupFailed):
        await backup.back_up(tmp_path / "cop.db", tmp_path / "copy.db")

    assert set() == _left(tmp_path)


def _left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_only_the_newest_nights_are_kept_and_others_files_stay(tmp_path: Path) -> None:
    """Seven nights stay; notes, manual backups and folders in between are not ours to delete."""
    folder = BackupFolder(tmp_path)
    for day in range(1, 11):
        folder.place(date(2026, 11, day)).write_text("malam")
    others = ["catatan.txt", "cop-humas-2026-11-01-0800.db", "cop-humas-2026-13-01.db"]
    for name in others:
        (tmp_path / name).write_text("milik orang")
    (tmp_path / "cop-humas-2026-01-01.db").mkdir()

    removed = folder.prune(7, date(2026, 11, 10))

    assert 3 == removed
    assert list(range(10, 3, -1)) == [night.day.day for night in folder.nights()]
    assert all((tmp_path / name).exists() for name in [*others, "cop-humas-2026-01-01.db"])


def test_nights_of_a_clock_that_ran_ahead_go_first(tmp_path: Path) -> None:
    """Seven copies named after days to come do not push tonight's out."""
    folder = BackupFolder(tmp_path)
    for day in (*range(8, 11), *range(20, 27)):
        folder.place(date(2026, 11, day)).write_text("malam")

    assert 3 == folder.prune(7, date(2026, 11, 10))

    assert [26, 25, 24, 23, 10, 9, 8] == [night.day.day for night in folder.nights()]


def test_what_a_killed_backup_left_is_swept(tmp_path: Path) -> None:
    """The next night removes the half copy of the last one, and nothing else."""
    left = tmp_path / ".cop-humas-2026-11-21.db.123.part"
    other = tmp_path / ".sesuatu.part"
    left.touch()
    other.touch()

    BackupFolder(tmp_path).sweep()

    assert [other] == list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_has_no_nights(tmp_path: Path) -> None:
    """Before the first night there is nothing to list, to prune or to sweep."""
    folder = BackupFolder(tmp_path / "backups")

    folder.sweep()

    assert [] == folder.nights()
    assert 0 == folder.prune(7, date(2026, 11, 10))


def test_a_file_in_use_elsewhere_does_not_stop_a_copy(tmp_path: Path) -> None:
    """Somebody who writes for long holds up nobody: the copy has what was before."""
    source = sqlite3.connect(tmp_path / "cop.db", isolation_level=None)
    source.execute("PRAGMA journal_mode = WAL")
    source.execute("CREATE TABLE catatan (isi)")
    source.execute("BEGIN IMMEDIATE")
    source.execute("INSERT INTO catatan VALUES ('belum selesai')")

    backup.copy(tmp_path / "cop.db", tmp_path / "copy.db")

    assert [] == rows_of(tmp_path / "copy.db")["catatan"]
    source.execute("COMMIT")
    source.close()
