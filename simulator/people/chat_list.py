"""The list of chats at the left: what is newest, what is unread, where one may write."""

from __future__ import annotations

from typing import Any

from simulator.people import keyboards
from simulator.people.viewing import commands, marked_view
from simulator.state.chats import Chat
from simulator.state.reading import count_unread
from simulator.state.topics import GENERAL, Topic
from simulator.state.users import User
from simulator.state.world import World

Json = dict[str, Any]


def chats_of(world: World, user: User) -> list[Json]:
    """List somebody's chats, the one with the newest message first."""
    private = world.private_chat(user)
    groups = [
        chat
        for chat in world.chats.values()
        if not (chat.is_private or chat.is_deleted or chat.upgraded_to)
        and chat.member(user).is_inside
    ]
    return [_view(world, user, chat) for chat in sorted([private, *groups], key=_age)]


def _age(chat: Chat) -> tuple[int, int]:
    newest = chat.newest()
    return (-newest.date, -newest.version) if newest else (0, 0)


def _view(world: World, user: User, chat: Chat) -> Json:
    newest = chat.newest()
    return {
        "id": chat.id,
        "title": world.bot.full_name if chat.is_private else chat.title,
        "kind": "forum" if chat.is_forum else chat.kind,
        "username": world.bot.username if chat.is_private else chat.username,
        "about": _about(world, user, chat),
        "members": len(chat.insiders()),
        "topics": [_topic(user, chat, topic) for topic in _topics(chat)],
        "last": marked_view(newest, user) if newest else None,
        "version": max((log[-1][0] for log in (chat.log, chat.marks) if log), default=0),
        "unread": count_unread(user, chat),
        "pinned": list(chat.pinned),
        "is_started": not chat.is_private or user.has_started,
        "is_blocked": chat.is_private and user.has_blocked,
        "is_writable": _may_write(user, chat),
        "menu": commands(world, user, chat),
        "keyboard": keyboards.below(chat),
    }


def _about(world: World, user: User, chat: Chat) -> str:
    if not chat.is_private:
        return chat.description
    for language in (user.language_code, ""):
        found = world.profile.get(("description", language))
        if found:
            return found
    return ""


def _topics(chat: Chat) -> list[Topic]:
    if not chat.is_forum:
        return []
    return [topic for topic in chat.topics.values() if not topic.is_hidden]


def _topic(user: User, chat: Chat, topic: Topic) -> Json:
    thread = 0 if topic.id == GENERAL else topic.id
    newest = next((m for m in reversed(chat.messages.values()) if m.thread == thread), None)
    may_manage = topic.creator is user or chat.member(user).may("can_manage_topics")
    return {
        "thread": topic.id,
        "name": topic.name,
        "icon_color": f"#{topic.icon_color:06x}",
        "is_closed": topic.is_closed,
        "is_writable": _may_write(user, chat) and (may_manage or not topic.is_closed),
        "unread": count_unread(user, chat, thread),
        "last": marked_view(newest, user) if newest else None,
    }


def _may_write(user: User, chat: Chat) -> bool:
    if chat.is_private:
        return not user.is_deactivated
    member = chat.member(user)
    if chat.is_channel:
        return member.may("can_post_messages")
    return member.is_admin or (
        chat.permissions["can_send_messages"] and member.rights.get("can_send_messages", True)
    )
