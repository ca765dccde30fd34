"""The cast: whom one may be on the page, in the order the host named them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from simulator.state.users import User

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Role:
    """One person of the cast, and the host's words about them."""

    user: User
    role: str
    about: str


class Cast:
    """Whom one may be."""

    def __init__(self) -> None:
        self._roles: dict[int, Role] = {}

    def add(self, user: User, role: str, about: str) -> None:
        """Let one be this person; a second time the words are replaced."""
        self._roles[user.id] = Role(user, role, about)

    def cast(self) -> list[Json]:
        """List whom one may be."""
        return [
            {
                "id": one.user.id,
                "name": one.user.full_name,
                "role": one.role,
                "about": one.about,
                "is_blocked": one.user.has_blocked,
            }
            for one in self._roles.values()
        ]
