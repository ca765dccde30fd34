"""People of a simulator in another process: the same driver, over HTTP."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

import aiohttp

from simulator.channel import Channel
from simulator.forum import Forum
from simulator.people.talking import NotThere
from simulator.person import Group, Person


class Remote:
    """A simulator somewhere else, named by its URL."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def call(self, operation: str, **arguments: Any) -> Any:
        """Do one thing by its name."""
        if self._session is None:
            raise RuntimeError("open the remote simulator with `async with`")
        given = {name: value for name, value in arguments.items() if value is not None}
        async with self._session.post(f"{self._url}/sim/{operation}", json=given) as response:
            body = await response.json()
        if response.status == 404:
            raise NotThere(body["error"])
        if response.status != 200:
            raise ValueError(body["error"])
        return body["result"]

    async def person(self, name: str, **details: Any) -> Person:
        """Let a person exist and drive them."""
        card = await self.call("create_user", name=name, **details)
        return Person(self, card["id"], name)

    async def group(self, title: str, members: list[Person] | None = None, **details: Any) -> Group:
        """Let a group exist, or with kind="supergroup" a supergroup."""
        ids = [person.id for person in members or []]
        card = await self.call("create_group", title=title, members=ids, **details)
        return Group(self, card["id"], title)

    async def forum(self, title: str, members: list[Person] | None = None, **details: Any) -> Forum:
        """Let a supergroup with topics exist."""
        made = await self.group(title, members, kind="supergroup", is_forum=True, **details)
        return Forum(self, made.id, title)

    async def channel(
        self, title: str, admins: list[Person] | None = None, **details: Any
    ) -> Channel:
        """Let a channel exist with the bot as admin."""
        ids = [person.id for person in admins or []]
        card = await self.call("create_channel", title=title, admins=ids, **details)
        return Channel(self, card["id"], title)
