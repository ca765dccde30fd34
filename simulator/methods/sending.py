"""sendMessage, and the way every message goes out; the order of checks is the server's."""

from __future__ import annotations

from typing import Any

from simulator import formatting
from simulator.errors import bad_request
from simulator.methods import keyboards
from simulator.methods.access import (
    Access,
    check_reachable,
    check_rights,
    find_chat,
)
from simulator.methods.registry import SEND_FIELDS, method
from simulator.state.chats import Chat
from simulator.state.messages import Message
from simulator.state.world import World
from simulator.text import Parsed
from simulator.wire import fields
from simulator.wire.parameters import Parameters

Json = dict[str, Any]


@method(
    "sendMessage",
    f"{SEND_FIELDS} text parse_mode entities link_preview_options",
)
def send_message(world: World, parameters: Parameters) -> Json:
    """Send a text."""
    if not parameters.text("text"):
        raise bad_request("message text is empty")
    parsed = formatting.read(parameters)
    reply = read_reply(parameters)
    markup = keyboards.read_markup(parameters)
    chat = find_chat(world, parameters, Access.WRITE)
    replied = find_replied(world, chat, reply)
    check_rights(world, chat, "text")
    content = finish(world, "sendMessage", parsed)
    draft = draft_message(world, chat, parameters, markup)
    draft.text, draft.entities = content
    draft.preview = read_preview(parameters)
    draft.reply_to, draft.quote = replied, quote_of(reply, replied)
    return deliver(world, "sendMessage", draft).as_json()


def finish(
    world: World, name: str, parsed: Parsed, too_long: str = "message is too long"
) -> formatting.Formatted:
    """Refuse a blank or an overlong text, clean the others."""
    try:
        return formatting.finish_text(world, parsed)
    except formatting.TooLongError:
        world.complaints.add(name, "message over 4096 characters")
        raise bad_request(too_long) from None


def finish_caption(
    world: World, name: str, parsed: Parsed, too_long: str = "message caption is too long"
) -> formatting.Formatted:
    """Refuse an overlong caption, clean the others."""
    try:
        return formatting.finish_caption(world, parsed)
    except formatting.TooLongError:
        world.complaints.add(name, "caption over 1024 characters")
        raise bad_request(too_long) from None


def draft_message(world: World, chat: Chat, parameters: Parameters, markup: Json | None) -> Message:
    """Make a message of the bot, without content and not yet in its chat."""
    if chat.is_channel:
        keyboards.require_inline(markup)
    inline = keyboards.is_inline(markup)
    return Message(
        id=0,
        chat=chat,
        date=world.timestamp(),
        sender=world.bot,
        markup=markup if inline else None,
        reply_keyboard=None if inline else markup,
        is_protected=parameters.boolean("protect_content"),
        is_silent=parameters.boolean("disable_notification"),
    )


def deliver(world: World, name: str, message: Message) -> Message:
    """Do the closed server's last checks, then put the message into its chat."""
    chat = message.chat
    keyboards.check_buttons(message.markup, lambda words: world.complaints.add(name, words))
    check_reachable(world, chat)
    world.flood.admit(chat.id, chat.kind)
    message.id = world.next_message_id(chat)
    return world.post(message)


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


def find_replied(world: World, chat: Chat, reply: Json | None) -> Message | None:
    """Find the message that is answered."""
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


def quote_of(reply: Json | None, replied: Message | None) -> Json | None:
    """Render the quoted part of the answered message."""
    if reply is None or replied is None or not reply.get("quote"):
        return None
    position = replied.text.find(reply["quote"])
    if position < 0:
        raise bad_request("QUOTE_TEXT_INVALID")
    offset = len(replied.text[:position].encode("utf-16-le")) // 2
    return {"text": reply["quote"], "position": offset, "is_manual": True}


def read_preview(parameters: Parameters) -> Json | None:
    if not parameters.has("link_preview_options"):
        if parameters.boolean("disable_web_page_preview"):
            return {"is_disabled": True}
        return None
    try:
        found = parameters.nested("link_preview_options")
    except ValueError:
        raise bad_request("can't parse link preview options JSON object") from None
    if not isinstance(found, dict):
        raise bad_request("object expected as link preview options")
    return found or None
