"""A pause of the whole delivery while nothing leaves: no network, or a refused token."""

import logging

FIRST_SECONDS = 0.5
MOST_SECONDS = 30.0

logger = logging.getLogger(__name__)


class Pause:
    """Doubles with every failed try; said once when it begins and once when it ends."""

    def __init__(self) -> None:
        self.until = 0.0
        self._next = FIRST_SECONDS
        self._is_on = False

    def failed(self, why: str, now: float) -> None:
        """Pause; what failed together with the first counts once."""
        if now < self.until:
            return
        if not self._is_on:
            logger.warning("nothing can be sent: %s; trying again", why)
            self._is_on = True
        self.until = now + self._next
        self._next = min(MOST_SECONDS, self._next * 2)

    def succeeded(self) -> None:
        """Note that something left."""
        if not self._is_on:
            return
        logger.warning("sending again")
        self._is_on = False
        self.until = 0.0
        self._next = FIRST_SECONDS
