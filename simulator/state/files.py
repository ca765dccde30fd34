"""Files that bots and people sent, with their bytes."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Any

MOST_DOWNLOAD_BYTES = 20 << 20
ID_PREFIX = "BQACAgUAAxkB"  # all ids of one bot begin alike


@dataclass(frozen=True, slots=True)
class File:
    """One stored file."""

    id: str
    unique_id: str
    kind: str
    name: str
    media_type: str
    content: bytes
    path: str
    pretended_size: int = 0  # for files that are said to be big without being it

    @property
    def size(self) -> int:
        """Tell the size Telegram claims."""
        return self.pretended_size or len(self.content)

    @property
    def is_too_big(self) -> bool:
        """Tell whether bots may not download it."""
        return self.size > MOST_DOWNLOAD_BYTES

    def card(self) -> dict[str, Any]:
        """Render the fields every kind of file has."""
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size}


class Files:
    """The store of files, by id and by path."""

    def __init__(self) -> None:
        self._by_id: dict[str, File] = {}
        self._by_path: dict[str, File] = {}
        self._count = 0

    def add(
        self, kind: str, content: bytes, name: str, media_type: str, pretended_size: int = 0
    ) -> File:
        """Store bytes and give them their identifiers."""
        self._count += 1
        digest = hashlib.sha256(content + name.encode() + bytes(str(self._count), "ascii"))
        number = base64.urlsafe_b64encode(digest.digest()).decode().rstrip("=")
        suffix = f".{name.rpartition('.')[2]}" if "." in name else ""
        file = File(
            id=f"{ID_PREFIX}{number}",
            unique_id=f"AgAD{number[:11]}",
            kind=kind,
            name=name,
            media_type=media_type,
            content=content,
            path=f"{kind}s/file_{self._count}{suffix}",
            pretended_size=pretended_size,
        )
        self._by_id[file.id] = file
        self._by_path[file.path] = file
        return file

    def find(self, file_id: str) -> File | None:
        """Look a file up by the id bots use."""
        return self._by_id.get(file_id)

    def at(self, path: str) -> File | None:
        """Look a file up by its download path."""
        return self._by_path.get(path)
