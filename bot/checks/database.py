"""Whether the database can be used: reachable, whole, of a revision that this program knows.

The check migrates nothing: a newer program may be checked beside an older one that still runs.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from bot.checks.finding import Finding, note, well, wrong
from bot.config import Settings
from storage import backup_file, migrations
from storage.database import Unavailable, sqlite_path
from storage.inspection import Inspection, database_exists, inspecting

OLDEST_SERVER = 130_000  # PostgreSQL 13

AWAY = wrong(
    "Basis data tidak dapat dibuka",
    "Periksa DATABASE_URL, izin berkas, ruang disk, dan apakah servernya berjalan.",
)
TOO_NEW = wrong(
    "Basis data dibuat oleh versi bot yang lebih baru",
    "Pasang versi bot yang terbaru, atau pulihkan cadangan yang sesuai.",
)
RESTORE = "Pulihkan cadangan terakhir: `cop-humas restore BERKAS`; yang rusak tetap disimpan."
UNFIT = {
    backup_file.Missing: AWAY,
    backup_file.TooNew: TOO_NEW,
    backup_file.NotADatabase: wrong("Berkas DATABASE_URL bukan basis data SQLite", RESTORE),
    backup_file.DamagedFile: wrong("Basis data rusak", RESTORE),
    backup_file.NotOurs: wrong(
        "Berkas DATABASE_URL bukan basis data bot ini", "Periksa DATABASE_URL."
    ),
}


async def look(settings: Settings) -> AsyncIterator[Finding]:
    """Look at file or server, then at the tables."""
    url = settings.database_url.reveal()
    path = sqlite_path(url)
    if not database_exists(url):
        yield well("Basis data belum ada; dibuat saat bot pertama kali dijalankan")
        return
    if path is not None:
        found = await _file(path)
        if found is not None:
            yield found
            return
    try:
        async with inspecting(url) as inspection:
            async for finding in _server(inspection):
                yield finding
            yield _revision(await inspection.revision(), is_file=path is not None)
    except Unavailable:
        yield AWAY


async def _file(path: Path) -> Finding | None:
    try:
        await asyncio.to_thread(backup_file.inspect, path, "quick_check")
    except backup_file.Unfit as exc:
        return UNFIT[type(exc)]
    except OSError:
        return AWAY
    return None


async def _server(inspection: Inspection) -> AsyncIterator[Finding]:
    server = await inspection.server()
    if server is None:
        return
    version = server.version // 10_000
    if server.version < OLDEST_SERVER:
        yield wrong(f"PostgreSQL {version} terlalu lama", "Pakai PostgreSQL 13 atau lebih baru.")
    if server.encoding != "UTF8":
        yield wrong(
            f"Basis data memakai encoding {server.encoding}",
            "Buat basis data baru: createdb --encoding=UTF8 --template=template0 NAMA.",
        )


def _revision(found: str | None, *, is_file: bool) -> Finding:
    if found is None:
        return well("Basis data kosong; tabelnya dibuat saat bot pertama kali dijalankan")
    if found > migrations.HEAD:
        return TOO_NEW
    if found < migrations.HEAD:
        words = f"Basis data berevisi {found}; diperbarui ke {migrations.HEAD} saat bot dijalankan"
        return note(words, "Buat cadangan dahulu: `cop-humas backup`.")
    whole = ", utuh" if is_file else ""
    return well(f"Basis data siap (revisi {found}{whole})")
