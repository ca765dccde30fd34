"""The topics as admins edited them (table `topic_edit`); the others are packaged."""

from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from community import topics
from community.topics import Topic, TopicEdit
from storage.schema import topic_edit


class TopicEdits:
    """Reads and changes the edits."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def load(self, *, is_offered: bool = True) -> tuple[Topic, ...]:
        """Return the topics that are offered, or all that questions may have."""
        return topics.edited(await self.edits(), is_offered=is_offered)

    async def edits(self) -> dict[str, TopicEdit]:
        """Return what admins changed or added, in the order in which they did."""
        found = await self._connection.execute(
            select(topic_edit).order_by(topic_edit.c.at, topic_edit.c.code)
        )
        return {
            row.code: TopicEdit(row.code, row.name, tuple(row.aliases), bool(row.is_active))
            for row in found
        }

    async def put(self, edit: TopicEdit, by: int, now: datetime) -> None:
        """Write a topic down in place of what it was."""
        await self._connection.execute(delete(topic_edit).where(topic_edit.c.code == edit.code))
        await self._connection.execute(
            insert(topic_edit).values(
                code=edit.code,
                name=edit.name,
                aliases=list(edit.aliases),
                is_active=edit.is_active,
                changed_by=by,
                at=now,
            )
        )
