"""Telegram's handling of texts, as its Bot API server does it; pure, and judged by TDLib itself.

`parse` is the whole way of a message text. Where a caller checks other things between reading
the markup and sending, as `sendMessage` does, it takes the two steps apart: `read` (the Bot API
server's part) and `finish` (TDLib's part). A description in a ParseError comes after
`Bad Request: `.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from simulator.text import automatic, cleaning, given, html, markdown, markdown_v2, nesting
from simulator.text.cleaning import clean
from simulator.text.entities import Entity, utf16_length
from simulator.text.errors import ParseError, TooLongError

__all__ = [
    "Entity",
    "ParseError",
    "Parsed",
    "TooLongError",
    "automatic_entities",
    "clean",
    "finish",
    "finish_caption",
    "parse",
    "parse_caption",
    "read",
    "utf16_length",
]

LONGEST_MESSAGE = 4096
LONGEST_CAPTION = 1024
_LARGEST_SOURCE = 1 << 15
_READERS = {"html": html.parse, "markdown": markdown.parse, "markdownv2": markdown_v2.parse}


@dataclass(frozen=True, slots=True)
class Parsed:
    """A plain text and its entities."""

    text: str
    entities: tuple[Entity, ...] = ()

    def as_json(self) -> list[dict[str, Any]]:
        """Return the entities as the MessageEntity objects of the Bot API."""
        return [entity.as_json() for entity in self.entities]


def parse(
    text: str, parse_mode: str | None = None, entities: Sequence[Any] | None = None
) -> Parsed:
    """Return what arrives when a bot sends this text, or raise a ParseError."""
    if not text:
        raise ParseError("message text is empty")
    return finish(read(text, parse_mode, entities))


def parse_caption(
    text: str, parse_mode: str | None = None, entities: Sequence[Any] | None = None
) -> Parsed:
    """Return what arrives when a bot sends this caption, which may be empty."""
    return finish_caption(read(text, parse_mode, entities))


def read(text: str, parse_mode: str | None = None, entities: Sequence[Any] | None = None) -> Parsed:
    """Read the markup, or the given entities when there is no parse mode."""
    if len(text.encode(errors="surrogatepass")) > _LARGEST_SOURCE:
        raise ParseError("text is too long")
    mode = (parse_mode or "none").lower()
    if not text or mode == "none":
        return Parsed(text, tuple(given.read(entities or ())))
    if mode not in _READERS:
        raise ParseError("unsupported parse_mode")
    plain, found = _READERS[mode](text)
    return Parsed(plain, tuple(found))


def finish(parsed: Parsed) -> Parsed:
    """Clean, trim and measure a message text and add the automatic entities."""
    finished = _finish(parsed)
    if cleaning.is_invisible(finished.text):
        raise ParseError("text must be non-empty")
    if len(finished.text) > LONGEST_MESSAGE:
        raise TooLongError("message is too long")
    return finished


def finish_caption(parsed: Parsed) -> Parsed:
    """Clean, trim and measure a caption and add the automatic entities."""
    finished = _finish(parsed)
    if len(finished.text) > LONGEST_CAPTION:
        raise TooLongError("message caption is too long")
    return finished


def automatic_entities(text: str) -> tuple[Entity, ...]:
    """Find the commands, mentions, addresses and the like in a text."""
    return tuple(automatic.find(text))


def _finish(parsed: Parsed) -> Parsed:
    text, entities = cleaning.fix(parsed.text, list(parsed.entities))
    return Parsed(text, tuple(nesting.merge(entities, automatic.find(text))))
