"""Callback data: typed, versioned, at most 64 bytes, understood weeks later.

A button's data is a frozen dataclass marked with `@callback("code")`; its fields are `int`,
`str` or `bool`. `pack` writes it as `1code:field:field`, `unpack` reads it back.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TypeVar, dataclass_transform

VERSION = "1"
LIMIT = 64  # bytes, Bot API: InlineKeyboardButton.callback_data

T = TypeVar("T")

_by_code: dict[str, type] = {}
_codes: dict[type, str] = {}


class UnknownCallback(ValueError):
    """Data that no button of ours carries: forged, or from a version that is gone."""


@dataclass_transform(frozen_default=True)
def callback(code: str) -> Callable[[type[T]], type[T]]:
    """Register a frozen dataclass as the data of a kind of button."""

    def register(cls: type[T]) -> type[T]:
        if code in _by_code or ":" in code or not code:
            raise ValueError(f"callback code {code!r} is taken or malformed")
        frozen = dataclass(frozen=True, slots=True)(cls)
        _by_code[code] = frozen
        _codes[frozen] = code
        return frozen

    return register


def pack(data: object) -> str:
    """Write a button's data as text of at most 64 bytes."""
    parts = [VERSION + _codes[type(data)]]
    for field in fields(data):  # type: ignore[arg-type] # only registered dataclasses get here
        value = getattr(data, field.name)
        parts.append(str(int(value)) if isinstance(value, bool) else str(value))
    packed = ":".join(parts)
    if len(packed.encode()) > LIMIT:
        raise ValueError(f"callback data of {type(data).__name__} is over {LIMIT} bytes")
    return packed


def unpack(packed: str) -> object:
    """Read a button's data; raises `UnknownCallback` for whatever is not ours."""
    code, *parts = packed.split(":")
    cls = _by_code.get(code[1:]) if code[:1] == VERSION else None
    if cls is None:
        raise UnknownCallback
    wanted = fields(cls)
    if len(parts) > len(wanted) and wanted and wanted[-1].type is str:
        # The last text field may hold colons itself.
        head = len(wanted) - 1
        parts = [*parts[:head], ":".join(parts[head:])]
    if len(parts) != len(wanted):
        raise UnknownCallback
    try:
        values = [_read(field.type, part) for field, part in zip(wanted, parts, strict=True)]
    except ValueError as exc:
        raise UnknownCallback from exc
    return cls(*values)


def _read(kind: object, part: str) -> int | str | bool:
    if kind is str:
        return part
    if not part.removeprefix("-").isascii() or not part.removeprefix("-").isdigit():
        raise ValueError(part)
    number = int(part)
    if kind is bool:
        if number not in (0, 1):
            raise ValueError(part)
        return bool(number)
    if abs(number) >= 2**63:  # beyond what a database can hold: certainly not ours
        raise ValueError(part)
    return number
