"""A version number that grows with everything that happens, and a way to wait for it."""

from __future__ import annotations

import asyncio


class Changes:
    """Counts changes so that nobody has to sleep and look again."""

    def __init__(self) -> None:
        self.version = 0
        self._waiting: set[asyncio.Future[None]] = set()

    @property
    def is_awaited(self) -> bool:
        """Tell whether somebody waits for what happens next."""
        return bool(self._waiting)

    def bump(self) -> int:
        """Note that something changed and wake who waits for it."""
        self.version += 1
        if self._waiting:
            for waiting in self._waiting:
                if not waiting.done():
                    waiting.set_result(None)
            self._waiting.clear()
        return self.version

    async def wait(self, version: int, limit: float) -> int:
        """Wait until the version is higher than this one, at most `limit` real seconds."""
        if self.version > version:
            return self.version
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(waiting)
        try:
            await asyncio.wait({waiting}, timeout=limit)
        finally:
            self._waiting.discard(waiting)
        return self.version
