"""The lock on a SQLite database: one bot at a time, and nothing left of one that died."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from storage.database import Unavailable
from storage.sole_use import InUse, SoleUse
from tests.crash.process import ROOT

HOLDER = """
import asyncio, sys
from storage.sole_use import SoleUse
holder = asyncio.run(SoleUse.take(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


async def test_a_second_one_is_refused_until_the_first_lets_go(tmp_path: Path) -> None:
    """The lock is held until it is released, within one process as well."""
    url = f"sqlite:///{tmp_path}/cop.db"
    first = await SoleUse.take(url)

    with pytest.raises(InUse):
        await SoleUse.take(url)
    first.release()

    (await SoleUse.take(url)).release()


async def test_a_link_leads_to_the_same_lock(tmp_path: Path) -> None:
    """Two names of one database are one database."""
    (tmp_path / "disk").mkdir()
    (tmp_path / "cop.db").symlink_to(tmp_path / "disk" / "cop.db")
    first = await SoleUse.take(f"sqlite:///{tmp_path}/disk/cop.db")

    with pytest.raises(InUse):
        await SoleUse.take(f"sqlite:///{tmp_path}/cop.db")

    first.release()


async def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    """While another process holds the lock it is refused; `kill -9` lets it go."""
    url = f"sqlite:///{tmp_path}/cop.db"
    holder = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLDER, url,
        cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert holder.stdout is not None
    assert b"held\n" == await holder.stdout.readline()

    with pytest.raises(InUse):
        await SoleUse.take(url)
    holder.send_signal(signal.SIGKILL)
    await holder.communicate()

    (await SoleUse.take(url)).release()


async def test_a_folder_that_cannot_be_is_an_outage(tmp_path: Path) -> None:
    """Where no lock can be kept the bot waits, as it does for the database itself."""
    (tmp_path / "berkas").touch()

    with pytest.raises(Unavailable):
        await SoleUse.take(f"sqlite:///{tmp_path}/berkas/cop.db")


async def test_postgresql_needs_no_lock() -> None:
    """Any number of bots may use a PostgreSQL database."""
    url = "postgresql://cop@localhost/cop"

    for one in [await SoleUse.take(url), await SoleUse.take(url)]:
        one.release()
