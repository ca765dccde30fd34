"""The size of a picture, read from its own bytes."""

from __future__ import annotations

import struct
import zlib

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
# Markers that start a frame; between them lie those of tables (C4, C8, CC).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def dimensions(content: bytes) -> tuple[int, int] | None:
    """Read width and height of a whole PNG or a JPEG; None for everything else."""
    try:
        if content.startswith(PNG):
            return _of_png(content)
        if content.startswith(JPEG):
            return _of_jpeg(content)
    except (struct.error, IndexError):  # it ends too early
        return None
    return None


def _of_png(content: bytes) -> tuple[int, int] | None:
    place, found = len(PNG), None
    while True:
        length, name = struct.unpack_from(">I4s", content, place)
        body = content[place + 8 : place + 8 + length]
        (checksum,) = struct.unpack_from(">I", content, place + 8 + length)
        if checksum != zlib.crc32(name + body):
            return None
        if name == b"IHDR":
            width, height = struct.unpack_from(">II", body)
            found = (width, height) if width and height else None
        if name == b"IEND":
            return found
        place += length + 12


def _of_jpeg(content: bytes) -> tuple[int, int] | None:
    place = 2
    while content[place] == 0xFF:
        marker = content[place + 1]
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, place + 5)
            return (width, height) if width and height else None
        (length,) = struct.unpack_from(">H", content, place + 2)
        place += 2 + length
    return None
