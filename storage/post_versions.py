"""What a post says, version by version, and what moderators made of each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.posts import Content, Outcome
from community.reply import Attached
from storage.schema import post_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a post; `comment` is the moderator's."""

    post_id: int
    number: int
    content: Content
    written_at: datetime
    outcome: Outcome
    comment: str
    decided_by: int | None
    decided_at: datetime | None


class PostVersions:
    """Reads and changes the table `post_version`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self, post_id: int, number: int, content: Content, outcome: Outcome, now: datetime
    ) -> None:
        """Write a version down."""
        await self._connection.execute(
            insert(post_version).values(
                post_id=post_id,
                version=number,
                topic=content.topic,
                title=content.title,
                body=content.body,
                link=content.link,
                media=[one.as_json() for one in content.media],
                written_at=now,
                outcome=outcome,
            )
        )

    async def get(self, post_id: int, number: int | None) -> Version | None:
        """Return a version of a post."""
        found = await self._connection.execute(
            select(post_version).where(
                post_version.c.post_id == post_id, post_version.c.version == number
            )
        )
        row = found.first()
        return None if row is None else _of_row(row)

    async def list_of(self, post_id: int) -> list[Version]:
        """List the versions of a post, oldest first."""
        found = await self._connection.execute(
            select(post_version)
            .where(post_version.c.post_id == post_id)
            .order_by(post_version.c.version)
        )
        return [_of_row(row) for row in found]

    async def newest(self, post_id: int) -> int:
        """Return the number of the newest version."""
        query = select(func.max(post_version.c.version)).where(post_version.c.post_id == post_id)
        return int(await self._connection.scalar(query) or 0)

    async def decide(
        self,
        post_id: int,
        number: int | None,
        outcome: Outcome,
        now: datetime,
        *,
        by: int | None,
        comment: str = "",
    ) -> None:
        """Write down what became of a version."""
        await self._connection.execute(
            update(post_version)
            .where(post_version.c.post_id == post_id, post_version.c.version == number)
            .values(outcome=outcome, comment=comment, decided_by=by, decided_at=now)
        )


def _of_row(row: Row[Any]) -> Version:
    media = tuple(Attached(**one) for one in row.media)
    return Version(
        post_id=row.post_id,
        number=row.version,
        content=Content(
            topic=row.topic, title=row.title, body=row.body, link=row.link, media=media
        ),
        written_at=row.written_at,
        outcome=Outcome(row.outcome),
        comment=row.comment,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )
