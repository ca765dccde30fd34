"""Groups that take nothing from us (muted, put out, without rights): tried ever more seldom.

Something said to whoever acted in such a group is tried at once: the bot may have been let in.
"""

import logging

FIRST_SECONDS, MOST_SECONDS = 60.0, 3_600.0

logger = logging.getLogger(__name__)


class Stuck:
    """Knows how long each such group is left alone; said once when it begins and when it ends."""

    def __init__(self) -> None:
        self._chats: dict[int, tuple[float, float]] = {}  # until when, and the next pause

    def refused(self, chat_id: int, why: str, now: float) -> float:
        """Return until when a group is left alone; what was refused meanwhile counts once."""
        if chat_id not in self._chats:
            logger.warning("a group takes nothing: %s; what is for it waits", why)
        until, pause = self._chats.get(chat_id, (0.0, FIRST_SECONDS))
        if now < until:
            return until
        self._chats[chat_id] = now + pause, min(MOST_SECONDS, pause * 2)
        return now + pause

    def accepted(self, chat_id: int) -> None:
        """Note that a group took something."""
        if self._chats.pop(chat_id, None) is not None:
            logger.warning("a group takes messages again")

    def __contains__(self, chat_id: int) -> bool:
        """Say whether a group took nothing the last time."""
        return chat_id in self._chats
