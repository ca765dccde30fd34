"""The demo as somebody starts it: a process of its own, talked to by its terminal and its page."""

import asyncio
import contextlib
import os
import pty
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from simulator.remote import Remote
from tests.crash.process import ROOT

GUARD = 60.0  # real seconds after which waiting counts as failed
ADDRESS = "Buka http://"


class Host:
    """`python -m bot demo`, with a terminal as its keyboard or with none."""

    def __init__(self, process: asyncio.subprocess.Process, keyboard: int | None) -> None:
        self._process = process
        self._keyboard = keyboard
        self.lines: list[str] = []

    @property
    def url(self) -> str:
        """Tell where its page is."""
        line = next(line for line in self.lines if ADDRESS in line)
        return line.split()[1]

    async def says(self, *words: str) -> str:
        """Await a line with all these words."""
        stdout = self._process.stdout
        assert stdout is not None
        async with asyncio.timeout(GUARD):
            async for given in stdout:
                line = given.decode().rstrip("\n")
                self.lines.append(line)
                if all(word in line for word in words):
                    return line
        raise AssertionError("\n".join([f"it ended without {words}", *self.lines]))

    def types(self, line: str) -> None:
        """Type a line in its terminal."""
        assert self._keyboard is not None
        os.write(self._keyboard, f"{line}\n".encode())

    def shuts_keyboard(self) -> None:
        """Press Ctrl-D."""
        assert self._keyboard is not None
        os.write(self._keyboard, b"\x04")

    async def ends(self, number: signal.Signals) -> int:
        """Send a signal and give the exit code; the rest of its words stand in `lines`."""
        self._process.send_signal(number)
        async with asyncio.timeout(GUARD):
            said, _ = await self._process.communicate()
        self.lines += said.decode().splitlines()
        assert self._process.returncode is not None
        return self._process.returncode

    async def bot_pid(self) -> int:
        """Ask its page for the number of the bot's process."""
        async with Remote(self.url) as page:
            return int((await page.call("bot_state"))["pid"])


@contextlib.asynccontextmanager
async def host(folder: Path, *, has_terminal: bool = False) -> AsyncIterator[Host]:
    """Start a demo whose temporary files stand in a folder, and end it however it stands."""
    master, slave = pty.openpty() if has_terminal else (None, None)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "demo"),
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(folder), "PYTHONUNBUFFERED": "1"},
        stdin=asyncio.subprocess.DEVNULL if slave is None else slave,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield Host(process, master)
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()
        for number in (master, slave):
            if number is not None:
                os.close(number)


def left_in(folder: Path) -> list[str]:
    """List what stands in a folder."""
    return sorted(path.name for path in folder.iterdir())


async def end_of(pid: int) -> None:
    """Await the end of a process that is not ours."""
    with contextlib.suppress(ProcessLookupError):
        watched = os.pidfd_open(pid)
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_reader(watched, ended.set)
        try:
            async with asyncio.timeout(GUARD):
                await ended.wait()
        finally:
            loop.remove_reader(watched)
            os.close(watched)
