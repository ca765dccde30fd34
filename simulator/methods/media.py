"""Sending files: documents, photos, videos, voices, by upload or by file id."""

from __future__ import annotations

from typing import Any

from simulator import formatting
from simulator.errors import bad_request
from simulator.methods import keyboards
from simulator.methods.access import Access, check_rights, find_chat
from simulator.methods.registry import SEND_FIELDS, method
from simulator.methods.sending import (
    deliver,
    draft_message,
    find_replied,
    finish_caption,
    quote_of,
    read_reply,
)
from simulator.state import content
from simulator.state.files import File
from simulator.state.images import dimensions
from simulator.state.world import World
from simulator.wire.parameters import Parameters, Upload

MOST_PHOTO_BYTES = 10 << 20
MOST_PHOTO_SIDES = 10_000  # width and height together
MOST_PHOTO_RATIO = 20
CAPTION = f"{SEND_FIELDS} caption parse_mode caption_entities"
FIELDS = {
    "document": f"{CAPTION} document thumbnail disable_content_type_detection",
    "photo": f"{CAPTION} photo show_caption_above_media has_spoiler",
    "video": (
        f"{CAPTION} video duration width height thumbnail cover start_timestamp "
        "show_caption_above_media has_spoiler supports_streaming"
    ),
    "voice": f"{CAPTION} voice duration",
    "audio": f"{CAPTION} audio duration performer title thumbnail",
    "animation": (
        f"{CAPTION} animation duration width height thumbnail show_caption_above_media has_spoiler"
    ),
    "sticker": f"{SEND_FIELDS} sticker emoji",
}

Json = dict[str, Any]


def _send(world: World, parameters: Parameters, kind: str) -> Json:
    name = f"send{kind.capitalize()}"
    file = _find_file(world, parameters, kind)
    parsed = formatting.read(parameters, "caption", "caption_entities")
    reply = read_reply(parameters)
    markup = keyboards.read_markup(parameters)
    chat = find_chat(world, parameters, Access.WRITE)
    replied = find_replied(world, chat, reply)
    check_rights(world, chat, kind)
    caption = finish_caption(world, name, parsed)
    draft = draft_message(world, chat, parameters, markup)
    draft.kind, draft.content = kind, content.of_file(kind, file)
    draft.text, draft.entities = caption
    draft.reply_to, draft.quote = replied, quote_of(reply, replied)
    return deliver(world, name, draft).as_json()


def _find_file(world: World, parameters: Parameters, kind: str) -> File:
    value = parameters.text(kind)
    upload = parameters.files.get(value.removeprefix("attach://") if value else kind)
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        return _store(world, kind, upload)
    if not value or value.startswith("attach://"):
        raise bad_request(f"there is no {kind} in the request")
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")  # nobody fetches here
    file = world.files.find(value)
    if file is None:
        raise bad_request("wrong remote file identifier specified: Wrong string length")
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind.capitalize()} as {kind.capitalize()}")
    return file


def _store(world: World, kind: str, upload: Upload) -> File:
    usual_name, usual_type = content.NAMES[kind]
    name = upload.name or usual_name
    media_type = upload.media_type or usual_type
    if kind == "photo":
        _check_photo(upload.content)
    if kind == "document":
        media_type = content.document_type(name)
    return world.files.add(kind, upload.content, name, media_type)


def _check_photo(picture: bytes) -> None:
    """Refuse what the server cannot show as a photo; only PNG and JPEG are known here."""
    if len(picture) > MOST_PHOTO_BYTES:
        raise bad_request("file is too big")
    size = dimensions(picture)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > MOST_PHOTO_SIDES or max(size) > MOST_PHOTO_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


@method("sendDocument", FIELDS["document"])
def send_document(world: World, parameters: Parameters) -> Json:
    """Send a document."""
    return _send(world, parameters, "document")


@method("sendPhoto", FIELDS["photo"])
def send_photo(world: World, parameters: Parameters) -> Json:
    """Send a photo."""
    return _send(world, parameters, "photo")


@method("sendVideo", FIELDS["video"])
def send_video(world: World, parameters: Parameters) -> Json:
    """Send a video."""
    return _send(world, parameters, "video")


@method("sendVoice", FIELDS["voice"])
def send_voice(world: World, parameters: Parameters) -> Json:
    """Send a voice note."""
    return _send(world, parameters, "voice")


@method("sendAudio", FIELDS["audio"])
def send_audio(world: World, parameters: Parameters) -> Json:
    """Send music."""
    return _send(world, parameters, "audio")


@method("sendAnimation", FIELDS["animation"])
def send_animation(world: World, parameters: Parameters) -> Json:
    """Send an animation."""
    return _send(world, parameters, "animation")


@method("sendSticker", FIELDS["sticker"])
def send_sticker(world: World, parameters: Parameters) -> Json:
    """Send a sticker."""
    return _send(world, parameters, "sticker")
