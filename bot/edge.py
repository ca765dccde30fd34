"""The edge to Telegram, inwards: an update becomes plain data."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import telegram

from community import incoming
from community.incoming import Chat, ChatKind, Event, Incoming, Replied, Sender

COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?", re.DOTALL)

REPLIED_HEAD = 80  # characters: enough to know a card of ours by its number

# Asked for at getUpdates and setWebhook.
ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "my_chat_member",
    "chat_join_request",
)


def order_key(update: Mapping[str, Any]) -> int:
    """Return whose updates keep their order with this one: the chat, for taps the person.

    Works on whatever JSON claims to be an update; 0 for what it does not know.
    """
    tap = update.get("callback_query") or update.get("inline_query")
    if isinstance(tap, Mapping):
        return _id_of(tap.get("from"))
    for content in update.values():
        if isinstance(content, Mapping) and "chat" in content:
            return _id_of(content["chat"])
    return 0


def _id_of(thing: object) -> int:
    found = thing.get("id") if isinstance(thing, Mapping) else None
    return found if isinstance(found, int) and abs(found) < 2**62 else 0


def read(update: telegram.Update, bot: telegram.User) -> Incoming:
    """Turn an update into plain data; `bot` is the bot's own user."""
    sender = update.effective_user
    chat = update.effective_chat
    return Incoming(
        update_id=update.update_id,
        at=_moment(update),
        sender=None if sender is None else _sender(sender, update.message or update.edited_message),
        chat=None if chat is None else _chat(chat, update.effective_message),
        event=_event(update, bot),
    )


def _moment(update: telegram.Update) -> datetime:
    message = update.message or update.edited_message
    if message is not None:
        return message.edit_date or message.date
    for other in (update.my_chat_member, update.chat_join_request):
        if other is not None:
            return other.date
    return datetime.fromtimestamp(0, UTC)  # taps carry no moment of their own


def _sender(user: telegram.User, message: telegram.Message | None = None) -> Sender:
    name, is_bot = _words(user.full_name), bool(user.is_bot)
    # Whoever writes as the group is an admin of it; other chats (channels) are no persons at all.
    speaker = None if message is None else message.sender_chat
    is_admin = message is not None and speaker is not None and speaker.id == message.chat.id
    return Sender(_id(user.id), name, is_bot, is_anonymous_admin=is_admin)


def _chat(chat: telegram.Chat, message: telegram.MaybeInaccessibleMessage | None) -> Chat:
    thread = message.message_thread_id if isinstance(message, telegram.Message) else None
    is_topic = isinstance(message, telegram.Message) and bool(message.is_topic_message)
    kind = ChatKind(chat.type)
    return Chat(_id(chat.id), kind, _words(chat.title), _id(thread) if is_topic else None)


def _id(found: object) -> int:
    """Refuse what no table can hold as an id; the library takes whatever the JSON has."""
    if not isinstance(found, int) or abs(found) >= 2**63:
        raise ValueError("not an id")
    return found


def _words(found: object) -> str:
    """Take what every table and every request can carry: no NUL, no half of a character."""
    if found is None:
        return ""
    if not isinstance(found, str):
        raise TypeError("not a text")
    if found.isascii():
        return found.replace("\0", "")
    whole = found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "")


def _event(update: telegram.Update, bot: telegram.User) -> Event:
    if update.callback_query is not None:
        query = update.callback_query
        shown = _id(query.message.message_id) if query.message is not None else None
        return incoming.Tap(_words(query.id), _words(query.data), shown)
    if update.inline_query is not None:
        asked = update.inline_query
        return incoming.InlineAsked(_words(asked.id), _words(asked.query), _words(asked.offset))
    if update.message is not None:
        return _said(update.message, bot)
    if update.edited_message is not None:
        edited = update.edited_message
        words = _words(edited.text or edited.caption)
        return incoming.Edited(words, _id(edited.message_id), _attachment(edited, bot))
    if update.my_chat_member is not None:
        change = update.my_chat_member
        return incoming.BotStanding(change.old_chat_member.status, change.new_chat_member.status)
    if update.chat_join_request is not None:
        return incoming.JoinRequest(_id(update.chat_join_request.user_chat_id))
    return incoming.Nothing("other")


def _said(message: telegram.Message, bot: telegram.User) -> Event:
    if message.migrate_to_chat_id is not None:
        return incoming.Migrated(_id(message.migrate_to_chat_id))
    if _is_inserted(message, bot):
        return incoming.Nothing("via this bot")
    if message.migrate_from_chat_id is not None:
        return incoming.Migrated(_id(message.chat.id), _id(message.migrate_from_chat_id))
    if message.text is not None:
        return _texted(message, _words(message.text), bot)
    attached = _attachment(message, bot)
    if attached is not None:
        return attached
    if message.effective_attachment is not None:
        replied = _replied(message, bot)
        return incoming.Unsupported("content", _id(message.message_id), replied)
    return incoming.Nothing("service")


def _is_inserted(message: telegram.Message, bot: telegram.User) -> bool:
    """Say whether somebody sent what we listed for them inline: our words, not theirs.

    In reply to a message of ours it is meant as an answer all the same.
    """
    if message.via_bot is None or message.via_bot.id != bot.id:
        return False
    replied = _replied(message, bot)
    return replied is None or not replied.is_ours


def _texted(message: telegram.Message, text: str, bot: telegram.User) -> Event:
    replied = _replied(message, bot)
    command = COMMAND.fullmatch(text)
    if command is None:
        return incoming.Text(text, _id(message.message_id), replied)
    name, addressee, argument = command.groups()
    if addressee is not None and addressee.lower() != (bot.username or "").lower():
        return incoming.Nothing("command of another bot")
    said = (argument or "").strip()
    return incoming.Command(name.lower(), said, _id(message.message_id), replied)


def _attachment(message: telegram.Message, bot: telegram.User) -> incoming.Attachment | None:
    found = _file(message)
    if found is None:
        return None
    kind, file_id, unique_id = found
    return incoming.Attachment(
        kind,
        _words(file_id),
        _words(message.caption),
        _id(message.message_id),
        None if message.media_group_id is None else _words(message.media_group_id),
        _replied(message, bot),
        _words(unique_id),
    )


def _file(message: telegram.Message) -> tuple[str, str, str] | None:
    """Return kind, id and lasting id of a message's file."""
    if message.photo:
        return "photo", message.photo[-1].file_id, message.photo[-1].file_unique_id
    for kind in ("document", "voice", "video", "audio"):
        found = getattr(message, kind)
        if found is not None and message.animation is None:
            return kind, found.file_id, found.file_unique_id
    return None


def _replied(message: telegram.Message, bot: telegram.User) -> Replied | None:
    other = message.reply_to_message
    # Whatever stands in a topic "answers" the service message that began it.
    if other is None or other.forum_topic_created is not None:
        return None
    sender = None if other.from_user is None else _sender(other.from_user, other)
    return Replied(
        _id(other.message_id),
        sender,
        sender is not None and sender.telegram_id == bot.id,
        _words(other.text or other.caption)[:REPLIED_HEAD],
    )
