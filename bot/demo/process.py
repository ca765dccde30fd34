"""The bot's process, as the demo's host holds it: started, killed, stopped, told the time."""

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from bot import config
from bot.demo import orders
from simulator.clock import Hands

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 20.0  # after so long it is waited for no longer; it may still become ready
STOP_SECONDS = 10.0  # a bot that takes longer is killed


class BotProcess:
    """One bot, life after life.

    `ready` hears when it takes updates, `ended` of an end that nobody ordered.
    """

    def __init__(
        self,
        folder: Path,
        settings: Mapping[str, str],
        hands: Callable[[], Hands],
        *,
        ready: Callable[[], None],
        ended: Callable[[int], None],
    ) -> None:
        self._folder = folder
        self._settings = dict(settings)
        self._hands = hands
        self._became_ready = ready
        self._ended = ended
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()
        self._looks = 0
        self._waiting: dict[int, asyncio.Future[None]] = {}
        self._is_begun = False  # whether it was told the time
        self._is_meant = False  # whether its end was ordered

    @property
    def is_running(self) -> bool:
        """Tell whether it runs."""
        return self._process is not None and self._process.returncode is None

    @property
    def is_begun(self) -> bool:
        """Tell whether it runs, or is about to take updates."""
        return self.is_running and self._is_begun

    @property
    def is_ready(self) -> bool:
        """Tell whether it takes updates."""
        return self.is_running and self._ready.is_set()

    @property
    def pid(self) -> int | None:
        """Tell the number of the process that runs."""
        return self._process.pid if self._process is not None and self.is_running else None

    async def launch(self) -> None:
        """Let it load what it needs, unless it runs; it begins once it is told the time."""
        if self.is_running:
            return
        self._ready.clear()
        self._is_meant = self._is_begun = False
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot.demo.child"),
            cwd=self._folder,
            env={**_surroundings(), **self._settings},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the host, which ends it
        )
        self._reading = asyncio.create_task(self._read(self._process))

    async def start(self, patience: float = START_SECONDS) -> None:
        """Start it unless it runs; returns when it takes updates, is gone, or takes long."""
        await self.launch()
        self._is_begun = True
        self.tell_time()
        await self._until_ready(patience)

    async def kill(self) -> None:
        """Kill it as a power cut would, and return when it is gone."""
        self._is_meant = True
        if self._process is not None and self.is_running:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
        await self._gone()

    async def stop(self) -> None:
        """Ask it to stop and return when it is gone."""
        self._is_meant = True
        if self._process is not None and self.is_running:
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()
            if self._reading is not None:
                await asyncio.wait({self._reading}, timeout=STOP_SECONDS)
        await self.kill()

    def tell_time(self) -> None:
        """Let its clock show what the host's clock shows."""
        self._say(orders.of_clock(self._hands()))

    async def look(self) -> None:
        """Let it look at every job of the clock; returns when it is idle, or gone."""
        if not self.is_ready:
            return
        self._looks += 1
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[self._looks] = waiting
        self._say(orders.of_look(self._looks))
        await waiting

    def _say(self, line: str) -> None:
        if self._process is None or self._process.stdin is None or not self.is_running:
            return
        with contextlib.suppress(ConnectionError, RuntimeError):  # it ends this very moment
            self._process.stdin.write(f"{line}\n".encode())

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        if process.stdout is None:
            raise RuntimeError("its words are to be read")
        async for given in process.stdout:
            self._hear(given.decode(errors="replace").strip())
        code = await process.wait()
        self._ready.clear()
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_result(None)
        self._waiting.clear()
        if not self._is_meant:
            self._ended(code)

    def _hear(self, line: str) -> None:
        if line == orders.READY:
            self._ready.set()
            self._became_ready()
        number = orders.number_in(line, orders.IDLE)
        waiting = self._waiting.pop(number, None) if number is not None else None
        if waiting is not None and not waiting.done():
            waiting.set_result(None)

    async def _until_ready(self, patience: float) -> None:
        ready = asyncio.create_task(self._ready.wait())
        watched = {ready, self._reading} if self._reading is not None else {ready}
        try:
            await asyncio.wait(watched, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ready.cancel()
            await asyncio.gather(ready, return_exceptions=True)

    async def _gone(self) -> None:
        if self._reading is not None:
            await self._reading


def _surroundings() -> dict[str, str]:
    """Give the environment of this process without the settings of a real bot."""
    kept = {name: value for name, value in os.environ.items() if name not in config.NAMES}
    path = os.pathsep.join(filter(None, (str(ROOT), kept.get("PYTHONPATH"))))
    return {**kept, "PYTHONPATH": path}
