"""The parameters of one request, read as leniently as the real server reads them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

_LEADING_INTEGER = re.compile(r"-?\d+")
_TRUE_WORDS = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a multipart request."""

    name: str
    media_type: str
    content: bytes


@dataclass(slots=True)
class Parameters:
    """What a client sent: strings, or JSON values of a JSON body, and files."""

    values: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Tell whether the parameter came with something in it."""
        return bool(self.values.get(name, "") != "")

    def text(self, name: str) -> str:
        """Read a string; JSON values keep their JSON text."""
        value = self.values.get(name, "")
        if isinstance(value, str):
            return value
        if type(value) is int:  # a bool would be written in capitals
            return str(value)
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def integer(
        self, name: str, default: int = 0, lowest: int | None = None, highest: int | None = None
    ) -> int:
        """Read leading digits, garbage is 0, then clamp."""
        if not self.has(name):
            value = default
        else:
            found = _LEADING_INTEGER.match(self.text(name))
            value = int(found.group()) if found else 0
        if lowest is not None and value < lowest:
            return lowest
        if highest is not None and value > highest:
            return highest
        return value

    def boolean(self, name: str) -> bool:
        """Read true, yes or 1 in any case as true, all else as false."""
        return self.text(name).lower() in _TRUE_WORDS

    def nested(self, name: str) -> Any:
        """Read a JSON value; raises ValueError when it is not JSON."""
        value = self.values.get(name, "")
        if not isinstance(value, str):
            return value
        return json.loads(value)
