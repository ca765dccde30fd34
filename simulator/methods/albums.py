"""sendMediaGroup, and the InputMedia that it shares with editMessageMedia."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from simulator import formatting
from simulator.errors import bad_request
from simulator.methods import keyboards
from simulator.methods.access import check_rights
from simulator.methods.editing import PLACE, own_message, rewrite
from simulator.methods.registry import method
from simulator.methods.sending import deliver_all, draft_message, finish_caption
from simulator.methods.targets import find_target, read_reply
from simulator.methods.uploads import find_file
from simulator.state import content
from simulator.state.files import File
from simulator.state.messages import Message
from simulator.state.world import World
from simulator.text import Parsed
from simulator.wire import fields
from simulator.wire.parameters import Parameters

KINDS = ("photo", "video", "animation", "audio", "document")
MOST_PARTS = 10
REPLACEABLE = frozenset({"text", *KINDS})

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Media:
    """One InputMedia, read."""

    kind: str
    file: File
    caption: Parsed
    is_caption_above: bool


@method(
    "sendMediaGroup",
    "business_connection_id chat_id message_thread_id direct_messages_topic_id media "
    "disable_notification protect_content allow_paid_broadcast message_effect_id "
    "reply_parameters",
)
def send_media_group(world: World, parameters: Parameters) -> list[Json]:
    """Send an album; its parts appear together or not at all."""
    reply = read_reply(parameters)
    parts = [_read(world, parameters, found, in_album=True) for found in _array(parameters)]
    target = find_target(world, parameters, reply)
    _check_together(world, parts)
    drafts = []
    album = world.next_album_id() if len(parts) > 1 else ""
    for part in parts:
        check_rights(world, target.chat, part.kind)
        draft = draft_message(world, target, parameters)
        draft.album, draft.kind = album, part.file.kind
        draft.content = content.of_file(part.file.kind, part.file)
        draft.text, draft.entities = finish_caption(world, "sendMediaGroup", part.caption)
        drafts.append(draft)
    return [message.as_json() for message in deliver_all(world, "sendMediaGroup", drafts)]


@method("editMessageMedia", f"{PLACE} media")
def edit_message_media(world: World, parameters: Parameters) -> Json:
    """Replace the file of a message, with caption and keyboard."""
    markup = keyboards.read_markup(parameters)
    media = _read(world, parameters, _object(parameters), in_album=False)
    message = own_message(world, parameters)
    keyboards.require_inline(markup)
    if message.kind not in REPLACEABLE:
        raise bad_request("message media can't be edited")
    text, entities = finish_caption(
        world, "editMessageMedia", media.caption, "MEDIA_CAPTION_TOO_LONG"
    )
    if message.album:
        _check_change(message, media.file.kind)
    file = (media.file.kind, content.of_file(media.file.kind, media.file))
    return rewrite(world, "editMessageMedia", message, (text, entities, markup, None), file)


def _array(parameters: Parameters) -> list[Any]:
    found = _nested(parameters, "can't parse media JSON object")
    if not isinstance(found, list):
        raise bad_request("expected an Array of InputMedia")
    return found


def _object(parameters: Parameters) -> Any:
    return _nested(parameters, "can't parse input media JSON object")


def _nested(parameters: Parameters, refusal: str) -> Any:
    if not parameters.has("media"):
        raise bad_request('parameter "media" is required')
    try:
        return parameters.nested("media")
    except ValueError:
        raise bad_request(refusal) from None


def _read(world: World, parameters: Parameters, found: Any, *, in_album: bool) -> Media:
    with fields.inside("can't parse InputMedia"):
        if not isinstance(found, dict):
            raise bad_request("expected an Object")
        caption = formatting.read(Parameters(found), "caption", "caption_entities")
        is_above = fields.boolean(found, "show_caption_above_media")
        fields.required(found, "type")
        kind = fields.string(found, "type")
        name = fields.string(found, "media")
        if not name or (name.startswith("attach://") and name[9:] not in parameters.files):
            raise bad_request("media not found")
        if kind not in KINDS:
            raise bad_request(f'type "{kind}" is unsupported')
        if in_album and kind == "animation":
            raise bad_request(f'type "{kind}" can\'t be used in sendMediaGroup')
    file = find_file(world, parameters, name, kind)
    if file is None:
        raise bad_request("can't parse InputMedia: media not found")
    return Media(kind, file, caption, is_above)


def _check_together(world: World, parts: list[Media]) -> None:
    if len(parts) > MOST_PARTS:
        raise bad_request("too many messages to send as an album")
    if not parts:
        raise bad_request("there are no messages to send")
    if len(parts) == 1:  # the reference asks for two, the server is content with one
        world.complaints.add("sendMediaGroup", "an album of one")
    if len({part.is_caption_above for part in parts}) > 1:
        raise bad_request("parameter show_caption_above_media must be the same for all messages")
    kinds = [part.kind for part in parts]
    for kind in content.ALONE:
        if kind in kinds and len(set(kinds)) > 1:
            raise bad_request(f"{kind} can't be mixed with other media types")


def _check_change(message: Message, kind: str) -> None:
    if kind == message.kind:
        return
    if kind == "animation":
        raise bad_request("message content type can't be used in an album")
    if kind in content.ALONE or message.kind in content.ALONE:
        raise bad_request("can't change media type in the album")
