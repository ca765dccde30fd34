"""A message as it stands on a person's screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Screen:
    """A message as a person sees it."""

    message_id: int
    chat_id: int
    version: int
    sender: str
    via: str  # the bot whose inline result it is, else empty
    text: str
    kind: str
    buttons: tuple[tuple[str, ...], ...]
    data: dict[str, str]
    urls: dict[str, str]
    entities: tuple[Json, ...]
    file_id: str
    file_name: str
    width: int  # of a picture in pixels, else 0
    height: int
    reply_to: int | None
    album: str  # what its parts have in common, else empty
    thread: int  # the topic of a forum; 0 is General, or no forum
    is_edited: bool
    is_silent: bool
    is_deleted: bool

    @property
    def labels(self) -> list[str]:
        """List the words on the buttons, left to right, top to bottom."""
        return [label for row in self.buttons for label in row]

    def __contains__(self, words: str) -> bool:
        return words in self.text


@dataclass(frozen=True, slots=True)
class Album:
    """Messages that the apps show as one."""

    parts: tuple[Screen, ...]

    @property
    def text(self) -> str:
        """Join the captions."""
        return "\n".join(part.text for part in self.parts if part.text)

    @property
    def kinds(self) -> list[str]:
        """List what the parts are."""
        return [part.kind for part in self.parts]

    @property
    def message_ids(self) -> list[int]:
        """List the numbers of the parts."""
        return [part.message_id for part in self.parts]

    def __contains__(self, words: str) -> bool:
        return words in self.text


def albums_of(shown: list[Screen]) -> list[Album]:
    """Put the parts of albums together."""
    found: dict[str, list[Screen]] = {}
    for part in shown:
        if part.album:
            found.setdefault(part.album, []).append(part)
    ordered = (sorted(parts, key=lambda part: part.message_id) for parts in found.values())
    return [Album(tuple(parts)) for parts in ordered]


def screen(found: Json) -> Screen:
    """Make a Screen of plain data."""
    file = found["file"] or {}
    rows = [[button["text"] for button in row] for row in found["buttons"]] + found["keyboard"]
    flat = [button for row in found["buttons"] for button in row]
    return Screen(
        message_id=found["message_id"],
        chat_id=found["chat_id"],
        version=found["version"],
        sender=found["from"],
        via=found["via"],
        text=found["text"],
        kind=found["kind"],
        buttons=tuple(tuple(row) for row in rows),
        data={button["text"]: button["data"] for button in flat if button["data"]},
        urls={button["text"]: button["url"] for button in flat if button["url"]},
        entities=tuple(found["entities"]),
        file_id=file.get("file_id", ""),
        file_name=file.get("name", ""),
        width=file.get("width", 0),
        height=file.get("height", 0),
        reply_to=found["reply_to"],
        album=found["album"],
        thread=found["thread"],
        is_edited=found["is_edited"],
        is_silent=found["is_silent"],
        is_deleted=found["is_deleted"],
    )
