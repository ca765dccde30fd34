"""People and bots as Telegram shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True, eq=False)
class User:
    """An account; `card` is its Bot API shape, shared by all messages."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "id"
    is_bot: bool = False
    is_deactivated: bool = False
    has_started: bool = False  # the private chat with the bot exists
    has_blocked: bool = False
    is_known: bool = False  # the bot met them, here or in a group
    card: dict[str, Any] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Rebuild the card after a name changed."""
        card: dict[str, Any] = {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
        }
        if self.last_name:
            card["last_name"] = self.last_name
        if self.username:
            card["username"] = self.username
        if self.language_code and not self.is_bot:
            card["language_code"] = self.language_code
        self.card = card

    @property
    def full_name(self) -> str:
        """Join first and last name."""
        return f"{self.first_name} {self.last_name}".strip()


def anonymous_admin() -> User:
    """Make the account that stands for admins who write as their group."""
    return User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
