"""Room for the database and its backups, and how old the newest backup is."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bot.checks.finding import Finding, note, well, wrong
from bot.config import Settings
from community.texts.backups import BY_PG_DUMP, age, megabytes
from storage.backup_folder import BackupFolder
from storage.database import sqlite_path

SPARE = 100_000_000  # bytes: the write-ahead log of a large morning, and logs of others
LATE = timedelta(hours=26)  # a night, and two hours to make it in
MAKE = "Buat sekarang dengan `cop-humas backup`, lalu lihat /jadwalbot."


def look(settings: Settings, now: datetime) -> list[Finding]:
    """Look at the database's folder and at that of the backups."""
    path = sqlite_path(settings.database_url.reveal())
    if path is None:
        return [well(BY_PG_DUMP)]
    path = path.resolve()  # behind a link lies the disk that counts
    size = _size(path)
    found = [*_room(path.parent, size), *_folder(settings.backup_dir, size)]
    if path.exists() and not any(not finding.is_well for finding in found):
        found.append(_newest(BackupFolder(settings.backup_dir), now))
    return [*found, *_kept(path)]


def _size(path: Path) -> int:
    sizes = [one for one in (path, path.with_name(f"{path.name}-wal")) if one.exists()]
    return sum(one.stat().st_size for one in sizes)


def _room(folder: Path, size: int) -> Iterator[Finding]:
    there = _existing(folder)
    if not os.access(there, os.W_OK | os.X_OK):
        yield wrong(
            f"Folder basis data tidak dapat ditulis: {folder}", "Periksa pemilik dan izin folder."
        )
    free = shutil.disk_usage(there).free
    if free < SPARE:
        yield wrong(f"Disk basis data hampir penuh: sisa {megabytes(free)}", "Kosongkan ruang.")
    else:
        yield well(f"Disk basis data: {megabytes(size)} terpakai, sisa {megabytes(free)}")


def _folder(folder: Path, size: int) -> Iterator[Finding]:
    there = _existing(folder.absolute())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        yield wrong(
            f"BACKUP_DIR tidak dapat ditulis: {folder}", "Periksa folder, pemilik, dan izinnya."
        )
        return
    free = shutil.disk_usage(there).free
    if free < size + SPARE:
        yield wrong(
            f"BACKUP_DIR tidak cukup untuk satu cadangan: sisa {megabytes(free)}",
            "Kosongkan ruang, kurangi BACKUP_KEEP, atau pilih disk lain.",
        )


def _kept(path: Path) -> Iterator[Finding]:
    """Name what restores kept: it holds people's data, that of deleted ones too."""
    kept = [one.name for one in path.parent.glob(f"{path.name}.sebelum-pemulihan-*")]
    if kept:
        words = f"Basis data lama dari pemulihan masih disimpan: {', '.join(sorted(kept))}"
        yield note(words, "Hapus bila tidak diperlukan lagi, karena memuat data pribadi.")


def _existing(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    return next(one for one in (folder, *folder.parents) if one.exists())


def _newest(folder: BackupFolder, now: datetime) -> Finding:
    newest = folder.newest()
    if newest is None:
        return note("Belum ada cadangan; dibuat tiap malam pukul 02.45 selama bot berjalan", MAKE)
    old = now - newest.made_at
    words = f"Cadangan terbaru {newest.path.name} ({megabytes(newest.size)}, {age(old)} yang lalu)"
    return wrong(words, MAKE) if old > LATE else well(words)
