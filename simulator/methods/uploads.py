"""Files that methods send: uploaded with the request, or named by the id of an earlier one."""

from __future__ import annotations

import re

from simulator.errors import BadRequest, bad_request
from simulator.state import content
from simulator.state.files import ID_PREFIX, File
from simulator.state.images import dimensions
from simulator.state.world import World
from simulator.wire.parameters import Parameters, Upload

MOST_PHOTO_BYTES = 10 << 20
MOST_PHOTO_SIDES = 10_000  # width and height together
MOST_PHOTO_RATIO = 20
TYPE_NAMES = {"voice": "VoiceNote", "video_note": "VideoNote"}
_BASE64 = re.compile(r"[A-Za-z0-9_-]*")


def find_file(world: World, parameters: Parameters, value: str, kind: str) -> File | None:
    """Find what `value` names: an attachment, or a file id; None when there is nothing."""
    if not value or value.startswith("attach://"):
        upload = parameters.files.get(value.removeprefix("attach://") if value else kind)
        return store(world, kind, upload) if upload is not None else None
    if value in parameters.files:  # some clients leave `attach://` out
        return store(world, kind, parameters.files[value])
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")  # nobody fetches here
    file = world.files.find(value)
    if file is None:
        raise _unknown(value)
    if file.kind != kind:
        _check_kind(world, file, kind)
    return file


def store(world: World, kind: str, upload: Upload) -> File:
    """Keep an uploaded file."""
    if not upload.content:
        raise bad_request("file must be non-empty")
    usual_name, usual_type = content.NAMES[kind]
    name = upload.name or usual_name
    media_type = upload.media_type or usual_type
    if kind == "photo":
        _check_photo(upload.content)
    if kind == "document":
        media_type = content.document_type(name)
    return world.files.add(kind, upload.content, name, media_type)


def _unknown(value: str) -> BadRequest:
    """Tell apart what is no id at all and what may be the id of another bot's file."""
    if value.startswith(ID_PREFIX):
        return bad_request("wrong file identifier/HTTP URL specified")
    words = "can't unserialize it. Wrong last symbol"
    if len(value) % 4 == 1:
        words = "Wrong string length"
    elif not _BASE64.fullmatch(value):
        words = "Wrong character in the string"
    return bad_request(f"wrong remote file identifier specified: {words}")


def _check_kind(world: World, file: File, kind: str) -> None:
    """Refuse a photo for a document and the reverse; all else is sent as what it is."""
    real, wanted = (TYPE_NAMES.get(name, name.capitalize()) for name in (file.kind, kind))
    words = f"can't use file of type {real} as {wanted}"
    if "photo" in {file.kind, kind}:
        raise bad_request(words)
    world.complaints.add("send", words)


def _check_photo(picture: bytes) -> None:
    """Refuse what the server cannot show as a photo; only PNG and JPEG are known here."""
    if len(picture) > MOST_PHOTO_BYTES:
        raise bad_request("file is too big")
    size = dimensions(picture)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > MOST_PHOTO_SIDES or max(size) > MOST_PHOTO_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
