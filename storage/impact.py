"""What became of all posts together: which are replicated most, and where."""

from sqlalchemy import and_, case, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from community.impact import Practice
from community.replicating import Reach
from storage.schema import post, post_version, replication
from storage.visible import IS_VISIBLE

_column = replication.c


class Impact:
    """Counts over `replication` and `post`; each is one statement."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def list_practices(self, *, limit: int, offset: int) -> list[Practice]:
        """List the posts that run in most other instansi, the newest first among equals."""
        areas = func.count(_column.area.distinct())
        others = func.count(case((_column.area.is_(None), _column.workplace)).distinct())
        # Grouped before anything is joined: along ix_replication_counts.
        runs = (
            select(
                _column.post_id,
                areas.label("areas"),
                others.label("others"),
                func.count().label("people"),
            )
            .where(_column.counts)
            .group_by(_column.post_id)
            .subquery("runs")
        )
        reach = runs.c.areas + runs.c.others
        query = (
            select(post.c.id, post_version.c.title, runs.c.areas, runs.c.others)
            .select_from(runs)
            .join(post, post.c.id == runs.c.post_id)
            .join(
                post_version,
                and_(post_version.c.post_id == post.c.id, post_version.c.version == post.c.version),
            )
            .where(IS_VISIBLE)
            .order_by(reach.desc(), runs.c.people.desc(), post.c.id.desc())
            .limit(limit)
            .offset(offset)
        )
        found = await self._connection.execute(query)
        return [Practice(number, title, Reach(*where)) for number, title, *where in found]

    async def count_practices(self) -> int:
        """Count the posts that run in other instansi."""
        query = (
            select(func.count(_column.post_id.distinct()))
            .join(post, post.c.id == _column.post_id)
            .where(_column.counts, IS_VISIBLE)
        )
        return int(await self._connection.scalar(query) or 0)

    async def adopted(self) -> dict[str | None, int]:
        """Count by area the practices of others that run there; None stands for other instansi."""
        query = (
            select(_column.area, func.count(_column.post_id.distinct()))
            .join(post, post.c.id == _column.post_id)
            .where(_column.counts, IS_VISIBLE)
            .group_by(_column.area)
        )
        return {row[0]: row[1] for row in await self._connection.execute(query)}

    async def shared(self) -> dict[str | None, int]:
        """Count by area, or agency, the posts that come from there."""
        # By the state alone, so that the index of areas answers: what is published has a version.
        is_published = post.c.state == literal_column("'published'")
        query = select(post.c.area, func.count()).where(is_published).group_by(post.c.area)
        return {row[0]: row[1] for row in await self._connection.execute(query)}
