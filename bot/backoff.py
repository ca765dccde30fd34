"""Waiting longer after each failure; said once when trouble begins and once when it ends."""

import logging

from bot.clock import Clock


class Backoff:
    """Doubling pauses for one kind of trouble."""

    def __init__(
        self, clock: Clock, logger: logging.Logger, trouble: str, *, first: float, most: float
    ) -> None:
        self._clock = clock
        self._logger = logger
        self._trouble = trouble
        self._first = first
        self._most = most
        self._pause = first
        self._is_on = False

    @property
    def is_on(self) -> bool:
        """Whether the trouble lasts."""
        return self._is_on

    async def failed(self, why: str) -> None:
        """Log the first failure of a row, then wait."""
        if not self._is_on:
            self._logger.warning("%s: %s; trying again", self._trouble, why)
            self._is_on = True
        pause = self._pause
        self._pause = min(self._pause * 2, self._most)
        await self._clock.sleep(pause)

    def succeeded(self) -> None:
        """Log that the trouble is over, if there was one."""
        if self._is_on:
            self._logger.warning("%s: over", self._trouble)
        self._is_on = False
        self._pause = self._first
