"""Supergroups become forums; their topics begin, change and end, with their service messages."""

from __future__ import annotations

from typing import Any

from simulator.state import standing
from simulator.state.chats import Chat
from simulator.state.messages import Message
from simulator.state.topics import COLORS, GENERAL, GENERAL_NAME, Topic
from simulator.state.users import User
from simulator.state.world import World

Json = dict[str, Any]


def switch(world: World, chat: Chat, by: User, *, is_forum: bool) -> None:
    """Make a supergroup a forum, or take its topics out of sight again."""
    chat.is_forum = is_forum
    chat.last_message_id = max(chat.last_message_id, GENERAL)  # General has the first number
    chat.topics.setdefault(GENERAL, Topic(GENERAL, GENERAL_NAME, by))
    chat.refresh()
    world.changes.bump()


def begin(
    world: World,
    chat: Chat,
    by: User,
    name: str,
    *,
    color: int = COLORS[0],
    emoji: str = "",
) -> Topic:
    """Begin a topic with the service message that gives it its number."""
    content: Json = {"name": name, "icon_color": color}
    if emoji:
        content["icon_custom_emoji_id"] = emoji
    message = standing.announce(world, chat, by, "forum_topic_created", content, is_told=False)
    message.thread = message.id
    world.push_message(message)
    topic = chat.topics[message.id] = Topic(message.id, name, by, color, emoji)
    return topic


def edit(world: World, chat: Chat, topic: Topic, by: User, *, name: str, emoji: str | None) -> None:
    """Give a topic another name or icon; an empty name keeps the one it has."""
    content: Json = {}
    if name and name != topic.name:
        content["name"] = topic.name = name
    if emoji is not None and emoji != topic.icon_emoji:
        content["icon_custom_emoji_id"] = topic.icon_emoji = emoji
    if content:
        _announce(world, chat, topic, by=by, kind="forum_topic_edited", content=content)


def set_closed(world: World, chat: Chat, topic: Topic, by: User, *, is_closed: bool) -> None:
    """Close a topic to all but those who manage topics, or open it."""
    if topic.is_closed == is_closed:
        return
    topic.is_closed = is_closed
    kind = "forum_topic_closed" if is_closed else "forum_topic_reopened"
    _announce(world, chat, topic, by=by, kind=kind, content={})


def set_hidden(world: World, chat: Chat, by: User, *, is_hidden: bool) -> None:
    """Hide General, which closes it too, or show it."""
    general = chat.topics[GENERAL]
    if general.is_hidden == is_hidden:
        return
    general.is_hidden = is_hidden
    if is_hidden:
        set_closed(world, chat, general, by, is_closed=True)
    kind = "general_forum_topic_hidden" if is_hidden else "general_forum_topic_unhidden"
    _announce(world, chat, general, by=by, kind=kind, content={})


def delete(world: World, chat: Chat, topic: Topic) -> None:
    """Take a topic away with everything in it; bots are not told."""
    del chat.topics[topic.id]
    for message in [found for found in chat.messages.values() if found.thread == topic.id]:
        world.delete(message)


def _announce(
    world: World, chat: Chat, topic: Topic, *, by: User, kind: str, content: Json
) -> Message:
    thread = 0 if topic.id == GENERAL else topic.id
    return standing.announce(world, chat, by, kind, content, thread=thread)
