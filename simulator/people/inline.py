"""What people do with the bot's name in any chat: they ask behind it, and choose what is listed."""

from __future__ import annotations

from typing import Any

from simulator.people.lookup import find_chat, find_user
from simulator.people.talking import NotThere, reach
from simulator.people.viewing import view
from simulator.state.inline import LONGEST_QUERY, InlineQuery
from simulator.state.messages import Message
from simulator.state.world import INLINE_KEY, World

Json = dict[str, Any]


class InlineOperations:
    """The operations on inline queries."""

    def __init__(self, world: World) -> None:
        self._world = world

    def ask_inline(
        self, user: int, text: str = "", *, offset: str = "", chat: int | None = None
    ) -> str:
        """Type behind the bot's name; the server asks the bot unless it knows the answer still."""
        person, world = find_user(self._world, user), self._world
        place = find_chat(world, user, chat)
        query = InlineQuery(
            id=str(world.rng.getrandbits(62)),
            user=person,
            text=text[:LONGEST_QUERY],
            offset=offset,
            asked_at=world.clock.monotonic(),
        )
        person.is_known = True
        if world.inline.ask(query):
            payload = {
                "id": query.id,
                "from": person.card,
                "chat_type": "sender" if place.is_private else place.kind,
                "query": query.text,
                "offset": offset,
            }
            world.updates.push("inline_query", payload, user + INLINE_KEY)
        world.changes.bump()
        return query.id

    def inline_answer(self, query_id: str) -> Json | None:
        """Show what is listed for a query, once it was answered."""
        query = self._query(query_id)
        answer = query.answer
        if answer is None:
            return None
        return {
            "query_id": query.id,
            "text": query.text,
            "results": [
                {"id": one.id, "title": one.title, "description": one.description}
                for one in answer.results
            ],
            "next_offset": answer.next_offset,
            "button": answer.button,
            "is_cached": query.is_cached,
        }

    def choose_result(
        self, user: int, query_id: str, result_id: str, *, chat: int | None = None
    ) -> Json:
        """Send what is listed into a chat; it says via which bot it came."""
        query, person, place = (
            self._query(query_id),
            find_user(self._world, user),
            find_chat(self._world, user, chat),
        )
        listed = () if query.answer is None else query.answer.results
        chosen = next((one for one in listed if one.id == result_id), None)
        if chosen is None or query.user is not person:
            raise NotThere(f"{result_id!r} is not listed")
        reach(self._world, person, place)
        message = Message(
            id=self._world.next_message_id(place),
            chat=place,
            date=self._world.timestamp(),
            sender=person,
            author=person,
            via=self._world.bot,
            text=chosen.text,
            entities=chosen.entities,
            markup=chosen.markup,
            preview=chosen.preview,
        )
        self._world.post(message)
        self._world.push_message(message)
        return view(message)

    def _query(self, query_id: str) -> InlineQuery:
        query = self._world.inline.all.get(query_id)
        if query is None:
            raise NotThere("no such inline query")
        return query
