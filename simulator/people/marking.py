"""What people leave beside messages: that they read them, and reactions."""

from __future__ import annotations

from simulator.people import talking
from simulator.people.lookup import find_chat, find_message, find_user
from simulator.people.talking import NotThere
from simulator.state import reactions
from simulator.state.reading import set_read
from simulator.state.world import World

VARIATION = "\ufe0f"  # keyboards type it behind a heart; the server leaves it out


class MarkingOperations:
    """The operations that change nothing but ticks and reactions."""

    def __init__(self, world: World) -> None:
        self._world = world

    def read(self, user: int, message_id: int, *, chat: int | None = None, thread: int = 0) -> None:
        """Have read everything up to a message; in a forum, in its topic."""
        person, place = find_user(self._world, user), find_chat(self._world, user, chat)
        talking.watch(person, place)
        message = place.messages.get(message_id)
        set_read(self._world, person, place, message.thread if message else thread, message_id)

    def react(
        self, user: int, message_id: int, emoji: str | None = None, *, chat: int | None = None
    ) -> None:
        """React to a message with one emoji; without one the reaction is taken back."""
        person, place = find_user(self._world, user), find_chat(self._world, user, chat)
        talking.watch(person, place)
        if not place.is_private and not place.member(person).is_inside:
            raise NotThere(f"{person.full_name} is not in the chat")
        plain = (emoji or "").replace(VARIATION, "")
        if plain and plain not in reactions.EMOJI:
            raise NotThere(f"no reaction {emoji!r}")
        reactions.react(self._world, person, find_message(place, message_id), plain)

    def reactions(self) -> list[str]:
        """List the emoji one may react with, the most used first."""
        return list(reactions.EMOJI)
