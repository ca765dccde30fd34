"""The topics of a forum: a supergroup whose messages stand in threads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from simulator.state.users import User

GENERAL = 1  # every forum has this topic; its number is never passed to methods
GENERAL_NAME = "General"
COLORS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)  # the only ones there are
MOST_NAME = 128


@dataclass(slots=True, eq=False)
class Topic:
    """One topic; its number is that of the service message that began it."""

    id: int
    name: str
    creator: User
    icon_color: int = COLORS[0]
    icon_emoji: str = ""
    is_closed: bool = False
    is_hidden: bool = False  # only General can be

    def as_json(self) -> dict[str, Any]:
        """Render as ForumTopic."""
        shown: dict[str, Any] = {
            "message_thread_id": self.id,
            "name": self.name,
            "icon_color": self.icon_color,
        }
        if self.icon_emoji:
            shown["icon_custom_emoji_id"] = self.icon_emoji
        return shown
