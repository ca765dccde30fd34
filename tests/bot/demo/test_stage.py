"""The stage: a real bot process that is killed, steered through time, and cut from the network."""

import asyncio
import os
import signal
from datetime import datetime

from bot.demo.clock import ZONE
from bot.demo.stage import Stage
from tests.bot.demo.waiting import GUARD, until


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return an hour of a day in November 2026, in WIB."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


async def test_a_kill_in_the_middle_of_a_form_loses_nothing(stage: Stage) -> None:
    """Another process goes on where the killed one was."""
    assert stage.bot is not None
    await stage.sari.says("/start")
    await stage.sari.taps("Gabung")
    await stage.sari.taps("Setuju")
    await stage.sari.taps("Pakai: Sari Wulandari")
    await stage.sari.sees("Langkah 2/7")
    killed = stage.bot.pid

    await stage.restart_bot()

    assert stage.bot.is_ready
    assert killed != stage.bot.pid
    await stage.sari.taps("Kabupaten/Kota")
    await stage.sari.sees("Langkah 3/7")


async def test_a_jump_to_monday_brings_the_reminders_of_the_days_on_the_way() -> None:
    """They stand in the chat in the order of their days, each with the time of its day."""
    stage = Stage(is_lived_in=True)
    stage.clock.moves_to(at(26, 15))  # a Thursday: a week of stops would show no more
    async with stage:
        await stage.moves_to(at(30, 7, 30))

        await stage.lina.sees("Selamat belajar", "Senin, 30 November")
        sent = await stage.lina.backend.call("transcript", user=stage.lina.id)
        reminders = [one for one in sent if "Selamat belajar" in one["text"]]
        days = {"Jumat, 27": at(27, 7, 30), "Senin, 30": at(30, 7, 30)}
        told = [(day, one["date"]) for one in reminders for day in days if day in one["text"]]
        assert list(days) == [day for day, _ in told]
        assert all(0 <= date - days[day].timestamp() < 60 for day, date in told)


async def test_a_reminder_comes_while_the_clock_runs_fast(lively: Stage) -> None:
    """Nobody jumps: from 07.29 on a minute passes in a second."""
    await lively.moves_to(at(23, 7, 29))

    await lively.runs_at(60)

    await lively.lina.sees("Selamat belajar", "Rilis pers dalam 30 menit")
    assert lively.clock.now() >= at(23, 7, 30)


async def test_a_jump_without_a_bot_moves_the_clock_only(lively: Stage) -> None:
    """Once it is started, the bot makes up for what fell due within the grace."""
    await lively.stop_bot()

    await lively.moves_to(at(23, 7, 40))

    assert not any("Selamat belajar" in one for one in await lively.lina.transcript())
    await lively.start_bot()
    await lively.lina.sees("Selamat belajar", "Rilis pers dalam 30 menit")


async def test_the_network_breaks_and_recovers_by_itself(stage: Stage) -> None:
    """What is said meanwhile is answered afterwards; the bot's long poll is cut, too."""
    await stage.simulator.until_polled()

    stage.break_network(1.0)

    said = await stage.sari.says("/start")
    seen = await stage.sari.sees("Selamat datang")
    assert not stage.simulator.network.is_broken
    assert seen.message_id > said.message_id


async def test_what_falls_due_while_the_network_is_broken_comes_afterwards(lively: Stage) -> None:
    """A reminder that found no connection was certainly not sent: it waits, and comes once."""
    await lively.simulator.until_polled()
    lively.break_network(60)

    await lively.moves_to(at(23, 7, 30))
    missing = [one for one in await lively.lina.transcript() if "Selamat belajar" in one]
    await lively.mend_network()

    assert [] == missing
    await lively.lina.sees("Selamat belajar", "Rilis pers dalam 30 menit")
    assert 1 == len([one for one in await lively.lina.transcript() if "Selamat belajar" in one])


async def test_a_bot_that_starts_without_a_network_is_ready_once_it_is_whole(
    stage: Stage,
) -> None:
    """Nobody waits for it meanwhile, and a jump moves the clock that it will read."""
    assert stage.bot is not None
    stage.break_network(60)
    await stage.restart_bot()
    states = [(stage.bot.is_running, stage.bot.is_ready)]
    await stage.moves_to(at(23, 7, 20))

    await stage.mend_network()
    bot = stage.bot
    await until(stage, lambda: bot.is_ready)

    assert [(True, False), (True, True)] == [*states, (bot.is_running, bot.is_ready)]
    await stage.sari.says("/start")
    await stage.sari.sees("Selamat datang")


async def test_a_bot_that_hangs_is_killed_in_the_middle_of_a_jump(stage: Stage) -> None:
    """The jump does not wait for it for ever; the next bot reads the new time."""
    assert stage.bot is not None
    assert stage.bot.pid is not None
    os.kill(stage.bot.pid, signal.SIGSTOP)
    jump = asyncio.create_task(stage.moves_to(at(23, 9)))
    await until(stage, lambda: stage.clock.now() > at(23, 7, 29))

    async with asyncio.timeout(GUARD):
        await stage.restart_bot()
        await jump

    assert stage.bot.is_ready
    assert stage.clock.now() >= at(23, 9)


async def test_an_end_that_nobody_ordered_is_told(stage: Stage) -> None:
    """The stage knows that the bot is gone, and how; a start mends it."""
    assert stage.bot is not None
    assert stage.bot.pid is not None
    codes: list[int] = []
    stage.on_bot_end.append(codes.append)

    os.kill(stage.bot.pid, signal.SIGKILL)
    await until(stage, lambda: bool(codes))

    assert [-signal.SIGKILL] == codes
    assert not stage.bot.is_running
    await stage.start_bot()
    await stage.sari.says("/start")
    await stage.sari.sees("Selamat datang")


async def test_messages_carry_the_time_of_the_demo(stage: Stage) -> None:
    """What a person and the bot say after a jump is dated after it."""
    await stage.moves_to(at(23, 7, 45))

    await stage.sari.says("/start")
    await stage.sari.sees("Selamat datang")

    found = await stage.sari.backend.call("transcript", user=stage.sari.id)
    assert len(found) >= 2
    assert all(one["date"] >= at(23, 7, 45).timestamp() for one in found)
