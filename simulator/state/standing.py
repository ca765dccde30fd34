"""Changes of who is in a chat, with the updates and service messages they cause."""

from __future__ import annotations

from typing import Any

from simulator.state.chats import Chat
from simulator.state.members import Member, admin_rights
from simulator.state.messages import Message
from simulator.state.users import User
from simulator.state.world import World


def join(
    world: World, chat: Chat, user: User, *, by: User | None = None, via_request: bool = False
) -> None:
    """Let a user come in."""
    chat.join_requests.pop(user.id, None)
    change(world, chat, Member(user, "member"), by=by or user, via_request=via_request)
    if not chat.is_channel:  # channels say nothing about who comes and goes
        announce(world, chat, user if via_request else by or user, "new_chat_members", [user.card])


def leave(world: World, chat: Chat, user: User, *, by: User | None = None) -> None:
    """Let a user go; they may return."""
    _say_left(world, chat, user, by or user)
    change(world, chat, Member(user, "left"), by=by or user)


def kick(world: World, chat: Chat, user: User, *, by: User) -> None:
    """Put a user out."""
    _say_left(world, chat, user, by)
    change(world, chat, Member(user, "kicked"), by=by)


def promote(
    world: World, chat: Chat, user: User, *, by: User, rights: dict[str, bool] | None = None
) -> None:
    """Make a user an admin; rights not named are those the apps tick by default."""
    member = Member(user, "administrator", admin_rights(chat.kind, rights))
    change(world, chat, member, by=by)


def demote(world: World, chat: Chat, user: User, *, by: User) -> None:
    """Make an admin a plain member; a bot has to leave a channel then."""
    status = "left" if chat.is_channel and user.is_bot else "member"
    change(world, chat, Member(user, status), by=by)


def change(world: World, chat: Chat, new: Member, *, by: User, via_request: bool = False) -> None:
    """Replace a member's standing and tell the bot, as far as it may know."""
    user = new.user
    old = chat.member(user)
    bot_was_admin = world.bot_in(chat).is_admin
    chat.members[user.id] = new
    payload: dict[str, Any] = {
        "chat": chat.card,
        "from": by.card,
        "date": world.timestamp(),
        "old_chat_member": old.as_json(),
        "new_chat_member": new.as_json(),
    }
    if via_request:
        payload["via_join_request"] = True
    if user is world.bot:
        world.refusing.discard(chat.id)
        world.updates.push("my_chat_member", payload, chat.id)
        by.is_known = True
        if not chat.is_channel:  # bots do not get to know subscribers
            for member in chat.members.values():
                member.user.is_known = True
    elif bot_was_admin and world.updates.push("chat_member", payload, chat.id) is not None:
        user.is_known = True
    if world.bot_in(chat).is_inside and not chat.is_channel:
        user.is_known = True
    world.changes.bump()


def _say_left(world: World, chat: Chat, user: User, by: User) -> None:
    if chat.is_channel or not chat.member(user).is_inside:
        return
    # Who leaves a supergroup no longer sees it: the bot gets no message about itself.
    is_bot_out = user is world.bot and chat.kind == "supergroup"
    announce(world, chat, by, "left_chat_member", user.card, is_told=not is_bot_out)


def announce(
    world: World,
    chat: Chat,
    by: User,
    kind: str,
    content: Any,
    *,
    thread: int = 0,
    is_told: bool = True,
) -> Message:
    """Write a service message."""
    message = Message(
        id=world.next_message_id(chat),
        chat=chat,
        date=world.timestamp(),
        sender=by,
        kind=kind,
        content=content,
        thread=thread,
    )
    world.post(message)
    if is_told:
        world.push_message(message)
    return message
