"""What a job of the clock is given: the moment, the community's settings, and units to act in."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from community.charter import Charter
from community.reply import Message, Reply
from storage.database import Database
from storage.unit import Unit


class Post(Protocol):
    """Where the clock's words go; bot/ has the real one."""

    async def add(self, unit: Unit, reply: Reply, now: datetime) -> None:
        """Add what is said to the outbox, in the unit in which it was decided."""
        ...

    async def add_campaign(self, unit: Unit, message: Message, now: datetime) -> int:
        """Add a text for many chats (see storage/campaigns.py); returns its id."""
        ...

    async def add_edits(self, unit: Unit, message: Message, now: datetime) -> int:
        """Add a text that many chats' messages are edited to; returns its id."""
        ...

    def payload(self, message: Message) -> Mapping[str, Any]:
        """Return what a campaign keeps of a message."""
        ...

    def wake(self) -> None:
        """Let delivery look for what was committed."""
        ...


@dataclass(frozen=True, slots=True)
class Tick:
    """One run of a job; like handlers it touches nothing but its units."""

    now: datetime
    charter: Charter
    database: Database
    post: Post

    async def act(self, unit: Callable[[Unit], Awaitable[Reply]]) -> None:
        """Run a unit that decides and says something in one commit."""

        async def decide(open_unit: Unit) -> None:
            reply = await unit(open_unit)
            if reply.says:
                await self.post.add(open_unit, reply, self.now)

        await self.database.write(decide)
        self.post.wake()
