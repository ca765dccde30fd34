"""One part of an album that a person sends."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """A photo, video, document or piece of music."""

    kind: str
    body: bytes = b"isi"
    name: str = ""
    caption: str = ""
    size: int = 0  # pretended, for files too big to download

    def as_json(self) -> dict[str, Any]:
        """Write it as plain data."""
        body = base64.b64encode(self.body).decode()
        return {
            "kind": self.kind,
            "body": body,
            "name": self.name,
            "caption": self.caption,
            "size": self.size,
        }
