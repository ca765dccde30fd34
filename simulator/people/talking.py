"""People write, send files, edit, delete and tap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from simulator import formatting
from simulator.people import labels
from simulator.state import content
from simulator.state.chats import Chat
from simulator.state.messages import Message
from simulator.state.queries import Query
from simulator.state.reading import set_read
from simulator.state.topics import GENERAL
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
    thread: int | None = None,
) -> list[Message]:
    """Write a text; what is too long for one message becomes several, as in the apps."""
    here = _enter(world, user, chat, reply_to=reply_to, anonymous=anonymous, thread=thread)
    written = []
    for start in range(0, max(1, len(text)), MOST_TEXT):
        cleaned, entities = formatting.spoken(text[start : start + MOST_TEXT])
        if not cleaned:
            continue
        message = _write(world, user, chat, here)
        message.text, message.entities = cleaned, entities
        _post(world, message)
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
    media_type: str = "",
    size: int = 0,
    album: str = "",
    reply_to: Message | None = None,
    anonymous: bool = False,
    thread: int | None = None,
) -> Message:
    """Send content that is not text."""
    here = _enter(world, user, chat, reply_to=reply_to, anonymous=anonymous, thread=thread)
    message = _write(world, user, chat, here)
    message.kind = kind
    if kind in content.NAMES:
        usual, usual_type = content.NAMES[kind]
        file = world.files.add(kind, body, name or usual, media_type or usual_type, size)
        message.content = content.of_file(kind, file)
    else:
        message.content = content.sample(kind, message.id)
    message.text, message.entities = formatting.spoken(caption)
    message.album = album
    _post(world, message)
    return message


def edit(world: World, user: User, message: Message, text: str) -> None:
    """Change what one wrote."""
    if message.writer is not user:
        raise NotThere("people edit only what they wrote")
    message.text, message.entities = formatting.spoken(text)
    message.edited_at = world.timestamp()
    world.touch(message)
    world.push_message(message, is_edit=True)


def delete(world: World, user: User, message: Message) -> None:
    """Take a message away; outside private chats it is one's own, or the right is there."""
    chat = message.chat
    is_others = not chat.is_private and message.writer is not user
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
        asked_at=world.clock.monotonic(),
    )
    world.queries.add(query)
    payload = {
        "id": query.id,
        "from": user.card,
        **_shown(message),
        "chat_instance": str(message.chat.id * 31 + world.bot.id),
        "data": data,
    }
    world.updates.push("callback_query", payload, user.id + TAP_KEY)
    user.is_known = True
    world.changes.bump()
    return query


def _shown(message: Message) -> dict[str, object]:
    """Name the tapped message: whole, gone, or one that somebody sent via the bot."""
    if message.via is not None:
        return {"inline_message_id": f"inline-{message.chat.id}-{message.id}"}
    if message.is_deleted:
        return {"message": {"chat": message.chat.card, "message_id": message.id, "date": 0}}
    return {"message": message.as_json()}


def find_button(
    chat: Chat, label: str, thread: int | None = None, *, on: Message | None = None
) -> tuple[Message, dict[str, str]]:
    """Find the newest message with a button of this label, or the button on one message."""
    best: tuple[int, Message, dict[str, str]] | None = None
    shown = seen_in(reversed(chat.messages.values()), thread) if on is None else [on]
    for message in shown:
        for button in _buttons(message):
            fit = labels.rank(button["text"], label)
            if fit is not None and (best is None or fit < best[0]):
                best = (fit, message, button)
        if best is not None and best[0] <= 1:
            break
    if best is None:
        raise NotThere(f"no button {label!r} on the screen")
    return best[1], best[2]


def seen_in(messages: Iterable[Message], thread: int | None) -> Iterator[Message]:
    """Keep what stands in a topic; None is the whole chat."""
    wanted = 0 if thread == GENERAL else thread
    return (message for message in messages if thread is None or message.thread == wanted)


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


@dataclass(frozen=True, slots=True)
class _Here:
    """Where and in whose name somebody writes."""

    thread: int
    reply_to: Message | None
    anonymous: bool


def _enter(
    world: World,
    user: User,
    chat: Chat,
    *,
    reply_to: Message | None,
    anonymous: bool,
    thread: int | None,
) -> _Here:
    reach(world, user, chat)
    if anonymous and not chat.member(user).is_admin:
        raise NotThere(f"{user.full_name} does not run the chat")
    number = thread or GENERAL
    if thread is None and reply_to is not None:
        number = reply_to.thread or GENERAL
    if not chat.is_forum:
        return _Here(0, reply_to, anonymous)
    topic = chat.topics.get(number)
    if topic is None:
        raise NotThere(f"no topic {number}")
    is_keeper = topic.creator is user or chat.member(user).may("can_manage_topics")
    if topic.is_closed and not is_keeper:
        raise NotThere(f"the topic {topic.name!r} is closed")
    return _Here(0 if number == GENERAL else number, reply_to, anonymous)


def _write(world: World, user: User, chat: Chat, here: _Here) -> Message:
    return Message(
        id=world.next_message_id(chat),
        chat=chat,
        date=world.timestamp(),
        sender=world.anonymous if here.anonymous else user,
        author=user,
        as_chat=here.anonymous,
        thread=here.thread,
        reply_to=here.reply_to,
    )


def _post(world: World, message: Message) -> None:
    world.post(message)
    world.push_message(message)
    # Who writes has read what stands above.
    set_read(world, message.writer, message.chat, message.thread, message.id)


def _buttons(message: Message) -> list[dict[str, str]]:
    found = []
    if message.markup is not None:
        found = [button for row in message.markup["inline_keyboard"] for button in row]
    rows = (message.reply_keyboard or {}).get("keyboard", [])
    return found + [button for row in rows for button in row]
