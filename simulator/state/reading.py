"""How far people and the bot have read."""

from __future__ import annotations

from simulator.state.chats import Chat
from simulator.state.messages import Message
from simulator.state.users import User
from simulator.state.world import World


def set_read(world: World, user: User, chat: Chat, thread: int, message_id: int) -> None:
    """Note how far somebody read, and tell those who wrote it."""
    before = chat.read.get((user.id, thread), 0)
    if message_id <= before:
        return
    chat.read[user.id, thread] = message_id
    world.changes.bump()
    if chat.is_private:  # the bot has no screen
        return
    for message in reversed(chat.messages.values()):
        if message.id <= before:
            return
        if message.id <= message_id and message.thread == thread and message.writer is not user:
            world.mark(message)


def has_read(user: User, message: Message) -> bool:
    """Tell whether somebody read a message; their own they know."""
    return message.writer is user or message.id <= message.chat.read.get(
        (user.id, message.thread), 0
    )


def is_read(message: Message) -> bool:
    """Tell whether anybody but its author read a message."""
    if message.is_read_by_bot:
        return True
    return any(
        thread == message.thread and message.id <= until and message.writer.id != number
        for (number, thread), until in message.chat.read.items()
    )


def count_unread(user: User, chat: Chat, thread: int | None = None) -> int:
    """Count what others wrote and a person has not read, in the chat or in a topic."""
    return sum(
        1
        for message in chat.messages.values()
        if (thread is None or message.thread == thread) and not has_read(user, message)
    )
