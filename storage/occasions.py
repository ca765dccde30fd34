"""What happens once (table `occasion`): whoever adds the key does it."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import UtcDateTime, occasion

_ADD = text(
    "INSERT INTO occasion (key, at) VALUES (:key, :now) ON CONFLICT (key) DO NOTHING"
).bindparams(bindparam("now", type_=UtcDateTime()))


class Occasions:
    """Keeps the keys."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def taken_at(self, key: str) -> datetime | None:
        """Return when an occasion was taken."""
        found: datetime | None = await self._connection.scalar(
            select(occasion.c.at).where(occasion.c.key == key)
        )
        return found

    async def is_taken(self, key: str) -> bool:
        """Say whether an occasion was taken."""
        return await self.taken_at(key) is not None

    async def take(self, key: str, now: datetime) -> bool:
        """Take an occasion; False when it was taken before."""
        added = await self._connection.execute(_ADD, {"key": key, "now": now})
        return added.rowcount > 0

    async def forget(self, key: str) -> None:
        """Let an occasion come again."""
        await self._connection.execute(delete(occasion).where(occasion.c.key == key))
