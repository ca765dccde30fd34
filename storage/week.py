"""What the weekly digest tells besides sessions: posts that helped most, answers published."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from community.publishing import State
from community.replicating import ALIVE
from community.week import Item
from storage.schema import post, post_mark, post_version, publication, replication
from storage.visible import IS_VISIBLE


class Week:
    """Reads what happened between two moments; each list is one statement along an index."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def list_posts(self, since: datetime, until: datetime, *, limit: int) -> Sequence[Item]:
        """List the posts with most marks and promises of that time, the newest among equals."""
        marks = select(post_mark.c.post_id).where(
            # Kinds by name: the index begins with them.
            post_mark.c.kind.in_(("useful", "saved")),
            post_mark.c.at >= since,
            post_mark.c.at < until,
        )
        promises = select(replication.c.post_id).where(
            replication.c.state.in_(ALIVE), replication.c.at >= since, replication.c.at < until
        )
        both = union_all(marks, promises).subquery("both")
        score = (  # counted before anything is joined: few rows are looked up
            select(both.c.post_id, func.count().label("count"))
            .group_by(both.c.post_id)
            .subquery("score")
        )
        query = (
            select(post.c.id, post_version.c.title)
            .select_from(score)
            .join(post, post.c.id == score.c.post_id)
            .join(
                post_version,
                and_(post_version.c.post_id == post.c.id, post_version.c.version == post.c.version),
            )
            .where(IS_VISIBLE)
            .order_by(score.c["count"].desc(), post.c.published_at.desc(), post.c.id.desc())
            .limit(limit)
        )
        return [Item(*row) for row in await self._connection.execute(query)]

    async def list_answers(self, since: datetime, until: datetime, *, limit: int) -> Sequence[Item]:
        """List the questions whose answers were published in that time, the newest first."""
        column = publication.c
        query = (
            select(column.question_id, column.question)
            .where(
                column.state == State.PUBLISHED,
                column.decided_at >= since,
                column.decided_at < until,
            )
            .order_by(column.decided_at.desc(), column.question_id.desc())
            .limit(limit)
        )
        return [Item(*row) for row in await self._connection.execute(query)]
