"""What became of all posts together: which are replicated most, and where."""

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from community.impact import Practice
from community.replicating import Reach
from storage.replications import counted
from storage.schema import post, post_version, replication
from storage.visible import IS_VISIBLE


class Impact:
    """Counts over `replication` and `post`; each is one statement."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def list_practices(self, *, limit: int, offset: int) -> list[Practice]:
        """List the posts that run in most other instansi, the newest first among equals."""
        areas, others = counted()
        query = (
            select(post.c.id, post_version.c.title, areas, others)
            .select_from(replication)
            .join(post, post.c.id == replication.c.post_id)
            .join(
                post_version,
                and_(post_version.c.post_id == post.c.id, post_version.c.version == post.c.version),
            )
            .where(replication.c.counts, IS_VISIBLE)
            .group_by(post.c.id, post_version.c.title)
            .order_by((areas + others).desc(), func.count().desc(), post.c.id.desc())
            .limit(limit)
            .offset(offset)
        )
        found = await self._connection.execute(query)
        return [Practice(number, title, Reach(*reach)) for number, title, *reach in found]

    async def count_practices(self) -> int:
        """Count the posts that run in other instansi."""
        query = (
            select(func.count(replication.c.post_id.distinct()))
            .join(post, post.c.id == replication.c.post_id)
            .where(replication.c.counts, IS_VISIBLE)
        )
        return int(await self._connection.scalar(query) or 0)

    async def adopted(self) -> dict[str | None, int]:
        """Count by area the practices of others that run there; None stands for other instansi."""
        query = (
            select(replication.c.area, func.count(replication.c.post_id.distinct()))
            .join(post, post.c.id == replication.c.post_id)
            .where(replication.c.counts, IS_VISIBLE)
            .group_by(replication.c.area)
        )
        return {row[0]: row[1] for row in await self._connection.execute(query)}

    async def shared(self) -> dict[str | None, int]:
        """Count by area, or agency, the posts that come from there."""
        query = select(post.c.area, func.count()).where(IS_VISIBLE).group_by(post.c.area)
        return {row[0]: row[1] for row in await self._connection.execute(query)}
