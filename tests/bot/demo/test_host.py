"""The demo's host, started as people start it: its address, its ends, its terminal."""

import os
import signal
from pathlib import Path

import pytest

from simulator.remote import Remote
from tests.bot.demo.hosting import end_of, host, left_in

needs_pidfd = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux")


@needs_pidfd
async def test_two_demos_run_side_by_side_and_leave_nothing(tmp_path: Path) -> None:
    """Each has its own page and bot; a stop ends bot and files, and a kill ends the bot, too."""
    async with host(tmp_path) as first, host(tmp_path) as second:
        await first.says("Menyiapkan demo")
        await first.says("Buka http://127.0.0.1:", "di peramban")
        await second.says("Buka http://127.0.0.1:", "di peramban")
        assert first.url != second.url
        bots = [await first.bot_pid(), await second.bot_pid()]
        async with Remote(first.url) as page:
            assert 6 == len(await page.call("cast"))

        assert 0 == await first.ends(signal.SIGTERM)
        await end_of(bots[0])
        assert 1 == len(left_in(tmp_path))

        assert -signal.SIGKILL == await second.ends(signal.SIGKILL)
        await end_of(bots[1])


@needs_pidfd
async def test_one_talks_in_the_terminal_beside_the_page(tmp_path: Path) -> None:
    """What is typed is done; a killed bot is told of and mended; Ctrl-C ends with 0."""
    async with host(tmp_path, has_terminal=True) as demo:
        await demo.says("Buka http://", "di peramban")
        await demo.says("Nyalakan ulang bot")
        demo.types("/start")
        await demo.says("1 [Gabung]")

        killed = await demo.bot_pid()
        os.kill(killed, signal.SIGKILL)
        await demo.says("bot berhenti sendiri", "kode -9", ":ulang")
        demo.types(":ulang")
        await demo.says("bot dinyalakan ulang")
        demo.types("1")
        await demo.says("Sari Wulandari menekan [Gabung]")
        await demo.says("UU")
        started = await demo.bot_pid()
        assert killed != started

        demo.shuts_keyboard()
        async with Remote(demo.url) as page:
            assert (await page.call("bot_state"))["is_running"]

        assert 0 == await demo.ends(signal.SIGINT)
        await end_of(started)
        assert [] == left_in(tmp_path)
        assert not any("Traceback" in line for line in demo.lines)
