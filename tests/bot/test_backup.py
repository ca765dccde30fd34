"""`cop-humas backup` and `restore` on the command line: words, exit codes, nothing secret."""

import stat
from datetime import date
from pathlib import Path

import pytest

from bot.__main__ import IN_USE, MISTAKEN, WRONG, main
from simulator.server import Simulator
from storage.backup_folder import BackupFolder
from tests.crash.process import bot_process, polling
from tests.fixtures_postgres import free_port
from tests.journeys.house import House
from tests.storage.tables import rows_of

PASSWORD = "kata-sandi-rahasia"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which commands run, with a database of their own and no `.env`."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/cop.db")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_backup_by_hand_is_restored(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`backup FILE` writes a private file, `restore FILE` brings it back and says what it did."""
    assert 0 == main(["migrate"])
    assert 0 == main(["backup", "salinan.db"])
    saved = rows_of(home / "salinan.db")
    (home / "cop.db").unlink()

    code = main(["restore", "salinan.db"])

    assert 0 == code
    assert 0o600 == stat.S_IMODE((home / "salinan.db").stat().st_mode)
    said = capsys.readouterr().out
    assert "Cadangan dibuat: salinan.db" in said
    assert f"Dipulihkan dari salinan.db ke {home}/cop.db" in said
    assert saved["alembic_version"] == rows_of(home / "cop.db")["alembic_version"]


def test_a_backup_without_a_name_goes_to_the_folder(home: Path) -> None:
    """It lies beside the nightly ones, and is none of them: it is never deleted."""
    assert 0 == main(["migrate"])

    assert 0 == main(["backup"])

    [made] = (home / "backups").iterdir()
    assert made.name.startswith("cop-humas-")
    assert [] == BackupFolder(home / "backups").nights()


def test_a_folder_without_settings_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A command in another folder than the bot's would work on a database that nobody uses."""
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("BOT_TOKEN", raising=False)

    assert WRONG == main(["backup"])

    assert f"Berkas .env tidak ada di folder ini ({home})" in capsys.readouterr().err
    (home / ".env").touch()
    assert WRONG == main(["backup"])
    assert ".env" not in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_not_made(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may be a disk that is not mounted: the backup would lie on the wrong one."""
    assert 0 == main(["migrate"])

    assert MISTAKEN == main(["backup", "disk/salinan.db"])

    assert "Folder disk tidak ada" in capsys.readouterr().err
    assert not (home / "disk").exists()


def test_no_file_is_written_over(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is taken is a mistake: it may be the only backup."""
    assert 0 == main(["migrate"])
    (home / "salinan.db").write_text("berharga")

    assert MISTAKEN == main(["backup", "salinan.db"])

    assert "sudah ada" in capsys.readouterr().err
    assert "berharga" == (home / "salinan.db").read_text()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["backup"], WRONG, "belum pernah dijalankan"),
        (["restore", "tiada.db"], WRONG, "tidak ditemukan"),
        (["restore", "catatan.txt"], WRONG, "bukan basis data SQLite"),
    ],
)
def test_what_cannot_be_done_is_said(
    home: Path,
    arguments: list[str],
    code: int,
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One line and an exit code; no database is made by the way."""
    (home / "catatan.txt").write_text("bukan cadangan")

    assert code == main(arguments)

    assert words in capsys.readouterr().err
    assert not (home / "cop.db").exists()


def test_the_database_itself_is_no_backup(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Restoring the file onto itself is a slip of the hand."""
    assert 0 == main(["migrate"])

    assert MISTAKEN == main(["restore", str(home / "cop.db")])

    assert "sedang dipakai" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["backup"], ["restore", "salinan.dump"]])
def test_postgresql_is_its_own_programs_work(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command that does it is printed, without the password; exit code 2."""
    url = f"postgresql://cop:{PASSWORD}@db.contoh.go.id:5433/humas"
    monkeypatch.setenv("DATABASE_URL", url)

    assert MISTAKEN == main(arguments)

    said = capsys.readouterr().err
    assert PASSWORD not in said
    if arguments == ["backup"]:
        assert "--host=db.contoh.go.id --port=5433 --username=cop humas" in said
    else:
        assert "pg_restore" in said


async def test_a_second_bot_on_the_same_database_is_refused(
    simulator: Simulator, tmp_path: Path
) -> None:
    """It ends with exit code 1 and one line, not about the port; the first goes on."""
    listen = f"127.0.0.1:{free_port()}"
    settings = polling(simulator, f"sqlite:///{tmp_path}/cop.db", HEALTH_LISTEN=listen)
    async with bot_process(tmp_path, settings) as first, bot_process(tmp_path, settings) as second:
        await first.start_and_wait()
        await second.start()

        assert WRONG == await second.ends()

        assert [IN_USE] == second.lines
        assert first.is_running
        assert 0 == await first.stop()


async def test_a_night_that_fails_is_told_once_and_made_up(
    simulator: Simulator, tmp_path: Path
) -> None:
    """The folder cannot be written: admins hear of it, and again when it works."""
    house = House(simulator, tmp_path)
    house.backups.touch()
    await house.opens(at="2026-11-22 20:00")
    await house.ratna.says("/start")
    await house.ratna.sees("Selamat datang")

    await house.moves_to("2026-11-23 02:45")
    await house.ratna.sees("Pekerjaan terjadwal gagal", "Cadangan tiap malam (kode ")
    await house.moves_to("2026-11-23 02:55")
    house.backups.unlink()
    await house.moves_to("2026-11-23 03:05")
    await house.ratna.sees("Pekerjaan terjadwal pulih", "Cadangan tiap malam")

    [night] = BackupFolder(house.backups).nights()
    assert date(2026, 11, 23) == night.day
    told = [one.text for one in await house.ratna.transcript() if "gagal" in one.text]
    assert 1 == len(told)
    await house.closes()
