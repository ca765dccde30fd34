"""What people do with forums: switch topics on, begin, rename, close and delete them."""

from __future__ import annotations

from typing import Any

from simulator.people import moving
from simulator.people.lookup import find_place, find_user
from simulator.people.talking import NotThere
from simulator.state import forums
from simulator.state.chats import Chat
from simulator.state.topics import GENERAL, Topic
from simulator.state.users import User
from simulator.state.world import World

Json = dict[str, Any]


class ForumOperations:
    """The operations on topics; `by` is who does it, and needs the right."""

    def __init__(self, world: World) -> None:
        self._world = world

    def set_forum(self, chat: int, *, by: int, is_forum: bool) -> Json:
        """Switch topics on or off; a basic group becomes a supergroup first."""
        place, user = self._place(chat, by, "can_change_info")
        if place.kind == "group" and is_forum:
            place = moving.upgrade(self._world, place, user)
        if place.kind != "supergroup":
            raise NotThere("only groups have topics")
        forums.switch(self._world, place, user, is_forum=is_forum)
        return place.card

    def topics(self, chat: int) -> list[Json]:
        """List the topics, General first."""
        place = find_place(self._world, chat)
        return [_view(topic) for topic in place.topics.values()] if place.is_forum else []

    def begin_topic(self, chat: int, *, by: int, name: str) -> Json:
        """Begin a topic."""
        place, user = self._forum(chat, by, "can_manage_topics")
        return _view(forums.begin(self._world, place, user, name))

    def rename_topic(self, chat: int, topic: int, *, by: int, name: str) -> None:
        """Give a topic another name."""
        place, user = self._forum(chat, by, "can_manage_topics")
        forums.edit(self._world, place, _topic(place, topic), user, name=name, emoji=None)

    def close_topic(self, chat: int, topic: int, *, by: int) -> None:
        """Close a topic."""
        self._set_closed(chat, topic, by, is_closed=True)

    def reopen_topic(self, chat: int, topic: int, *, by: int) -> None:
        """Open a closed topic."""
        self._set_closed(chat, topic, by, is_closed=False)

    def delete_topic(self, chat: int, topic: int, *, by: int) -> None:
        """Delete a topic with everything in it; the bot is not told."""
        place, _ = self._forum(chat, by, "can_delete_messages")
        if topic == GENERAL:
            raise NotThere("General cannot be deleted")
        forums.delete(self._world, place, _topic(place, topic))

    def _set_closed(self, chat: int, topic: int, by: int, *, is_closed: bool) -> None:
        place, user = self._forum(chat, by, "can_manage_topics")
        found = _topic(place, topic)
        forums.set_closed(self._world, place, found, user, is_closed=is_closed)

    def _forum(self, chat: int, by: int, right: str) -> tuple[Chat, User]:
        place, user = self._place(chat, by, right)
        if not place.is_forum:
            raise NotThere("the group has no topics")
        return place, user

    def _place(self, chat: int, by: int, right: str) -> tuple[Chat, User]:
        place, user = find_place(self._world, chat), find_user(self._world, by)
        if not place.member(user).may(right):
            raise NotThere(f"{user.full_name} has no right {right}")
        return place, user


def _topic(chat: Chat, number: int) -> Topic:
    topic = chat.topics.get(number)
    if topic is None:
        raise NotThere(f"no topic {number}")
    return topic


def _view(topic: Topic) -> Json:
    return {"id": topic.id, "name": topic.name, "is_closed": topic.is_closed}
