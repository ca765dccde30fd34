"""Fields of nested JSON, read with the coercions of TDLib's JsonBuilder."""

from __future__ import annotations

from typing import Any

from simulator.errors import bad_request

Json = dict[str, Any]


def required(found: Json, name: str) -> Any:
    """Take a field that must be there."""
    if name not in found:
        raise bad_request(f'can\'t find field "{name}"')
    return found[name]


def string(found: Json, name: str, default: str = "") -> str:
    """Take a string; a number counts as the string it is written as."""
    value = found.get(name, default)
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise bad_request(f'field "{name}" must be of type String')
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
    raise bad_request(f'field "{name}" must be a Number')


def boolean(found: Json, name: str, default: bool = False) -> bool:
    """Take a boolean, which must be one."""
    value = found.get(name, default)
    if isinstance(value, bool):
        return value
    raise bad_request(f'field "{name}" must be of type Boolean')
