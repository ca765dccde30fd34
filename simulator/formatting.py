"""Text as methods and people bring it, handed to the server's own parser in its two steps."""

from __future__ import annotations

import functools
from typing import Any

from simulator import text as parser
from simulator.errors import bad_request
from simulator.state.world import World
from simulator.text import ParseError
from simulator.text import TooLongError as TooLongError  # noqa: PLC0414 - re-exported on purpose
from simulator.wire.parameters import Parameters

Json = dict[str, Any]
Formatted = tuple[str, list[Json]]


def read(
    parameters: Parameters, text_name: str = "text", entities_name: str = "entities"
) -> parser.Parsed:
    """Read the markup, before any chat is looked at."""
    mode = parameters.text("parse_mode")
    entities = None if mode else _given(parameters, entities_name)
    text = parameters.text(text_name)
    try:
        if entities:
            return parser.read(text, None, entities)
        return _read(text, mode)
    except ParseError as refusal:
        raise bad_request(str(refusal)) from None


def finish_text(world: World, parsed: parser.Parsed) -> Formatted:
    """Clean and measure a text, after the chat was found; TooLongError passes through."""
    try:
        return _render(world, _finish(parsed))
    except TooLongError:
        raise
    except ParseError as refusal:
        raise bad_request(str(refusal)) from None


def finish_caption(world: World, parsed: parser.Parsed) -> Formatted:
    """Clean and measure a caption; TooLongError passes through."""
    try:
        return _render(world, parser.finish_caption(parsed))
    except TooLongError:
        raise
    except ParseError as refusal:
        raise bad_request(str(refusal)) from None


# A broadcast sends one text to thousands: reading it once is enough.
@functools.lru_cache(maxsize=256)
def _read(text: str, mode: str) -> parser.Parsed:
    return parser.read(text, mode or None)


@functools.lru_cache(maxsize=256)
def _finish(parsed: parser.Parsed) -> parser.Parsed:
    return parser.finish(parsed)


@functools.lru_cache(maxsize=1024)
def _spoken(text: str) -> tuple[str, tuple[parser.Entity, ...]]:
    cleaned = parser.clean(text).strip()
    return cleaned, parser.automatic_entities(cleaned)


def spoken(text: str) -> Formatted:
    """Treat what a person typed as the server does: clean it, find commands and links."""
    cleaned, entities = _spoken(text)
    return cleaned, [entity.as_json() for entity in entities]


def _given(parameters: Parameters, name: str) -> list[Any] | None:
    if not parameters.has(name):
        return None
    try:
        found = parameters.nested(name)
    except ValueError:
        return None  # the real server ignores entities that are not JSON
    return found if isinstance(found, list) else None


def _render(world: World, parsed: parser.Parsed) -> Formatted:
    shown = []
    for entity in parsed.as_json():
        mentioned = entity.get("user")
        if mentioned is not None:
            user = world.users.get(mentioned["id"])
            if user is None:
                continue  # who is unknown cannot be mentioned
            entity["user"] = user.card
        shown.append(entity)
    return parsed.text, shown
