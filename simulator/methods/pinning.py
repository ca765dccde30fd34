"""Pins, reactions and "is typing"."""

from __future__ import annotations

from typing import Any

from simulator.errors import bad_request
from simulator.methods.access import Access, check_reachable, find_chat, find_message
from simulator.methods.registry import method
from simulator.methods.targets import find_topic
from simulator.state import reactions
from simulator.state.chats import Action, Chat
from simulator.state.messages import Message
from simulator.state.world import World
from simulator.wire import fields
from simulator.wire.parameters import Parameters

ACTION_LASTS = 5.0
ACTIONS = frozenset(
    {
        "cancel",
        "typing",
        "record_video",
        "upload_video",
        "record_audio",
        "record_voice",
        "upload_audio",
        "upload_voice",
        "upload_photo",
        "upload_document",
        "choose_sticker",
        "pick_up_location",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


@method("sendChatAction", "business_connection_id chat_id message_thread_id action")
def send_chat_action(world: World, parameters: Parameters) -> bool:
    """Show that the bot is doing something."""
    action = parameters.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = find_chat(world, parameters, Access.WRITE)
    topic = find_topic(chat, parameters)
    check_reachable(world, chat)
    until = world.clock.monotonic() + ACTION_LASTS
    thread = 0 if topic is None else topic.id
    chat.action = None if action == "cancel" else Action(action, thread, until)
    world.changes.bump()
    return True


@method("pinChatMessage", "business_connection_id chat_id message_id disable_notification")
def pin_chat_message(world: World, parameters: Parameters) -> bool:
    """Pin a message."""
    message = find_message(world, parameters, "message to pin", Access.WRITE)
    _check_pinning(world, message.chat)
    pinned = message.chat.pinned
    if message.id in pinned:
        raise bad_request("CHAT_NOT_MODIFIED")
    pinned.append(message.id)
    world.mark(message)
    _say_pinned(world, message)
    return True


@method("unpinChatMessage", "business_connection_id chat_id message_id")
def unpin_chat_message(world: World, parameters: Parameters) -> bool:
    """Unpin one message, the newest pin by default."""
    chat = find_chat(world, parameters, Access.WRITE)
    _check_pinning(world, chat)
    number = parameters.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    world.mark(chat.messages[number])
    return True


@method("unpinAllChatMessages", "chat_id")
def unpin_all_chat_messages(world: World, parameters: Parameters) -> bool:
    """Unpin everything."""
    chat = find_chat(world, parameters, Access.WRITE)
    _check_pinning(world, chat)
    unpinned = [chat.messages[number] for number in chat.pinned]
    chat.pinned.clear()
    for message in unpinned:
        world.mark(message)
    return True


@method("setMessageReaction", "chat_id message_id reaction is_big")
def set_message_reaction(world: World, parameters: Parameters) -> bool:
    """React to a message, or take the reaction back."""
    try:
        found: Any = parameters.nested("reaction") if parameters.has("reaction") else []
    except ValueError:
        raise bad_request("can't parse reaction types JSON object") from None
    if not isinstance(found, list):
        raise bad_request("expected an Array of ReactionType")
    message = find_message(world, parameters, "message to react", Access.WRITE)
    if len(found) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    reactions.react(world, world.bot, message, _read_emoji(found[0]) if found else "")
    return True


def _read_emoji(found: Any) -> str:
    with fields.inside("can't parse reaction types"):
        if not isinstance(found, dict):
            raise bad_request("expected an Object")
        if fields.string(found, "type") != "emoji":
            raise bad_request("invalid reaction type specified")
        emoji = fields.string(found, "emoji")
    if emoji not in reactions.EMOJI:
        raise bad_request("REACTION_INVALID")
    return emoji


def _check_pinning(world: World, chat: Chat) -> None:
    if chat.is_private:
        return
    right = "can_edit_messages" if chat.is_channel else "can_pin_messages"
    if not world.bot_in(chat).may(right):
        raise bad_request("not enough rights to manage pinned messages in the chat")


def _say_pinned(world: World, message: Message) -> None:
    chat = message.chat
    service = Message(
        thread=message.thread,
        id=world.next_message_id(chat),
        chat=chat,
        date=world.timestamp(),
        sender=world.bot,
        kind="pinned_message",
        content=message.as_json(with_reply=False),
    )
    world.push_message(world.post(service))
