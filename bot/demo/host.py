"""The demo's host: serves the page and the simulator, starts the bot beside it, ends both."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Coroutine
from typing import Any

from bot.demo import terminal
from bot.demo.hands import Hands
from bot.demo.morning import play
from bot.demo.stage import NoBot, Stage

PORT = 8080  # when it is taken, another one
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PREPARING = "Menyiapkan demo, sebentar …"
ADDRESS = """
Buka {url} di peramban

Demo bot CoP Pranata Humas Jawa Timur. Tanpa token dan tanpa internet: Telegram ditirukan di
komputer ini, basis datanya sementara. Selesai dengan Ctrl-C."""
NO_BOT = "Bot demo tidak dapat dinyalakan; sebabnya tertulis di atas."
BOT_ENDED = "Bot berhenti sendiri (kode {code}). Tekan “Nyalakan ulang bot” di halaman."


async def talk() -> int:
    """Serve the page, and talk in the terminal when there is one, until Ctrl-C or SIGTERM."""
    try:
        await _until_told(_talk())
    except NoBot:
        print(NO_BOT, file=sys.stderr)
        return 1
    return 0


async def morning() -> int:
    """Play one morning of three people as a transcript; 0 when all went as told."""
    return 0 if await _until_told(_play()) else 1


async def _play() -> None:
    async with Stage() as stage:
        await play(stage)


async def _talk() -> None:
    print(PREPARING, flush=True)
    async with Stage(PORT, is_lived_in=True) as stage:
        Hands(stage).add()
        print(ADDRESS.format(url=stage.simulator.url), flush=True)
        if sys.stdin is not None and sys.stdin.isatty():
            await terminal.talk(stage, sys.stdin.fileno())
        else:
            stage.on_bot_end.append(lambda code: print(BOT_ENDED.format(code=code), flush=True))
        await asyncio.Event().wait()  # the keyboard is gone: serve on until told to end


async def _until_told(act: Coroutine[Any, Any, None]) -> bool:
    """Let it run until a signal ends it; says whether it ended by itself.

    A second signal does not cut the end short.
    """
    acting = asyncio.create_task(act)
    told = asyncio.Event()

    def end() -> None:
        if not told.is_set():
            told.set()
            acting.cancel()

    loop = asyncio.get_running_loop()
    for number in ENDINGS:
        loop.add_signal_handler(number, end)
    try:
        with contextlib.suppress(asyncio.CancelledError):
            await acting
    finally:
        for number in ENDINGS:
            loop.remove_signal_handler(number)
    return not told.is_set()
