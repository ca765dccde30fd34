"""Finding users, chats and messages by their numbers."""

from __future__ import annotations

from simulator.people.talking import NotThere
from simulator.state.chats import Chat
from simulator.state.messages import Message
from simulator.state.users import User
from simulator.state.world import World


def find_user(world: World, number: int) -> User:
    """Find a person, or the bot."""
    user = world.users.get(number)
    if user is None:
        raise NotThere(f"no user {number}")
    return user


def find_place(world: World, number: int) -> Chat:
    """Find a chat by its own number."""
    chat = world.chats.get(number)
    if chat is None:
        raise NotThere(f"no chat {number}")
    return chat


def find_chat(world: World, user: int, chat: int | None) -> Chat:
    """Find the chat a person means: without a number their own with the bot."""
    if chat is None or chat == user:
        return world.private_chat(find_user(world, user))
    return find_place(world, chat)


def find_message(chat: Chat, number: int, *, gone_too: bool = False) -> Message:
    """Find a message in a chat, or what was one."""
    message = chat.messages.get(number)
    if message is None and gone_too:
        message = next((found for _, found in chat.log if found.id == number), None)
    if message is None:
        raise NotThere(f"no message {number} in the chat")
    return message
