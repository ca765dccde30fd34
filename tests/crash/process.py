"""A real bot process: started, killed, stopped, and read line by line."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path

from simulator.server import Simulator
from tests.fixtures_postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
GUARD = 30.0  # real seconds after which waiting counts as failed
READY = "ready as @"
WEBHOOK_SECRET = "rahasia-webhook-untuk-uji"
ADMIN = 700_000_001


def polling(simulator: Simulator, database_url: str, **changes: str) -> dict[str, str]:
    """Give the settings of a bot that polls the simulator."""
    return {
        "BOT_TOKEN": simulator.token,
        "ADMIN_IDS": str(ADMIN),
        "CONTROLLER_CONTACT": "kontak@contoh.id",
        "TELEGRAM_API_URL": simulator.url,
        "DATABASE_URL": database_url,
        **changes,
    }


def webhook(simulator: Simulator, database_url: str, **changes: str) -> dict[str, str]:
    """Give the settings of a bot that the simulator posts to; it must be lenient."""
    listen = f"127.0.0.1:{free_port()}"
    posted = {
        "WEBHOOK_URL": f"http://{listen}/telegram",
        "WEBHOOK_LISTEN": listen,
        "WEBHOOK_SECRET": WEBHOOK_SECRET,
    }
    return {**polling(simulator, database_url), **posted, **changes}


class BotProcess:
    """`python -m bot run` in a folder of its own, with nothing but these settings.

    `module` is another composition of the bot, such as one whose clock is shifted.
    """

    def __init__(
        self,
        folder: Path,
        settings: Mapping[str, str],
        *,
        command: str = "run",
        module: str = "bot",
    ) -> None:
        self.folder = folder
        self.settings = dict(settings)
        self.lines: list[str] = []  # of all its lives
        self._program = ("-m", module, command)
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._since = 0  # where the lines of this life begin
        self._news: set[asyncio.Future[None]] = set()

    async def start(self) -> None:
        """Start it and return at once."""
        self._since = len(self.lines)
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-W", "error::RuntimeWarning", *self._program),
            cwd=self.folder,
            env={**_surroundings(), **self.settings},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        self._reading = asyncio.create_task(self._read(self._process))

    async def start_and_wait(self) -> None:
        """Start it and return when it takes updates."""
        await self.start()
        await self.logs(READY)

    @property
    def pid(self) -> int:
        """Tell the number of the process."""
        assert self._process is not None
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Tell whether it runs."""
        return self._process is not None and self._process.returncode is None

    async def logs(self, *words: str) -> str:
        """Wait for a line of this life with all these words; fails when it ends without."""
        return await self._await(lambda line: all(word in line for word in words), f"{words}")

    def said(self, *words: str) -> list[str]:
        """List the lines of this life with all these words."""
        return [line for line in self.lines[self._since :] if all(word in line for word in words)]

    async def kill(self) -> None:
        """Kill it as a power cut would, and return when it is gone."""
        self.shoot()
        await self._gone()

    def shoot(self) -> None:
        """Kill it this very instant."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)

    async def stop(self) -> int:
        """Ask it to stop and give its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return await self.ends()

    async def ends(self) -> int:
        """Wait until it ends by itself and give its exit code."""
        async with asyncio.timeout(GUARD):
            return await self._gone()

    async def close(self) -> None:
        """End it however it stands; for the end of a test."""
        if self._process is not None:
            await self.kill()

    async def _gone(self) -> int:
        assert self._process is not None
        assert self._reading is not None
        code = await self._process.wait()
        await self._reading
        return code

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            self.lines.append(line.decode(errors="replace").rstrip("\n"))
            self._wake()
        self._wake()

    def _wake(self) -> None:
        for waiting in self._news:
            if not waiting.done():
                waiting.set_result(None)

    async def _await(self, fits: Callable[[str], bool], wanted: str) -> str:
        assert self._reading is not None
        seen = self._since
        try:
            async with asyncio.timeout(GUARD):
                while True:
                    for line in self.lines[seen:]:
                        if fits(line):
                            return line
                    seen = len(self.lines)
                    if self._reading.done():
                        raise AssertionError(f"it ended without {wanted}\n{self.story()}")
                    await self._next_line()
        except TimeoutError:
            raise AssertionError(f"it did not log {wanted}\n{self.story()}") from None

    async def _next_line(self) -> None:
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._news.add(waiting)
        try:
            await waiting
        finally:
            self._news.discard(waiting)

    def story(self) -> str:
        """Give its last lines, for messages of failed tests."""
        return "\n".join(["The bot's log:", *self.lines[-40:]])


@contextlib.asynccontextmanager
async def bot_process(
    folder: Path, settings: Mapping[str, str], *, command: str = "run", module: str = "bot"
) -> AsyncIterator[BotProcess]:
    """Give a bot that is not started yet, and end it however it stands."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    process = BotProcess(home, settings, command=command, module=module)
    try:
        yield process
    finally:
        await process.close()


def _surroundings() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PYTHONSAFEPATH": "1"}
