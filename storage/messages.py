"""What we said about a card, screen or post, and which groups became supergroups."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, bindparam, delete, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import chat_alias, message


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A message of ours (an album has several ids) and what it was about."""

    subject: str
    chat_id: int
    message_ids: tuple[int, ...]
    person_id: int | None = None


Place = tuple[str, int]
"""A subject and a chat."""

_ADD = insert(message)
_NEWEST = (
    select(message.c.subject, message.c.chat_id, message.c.message_ids)
    .where(tuple_(message.c.subject, message.c.chat_id).in_(bindparam("places", expanding=True)))
    .order_by(message.c.id)
)
_ABOUT = (
    select(message.c.subject, message.c.chat_id, message.c.message_ids, message.c.person_id)
    .where(message.c.subject == bindparam("subject"))
    .order_by(message.c.id)
)

_ALBUM = 10  # parts at most, with consecutive ids
_AROUND = (
    select(message.c.subject, message.c.message_ids)
    .where(
        message.c.chat_id == bindparam("chat_id"),
        message.c.first_id.between(
            bindparam("message_id", type_=BigInteger) - _ALBUM, bindparam("message_id")
        ),
    )
    .order_by(message.c.id.desc())
)


class Messages:
    """The tables `message` and `chat_alias`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, said: Sequence[Said], now: datetime) -> None:
        """Remember messages; the newest about a subject in a chat is the one that is edited."""
        if not said:
            return
        await self._connection.execute(
            _ADD,
            [
                {
                    "subject": one.subject,
                    "chat_id": one.chat_id,
                    "message_ids": list(one.message_ids),
                    "first_id": min(one.message_ids, default=None),
                    "person_id": one.person_id,
                    "at": now,
                }
                for one in said
            ],
        )

    async def newest(self, places: Collection[Place]) -> dict[Place, int]:
        """Return the newest message id of each subject in its chat, where one is known."""
        if not places:
            return {}
        found = await self._connection.execute(_NEWEST, {"places": list(places)})
        return {(row.subject, row.chat_id): row.message_ids[0] for row in found if row.message_ids}

    async def subject_of(self, chat_id: int, message_id: int) -> str | None:
        """Return what a message of ours is about, also where it is a part of an album."""
        found = await self._connection.execute(
            _AROUND, {"chat_id": chat_id, "message_id": message_id}
        )
        return next((row.subject for row in found if message_id in row.message_ids), None)

    async def list_about(self, subject: str) -> list[Said]:
        """Return all messages about a subject, oldest first.

        One that was answered before delivery noted it down was noted twice; it is listed once.
        """
        found = await self._connection.execute(_ABOUT, {"subject": subject})
        said = (
            Said(
                subject=row.subject,
                chat_id=row.chat_id,
                message_ids=tuple(row.message_ids),
                person_id=row.person_id,
            )
            for row in found
        )
        return list(dict.fromkeys(said))

    async def adopt(self, said: Said, now: datetime) -> bool:
        """Remember a message that people answered to although its sending was never confirmed.

        Says whether it was new to us.
        """
        known = await self._connection.execute(_NEWEST, {"places": [(said.subject, said.chat_id)]})
        if any(set(said.message_ids) <= set(row.message_ids) for row in known):
            return False
        await self.add([said], now)
        return True

    async def forget_person(self, person_id: int) -> int:
        """Remove what ties messages to a person; says how many rows there were."""
        gone = await self._connection.execute(
            delete(message).where(message.c.person_id == person_id)
        )
        return gone.rowcount

    async def add_alias(self, old_chat_id: int, new_chat_id: int) -> None:
        """Remember that a group became a supergroup, also for older names of the same group."""
        await self._connection.execute(
            update(chat_alias)
            .where(chat_alias.c.new_chat_id == old_chat_id)
            .values(new_chat_id=new_chat_id)
        )
        changed = await self._connection.execute(
            update(chat_alias)
            .where(chat_alias.c.old_chat_id == old_chat_id)
            .values(new_chat_id=new_chat_id)
        )
        if changed.rowcount == 0:
            await self._connection.execute(
                insert(chat_alias).values(old_chat_id=old_chat_id, new_chat_id=new_chat_id)
            )

    async def former_ids(self, chat_id: int) -> frozenset[int]:
        """Return the ids that a supergroup had as a basic group; settings may still name them."""
        query = select(chat_alias.c.old_chat_id).where(chat_alias.c.new_chat_id == chat_id)
        return frozenset(await self._connection.scalars(query))

    async def present_id(self, chat_id: int) -> int:
        """Return the id that a group has now; any other chat keeps its own."""
        return (await self.aliases()).get(chat_id, chat_id)

    async def left_behind(self, subject: str) -> frozenset[int]:
        """Return the supergroups that have messages about a subject only in what they were before.

        Nothing in those can be edited; by their numbers, other messages would be.
        """
        said = {one.chat_id for one in await self.list_about(subject) if one.message_ids}
        if min(said, default=0) >= 0:
            return frozenset()
        aliases = await self.aliases()
        return frozenset(aliases[one] for one in said if one in aliases) - said

    async def aliases(self) -> dict[int, int]:
        """Return the supergroup that each upgraded group became."""
        found = await self._connection.execute(select(chat_alias))
        return {row.old_chat_id: row.new_chat_id for row in found}
