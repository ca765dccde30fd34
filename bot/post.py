"""The way of the clock's words into the outbox."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot import outgoing
from community.reply import Message, Reply
from storage.unit import Unit


class OutboxPost:
    """Writes replies and campaigns as outbox rows; `wake` makes delivery look for them."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake

    async def add(self, unit: Unit, reply: Reply, now: datetime) -> None:
        """Add what is said to the outbox."""
        await unit.outbox.add(outgoing.rows(reply, now), now)

    async def add_campaign(self, unit: Unit, message: Message, now: datetime) -> int:
        """Add a text for many chats."""
        return await unit.campaigns.add("sendMessage", self.payload(message), now)

    async def add_edits(self, unit: Unit, message: Message, now: datetime) -> int:
        """Add a text that many messages are edited to."""
        return await unit.campaigns.add("editMessageText", outgoing.edited(message), now)

    def payload(self, message: Message) -> Mapping[str, Any]:
        """Return what a campaign keeps of a message."""
        return outgoing.content(message)

    def wake(self) -> None:
        """Let delivery look for what was committed."""
        self._wake()
