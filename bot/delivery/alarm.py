"""An alarm that rings at once or at a moment of the injected clock, whichever comes first."""

import asyncio

from bot.clock import Clock


class Alarm:
    """Wakes one waiter; rings of the same time melt into one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._rung = asyncio.Event()
        self._deadline: float | None = None
        self._sleeper: asyncio.Task[None] | None = None

    @property
    def is_rung(self) -> bool:
        """Whether the waiter has something to do right now."""
        return self._rung.is_set()

    def ring(self) -> None:
        """Wake the waiter now."""
        self._rung.set()

    def ring_at(self, moment: float) -> None:
        """Wake the waiter at a monotonic moment, unless an earlier one is set already."""
        if moment <= self._clock.monotonic():
            self.ring()
            return
        if self._deadline is not None and self._deadline <= moment:
            return
        self._deadline = moment
        if self._sleeper is not None:
            self._sleeper.cancel()
        self._sleeper = asyncio.create_task(self._sleep_until(moment))

    async def wait(self) -> None:
        """Wait until it rings, then be silent again."""
        await self._rung.wait()
        self._rung.clear()

    def cancel(self) -> None:
        """Forget what was set."""
        if self._sleeper is not None:
            self._sleeper.cancel()
        self._sleeper = None
        self._deadline = None

    async def _sleep_until(self, moment: float) -> None:
        while (left := moment - self._clock.monotonic()) > 0:
            await self._clock.sleep(left)
        self._deadline = None
        self._sleeper = None
        self._rung.set()
