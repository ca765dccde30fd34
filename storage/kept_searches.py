"""What members searched for, kept a while so that the buttons below a list lead on."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import UtcDateTime, kept_search

# ON CONFLICT reads the same on SQLite and PostgreSQL, so plain text needs no dialect.
_KEEP = text(
    "INSERT INTO kept_search (person_id, words, kind, topic, message_id, at) "
    "VALUES (:person_id, :words, :kind, :topic, :message_id, :at) "
    "ON CONFLICT (person_id, words, kind, topic) DO UPDATE SET "
    "message_id = excluded.message_id, at = excluded.at RETURNING id"
).bindparams(bindparam("at", type_=UtcDateTime()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is searched for; `kind` and `topic` narrow it, empty where they do not.

    `message_id` is the message that somebody typed the words in, 0 where there is none.
    """

    words: str
    kind: str = ""
    topic: str = ""
    message_id: int = 0


class KeptSearches:
    """The table `kept_search`; whoever searches for the same again is given the same number."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def keep(self, person_id: int, wanted: Wanted, now: datetime) -> int:
        """Keep a search and return its number."""
        values = {
            "person_id": person_id,
            "words": wanted.words,
            "kind": wanted.kind,
            "topic": wanted.topic,
            "message_id": wanted.message_id,
            "at": now,
        }
        number: int = (await self._connection.execute(_KEEP, values)).scalar_one()
        return number

    async def get(self, person_id: int, number: int) -> Wanted | None:
        """Return what somebody searched for; None when it is too old, or somebody else's."""
        found = await self._connection.execute(
            select(kept_search).where(
                kept_search.c.id == number, kept_search.c.person_id == person_id
            )
        )
        row = found.first()
        if row is None:
            return None
        return Wanted(words=row.words, kind=row.kind, topic=row.topic, message_id=row.message_id)
