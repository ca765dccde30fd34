"""The bot of the demo in a process of its own, as `cop-humas run` composes it; its host says when.

`python -m bot.demo.child`: settings come from the environment, the time of day over stdin (see
bot/demo/orders.py). It ends with SIGTERM, and when its host is gone.
"""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator

from bot import app, config, logs
from bot.demo import orders
from bot.demo.clock import BEGINS
from simulator.clock import SteerableClock

QUICK_LOOKS = 0.5  # real seconds between two looks at every job while the clock runs fast
LONGEST_LOOK = 3.0  # real seconds: Telegram may be out of reach meanwhile


class Child:
    """Does what the host orders."""

    def __init__(self, clock: SteerableClock) -> None:
        self._clock = clock
        self._parts: app.Parts | None = None

    async def run(self, settings: config.Settings, lines: asyncio.StreamReader) -> None:
        """Run the bot until the host is gone, the process is to stop, or the bot failed."""
        self._hear_clock((await lines.readline()).decode())
        hearing = asyncio.create_task(self._hear(lines))
        stop = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
        stopping = asyncio.create_task(stop.wait())
        starting = asyncio.create_task(self._start(settings))
        ends = {hearing, stopping, starting}
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            if starting.done() and not starting.cancelled():
                starting.result()
        finally:
            for task in ends:
                task.cancel()
            await asyncio.gather(*ends, return_exceptions=True)

    async def _start(self, settings: config.Settings) -> None:
        """Run the bot, and look at its jobs more often while the clock runs fast."""
        async with app.running(settings, self._clock) as parts:
            self._parts = parts
            _say(orders.READY)
            app.spare_collector()
            await _look(parts)  # what fell due while no bot ran comes at once
            while True:
                await asyncio.wait({parts.failed}, timeout=QUICK_LOOKS)
                if parts.failed.done():
                    parts.failed.result()
                if self._clock.hands.rate > 1:
                    await _look(parts)

    async def _hear(self, lines: asyncio.StreamReader) -> None:
        async for given in lines:
            line = given.decode().strip()
            self._hear_clock(line)
            number = orders.number_in(line, orders.LOOK)
            if number is None:
                continue
            if self._parts is not None:
                await _look(self._parts)
                await _until_idle(self._parts)
            _say(orders.of_idle(number))

    def _hear_clock(self, line: str) -> None:
        hands = orders.hands_in(line) if line else None
        if hands is not None:
            self._clock.follows(hands)


async def _look(parts: app.Parts) -> None:
    """Look at every job: the hands of the clock were moved."""
    await parts.timetable.look_all()
    parts.delivery.wake()


async def _until_idle(parts: app.Parts) -> None:
    """Wait until everything is handled and sent, or cannot be for a while."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LONGEST_LOOK):
            while parts.is_busy:  # noqa: ASYNC110 # a state of several parts, no event
                await asyncio.sleep(0.005)


def _say(line: str) -> None:
    print(line, flush=True)


@contextlib.asynccontextmanager
async def _keyboard() -> AsyncIterator[asyncio.StreamReader]:
    """Read the host's lines without holding the loop up."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    transport, _ = await loop.connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    try:
        yield reader
    finally:
        transport.close()


async def main() -> None:
    """Be the bot."""
    settings = config.load(os.environ)
    logs.set_up(settings)
    asyncio.get_running_loop().set_exception_handler(logs.log_loop_problem)
    async with _keyboard() as lines:
        await Child(SteerableClock(BEGINS)).run(settings, lines)


if __name__ == "__main__":
    asyncio.run(main())
