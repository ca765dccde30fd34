"""Deleting messages."""

from __future__ import annotations

from typing import Any

from simulator.errors import bad_request
from simulator.methods.access import Access, find_chat
from simulator.methods.registry import method
from simulator.state.chats import Chat
from simulator.state.messages import Message
from simulator.state.world import World
from simulator.wire.parameters import Parameters

TWO_DAYS = 2 * 86_400
MOST_AT_ONCE = 100


@method("deleteMessage", "chat_id message_id")
def delete_message(world: World, parameters: Parameters) -> bool:
    """Delete one message for everyone."""
    if not parameters.has("chat_id"):
        raise bad_request("chat identifier is not specified")
    number = parameters.integer("message_id")
    if number == 0:
        raise bad_request("message identifier is not specified")
    chat = find_chat(world, parameters, Access.EDIT)
    message = chat.messages.get(number)
    if message is None:
        raise bad_request("message to delete not found")
    if not _may_delete(world, chat, message):
        raise bad_request(_refusal(world, message))
    world.delete(message)
    return True


@method("deleteMessages", "chat_id message_ids")
def delete_messages(world: World, parameters: Parameters) -> bool:
    """Delete several messages, skipping those that are gone."""
    if not parameters.has("chat_id"):
        raise bad_request("chat identifier is not specified")
    numbers = read_numbers(parameters)
    chat = find_chat(world, parameters, Access.EDIT)
    found = [chat.messages[number] for number in numbers if number in chat.messages]
    for message in found:
        if not _may_delete(world, chat, message):
            raise bad_request(_refusal(world, message))
    for message in found:
        world.delete(message)
    return True


def read_numbers(parameters: Parameters) -> list[int]:
    """Read `message_ids`."""
    if not parameters.has("message_ids"):
        raise bad_request("message identifiers are not specified")
    try:
        found: Any = parameters.nested("message_ids")
    except ValueError:
        raise bad_request("can't parse message identifiers JSON object") from None
    if not isinstance(found, list):
        raise bad_request("expected an Array of message identifiers")
    if len(found) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    if not found:
        raise bad_request("message identifiers are not specified")
    try:
        numbers = [int(number) for number in found]
    except (TypeError, ValueError):
        raise bad_request("invalid message identifier specified") from None
    if any(number <= 0 for number in numbers):
        raise bad_request("invalid message identifier specified")
    return numbers


def _may_delete(world: World, chat: Chat, message: Message) -> bool:
    if chat.is_channel:
        return _may_delete_post(world, message)
    if not chat.is_private and world.bot_in(chat).may("can_delete_messages"):
        return True
    is_recent = world.timestamp() - message.date < TWO_DAYS
    if chat.is_private:
        return is_recent
    return message.sender is world.bot and is_recent


def _may_delete_post(world: World, message: Message) -> bool:
    if world.timestamp() - message.date >= TWO_DAYS:
        return False
    standing = world.bot_in(message.chat)
    own = message.sender is world.bot
    return standing.may("can_delete_messages") or (own and standing.may("can_post_messages"))


def _refusal(world: World, message: Message) -> str:
    if message.sender is world.bot or message.chat.is_private:
        return "message can't be deleted for everyone"
    return "message can't be deleted"
