"""Draws a chart in a process of its own: the bot itself never loads matplotlib."""

import asyncio
import contextlib
import json
import os
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from community.picture import Picture

SECONDS = 20.0
COMMAND = (sys.executable, "-m", "handlers.drawing")
_ROOT = Path(__file__).resolve().parents[1]
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP")  # no token
_PNG = b"\x89PNG\r\n\x1a\n"


class NotDrawn(Exception):
    """The process failed, or took too long."""


async def draw(
    picture: Picture, *, command: tuple[str, ...] = COMMAND, seconds: float = SECONDS
) -> bytes:
    """Return the chart as PNG; raises `NotDrawn`."""
    try:
        with tempfile.TemporaryDirectory(prefix="cop-humas-") as folder:
            process = await _started(command, folder)
            return await _drawn(process, json.dumps(asdict(picture)).encode(), seconds)
    except OSError as exc:  # no room for the folder, no such program, no more processes
        raise NotDrawn(type(exc).__name__) from exc


async def _started(command: tuple[str, ...], folder: str) -> asyncio.subprocess.Process:
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=_ROOT,
        env={**environment, "MPLCONFIGDIR": folder, "PYTHONDONTWRITEBYTECODE": "1"},
    )


async def _drawn(process: asyncio.subprocess.Process, asked: bytes, seconds: float) -> bytes:
    try:
        async with asyncio.timeout(seconds):
            drawn, _ = await process.communicate(asked)
    except TimeoutError as exc:
        raise NotDrawn("took too long") from exc
    finally:
        await _end(process)
    if process.returncode != 0 or not drawn.startswith(_PNG):
        raise NotDrawn(f"exit code {process.returncode}")
    return drawn


async def _end(process: asyncio.subprocess.Process) -> None:
    """Leave no process behind, also when delivery stops meanwhile."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await asyncio.shield(process.wait())
