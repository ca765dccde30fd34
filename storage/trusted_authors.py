"""Authors whose posts are published at once."""

from datetime import datetime

from sqlalchemy import delete, exists, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import person, trusted_author


class TrustedAuthors:
    """Reads and changes the table `trusted_author`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def has(self, person_id: int) -> bool:
        """Say whether somebody's posts need no review."""
        query = select(trusted_author.c.person_id).where(trusted_author.c.person_id == person_id)
        return await self._connection.scalar(query) is not None

    async def add(self, person_id: int, by: int, now: datetime) -> bool:
        """Trust somebody; False when they are trusted already."""
        known = exists().where(trusted_author.c.person_id == person_id)
        chosen = select(person.c.id, literal(by), literal(now, trusted_author.c.at.type))
        added = await self._connection.execute(
            insert(trusted_author).from_select(
                ["person_id", "by", "at"], chosen.where(person.c.id == person_id, ~known)
            )
        )
        return added.rowcount == 1

    async def remove(self, person_id: int) -> bool:
        """End the trust; says whether there was any."""
        ended = delete(trusted_author).where(trusted_author.c.person_id == person_id)
        return (await self._connection.execute(ended)).rowcount == 1
