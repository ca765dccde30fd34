"""The demo: the bot against the simulator on this computer, in the terminal."""

import asyncio

from bot.demo import terminal
from bot.demo.morning import play
from bot.demo.stage import Stage


async def talk() -> int:
    """Start simulator and bot, and talk in the terminal until Ctrl-C."""
    async with Stage() as stage:
        await stage.prepare()
        await terminal.talk(stage)
        await asyncio.Event().wait()  # the keyboard is gone: serve on until Ctrl-C
    return 0


async def morning() -> int:
    """Play one morning of three people as a transcript; 0 when all went as told."""
    async with Stage() as stage:
        await play(stage)
    return 0
