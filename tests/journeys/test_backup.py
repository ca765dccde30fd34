"""The nightly backup, and what a restore means for the people who talked to the bot since."""

import sqlite3
from pathlib import Path

import pytest

from bot import backup, backup_restore
from storage.backup_folder import BackupFolder
from tests.journeys.house import House, joins
from tests.storage.tables import rows_of

# What a restore settles: the clock's memory, and what was said or promised by hours since.
SETTLED = {"occasion", "outbox", "campaign", "reminder", "reminder_slot", "reminder_text"}


def _database(house: House) -> Path:
    return Path(house.database_url.removeprefix("sqlite:///"))


async def _restore(house: House, file: Path) -> str:
    assert house.settings is not None
    return await backup_restore.restore(house.settings, file, house.clock)


async def test_a_night_is_restored_as_it_was(house: House) -> None:
    """Every table is as it was at 02.45, but for what the clock must not do again."""
    await house.opens(at="2026-11-22 10:00")
    await joins(house.sari)
    await house.moves_to("2026-11-23 02:45")
    [night] = BackupFolder(house.backups).nights()
    await joins(house.budi)
    await house.closes()
    saved, later = rows_of(night.path), rows_of(_database(house))

    told = await _restore(house, night.path)

    restored = rows_of(_database(house))
    assert saved.keys() == restored.keys()
    for table in saved.keys() - SETTLED:
        assert saved[table] == restored[table], table
    assert "1 akun, 1 profil" in told
    [kept] = _database(house).parent.glob("cop.db.sebelum-pemulihan-*")
    assert kept.name in told
    assert later == rows_of(kept)


async def test_nobody_hears_anything_twice_after_a_restore(house: House) -> None:
    """The reminder of 07.30 was sent; restored to 02.45, the bot does not send it again."""
    await house.opens(at="2026-11-22 10:00")
    await joins(house.sari)
    await house.moves_to("2026-11-23 02:45")
    [night] = BackupFolder(house.backups).nights()
    await house.moves_to("2026-11-23 07:30")
    await house.sari.sees("Selamat belajar")
    before = await _heard(house)
    await house.closes()
    await house.moves_to("2026-11-23 09:00")

    told = await _restore(house, night.path)
    await house.opens(at="2026-11-23 09:00")
    await house.moves_to("2026-11-23 09:01")
    await house.sari.says("/bantuan")
    await house.sari.sees("Bantuan")

    assert "termasuk pengingat hari ini" in told
    assert before == await _heard(house)
    await house.moves_to("2026-11-24 07:30")
    await house.sari.sees("Selamat belajar", "Selasa")


async def _heard(house: House) -> list[str]:
    """List the reminders in Sari's chat."""
    seen = [screen.text for screen in await house.sari.transcript()]
    return [text for text in seen if "Selamat belajar" in text]


async def test_whoever_had_their_data_deleted_does_not_come_back(house: House) -> None:
    """Sari deleted her data on Monday; Sunday's backup knows her, the restored bot does not."""
    await house.opens(at="2026-11-22 10:00")
    await joins(house.sari)
    await house.moves_to("2026-11-23 02:45")
    [night] = BackupFolder(house.backups).nights()
    await house.sari.says("/datasaya")
    await house.sari.taps("Hapus data saya")
    await house.sari.taps("Hapus beserta tulisan")
    await house.sari.taps("Ya, hapus data saya")
    await house.sari.sees("dihapus")
    await house.closes()

    told = await _restore(house, night.path)

    assert "diulang untuk 1 orang" in told
    assert "Sari Wulandari" in str(rows_of(night.path))
    assert "Sari Wulandari" not in str(rows_of(_database(house)))


async def test_a_deletion_outlives_two_restores(house: House) -> None:
    """The wrong night is restored first, from before Sari came: she stays deleted in the next."""
    await house.opens(at="2026-11-21 10:00")
    await house.moves_to("2026-11-22 02:45")
    await joins(house.sari)
    await house.moves_to("2026-11-23 02:45")
    with_her, without_her = BackupFolder(house.backups).nights()
    await house.sari.says("/datasaya")
    await house.sari.taps("Hapus data saya")
    await house.sari.taps("Hapus beserta tulisan")
    await house.sari.taps("Ya, hapus data saya")
    await house.sari.sees("dihapus")
    await house.closes()

    await _restore(house, without_her.path)
    await _restore(house, with_her.path)

    assert "Sari Wulandari" in str(rows_of(with_her.path))
    assert "Sari Wulandari" not in str(rows_of(_database(house)))


