"""People write, send files, edit, delete and tap."""

from __future__ import annotations

from simulator import formatting
from simulator.people import labels
from simulator.state import content
from simulator.state.chats import Chat
from simulator.state.messages import Message
from simulator.state.queries import Query
from simulator.state.users import User
from simulator.state.world import TAP_KEY, World

MOST_TEXT = 4096  # apps split longer pastes


class NotThere(LookupError):
    """What a person reached for is not on their screen."""


def say(
    world: World,
    user: User,
    chat: Chat,
    text: str,
    *,
    reply_to: Message | None = None,
    anonymous: bool = False,
) -> list[Message]:
    """Write a text; what is too long for one message becomes several, as in the apps."""
    reach(world, user, chat)
    written = []
    for start in range(0, max(1, len(text)), MOST_TEXT):
        cleaned, entities = formatting.spoken(text[start : start + MOST_TEXT])
        if not cleaned:
            continue
        message = _write(world, user, chat, anonymous=anonymous)
        message.text, message.entities = cleaned, entities
        message.reply_to = reply_to
        world.post(message)
        world.push_message(message)
        written.append(message)
    return written


def send(
    world: World,
    user: User,
    chat: Chat,
    kind: str,
    *,
    body: bytes = b"isi",
    name: str = "",
    caption: str = "",
    size: int = 0,
    album: str = "",
    reply_to: Message | None = None,
    anonymous: bool = False,
) -> Message:
    """Send content that is not text."""
    reach(world, user, chat)
    message = _write(world, user, chat, anonymous=anonymous)
    message.kind = kind
    if kind in content.NAMES:
        usual, media_type = content.NAMES[kind]
        file = world.files.add(kind, body, name or usual, media_type, size)
        message.content = content.of_file(kind, file)
    else:
        message.content = content.sample(kind, message.id)
    message.text, message.entities = formatting.spoken(caption)
    message.reply_to, message.album = reply_to, album
    world.post(message)
    world.push_message(message)
    return message


def edit(world: World, user: User, message: Message, text: str) -> None:
    """Change what one wrote."""
    if message.sender is not user:
        raise NotThere("people edit only what they wrote")
    message.text, message.entities = formatting.spoken(text)
    message.edited_at = world.timestamp()
    world.touch(message)
    world.push_message(message, is_edit=True)


def delete(world: World, user: User, message: Message) -> None:
    """Take a message away; in a channel it must be one's own, or the right be there."""
    chat = message.chat
    is_others = chat.is_channel and message.sender is not user
    if is_others and not chat.member(user).may("can_delete_messages"):
        raise NotThere(f"{user.full_name} may not delete posts of others")
    world.delete(message)


def tap(
    world: World,
    user: User,
    message: Message,
    data: str,
) -> Query:
    """Tap a button that calls the bot back; forged data is welcome."""
    query = Query(
        id=str(world.rng.getrandbits(62)),
        user=user,
        message=message,
        data=data,
        asked_at=world.clock.now().timestamp(),
    )
    world.queries.add(query)
    shown = message.as_json()
    if message.is_deleted:
        shown = {"chat": message.chat.card, "message_id": message.id, "date": 0}
    payload = {
        "id": query.id,
        "from": user.card,
        "message": shown,
        "chat_instance": str(message.chat.id * 31 + world.bot.id),
        "data": data,
    }
    world.updates.push("callback_query", payload, user.id + TAP_KEY)
    user.is_known = True
    world.changes.bump()
    return query


def find_button(chat: Chat, label: str) -> tuple[Message, dict[str, str]]:
    """Find the newest message with a button of this label."""
    best: tuple[int, Message, dict[str, str]] | None = None
    for message in reversed(chat.messages.values()):
        for button in _buttons(message):
            fit = labels.rank(button["text"], label)
            if fit is not None and (best is None or fit < best[0]):
                best = (fit, message, button)
        if best is not None and best[0] <= 1:
            break
    if best is None:
        raise NotThere(f"no button {label!r} on the screen")
    return best[1], best[2]


def reach(world: World, user: User, chat: Chat) -> None:
    """Open the chat: writing to the bot starts it and lifts a block."""
    if not chat.is_private:
        watch(user, chat)
        if not chat.member(user).is_inside:
            raise NotThere(f"{user.full_name} is not in the chat")
        if chat.is_channel and not chat.member(user).may("can_post_messages"):
            raise NotThere(f"{user.full_name} may not post in the channel")
        return
    user.is_known = True
    if user.has_blocked:
        set_blocked(world, user, blocked=False)
    if not user.has_started:
        user.has_started = True
        world.refusing.discard(user.id)


def watch(user: User, chat: Chat) -> None:
    """Look into a chat: a channel without a public name shows itself to subscribers only."""
    if chat.is_channel and not chat.username and not chat.member(user).is_inside:
        raise NotThere(f"{user.full_name} does not read the channel")


def set_blocked(world: World, user: User, *, blocked: bool) -> None:
    """Block or unblock the bot."""
    if user.has_blocked == blocked:
        return
    user.has_blocked = blocked
    bot = world.bot.card
    free = {"user": bot, "status": "member"}
    away = {"user": bot, "status": "kicked", "until_date": 0}
    chat = world.private_chat(user)
    payload = {
        "chat": chat.card,
        "from": user.card,
        "date": world.timestamp(),
        "old_chat_member": free if blocked else away,
        "new_chat_member": away if blocked else free,
    }
    world.updates.push("my_chat_member", payload, chat.id)
    world.refusing.discard(chat.id)
    world.changes.bump()


def _write(world: World, user: User, chat: Chat, *, anonymous: bool) -> Message:
    return Message(
        id=world.next_message_id(chat),
        chat=chat,
        date=world.timestamp(),
        sender=world.anonymous if anonymous else user,
        as_chat=anonymous,
    )


def _buttons(message: Message) -> list[dict[str, str]]:
    found = []
    if message.markup is not None:
        found = [button for row in message.markup["inline_keyboard"] for button in row]
    rows = (message.reply_keyboard or {}).get("keyboard", [])
    return found + [button for row in rows for button in row]
