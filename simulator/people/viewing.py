"""What a person sees: messages, toasts, command lists."""

from __future__ import annotations

from itertools import islice
from typing import Any

from simulator.people import services
from simulator.people.keyboards import inline_buttons, reply_buttons
from simulator.people.talking import seen_in
from simulator.state.chats import Chat
from simulator.state.content import NAMES
from simulator.state.messages import Message
from simulator.state.reading import has_read, is_read
from simulator.state.users import User
from simulator.state.world import World

Json = dict[str, Any]

COLORS = 7  # of names; an account keeps its own
LONGEST_QUOTE = 200
NOT_EDITED = frozenset({"sticker", "video_note", "location", "venue", "contact", "dice", "poll"})


def view(message: Message, viewer: User | None = None) -> Json:
    """Render a message as plain data, as its writer sees it unless another viewer is named."""
    is_chats = message.chat.is_channel or message.as_chat
    person = viewer or message.writer
    is_own = message.writer is person
    number = message.chat.id if message.chat.is_channel else message.sender.id
    return {
        "message_id": message.id,
        "chat_id": message.chat.id,
        "version": message.version,
        "date": message.date,
        "from": message.chat.title if is_chats else message.sender.full_name,
        "from_id": number,
        "sender_color": abs(number) % COLORS,
        "via": message.via.username if message.via else "",
        "kind": message.kind,
        "service": services.words(message),
        "text": message.text,
        "entities": message.entities,
        "preview": message.preview,
        "buttons": inline_buttons(message),
        "keyboard": reply_buttons(message),
        "file": _file(message),
        "content": _content(message),
        "album": message.album,
        "thread": message.thread,
        "reply_to": message.reply_to.id if message.reply_to else None,
        "reply_quote": _quote(message),
        "reactions": _reactions(message, person),
        "edited_at": message.edited_at,
        "is_edited": bool(message.edited_at),
        "is_deleted": message.is_deleted,
        "is_silent": message.is_silent,
        "is_pinned": message.id in message.chat.pinned,
        "is_own": is_own,
        "is_read": is_read(message) if is_own else has_read(person, message),
        "read_by_bot": message.is_read_by_bot,
        "may_edit": is_own and message.kind not in NOT_EDITED and not services.words(message),
        "may_delete": _may_delete(message, person),
    }


def marked_view(message: Message, viewer: User) -> Json:
    """Render a message whose version also grows with its ticks, reactions and pins."""
    return view(message, viewer) | {"version": max(message.version, message.marked)}


def transcript(
    chat: Chat, thread: int | None = None, *, before: int | None = None, limit: int | None = None
) -> list[Message]:
    """List what stands in a chat or a topic; with `limit` the newest, or those before a number."""
    newest = seen_in(reversed(chat.messages.values()), thread)
    shown = (message for message in newest if before is None or message.id < before)
    return list(islice(shown, limit))[::-1]


def changed(
    chat: Chat, since: int, thread: int | None = None, *, marks: bool = False
) -> list[Message]:
    """List the messages that appeared, changed or went after a version, oldest change first."""
    found: dict[int, tuple[int, Message]] = {}
    for log in (chat.log, chat.marks) if marks else (chat.log,):
        for version, message in reversed(log):
            if version <= since:
                break
            found[message.id] = max(
                found.get(message.id, (0, message)), (version, message), key=_version
            )
    ordered = [message for _, message in sorted(found.values(), key=_version)]
    return list(seen_in(ordered, thread))


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


def _version(change: tuple[int, Message]) -> int:
    return change[0]


def _file(message: Message) -> Json | None:
    if message.kind not in NAMES:
        return None
    card = message.content[-1] if message.kind == "photo" else message.content
    return {
        "file_id": card["file_id"],
        "url": f"/sim/files/{card['file_id']}",
        "kind": message.kind,
        "name": card.get("file_name", ""),
        "mime_type": card.get("mime_type") or NAMES[message.kind][1],
        "size": card["file_size"],
        "width": card.get("width", 0),
        "height": card.get("height", 0),
        "duration": card.get("duration", 0),
    }


def _content(message: Message) -> Any:
    """Show what is neither words nor a file: a poll, a place, a contact, a die."""
    if message.kind == "text" or message.kind in NAMES or services.words(message):
        return None
    return message.content


def _quote(message: Message) -> Json | None:
    replied = message.reply_to
    if replied is None:
        return None
    words = replied.text or services.words(replied)
    is_chats = replied.chat.is_channel or replied.as_chat
    return {
        "message_id": replied.id,
        "from": replied.chat.title if is_chats else replied.sender.full_name,
        "kind": replied.kind,
        "text": (message.quote or {}).get("text") or words[:LONGEST_QUOTE],
        "is_deleted": replied.is_deleted,
    }


def _reactions(message: Message, viewer: User) -> list[Json]:
    given = message.reactions or {}
    return [
        {
            "emoji": emoji,
            "count": list(given.values()).count(emoji),
            "is_own": given.get(viewer.id) == emoji,
        }
        for emoji in dict.fromkeys(given.values())
    ]


def _may_delete(message: Message, person: User) -> bool:
    chat = message.chat
    if chat.is_private or message.writer is person:
        return True
    return chat.member(person).may("can_delete_messages")
