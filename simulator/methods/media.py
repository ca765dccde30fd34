"""Sending files: documents, photos, videos, voices, by upload or by file id."""

from __future__ import annotations

from typing import Any

from simulator import formatting
from simulator.errors import bad_request
from simulator.methods import keyboards
from simulator.methods.access import check_rights
from simulator.methods.registry import SEND_FIELDS, method
from simulator.methods.sending import deliver, draft_message, finish_caption
from simulator.methods.targets import find_target, read_reply
from simulator.methods.uploads import find_file
from simulator.state import content
from simulator.state.world import World
from simulator.wire.parameters import Parameters

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
    file = find_file(world, parameters, parameters.text(kind), kind)
    if file is None:
        raise bad_request(f"there is no {kind} in the request")
    parsed = formatting.read(parameters, "caption", "caption_entities")
    reply = read_reply(parameters)
    markup = keyboards.read_markup(parameters)
    target = find_target(world, parameters, reply)
    check_rights(world, target.chat, kind)
    caption = finish_caption(world, name, parsed)
    draft = draft_message(world, target, parameters, markup)
    draft.kind, draft.content = file.kind, content.of_file(file.kind, file)
    draft.text, draft.entities = caption
    return deliver(world, name, draft).as_json()


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
