"""Where a message goes: the chat, the topic of a forum, and the message it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from simulator.errors import bad_request
from simulator.methods.access import Access, find_chat
from simulator.state.chats import Chat
from simulator.state.messages import Message
from simulator.state.topics import GENERAL, Topic
from simulator.state.world import World
from simulator.wire import fields
from simulator.wire.parameters import Parameters

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Target:
    """The place of a message to be sent."""

    chat: Chat
    thread: int = 0
    replied: Message | None = None
    quote: Json | None = None


def find_target(world: World, parameters: Parameters, reply: Json | None = None) -> Target:
    """Find chat, topic and answered message, in the server's order of checks."""
    chat = find_chat(world, parameters, Access.WRITE)
    topic = find_topic(chat, parameters)
    replied = _find_replied(world, chat, reply)
    if topic is None:
        return Target(chat, replied.thread if replied else 0, replied, _quote_of(reply, replied))
    if replied is not None and replied.thread != topic.id:
        replied = None  # an answer from another topic, which only people see as such
    return Target(chat, topic.id, replied, _quote_of(reply, replied))


def find_topic(chat: Chat, parameters: Parameters) -> Topic | None:
    """Find the topic of `message_thread_id`; groups without topics ignore it."""
    number = parameters.integer("message_thread_id")
    if number <= 0 or not (chat.is_private or chat.is_forum):
        return None
    topic = chat.topics.get(number)
    if topic is None or number == GENERAL:
        raise bad_request("message thread not found")
    return topic


def check_open(world: World, chat: Chat, thread: int) -> None:
    """Refuse to write into a closed topic, as the server does last."""
    topic = chat.topics.get(thread or GENERAL)
    if not chat.is_forum or topic is None or not topic.is_closed:
        return
    if topic.creator is not world.bot and not world.bot_in(chat).may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")


def read_reply(parameters: Parameters) -> Json | None:
    """Parse `reply_parameters`, or the older `reply_to_message_id`."""
    if not parameters.has("reply_parameters"):
        number = parameters.integer("reply_to_message_id")
        if number <= 0:
            return None
        lenient = parameters.boolean("allow_sending_without_reply")
        return {"message_id": number, "allow_sending_without_reply": lenient}
    try:
        found = parameters.nested("reply_parameters")
    except ValueError:
        raise bad_request("can't parse reply parameters JSON object") from None
    if found is None:
        return None
    if not isinstance(found, dict):
        raise bad_request("object expected as reply parameters")
    with fields.inside("can't parse reply parameters"):
        return {
            "message_id": fields.integer(found, "message_id"),
            "chat_id": fields.string(found, "chat_id"),
            "allow_sending_without_reply": fields.boolean(found, "allow_sending_without_reply"),
            "quote": fields.string(found, "quote"),
        }


def _find_replied(world: World, chat: Chat, reply: Json | None) -> Message | None:
    if reply is None or reply["message_id"] <= 0:
        return None
    place: Chat | None = chat
    if reply.get("chat_id") and str(reply["chat_id"]) != str(chat.id):
        elsewhere = Parameters({"chat_id": reply["chat_id"]})
        place = find_chat(world, elsewhere, Access.READ)
    found = place.messages.get(reply["message_id"]) if place else None
    if found is None and not reply["allow_sending_without_reply"]:
        raise bad_request("message to be replied not found")
    return found if place is chat else None


def _quote_of(reply: Json | None, replied: Message | None) -> Json | None:
    """Render the quoted part of the answered message."""
    if reply is None or replied is None or not reply.get("quote"):
        return None
    position = replied.text.find(reply["quote"])
    if position < 0:
        raise bad_request("QUOTE_TEXT_INVALID")
    offset = len(replied.text[:position].encode("utf-16-le")) // 2
    return {"text": reply["quote"], "position": offset, "is_manual": True}
