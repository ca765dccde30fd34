"""The Bot API shape of a file by its kind, and samples of what people send."""

from __future__ import annotations

from typing import Any

from simulator.state.files import File
from simulator.state.images import dimensions

Json = dict[str, Any]

UNREAD_SIZE = (1280, 720)  # of pictures that people pretend to send

# The server goes by the ending of the name, whatever the client says.
DOCUMENT_TYPES = {
    "csv": "text/csv",
    "ics": "text/calendar",
    "jpg": "image/jpeg",
    "json": "application/json",
    "pdf": "application/pdf",
    "png": "image/png",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}

ALBUM_KINDS = frozenset({"photo", "video", "document", "audio"})
ALONE = ("audio", "document")  # in an album these stand with their own kind only

NAMES = {
    "photo": ("photo.jpg", "image/jpeg"),
    "document": ("dokumen.pdf", "application/pdf"),
    "video": ("video.mp4", "video/mp4"),
    "voice": ("voice.ogg", "audio/ogg"),
    "audio": ("audio.mp3", "audio/mpeg"),
    "animation": ("animation.mp4", "video/mp4"),
    "video_note": ("note.mp4", "video/mp4"),
    "sticker": ("sticker.webp", "image/webp"),
}


def of_file(kind: str, file: File) -> Any:
    """Render a file as the content of a message of this kind."""
    card = file.card()
    if kind == "photo":
        width, height = dimensions(file.content) or UNREAD_SIZE
        return [{**card, "width": width, "height": height}]
    if kind == "sticker":
        shape = {"type": "regular", "width": 512, "height": 512}
        return {**card, **shape, "is_animated": False, "is_video": False, "emoji": "👍"}
    if kind == "video_note":
        return {**card, "length": 240, "duration": 5}
    if kind == "voice":
        return {**card, "duration": 5, "mime_type": file.media_type}
    named = {**card, "file_name": file.name, "mime_type": file.media_type}
    if kind in {"video", "animation"}:
        return {**named, "width": 1280, "height": 720, "duration": 5}
    if kind == "audio":
        return {**named, "duration": 5}
    return named


def document_type(name: str) -> str:
    """Tell the media type of a document by its name."""
    return DOCUMENT_TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def sample(kind: str, number: int) -> Any:
    """Make content without a file: a poll, a place, a phone card, a die."""
    if kind == "location":
        return {"latitude": -7.2575, "longitude": 112.7521}
    if kind == "venue":
        return {"location": sample("location", number), "title": "Kantor", "address": "Surabaya"}
    if kind == "contact":
        return {"phone_number": "+628000000000", "first_name": "Kontak"}
    if kind == "dice":
        return {"emoji": "🎲", "value": 4}
    if kind == "poll":
        options = [
            {"persistent_id": str(place), "text": word, "voter_count": 0}
            for place, word in enumerate(("Ya", "Tidak"))
        ]
        return {
            "id": str(5_000_000_000 + number),
            "question": "Setuju?",
            "options": options,
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
        }
    raise ValueError(f"people cannot send {kind!r} here")
