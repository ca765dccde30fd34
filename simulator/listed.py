"""What an app lists above the keyboard when somebody types behind the bot's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list."""

    id: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An answer to an inline query."""

    query_id: str
    text: str
    choices: tuple[Choice, ...]
    next_offset: str
    button: str  # the words above the list, else empty
    start: str  # with which /start the button opens the private chat
    is_cached: bool  # the server knew it still, the bot was not asked

    @property
    def titles(self) -> list[str]:
        """List the titles."""
        return [choice.title for choice in self.choices]

    def id_of(self, words: str) -> str:
        """Find the first choice whose title has these words."""
        found = next((one.id for one in self.choices if words in one.title), None)
        if found is None:
            raise LookupError(f"no result {words!r} in {self.titles}")
        return found


def listed(found: Json) -> Listed:
    """Make the list of plain data."""
    button = found["button"] or {}
    return Listed(
        query_id=found["query_id"],
        text=found["text"],
        choices=tuple(
            Choice(one["id"], one["title"], one["description"]) for one in found["results"]
        ),
        next_offset=found["next_offset"],
        button=button.get("text", ""),
        start=button.get("start_parameter", ""),
        is_cached=found["is_cached"],
    )
