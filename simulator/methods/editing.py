"""Editing messages of the bot: text, caption, keyboard."""

from __future__ import annotations

from typing import Any

from simulator import formatting
from simulator.errors import bad_request
from simulator.methods import keyboards
from simulator.methods.access import Access, find_message
from simulator.methods.registry import method
from simulator.methods.sending import finish, finish_caption, read_preview
from simulator.state.messages import Message
from simulator.state.world import CONTENT, World
from simulator.wire.parameters import Parameters

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
PLACE = "business_connection_id chat_id message_id inline_message_id reply_markup"

Json = dict[str, Any]


@method("editMessageText", f"{PLACE} text parse_mode entities link_preview_options rich_message")
def edit_message_text(world: World, parameters: Parameters) -> Json:
    """Replace the text of a message; without `reply_markup` its keyboard goes."""
    if not parameters.text("text"):
        raise bad_request("message text is empty")
    parsed = formatting.read(parameters)
    markup = keyboards.read_markup(parameters)
    message = own_message(world, parameters)
    keyboards.require_inline(markup)
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    text, entities = finish(world, "editMessageText", parsed, "MESSAGE_TOO_LONG")
    preview = read_preview(parameters)
    return rewrite(world, "editMessageText", message, (text, entities, markup, preview))


@method(
    "editMessageCaption",
    f"{PLACE} caption parse_mode caption_entities show_caption_above_media",
)
def edit_message_caption(world: World, parameters: Parameters) -> Json:
    """Replace the caption of a message."""
    parsed = formatting.read(parameters, "caption", "caption_entities")
    markup = keyboards.read_markup(parameters)
    message = own_message(world, parameters)
    keyboards.require_inline(markup)
    if not message.is_captioned:
        raise bad_request("there is no caption in the message to edit")
    text, entities = finish_caption(world, "editMessageCaption", parsed, "MEDIA_CAPTION_TOO_LONG")
    return rewrite(world, "editMessageCaption", message, (text, entities, markup, None))


@method("editMessageReplyMarkup", PLACE)
def edit_message_reply_markup(world: World, parameters: Parameters) -> Json:
    """Replace the keyboard of a message."""
    markup = keyboards.read_markup(parameters)
    message = own_message(world, parameters)
    keyboards.require_inline(markup)
    content = (message.text, message.entities, markup, message.preview)
    return rewrite(world, "editMessageReplyMarkup", message, content)


def own_message(world: World, parameters: Parameters) -> Message:
    """Find a message that the bot may edit."""
    if not parameters.has("chat_id") and not parameters.integer("message_id"):
        raise bad_request("message identifier is not specified")
    message = find_message(world, parameters, "message to edit", Access.EDIT)
    if message.kind not in CONTENT or not _may_edit(world, message):
        raise bad_request("message can't be edited")
    return message


def _may_edit(world: World, message: Message) -> bool:
    own = message.sender is world.bot
    if not message.chat.is_channel:
        return own
    standing = world.bot_in(message.chat)
    return standing.may("can_edit_messages") or (own and standing.may("can_post_messages"))


def rewrite(
    world: World,
    name: str,
    message: Message,
    content: tuple[str, list[Json], Json | None, Json | None],
    file: tuple[str, Any] | None = None,
) -> Json:
    """Replace what a message says and shows, unless nothing changes."""
    keyboards.check_buttons(content[2], lambda words: world.complaints.add(name, words))
    text, entities, markup, preview = content
    is_same_file = file is None or file == (message.kind, message.content)
    is_same_text = text == message.text and entities == message.entities
    if is_same_file and is_same_text and markup == message.markup:
        raise bad_request(NOT_MODIFIED)
    world.flood.admit(message.chat.id, message.chat.kind)
    if file is not None:
        message.kind, message.content = file
    message.text, message.entities = text, entities
    message.markup, message.preview = markup, preview
    message.edited_at = world.timestamp()
    world.touch(message)
    return message.as_json()
