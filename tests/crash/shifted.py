"""The bot as `python -m bot run` composes it, on a clock whose hands are moved.

`CLOCK_OFFSET` is by how many seconds; `REMINDER_CHUNK` makes the chunks of reminders smaller, so
that making them takes long enough to be killed in the middle. Neither is a setting of the bot.
"""

import asyncio
import os
import signal
from datetime import timedelta

from bot import app, config, logs
from bot.clock import ShiftedClock
from handlers import reminders

OFFSET = "CLOCK_OFFSET"
CHUNK = "REMINDER_CHUNK"


async def run() -> None:
    """Run until SIGTERM."""
    settings = config.load(os.environ)
    logs.set_up(settings)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    clock = ShiftedClock(timedelta(seconds=float(os.environ[OFFSET])))
    await app.run(settings, clock, stop)


if __name__ == "__main__":
    if CHUNK in os.environ:
        reminders.make_due.__defaults__ = (int(os.environ[CHUNK]),)
    asyncio.run(run())
