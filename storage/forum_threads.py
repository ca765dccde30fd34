"""Which thread of a forum belongs to which topic (table `forum_thread`), as delivery learns it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import forum_thread

IMPOSSIBLE = 0  # stands for a thread that could not be made
TRIED_AGAIN = timedelta(days=1)  # the chat may have become a forum meanwhile

Corner = tuple[int, str]
"""A chat and a topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A topic's thread in a chat; None is one that was deleted and is to be made anew."""

    chat_id: int
    topic: str
    name: str
    thread_id: int | None
    at: datetime | None = None

    def may_be_made(self, now: datetime) -> bool:
        """Say whether making it is worth a try."""
        if self.thread_id is None:
            return True
        is_due = self.at is None or self.at + TRIED_AGAIN <= now
        return self.thread_id == IMPOSSIBLE and is_due

    @property
    def is_there(self) -> bool:
        """Whether messages can stand in it."""
        return self.thread_id is not None and self.thread_id != IMPOSSIBLE


class ForumThreads:
    """The table `forum_thread`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, corners: Collection[Corner]) -> dict[Corner, Thread]:
        """Return what is known of threads."""
        if not corners:
            return {}
        column = forum_thread.c
        found = await self._connection.execute(
            select(forum_thread).where(tuple_(column.chat_id, column.topic).in_(list(corners)))
        )
        return {
            (row.chat_id, row.topic): Thread(
                chat_id=row.chat_id,
                topic=row.topic,
                name=row.name,
                thread_id=row.thread_id,
                at=row.at,
            )
            for row in found
        }

    async def put(self, thread: Thread, now: datetime) -> None:
        """Remember what became of a thread."""
        column = forum_thread.c
        where = (column.chat_id == thread.chat_id, column.topic == thread.topic)
        await self._connection.execute(delete(forum_thread).where(*where))
        await self._connection.execute(
            insert(forum_thread).values(
                chat_id=thread.chat_id,
                topic=thread.topic,
                name=thread.name,
                thread_id=thread.thread_id,
                at=now,
            )
        )

    async def forget(self, chat_id: int, thread_id: int, now: datetime) -> None:
        """Note that a thread was deleted: it is made anew when something is to stand in it."""
        column = forum_thread.c
        await self._connection.execute(
            update(forum_thread)
            .where(column.chat_id == chat_id, column.thread_id == thread_id)
            .values(thread_id=None, at=now)
        )
