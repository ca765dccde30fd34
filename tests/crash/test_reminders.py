"""Reminders of a real bot process under a shifted clock: killed, late, too late, out of time."""

from __future__ import annotations

import asyncio
import os
import random
import secrets
import shutil
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from simulator.faults import Delay, Fault
from simulator.server import Simulator
from tests.crash.mornings import (
    HOUR,
    Books,
    Morning,
    instant,
    passes,
    read,
    read_killed,
    shifted,
    tally,
)
from tests.crash.process import READY, bot_process, polling
from tests.crash.shifted import CHUNK
from tests.fixtures_postgres import Postgres

IS_LONG = bool(os.environ.get("PROOFS"))
KILLS = 12 if IS_LONG else 3  # every other one while reminders are made
MEMBERS = 1_200 if IS_LONG else 120  # of the proof with kills
PUNCTUAL = 60  # of the proof of the hour
FEW = 60
LATER = 820_000_001  # Telegram id of somebody with another hour
RATE = 30
TICK = 5.0  # seconds from the start to the first look at the hour
WINDOW = 0.15  # seconds after that look in which a kill strikes: reminders are being made
SHIFTED = "tests.crash.shifted"
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of an empty database of each dialect."""
    if request.param == "sqlite":
        return _sqlite(tmp_path)
    postgres: Postgres = request.getfixturevalue("postgres")
    return postgres.create_database()


async def test_everybody_gets_one_at_the_hour(
    simulator: Simulator, tmp_path: Path, url: str
) -> None:
    """Up before the hour the bot says nothing; from the hour on everybody gets exactly one."""
    morning = Morning(simulator, PUNCTUAL)
    await morning.begin(url)
    offset = shifted(HOUR - 11 * SECOND)
    async with bot_process(tmp_path, polling(simulator, url, **offset), module=SHIFTED) as bot:
        await bot.start_and_wait()
        await passes(HOUR - SECOND, offset)
        assert Counter() == morning.came
        await morning.until(PUNCTUAL)
        assert 0 == await bot.stop()

    assert Counter(morning.members) == morning.came
    assert morning.first_at is not None
    assert HOUR <= _on_the_bots_clock(morning.first_at, offset)
    books = await tally(url, HOUR + 10 * MINUTE)
    assert books.log is not None
    assert (PUNCTUAL, {"sent": PUNCTUAL}) == (books.promised, books.log.outcomes)
    assert (PUNCTUAL, 0) == (books.log.made, books.log.missed)


@pytest.mark.proof
async def test_nobody_gets_two_whenever_it_is_killed(
    simulator: Simulator, tmp_path: Path, url: str
) -> None:
    """Killed while reminders are made and sent: never two, and what is in doubt is counted."""
    seed = int(os.environ.get("CRASH_SEED") or secrets.randbits(32))
    print(f"CRASH_SEED={seed}")
    rng = random.Random(seed)
    morning = Morning(simulator, MEMBERS)
    await morning.begin(url)
    # Telegram takes what it is given at once, and its answer is late: kills leave doubts.
    simulator.faults.add(Fault(Delay(0.2, after_act=True), method="sendMessage", times=None))
    settings = polling(simulator, url, SEND_RATE=str(RATE), **shifted(HOUR), **{CHUNK: "2"})
    kills: list[Books] = []
    async with bot_process(tmp_path, settings, module=SHIFTED) as bot:
        for number in range(KILLS):
            await bot.start()
            if number == 0:  # the first comes when most are still to be made
                await morning.until(1)
                await instant(rng.uniform(0.0, 0.1))
            elif number % 2 == 0:
                await bot.logs(READY)
                await instant(TICK + rng.uniform(0.0, WINDOW))
            else:
                await morning.until_next(rng.randint(1, 20))
                await instant(rng.uniform(0.0, 0.1))
            await bot.kill()
            kills.append(await read_killed(url, tmp_path / "copy"))
        await bot.start()
        await morning.until_all_but(set().union(*(one.chats.get("attempted", ()) for one in kills)))
        await bot.logs(READY)  # all may have come before: then it is only beginning
        assert 0 == await bot.stop()

    _judge_kills(kills)
    books = await tally(url, HOUR + 20 * MINUTE)
    _judge_end(morning, kills, books)


def _judge_kills(kills: list[Books]) -> None:
    """At every kill promises and messages agree, and at most a second's budget is in doubt."""
    for books in kills:
        made = books.log.made if books.log else 0
        assert (books.promised, made) == (books.states.total(), books.promised)
        assert books.states["attempted"] <= RATE
    assert any(books.is_halfway for books in kills), "no kill struck while reminders were made"


def _judge_end(morning: Morning, kills: list[Books], books: Books) -> None:
    """Everybody has one; nobody two; those whose message is in doubt are known and shown."""
    unknown = books.chats.get("unknown", set())
    doubts = sum(kill.states["attempted"] for kill in kills)
    print(
        f"\nreminders: {len(kills)} kills, {sum(one.is_halfway for one in kills)} while they were "
        f"made, {books.promised} promised, {doubts} on their way at the kills, "
        f"{len(unknown)} unknown, {len(unknown - set(morning.came))} of these not come"
    )
    assert set() == {chat for chat, count in morning.came.items() if count > 1}
    assert set() == set(morning.members) - set(morning.came) - unknown
    assert MEMBERS == books.promised == books.states.total()
    assert {"sent", "unknown"} >= {state for state, count in books.states.items() if count}
    assert len(unknown) <= doubts
    assert books.log is not None
    assert (MEMBERS, 0) == (books.log.made, books.log.missed)
    assert {state: count for state, count in books.states.items() if count} == books.log.outcomes


