"""Words that mean the same, as admins edited them (table `synonym_edit`)."""

from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import synonym_edit


class SynonymEdits:
    """Reads and changes the edits; no words stand for a packaged group that was taken out."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def edits(self) -> dict[str, tuple[str, ...]]:
        """Return what admins changed, took out or added, by key, in the order of time."""
        found = await self._connection.execute(
            select(synonym_edit.c.word, synonym_edit.c.words).order_by(
                synonym_edit.c.at, synonym_edit.c.word
            )
        )
        return {row.word: tuple(row.words) for row in found}

    async def put(self, key: str, words: tuple[str, ...], by: int, now: datetime) -> None:
        """Write a group down in place of what it was."""
        await self.drop(key)
        await self._connection.execute(
            insert(synonym_edit).values(word=key, words=list(words), changed_by=by, at=now)
        )

    async def drop(self, key: str) -> None:
        """Forget what admins said of a group: what is packaged holds again."""
        await self._connection.execute(delete(synonym_edit).where(synonym_edit.c.word == key))
