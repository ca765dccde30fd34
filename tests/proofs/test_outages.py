"""The database goes away under a running bot: it pauses, says so once, goes on, loses nothing."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import app
from simulator.person import Person
from simulator.server import Simulator
from storage.onehop import OneHopConnection
from tests.crash.people import shows
from tests.crash.process import BotProcess, bot_process, polling
from tests.fixtures_postgres import Postgres
from tests.proofs.inside import bot_inside, noting

AWAY = "The database is away"
HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
"""


async def test_a_full_disk_is_waited_out(simulator: Simulator, tmp_path: Path) -> None:
    """While no byte more fits on the disk nothing is taken; with room again all is answered."""
    with _small_disk(tmp_path / "disk") as disk:
        url = f"sqlite:///{disk}/cop.db"
        async with _talking(simulator, tmp_path, url) as (bot, people):
            filler = disk / "filler"
            _fill(filler)
            await _write_meanwhile(bot, people)

            filler.unlink()

            await _expect_all_answered(bot, people)


async def test_a_file_that_may_not_grow_is_waited_out(simulator: Simulator, tmp_path: Path) -> None:
    """At the limit of a file's size the bot pauses; when it is lifted all is answered."""
    async with _talking(simulator, tmp_path, f"sqlite:///{tmp_path}/cop.db") as (bot, people):
        _, hard = resource.prlimit(bot.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (4096, hard))
        await _write_meanwhile(bot, people)

        resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (hard, hard))

        await _expect_all_answered(bot, people)


async def test_a_lock_of_another_process_is_waited_out(
    simulator: Simulator, tmp_path: Path
) -> None:
    """While another program holds SQLite's lock the bot pauses; then all is answered."""
    path = tmp_path / "cop.db"
    async with _talking(simulator, tmp_path, f"sqlite:///{path}") as (bot, people):
        holder = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", HOLD, str(path)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert holder.stdout is not None
        assert b"held\n" == await holder.stdout.readline()
        await _write_meanwhile(bot, people)

        await holder.communicate(b"\n")

        await _expect_all_answered(bot, people)


@pytest.mark.parametrize("mode", ["fast", "immediate"])
async def test_a_restart_of_postgresql_is_waited_out(
    simulator: Simulator, tmp_path: Path, postgres: Postgres, mode: str
) -> None:
    """PostgreSQL stops, also by power cut, and comes back: the bot goes on, all is answered."""
    async with _talking(simulator, tmp_path, postgres.create_database()) as (bot, people):
        await asyncio.to_thread(postgres.stop, mode=mode)
        try:
            await _write_meanwhile(bot, people)
        finally:
            await asyncio.to_thread(postgres.start)

        await _expect_all_answered(bot, people)


async def test_a_read_only_database_is_waited_out(simulator: Simulator, tmp_path: Path) -> None:
    """While the database refuses to be written the bot pauses; then all is answered."""
    people = [simulator.person(f"Orang {number}") for number in range(3)]
    named = polling(simulator, f"sqlite:///{tmp_path}/cop.db", SEND_RATE="0")
    async with bot_inside(named) as parts:
        for person in people:
            await person.says("/sebelum")
            await person.sees("/sebelum ")
        with noting() as noted:
            await _pragma(parts, "query_only = ON")
            for person in people:
                await person.says("/selama")
            await noted.wait(AWAY, "trying again")

            await _pragma(parts, "query_only = OFF")

            for person in people:
                await person.sees("/selama ")
        _expect_said_once(noted.lines(AWAY, "trying again"))


async def test_a_database_that_is_away_at_the_start_is_waited_for(
    simulator: Simulator, tmp_path: Path
) -> None:
    """A database in a place where nothing can be written is waited for, with one line."""
    sari = simulator.person("Sari")
    place = tmp_path / "not_mounted_yet"
    place.write_text("a file where a folder should be")
    async with bot_process(tmp_path, polling(simulator, f"sqlite:///{place}/cop.db")) as bot:
        await bot.start()
        await bot.logs(AWAY, "trying again")

        place.unlink()

        await sari.says("/menu")
        await sari.sees("Menu")
        assert 1 == len(bot.said(AWAY, "trying again"))


@contextlib.asynccontextmanager
async def _talking(
    simulator: Simulator, folder: Path, url: str
) -> AsyncIterator[tuple[BotProcess, list[Person]]]:
    """Give a bot that has answered three people."""
    people = [simulator.person(f"Orang {number}") for number in range(3)]
    async with bot_process(folder, polling(simulator, url)) as bot:
        await bot.start_and_wait()
        for person in people:
            await person.says("/sebelum")
            await person.sees("/sebelum ")
        yield bot, people


async def _write_meanwhile(bot: BotProcess, people: list[Person]) -> None:
    for person in people:
        await person.says("/satu")
        await person.says("/dua")
    await bot.logs(AWAY, "trying again")
    for person in people:
        await person.says("/tiga")


async def _expect_all_answered(bot: BotProcess, people: list[Person]) -> None:
    await bot.logs(AWAY, "over")
    for person in people:
        for word in ("/satu ", "/dua ", "/tiga "):
            await shows(person, word)
    assert bot.is_running
    assert [] == bot.said("ERROR")
    _expect_said_once(bot.said(AWAY, "trying again"))


def _expect_said_once(lines: list[str]) -> None:
    """Each part of the bot says it at most once in one outage."""
    parts = [found[0] for line in lines if (found := re.search(r"bot\.[a-z_.]+", line))]
    assert len(lines) == len(parts)
    assert sorted(set(parts)) == sorted(parts)
    assert lines


async def _pragma(parts: app.Parts, words: str) -> None:
    """Change the writer's connection, whatever may be written at the moment."""
    database = parts.database
    async with database._writing:
        await database._let_go()
        async with database._engine.connect() as connection:
            raw: Any = await connection.get_raw_connection()
            driver = raw.driver_connection
            assert isinstance(driver, OneHopConnection)
            await driver.call(lambda sqlite: sqlite.execute(f"PRAGMA {words}"))


@contextlib.contextmanager
def _small_disk(place: Path) -> Iterator[Path]:
    """Give a file system of two megabytes."""
    place.mkdir()
    mount = shutil.which("mount")
    if os.geteuid() != 0 or mount is None:
        pytest.skip("only root may make a small disk")
    mounted = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("this machine lets nobody make a small disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def _fill(path: Path) -> None:
    """Write until not one byte more fits."""
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        for size in (4096, 1):
            with contextlib.suppress(OSError):
                while True:
                    file.write(b"x" * size)
