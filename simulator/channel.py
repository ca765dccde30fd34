"""A channel in a test: admins post in its name, subscribers read."""

from __future__ import annotations

from simulator.person import Group, Person


class Channel(Group):
    """A channel; people act in it by `person.at(channel)`, as in groups."""

    async def subscribe(self, *people: Person) -> None:
        """Let people read it."""
        for person in people:
            await self.backend.call("join", user=person.id, chat=self.id)

    async def unsubscribe(self, *people: Person) -> None:
        """Let people read it no longer."""
        for person in people:
            await self.backend.call("leave", user=person.id, chat=self.id)
