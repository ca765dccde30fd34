"""What people look at: their chats, what stands in them, toasts, commands, files."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

from simulator.people import talking, viewing
from simulator.people.chat_list import chats_of
from simulator.people.lookup import find_chat, find_user
from simulator.people.talking import NotThere
from simulator.people.viewing import marked_view, view
from simulator.state.chats import Chat
from simulator.state.topics import GENERAL
from simulator.state.users import User
from simulator.state.world import World

Json = dict[str, Any]


class SightOperations:
    """The operations that change nothing."""

    def __init__(self, world: World) -> None:
        self._world = world

    def chats(self, user: int) -> list[Json]:
        """List somebody's chats, newest first, with topics, unread, commands and keyboard."""
        return chats_of(self._world, find_user(self._world, user))

    def transcript(
        self,
        user: int,
        *,
        chat: int | None = None,
        thread: int | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> list[Json]:
        """List what stands in a chat or a topic, or its newest `limit` before a message."""
        person, place = self._watched(user, chat)
        shown = viewing.transcript(place, thread, before=before, limit=limit)
        return [marked_view(message, person) for message in shown]

    def changed(
        self,
        user: int,
        *,
        chat: int | None = None,
        since: int = 0,
        thread: int | None = None,
        marks: bool = True,
    ) -> list[Json]:
        """List what appeared, changed or went after a version; `marks` counts ticks and such."""
        person, place = self._watched(user, chat)
        shown = viewing.changed(place, since, thread, marks=marks)
        render = marked_view if marks else view
        return [render(message, person) for message in shown]

    def toasts(self, user: int, *, since: int = 0) -> list[Json]:
        """List what this person's taps were answered with."""
        return viewing.toasts(self._world, find_user(self._world, user), since)

    def commands(self, user: int, *, chat: int | None = None) -> list[Json]:
        """List the commands this person is offered."""
        place = find_chat(self._world, user, chat)
        return viewing.commands(self._world, find_user(self._world, user), place)

    def typing(
        self, user: int, *, chat: int | None = None, thread: int | None = None
    ) -> Json | None:
        """Tell what the bot is said to be doing, until when, and for how many seconds more."""
        _, place = self._watched(user, chat)
        doing, clock = place.action, self._world.clock
        left = doing.until - clock.monotonic() if doing is not None else 0
        if doing is None or left <= 0:
            return None
        if thread is not None and (thread or GENERAL) != (doing.thread or GENERAL):
            return None
        until = (clock.now() + timedelta(seconds=left)).isoformat()
        return {"action": doing.name, "until": until, "seconds": round(left, 1)}

    def file(self, file_id: str) -> str:
        """Give the bytes of a file in base64."""
        found = self._world.files.find(file_id)
        if found is None:
            raise NotThere("no such file")
        return base64.b64encode(found.content).decode()

    def _watched(self, user: int, chat: int | None) -> tuple[User, Chat]:
        person, place = find_user(self._world, user), find_chat(self._world, user, chat)
        talking.watch(person, place)
        return person, place
