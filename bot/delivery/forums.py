"""Which groups are forums: Telegram says so with every message, and when it is asked."""

from datetime import datetime, timedelta
from typing import Any

FRESH = timedelta(minutes=10)  # a group may become a forum, or cease to be one, at any time


class Forums:
    """Knows of groups what Telegram said last."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[int, tuple[bool, datetime]] = {}

    def learn(self, chat_id: int, at: datetime, *, is_forum: bool) -> None:
        """Take what was just learnt of a group."""
        self._known[chat_id] = (is_forum, at)

    def notice(self, chat_id: int, at: datetime, result: Any) -> None:
        """Learn from the message that Telegram returned, or from the first of an album."""
        message = result[0] if isinstance(result, list) and result else result
        chat = message.get("chat") if isinstance(message, dict) else None
        if chat_id < 0 and isinstance(chat, dict):
            self.learn(chat_id, at, is_forum=chat.get("is_forum") is True)

    def find(self, chat_id: int, at: datetime) -> bool | None:
        """Say whether a group is a forum; None when that is to be asked (again)."""
        known = self._known.get(chat_id)
        if known is None or abs(at - known[1]) > FRESH:
            return None
        return known[0]
