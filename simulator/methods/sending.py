"""sendMessage, and the way every message goes out; the order of checks is the server's."""

from __future__ import annotations

from typing import Any

from simulator import formatting
from simulator.errors import bad_request
from simulator.methods import keyboards
from simulator.methods.access import check_reachable, check_rights
from simulator.methods.registry import SEND_FIELDS, method
from simulator.methods.targets import Target, check_open, find_target, read_reply
from simulator.state.messages import Message
from simulator.state.world import World
from simulator.text import Parsed
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
    target = find_target(world, parameters, reply)
    check_rights(world, target.chat, "text")
    content = finish(world, "sendMessage", parsed)
    draft = draft_message(world, target, parameters, markup)
    draft.text, draft.entities = content
    draft.preview = read_preview(parameters)
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


def draft_message(
    world: World, target: Target, parameters: Parameters, markup: Json | None = None
) -> Message:
    """Make a message of the bot, without content and not yet in its chat."""
    if target.chat.is_channel:
        keyboards.require_inline(markup)
    inline = keyboards.is_inline(markup)
    return Message(
        id=0,
        chat=target.chat,
        thread=target.thread,
        reply_to=target.replied,
        quote=target.quote,
        date=world.timestamp(),
        sender=world.bot,
        markup=markup if inline else None,
        reply_keyboard=None if inline else markup,
        is_protected=parameters.boolean("protect_content"),
        is_silent=parameters.boolean("disable_notification"),
    )


def deliver(world: World, name: str, message: Message) -> Message:
    """Do the closed server's last checks, then put the message into its chat."""
    return deliver_all(world, name, [message])[0]


def deliver_all(world: World, name: str, messages: list[Message]) -> list[Message]:
    """Deliver messages that go together, such as the parts of an album: all or none."""
    first = messages[0]
    keyboards.check_buttons(first.markup, lambda words: world.complaints.add(name, words))
    check_reachable(world, first.chat)
    check_open(world, first.chat, first.thread)
    world.flood.admit(first.chat.id, first.chat.kind, len(messages))
    first.chat.action = None  # what the bot was said to be doing is done
    for message in messages:
        message.id = world.next_message_id(message.chat)
        world.post(message)
    return messages


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