async def test_a_late_start_catches_up(simulator: Simulator, tmp_path: Path) -> None:
    """Down over the hour and back 3 h 59 min later: everybody still gets the day's reminder."""
    url = _sqlite(tmp_path)
    morning = Morning(simulator, FEW)
    await morning.begin(url)
    offset = shifted(HOUR + timedelta(hours=3, minutes=59))
    async with bot_process(tmp_path, polling(simulator, url, **offset), module=SHIFTED) as bot:
        await bot.start()
        await morning.until(FEW)
        assert 0 == await bot.stop()

    assert Counter(morning.members) == morning.came
    books = await tally(url, HOUR + timedelta(hours=4, minutes=5))
    assert books.log is not None
    assert (FEW, 0, {"sent": FEW}) == (books.log.made, books.log.missed, books.log.outcomes)
    assert [] == morning.told


async def test_too_late_is_missed_and_told_once(simulator: Simulator, tmp_path: Path) -> None:
    """Back after the grace: nothing is sent, all count as missed, admins learn of it once."""
    url = _sqlite(tmp_path)
    morning = Morning(simulator, FEW)
    await morning.begin(url)
    late = shifted(HOUR + timedelta(hours=4, minutes=1))
    async with bot_process(tmp_path, polling(simulator, url, **late), module=SHIFTED) as bot:
        await bot.start()
        await morning.until_told()
        assert 0 == await bot.stop()
        assert ["60 pengingat" in words for words in morning.told] == [True]

        # The next hour has somebody to remind: when that came, the job has looked at everything.
        afternoon = Morning(simulator, 1, first=LATER)
        await afternoon.begin_later(url, time(12, 30))
        bot.settings.update(shifted(HOUR + timedelta(hours=5, minutes=1)))
        await bot.start()
        await afternoon.until(1)
        assert 0 == await bot.stop()

    assert Counter() == morning.came
    assert 1 == len(morning.told)
    books = await read(url)
    assert books.log is not None
    assert (0, FEW, "lewat batas waktu") == (books.log.made, books.log.missed, books.log.reason)


async def test_what_the_grace_cuts_off_expires_and_counts_as_missed(
    simulator: Simulator, tmp_path: Path
) -> None:
    """At 30 a second the grace ends before the last: the rest expires, and is in the log."""
    url = _sqlite(tmp_path)
    count = 450
    morning = Morning(simulator, count)
    await morning.begin(url)
    offset = shifted(HOUR + MINUTE - 14 * SECOND)
    settings = polling(simulator, url, REMINDER_GRACE="1m", SEND_RATE=str(RATE), **offset)
    async with bot_process(tmp_path, settings, module=SHIFTED) as bot:
        await bot.start()
        await morning.until_next(1)
        await passes(HOUR + MINUTE + 2 * SECOND, offset)
        came = morning.came.total()
        await _talks_until_final(simulator, url)
        assert 0 == await bot.stop()

    books = await tally(url, HOUR + 10 * MINUTE)
    assert came == morning.came.total(), "something came after the grace"
    assert books.log is not None
    assert {"sent": came, "expired": count - came} == books.log.outcomes
    assert (count, count - came) == (books.log.made, books.log.missed)
    assert books.chats["sent"] == set(morning.came)
    assert 0 < came < count


@pytest.mark.skipif(shutil.which("faketime") is None, reason="no faketime on this machine")
async def test_the_computers_own_clock_will_do(simulator: Simulator, tmp_path: Path) -> None:
    """`python -m bot run` as it is, on a computer whose time is faked: they come at the hour."""
    url = _sqlite(tmp_path)
    morning = Morning(simulator, FEW)
    await morning.begin(url)
    faked = await _faketime("2026-11-23 07:29:50")
    begun = datetime.now(UTC)
    async with bot_process(tmp_path, polling(simulator, url, **faked)) as bot:
        await bot.start()
        await morning.until(FEW)
        assert 0 == await bot.stop()

    assert Counter(morning.members) == morning.came
    assert morning.first_at is not None
    assert begun + 10 * SECOND <= morning.first_at
    books = await tally(url, HOUR + 10 * MINUTE)
    assert books.log is not None
    assert (FEW, {"sent": FEW}) == (books.log.made, books.log.outcomes)


# --- steps --------------------------------------------------------------------------------


def _sqlite(folder: Path) -> str:
    return f"sqlite:///{folder}/cop.db"


def _on_the_bots_clock(moment: datetime, offset: dict[str, str]) -> datetime:
    (seconds,) = offset.values()
    return moment + timedelta(seconds=float(seconds))


async def _talks_until_final(simulator: Simulator, url: str) -> None:
    """Return when no reminder is under way; somebody talks to the bot meanwhile."""
    guest = simulator.person("Tamu")
    while not (await read(url)).is_final:
        await guest.says("/start")
        await guest.sees("Selamat datang")


async def _faketime(moment: str) -> dict[str, str]:
    """Ask Debian's `faketime` what it puts into the environment of what it runs.

    Run below the wrapper itself, the bot would not get our signals.
    """
    process = await asyncio.create_subprocess_exec(
        *("faketime", "-m", "-f", f"@{moment}", "env"), stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    lines = dict(line.partition("=")[::2] for line in said.decode().splitlines())
    faked = {name: lines[name] for name in ("FAKETIME", "LD_PRELOAD")}
    # Intervals stay real, as on a computer whose clock somebody has set.
    return {**faked, "FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": "Asia/Jakarta"}
