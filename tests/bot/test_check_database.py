"""`cop-humas check` and what is stored: the database, its backups, and who can be reached."""

import os
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine

from simulator.server import Simulator
from storage import migrations
from storage.backup import back_up
from storage.database import Database
from storage.unit import Unit
from tests.bot.checking import ADMIN, found, noted, settings_for, wrong
from tests.bot.test_timetable import StandingClock
from tests.fixtures_postgres import Postgres

NOW = datetime.now(UTC)


async def _made(folder: Path) -> Path:
    """Make a database on which the admin wrote to the bot."""
    database = await Database.open(f"sqlite:///{folder}/cop.db")
    await database.write(lambda unit: unit.people.meet(ADMIN, NOW))
    await database.close()
    return folder / "cop.db"


async def test_an_older_database_is_told_and_not_migrated(
    simulator: Simulator, tmp_path: Path
) -> None:
    """The check says what the next start will do, and leaves the tables as they are."""
    path = tmp_path / "cop.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        command.upgrade(migrations.config(connection), "0003")
    engine.dispose()
    before = path.read_bytes()

    [words, *_] = await noted(settings_for(simulator, tmp_path))

    assert f"berevisi 0003; diperbarui ke {migrations.HEAD}" in words
    assert len(before) == path.stat().st_size
    with sqlite3.connect(path) as looked:
        assert ("0003",) == looked.execute("SELECT version_num FROM alembic_version").fetchone()
    looked.close()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (b"bukan basis data sama sekali", "bukan basis data SQLite"),
        (b"", "bukan basis data SQLite"),
    ],
)
async def test_a_file_that_is_no_database_is_named(
    simulator: Simulator, tmp_path: Path, spoil: bytes, words: str
) -> None:
    """The mend is a restore."""
    (tmp_path / "cop.db").write_bytes(spoil)

    [finding] = await wrong(settings_for(simulator, tmp_path))

    assert words in finding.words
    assert "cop-humas restore" in finding.mend


async def test_broken_pages_are_named(simulator: Simulator, tmp_path: Path) -> None:
    """Damage that the bot would meet one day is found today."""
    path = await _made(tmp_path)
    with path.open("rb+") as file:
        file.seek(4096 * 20)
        file.write(b"\xff" * 4096 * 30)

    [finding] = await wrong(settings_for(simulator, tmp_path))

    assert "Basis data rusak" in finding.words


async def test_a_broken_reference_is_named(simulator: Simulator, tmp_path: Path) -> None:
    """A moderator who is no person at all is damage as well."""
    path = await _made(tmp_path)
    spoiler = sqlite3.connect(path)
    spoiler.execute("INSERT INTO moderator VALUES (5, 1, '2026-11-22')")
    spoiler.commit()
    spoiler.close()

    [finding] = await wrong(settings_for(simulator, tmp_path))

    assert "Basis data rusak" in finding.words


async def test_the_age_of_the_newest_backup_is_judged(simulator: Simulator, tmp_path: Path) -> None:
    """None at all is a note, last night's is well, one that is two days old is wrong."""
    path = await _made(tmp_path)
    settings = settings_for(simulator, tmp_path)
    [none] = [words for words in await noted(settings) if "cadangan" in words]
    target = tmp_path / "backups" / "cop-humas-2026-11-22.db"

    await back_up(path, target)
    assert [] == await wrong(settings)
    assert any("cop-humas-2026-11-22.db" in one.words for one in await found(settings))
    old = (NOW - timedelta(days=2, hours=3)).timestamp()
    os.utime(target, (old, old))
    [finding] = await wrong(settings)

    assert "Belum ada cadangan" in none
    assert "2 hari 3 jam yang lalu" in finding.words


async def test_a_backup_by_hand_counts(simulator: Simulator, tmp_path: Path) -> None:
    """Whoever does what the check asked for is not asked again."""
    path = await _made(tmp_path)
    await back_up(path, tmp_path / "backups" / "cop-humas-2026-11-22-192145.db")

    seen = await found(settings_for(simulator, tmp_path))

    assert any("Cadangan terbaru cop-humas-2026-11-22-192145.db" in one.words for one in seen)


async def test_what_a_restore_kept_is_noted(simulator: Simulator, tmp_path: Path) -> None:
    """An old database holds the data of deleted people, also behind a link: it must go one day."""
    path = await _made(tmp_path)
    disk = tmp_path / "disk"
    disk.mkdir()
    path.rename(disk / "cop.db")
    path.symlink_to(disk / "cop.db")
    (disk / "cop.db.sebelum-pemulihan-20261122-090000").touch()

    words = await noted(settings_for(simulator, tmp_path))

    assert any("sebelum-pemulihan-20261122-090000" in one for one in words)


async def test_a_backup_folder_that_is_a_file_is_named(
    simulator: Simulator, tmp_path: Path
) -> None:
    """The night would fail: it is told before."""
    await _made(tmp_path)
    (tmp_path / "backups").touch()

    [finding] = await wrong(settings_for(simulator, tmp_path))

    assert "BACKUP_DIR tidak dapat ditulis" in finding.words


async def test_admins_who_cannot_be_told_are_named(simulator: Simulator, tmp_path: Path) -> None:
    """One never wrote to the bot, one blocked it; the third is fine."""
    await _made(tmp_path)
    database = await Database.open(f"sqlite:///{tmp_path}/cop.db")

    async def block(unit: Unit) -> None:
        person = await unit.people.meet(7002, NOW)
        await unit.people.mark_unreachable(person.id, NOW)

    await database.write(block)
    await database.close()

    words = await noted(settings_for(simulator, tmp_path, ADMIN_IDS=f"{ADMIN},7002,7003"))

    assert ["Admin 7002 memblokir bot", "Admin 7003 belum pernah menyapa bot"] == [
        one.partition(",")[0] for one in words if one.startswith("Admin")
    ]


async def test_a_year_that_nobody_confirmed_is_noted(simulator: Simulator, tmp_path: Path) -> None:
    """From November on the next year's days off are asked for."""
    await _made(tmp_path)
    clock = StandingClock(datetime(2030, 11, 22, 3, 0, tzinfo=UTC))

    words = await noted(settings_for(simulator, tmp_path), clock=clock)

    assert ["Hari libur 2030 belum dipastikan", "Hari libur 2031 belum dipastikan"] == [
        one for one in words if one.startswith("Hari libur")
    ]


async def test_postgresql_is_looked_at_and_left_alone(
    simulator: Simulator, tmp_path: Path, postgres: Postgres
) -> None:
    """An empty database stays empty; one that is in use is well, with advice on backups."""
    url = postgres.create_database()
    settings = settings_for(simulator, tmp_path, DATABASE_URL=url)

    empty = [finding.words for finding in await found(settings)]
    await (await Database.open(url)).close()
    made = [finding.words for finding in await found(settings)]

    assert "Basis data kosong; tabelnya dibuat saat bot pertama kali dijalankan" in empty
    assert f"Basis data siap (revisi {migrations.HEAD})" in made
    assert any("pg_dump" in words for words in made)
    assert [] == await wrong(settings)
