"""The entity: one formatted or recognised stretch of a text, measured in UTF-16 units."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")

BLOCKQUOTES = frozenset({"blockquote", "expandable_blockquote"})
SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
PREFORMATTED = frozenset({"pre", "code", "date_time"})
CONTINUOUS = frozenset(
    {
        "mention",
        "hashtag",
        "bot_command",
        "url",
        "email",
        "text_link",
        "text_mention",
        "cashtag",
        "phone_number",
        "bank_card_number",
        "custom_emoji",
    }
)

_PRIORITIES = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "date_time": 30,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity of a text; the fields after `length` belong to some types only."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user_id: int | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None

    @property
    def end(self) -> int:
        """Return the offset just after the entity."""
        return self.offset + self.length

    def at(self, offset: int, length: int) -> "Entity":
        """Return the same entity over another stretch of the text."""
        return Entity(
            self.type,
            offset,
            length,
            self.url,
            self.user_id,
            self.language,
            self.custom_emoji_id,
            self.unix_time,
            self.date_time_format,
        )

    def as_json(self) -> dict[str, Any]:
        """Return the MessageEntity of the Bot API; of a mentioned user only the id is known."""
        fields: dict[str, Any] = {"offset": self.offset, "length": self.length, "type": self.type}
        if self.url is not None:
            fields["url"] = self.url
        if self.user_id is not None:
            fields["user"] = {"id": self.user_id}
        if self.language is not None:
            fields["language"] = self.language
        if self.custom_emoji_id is not None:
            fields["custom_emoji_id"] = self.custom_emoji_id
        if self.unix_time is not None:
            fields["unix_time"] = self.unix_time
            fields["date_time_format"] = self.date_time_format or ""
        return fields


def utf16_length(text: str) -> int:
    """Count the UTF-16 units of a text, the measure of all entity offsets."""
    if text.isascii():
        return len(text)
    return len(text) + len(_ASTRAL.findall(text))


def ordered(entities: Iterable[Entity]) -> list[Entity]:
    """Sort as the server does: by offset, then the longer first, then by type."""
    return sorted(entities, key=_rank)


def _rank(entity: Entity) -> tuple[int, int, int]:
    priority = _PRIORITIES.get(entity.type, 50)
    if entity.type == "pre" and entity.language:
        priority = 10
    return (entity.offset, -entity.length, priority)
