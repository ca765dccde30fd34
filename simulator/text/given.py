"""Entities a caller gives beside the text instead of markup."""

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.text import links
from simulator.text.entities import Entity
from simulator.text.errors import ParseError

_PREFIX = "can't parse MessageEntity: "
_PLAIN = frozenset(
    {
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "code",
        "blockquote",
        "expandable_blockquote",
    }
)
_FOUND_BY_SERVER = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
    }
)


def read(entities: Sequence[Any]) -> list[Entity]:
    """Read a list of MessageEntity objects; the kinds the server finds itself are ignored."""
    read_entities = (_entity(entity) for entity in entities)
    return [entity for entity in read_entities if entity is not None]


def _entity(fields: object) -> Entity | None:
    if not isinstance(fields, Mapping):
        raise ParseError(f"{_PREFIX}expected an Object")
    offset = _number(fields, "offset", 32)
    length = _number(fields, "length", 32)
    kind = _string(fields, "type")
    if not kind:
        raise ParseError(f"{_PREFIX}Type is not specified")
    if kind in _PLAIN:
        return Entity(kind, offset, length)
    if kind in _FOUND_BY_SERVER:
        return None
    return _rich(fields, kind, offset, length)


def _rich(fields: Mapping[str, Any], kind: str, offset: int, length: int) -> Entity:
    """Read an entity that carries more than its place."""
    if kind == "pre":
        language = _string(fields, "language") if "language" in fields else ""
        return Entity(kind, offset, length, language=language or None)
    if kind == "text_link":
        return Entity(kind, offset, length, url=_string(fields, "url"))
    if kind == "text_mention":
        return Entity(kind, offset, length, user_id=_user(fields))
    if kind == "custom_emoji":
        emoji = _number(fields, "custom_emoji_id", 64)
        if emoji == 0:
            raise ParseError("invalid custom emoji identifier specified")
        return Entity(kind, offset, length, custom_emoji_id=str(emoji))
    if kind == "date_time":
        return _date_time(fields, offset, length)
    raise ParseError(f"{_PREFIX}Unsupported type specified")


def _user(fields: Mapping[str, Any]) -> int:
    user = _required(fields, "user")
    if not isinstance(user, Mapping):
        raise ParseError(f'{_PREFIX}Field "user" must be of type Object')
    return _number(user, "id", 64)


def _date_time(fields: Mapping[str, Any], offset: int, length: int) -> Entity:
    moment = _number(fields, "unix_time", 32)
    wanted = _string(fields, "date_time_format") if "date_time_format" in fields else ""
    date_format = links.read_date_format(wanted)
    if date_format is None:
        raise ParseError(f"{_PREFIX}Invalid date-time format specified")
    if moment <= 0:
        raise ParseError("invalid date specified")
    return Entity("date_time", offset, length, unix_time=moment, date_time_format=date_format)


def _required(fields: Mapping[str, Any], name: str) -> object:
    if name not in fields:
        raise ParseError(f'{_PREFIX}Can\'t find field "{name}"')
    return fields[name]


def _string(fields: Mapping[str, Any], name: str) -> str:
    value = _required(fields, name)
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    raise ParseError(f'{_PREFIX}Field "{name}" must be of type String')


def _number(fields: Mapping[str, Any], name: str, bits: int) -> int:
    value = _required(fields, name)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise ParseError(f'{_PREFIX}Field "{name}" must be a Number')
    number = links.integer(str(value), bits)
    if number is None:
        raise ParseError(f'{_PREFIX}Field "{name}" must be a valid Number')
    return number
