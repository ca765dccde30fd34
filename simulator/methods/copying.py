"""Copying and forwarding messages, one or many, albums kept together."""

from __future__ import annotations

import itertools
from typing import Any

from simulator import formatting
from simulator.errors import bad_request
from simulator.methods import keyboards
from simulator.methods.access import Access, check_rights, find_chat
from simulator.methods.deleting import read_numbers
from simulator.methods.registry import SEND_FIELDS, method
from simulator.methods.sending import deliver, deliver_all, draft_message, finish_caption
from simulator.methods.targets import Target, find_target, read_reply
from simulator.state.chats import Chat
from simulator.state.messages import Message
from simulator.state.world import CONTENT, World
from simulator.wire.parameters import Parameters

MANY = (
    "chat_id message_thread_id direct_messages_topic_id from_chat_id message_ids "
    "disable_notification protect_content"
)

Json = dict[str, Any]


@method(
    "copyMessage",
    f"{SEND_FIELDS} from_chat_id message_id video_start_timestamp caption parse_mode "
    "caption_entities show_caption_above_media",
)
def copy_message(world: World, parameters: Parameters) -> Json:
    """Send the content of a message anew, as the bot's own."""
    parsed = None
    if parameters.has("caption"):
        parsed = formatting.read(parameters, "caption", "caption_entities")
    original = _original(world, parameters, "message to copy")
    reply = read_reply(parameters)
    markup = keyboards.read_markup(parameters)
    target = find_target(world, parameters, reply)
    check_rights(world, target.chat, original.kind)
    if not _may_pass_on(original):
        raise bad_request("the message can't be copied")
    draft = draft_message(world, target, parameters, markup)
    _take_content(draft, original)
    if parsed is not None and original.is_captioned:
        draft.text, draft.entities = finish_caption(world, "copyMessage", parsed)
    return {"message_id": deliver(world, "copyMessage", draft).id}


@method("copyMessages", f"{MANY} remove_caption")
def copy_messages(world: World, parameters: Parameters) -> list[Json]:
    """Copy several messages, skipping those that are gone."""
    drafts = _draft_all(world, parameters)
    if parameters.boolean("remove_caption"):
        for draft in drafts:
            if draft.is_captioned:
                draft.text, draft.entities = "", []
    return _deliver_numbers(world, "copyMessages", drafts)


@method(
    "forwardMessage",
    "chat_id message_thread_id direct_messages_topic_id from_chat_id video_start_timestamp "
    "disable_notification protect_content message_effect_id suggested_post_parameters message_id",
)
def forward_message(world: World, parameters: Parameters) -> Json:
    """Forward a message, its sender named."""
    original = _original(world, parameters, "message to forward")
    target = find_target(world, parameters)
    check_rights(world, target.chat, original.kind)
    if not _may_pass_on(original):
        raise bad_request("the message can't be forwarded")
    draft = draft_message(world, target, parameters)
    _take_content(draft, original)
    draft.origin = _origin(original)
    return deliver(world, "forwardMessage", draft).as_json()


@method("forwardMessages", MANY)
def forward_messages(world: World, parameters: Parameters) -> list[Json]:
    """Forward several messages, skipping those that are gone."""
    drafts = _draft_all(world, parameters, is_forward=True)
    return _deliver_numbers(world, "forwardMessages", drafts)


def _original(world: World, parameters: Parameters, what: str) -> Message:
    place = _from_chat(world, parameters)
    message = place.messages.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request(f"{what} not found")
    return message


def _from_chat(world: World, parameters: Parameters) -> Chat:
    if not parameters.has("from_chat_id"):
        raise bad_request('parameter "from_chat_id" is required')
    return find_chat(world, Parameters({"chat_id": parameters.text("from_chat_id")}), Access.READ)


def _draft_all(world: World, parameters: Parameters, *, is_forward: bool = False) -> list[Message]:
    numbers = read_numbers(parameters)
    target = find_target(world, parameters)
    place = _from_chat(world, parameters)
    if any(number >= later for number, later in itertools.pairwise(numbers)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    found = [place.messages[number] for number in numbers if number in place.messages]
    originals = [message for message in found if _may_pass_on(message)]
    for original in originals:
        check_rights(world, target.chat, original.kind)
    return _draft_copies(world, parameters, target, originals, is_forward=is_forward)


def _draft_copies(
    world: World,
    parameters: Parameters,
    target: Target,
    originals: list[Message],
    *,
    is_forward: bool,
) -> list[Message]:
    albums: dict[str, str] = {}
    sizes = [original.album for original in originals]
    drafts = []
    for original in originals:
        draft = draft_message(world, target, parameters)
        _take_content(draft, original)
        if original.album and sizes.count(original.album) > 1:
            draft.album = albums.setdefault(original.album, "") or world.next_album_id()
            albums[original.album] = draft.album
        if is_forward:
            draft.origin = _origin(original)
        drafts.append(draft)
    return drafts


def _deliver_numbers(world: World, name: str, drafts: list[Message]) -> list[Json]:
    if not drafts:
        return []
    return [{"message_id": message.id} for message in deliver_all(world, name, drafts)]


def _may_pass_on(message: Message) -> bool:
    return message.kind in CONTENT and not message.is_protected


def _take_content(draft: Message, original: Message) -> None:
    draft.kind, draft.content = original.kind, original.content
    draft.text, draft.entities = original.text, original.entities
    draft.preview = original.preview


def _origin(original: Message) -> Json:
    """Tell who wrote it first, or in whose name."""
    if original.origin is not None:
        return original.origin
    if original.chat.is_channel:
        return {
            "type": "channel",
            "date": original.date,
            "chat": original.chat.card,
            "message_id": original.id,
        }
    if original.as_chat:
        return {"type": "chat", "date": original.date, "sender_chat": original.chat.card}
    return {"type": "user", "date": original.date, "sender_user": original.sender.card}
