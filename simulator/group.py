"""A group or supergroup in a test: upgraded, its members promoted, muted, put out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from simulator.person import Person


class Backend(Protocol):
    """Whoever carries out what people do: the world itself, or HTTP."""

    async def call(self, operation: str, **arguments: Any) -> Any:
        """Do one thing by its name."""


class Group:
    """A group or supergroup in a test."""

    def __init__(self, backend: Backend, number: int, title: str) -> None:
        self.backend = backend
        self.id = number
        self.title = title

    async def upgrades(self, by: Person) -> Group:
        """Turn into a supergroup and give the new one."""
        card = await self.backend.call("upgrade", chat=self.id, by=by.id)
        return Group(self.backend, card["id"], self.title)

    async def promotes(
        self, person: Person | None, by: Person, rights: dict[str, bool] | None = None
    ) -> None:
        """Make a person, or the bot, an admin."""
        user = person.id if person else await self.backend.call("bot_id")
        await self.backend.call("promote", user=user, chat=self.id, by=by.id, rights=rights)

    async def adds(self, person: Person | None, by: Person) -> None:
        """Bring a person, or the bot, in."""
        user = person.id if person else await self.backend.call("bot_id")
        await self.backend.call("join", user=user, chat=self.id, by=by.id)

    async def restricts_bot(self, by: Person, permissions: dict[str, bool]) -> None:
        """Take permissions from the bot, such as {"can_send_messages": False}."""
        await self.backend.call("restrict_bot", chat=self.id, by=by.id, permissions=permissions)

    async def allows(self, permissions: dict[str, bool]) -> None:
        """Change what plain members may do; the bot is not told."""
        await self.backend.call("allow", chat=self.id, permissions=permissions)

    async def disappears(self) -> None:
        """Be deleted by its owner; the bot is not told."""
        await self.backend.call("delete_group", chat=self.id)

    async def demotes(self, person: Person | None, by: Person) -> None:
        """Take the admin rights from a person, or the bot, away."""
        user = person.id if person else await self.backend.call("bot_id")
        await self.backend.call("demote", user=user, chat=self.id, by=by.id)

    async def kicks(self, person: Person | None, by: Person) -> None:
        """Put a person, or the bot, out."""
        user = person.id if person else await self.backend.call("bot_id")
        await self.backend.call("kick", user=user, chat=self.id, by=by.id)
