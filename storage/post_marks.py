"""Marks on posts: `Bermanfaat` and `Simpan`."""

from datetime import datetime

from sqlalchemy import bindparam, case, delete, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from community.marking import Kind, Marks
from storage.schema import UtcDateTime, post, post_mark

# ON CONFLICT reads the same on SQLite and PostgreSQL, so plain text needs no dialect.
_ADD = text(
    "INSERT INTO post_mark (post_id, kind, person_id, at) VALUES (:post_id, :kind, :person_id, "
    ":now) ON CONFLICT (post_id, kind, person_id) DO NOTHING"
).bindparams(bindparam("now", type_=UtcDateTime()))


class PostMarks:
    """Reads and changes the table `post_mark`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, post_id: int, kind: Kind, person_id: int, now: datetime) -> bool:
        """Put a mark on a post; False when it was there."""
        values = {"post_id": post_id, "kind": kind.value, "person_id": person_id, "now": now}
        added = await self._connection.execute(_ADD, values)
        return added.rowcount > 0

    async def remove(self, post_id: int, kind: Kind, person_id: int) -> bool:
        """Take a mark back; False when there was none."""
        gone = await self._connection.execute(
            delete(post_mark).where(
                post_mark.c.post_id == post_id,
                post_mark.c.kind == kind,
                post_mark.c.person_id == person_id,
            )
        )
        return gone.rowcount > 0

    async def of(self, post_id: int, person_id: int) -> Marks:
        """Return how a post is marked, as one reader sees it; one statement along the key."""
        is_own = case((post_mark.c.person_id == person_id, 1), else_=0)
        found = await self._connection.execute(
            select(post_mark.c.kind, func.count(), func.max(is_own))
            .where(post_mark.c.post_id == post_id)
            .group_by(post_mark.c.kind)
        )
        by_kind = {kind: (count, bool(own)) for kind, count, own in found}
        useful, is_useful = by_kind.get(Kind.USEFUL, (0, False))
        return Marks(useful, is_useful, by_kind.get(Kind.SAVED, (0, False))[1])

    async def oldest_of(self, author_id: int) -> int | None:
        """Return the oldest post of an author."""
        found: int | None = await self._connection.scalar(
            select(func.min(post.c.id)).where(post.c.person_id == author_id)
        )
        return found
