"""Fields of nested JSON, read with the coercions of TDLib's JsonBuilder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from simulator.errors import BadRequest, bad_request

Json = dict[str, Any]


@contextmanager
def inside(what: str) -> Iterator[None]:
    """Prefix refusals with what was being read, as the server nests its messages."""
    try:
        yield
    except BadRequest as refusal:
        raise bad_request(f"{what}: {refusal.original}") from None


def required(found: Json, name: str) -> Any:
    """Take a field that must be there."""
    if name not in found:
        raise bad_request(f'Can\'t find field "{name}"')
    return found[name]


def string(found: Json, name: str, default: str = "") -> str:
    """Take a string; a number counts as the string it is written as."""
    value = found.get(name, default)
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise bad_request(f'Field "{name}" must be of type String')
    return str(value)


def integer(found: Json, name: str, default: int = 0) -> int:
    """Take an integer; a string of digits counts."""
    value = found.get(name, default)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            pass
    raise bad_request(f'Field "{name}" must be a Number')


def boolean(found: Json, name: str, default: bool = False) -> bool:
    """Take a boolean, which must be one."""
    value = found.get(name, default)
    if isinstance(value, bool):
        return value
    raise bad_request(f'Field "{name}" must be of type Boolean')
