"""What a person sees: messages, keyboards, toasts, command lists."""

from __future__ import annotations

from typing import Any

from simulator.people.talking import seen_in
from simulator.state.chats import Chat
from simulator.state.content import NAMES
from simulator.state.messages import Message
from simulator.state.users import User
from simulator.state.world import World

Json = dict[str, Any]


def view(message: Message) -> Json:
    """Render a message as plain data."""
    is_chats = message.chat.is_channel or message.as_chat
    return {
        "message_id": message.id,
        "chat_id": message.chat.id,
        "version": message.version,
        "date": message.date,
        "from": message.chat.title if is_chats else message.sender.full_name,
        "from_id": message.chat.id if message.chat.is_channel else message.sender.id,
        "via": message.via.username if message.via else "",
        "kind": message.kind,
        "text": message.text,
        "entities": message.entities,
        "buttons": _inline_buttons(message),
        "keyboard": _reply_buttons(message),
        "file": _file(message),
        "album": message.album,
        "thread": message.thread,
        "reply_to": message.reply_to.id if message.reply_to else None,
        "is_edited": bool(message.edited_at),
        "is_deleted": message.is_deleted,
        "is_silent": message.is_silent,
        "is_pinned": message.id in message.chat.pinned,
    }


def transcript(chat: Chat, thread: int | None = None) -> list[Json]:
    """List everything that stands in a chat, or in a topic."""
    return [view(message) for message in seen_in(chat.messages.values(), thread)]


def changed(chat: Chat, since: int, thread: int | None = None) -> list[Message]:
    """List the messages that appeared, changed or went after a version, oldest change first."""
    found: dict[int, Message] = {}
    for version, message in reversed(chat.log):
        if version <= since:
            break
        found.setdefault(message.id, message)
    return sorted(seen_in(found.values(), thread), key=lambda message: message.version)


def toasts(world: World, user: User, since: int) -> list[Json]:
    """List what taps of this person were answered with."""
    found = []
    for query in reversed(world.queries.answered.get(user.id, [])):
        if query.version <= since:
            break
        found.append(
            {
                "version": query.version,
                "text": query.text,
                "is_alert": query.is_alert,
                "url": query.url,
                "query_id": query.id,
            }
        )
    return found[::-1]


def commands(world: World, user: User, chat: Chat) -> list[Json]:
    """List the commands a person is offered."""
    return world.commands.seen(
        chat_id=chat.id,
        user_id=user.id,
        is_group=not chat.is_private,
        is_admin=not chat.is_private and chat.member(user).is_admin,
        language=user.language_code,
    )


def _inline_buttons(message: Message) -> list[list[Json]]:
    if message.markup is None:
        return []
    return [
        [
            {
                "text": button["text"],
                "data": button.get("callback_data"),
                "url": button.get("url"),
            }
            for button in row
        ]
        for row in message.markup["inline_keyboard"]
    ]


def _reply_buttons(message: Message) -> list[list[str]]:
    rows = (message.reply_keyboard or {}).get("keyboard", [])
    return [[button["text"] for button in row] for row in rows]


def _file(message: Message) -> Json | None:
    if message.kind not in NAMES:
        return None
    card = message.content[-1] if message.kind == "photo" else message.content
    return {
        "file_id": card["file_id"],
        "name": card.get("file_name", ""),
        "size": card["file_size"],
        "width": card.get("width", 0),
        "height": card.get("height", 0),
    }
