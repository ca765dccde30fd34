"""A forum in a test: a supergroup with topics, which admins begin, rename, close and delete."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.group import Group
from simulator.state.topics import GENERAL, GENERAL_NAME

if TYPE_CHECKING:
    from simulator.person import Person

GUARD = 10.0  # real seconds after which waiting counts as failed


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic, by its number: the `message_thread_id`."""

    id: int
    name: str


GENERAL_TOPIC = Topic(GENERAL, GENERAL_NAME)  # messages in it carry no `message_thread_id`


class Forum(Group):
    """A supergroup with topics; people act in one by `person.at(forum, topic=topic)`."""

    async def topics(self) -> list[Topic]:
        """List the topics, General first."""
        found = await self.backend.call("topics", chat=self.id)
        return [Topic(topic["id"], topic["name"]) for topic in found]

    async def topic(self, name: str) -> Topic:
        """Await a topic of this name, such as one that the bot begins."""
        version = await self.backend.call("version")
        deadline = asyncio.get_running_loop().time() + GUARD
        while True:
            for found in await self.topics():
                if found.name == name:
                    return found
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                raise AssertionError(f"there is no topic {name!r} in {self.title}")
            version = await self.backend.call("wait", version=version, limit=left)

    async def begins_topic(self, name: str, by: Person) -> Topic:
        """Begin a topic."""
        found = await self.backend.call("begin_topic", chat=self.id, by=by.id, name=name)
        return Topic(found["id"], found["name"])

    async def renames_topic(self, topic: Topic, name: str, by: Person) -> Topic:
        """Give a topic another name."""
        await self.backend.call("rename_topic", chat=self.id, topic=topic.id, by=by.id, name=name)
        return Topic(topic.id, name)

    async def closes_topic(self, topic: Topic, by: Person) -> None:
        """Close a topic."""
        await self.backend.call("close_topic", chat=self.id, topic=topic.id, by=by.id)

    async def reopens_topic(self, topic: Topic, by: Person) -> None:
        """Open a closed topic."""
        await self.backend.call("reopen_topic", chat=self.id, topic=topic.id, by=by.id)

    async def deletes_topic(self, topic: Topic, by: Person) -> None:
        """Delete a topic with everything in it; the bot is not told."""
        await self.backend.call("delete_topic", chat=self.id, topic=topic.id, by=by.id)

    async def becomes_group(self, by: Person) -> Group:
        """Switch topics off; what stands in them stays."""
        await self.backend.call("set_forum", chat=self.id, by=by.id, is_forum=False)
        return Group(self.backend, self.id, self.title)


async def becomes_forum(group: Group, by: Person) -> Forum:
    """Switch topics on; a basic group becomes a supergroup with a new id."""
    card = await group.backend.call("set_forum", chat=group.id, by=by.id, is_forum=True)
    return Forum(group.backend, card["id"], group.title)