async def test_a_database_behind_a_link_is_restored_where_it_lies(house: House) -> None:
    """The link stays, and no copy is left beside either of them."""
    await house.opens(at="2026-11-22 10:00")
    await house.moves_to("2026-11-23 02:45")
    [night] = BackupFolder(house.backups).nights()
    await house.closes()
    link, disk = _database(house), house.backups / "disk"
    disk.mkdir()
    link.rename(disk / "cop.db")
    link.symlink_to(disk / "cop.db")

    await _restore(house, night.path)

    assert link.is_symlink()
    assert rows_of(night.path)["account"] == rows_of(disk / "cop.db")["account"]
    [kept] = disk.glob("cop.db.sebelum-pemulihan-*")
    assert {"cop.db", "cop.db-lock", kept.name} == {path.name for path in disk.iterdir()}


async def test_a_restore_that_fails_leaves_no_copy(house: House) -> None:
    """Somebody reads the old database: nothing is restored, and no copy of people's data stays."""
    await house.opens(at="2026-11-22 10:00")
    await house.moves_to("2026-11-23 02:45")
    [night] = BackupFolder(house.backups).nights()
    await house.closes()
    reader = sqlite3.connect(_database(house), isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM account").fetchone()

    with pytest.raises(backup.Refused, match="Proses lain"):
        await _restore(house, night.path)

    reader.close()
    assert [] == list(_database(house).parent.glob(".*pemulihan*"))


async def test_a_running_bot_keeps_its_database(house: House) -> None:
    """A restore is refused while the bot runs; nothing changes."""
    await house.opens(at="2026-11-23 02:45")
    await house.moves_to("2026-11-23 02:46")
    [night] = BackupFolder(house.backups).nights()

    with pytest.raises(backup.Refused, match="sedang berjalan"):
        await _restore(house, night.path)

    await house.ratna.says("/start")
    await house.ratna.sees("Selamat datang")


async def test_a_database_that_is_broken_is_replaced_and_kept(house: House) -> None:
    """What cannot even be opened is kept as it is, for whoever can mend it."""
    await house.opens(at="2026-11-22 10:00")
    await joins(house.sari)
    await house.moves_to("2026-11-23 02:45")
    [night] = BackupFolder(house.backups).nights()
    await house.closes()
    broken = b"ini bukan basis data" * 500
    _database(house).write_bytes(broken)

    told = await _restore(house, night.path)

    assert "Ulangi dari catatan Anda" in told
    [kept] = _database(house).parent.glob("cop.db.sebelum-pemulihan-*")
    assert broken == kept.read_bytes()
    assert rows_of(night.path)["profile"] == rows_of(_database(house))["profile"]


async def test_an_older_backup_is_brought_up_to_date(house: House, tmp_path: Path) -> None:
    """A backup of the revision before is restored, and has this program's tables then."""
    await house.opens(at="2026-11-22 10:00")
    await house.closes()
    old = tmp_path / "lama.db"
    _at_revision(old, "0003")

    told = await _restore(house, old)

    assert "revisi 0003" in told
    assert "post" in rows_of(_database(house))


def _at_revision(path: Path, revision: str) -> None:
    from alembic import command  # noqa: PLC0415 # slow to import
    from sqlalchemy import create_engine  # noqa: PLC0415 # as above

    from storage import migrations  # noqa: PLC0415 # as above

    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        command.upgrade(migrations.config(connection), revision)
    engine.dispose()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("DROP TABLE outbox", "bukan milik bot ini"),
        ("UPDATE alembic_version SET version_num = '9999'", "versi bot yang lebih baru"),
        ("PRAGMA foreign_keys = OFF; INSERT INTO moderator VALUES (5, 1, '2026-11-22')", "rusak"),
    ],
)
async def test_a_file_that_does_not_fit_is_refused(house: House, change: str, words: str) -> None:
    """Others' files, newer ones and damaged ones are refused; the database stays untouched."""
    await house.opens(at="2026-11-23 02:45")
    await house.moves_to("2026-11-23 02:46")
    [night] = BackupFolder(house.backups).nights()
    await house.closes()
    before = rows_of(_database(house))
    spoiler = sqlite3.connect(night.path)
    spoiler.executescript(change)
    spoiler.close()

    with pytest.raises(backup.Refused, match=words):
        await _restore(house, night.path)

    assert before == rows_of(_database(house))
    assert [] == list(_database(house).parent.glob("*sebelum-pemulihan*"))
