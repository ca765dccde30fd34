"""What the community chat was told of posts."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Date, bindparam, delete, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.announcing import State
from storage.attempts import UNKNOWN_ONCE
from storage.outbox import IS_PENDING
from storage.schema import UtcDateTime, announcement, outbox

_ADD = text(
    "INSERT INTO announcement (post_id, state, day, at) VALUES (:post_id, :state, :day, :now) "
    "ON CONFLICT (post_id) DO NOTHING"
).bindparams(bindparam("day", type_=Date()), bindparam("now", type_=UtcDateTime()))


@dataclass(frozen=True, slots=True)
class Announcement:
    """How a post was announced; without a day it waits for its turn."""

    post_id: int
    state: State
    day: date | None


class Announcements:
    """Reads and changes the table `announcement`, and takes back what was not sent yet."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, post_id: int, state: State, day: date | None, now: datetime) -> bool:
        """Write down how a post is announced; False when it is announced already."""
        values = {"post_id": post_id, "state": state.value, "day": day, "now": now}
        return (await self._connection.execute(_ADD, values)).rowcount > 0

    async def get(self, post_id: int) -> Announcement | None:
        """Return how a post was announced."""
        column = announcement.c
        found = await self._connection.execute(
            select(column.post_id, column.state, column.day).where(column.post_id == post_id)
        )
        row = found.first()
        return None if row is None else Announcement(row.post_id, State(row.state), row.day)

    async def list_waiting(self) -> list[int]:
        """List the posts that wait for the next list, in the order in which they came."""
        column = announcement.c
        waiting = select(column.post_id).where(column.state == State.WAITING)
        found = await self._connection.execute(waiting.order_by(column.at, column.post_id))
        return list(found.scalars())

    async def list_of_day(self, day: date) -> list[int]:
        """List the posts of a day's list, in its order."""
        column = announcement.c
        listed = select(column.post_id).where(column.state == State.LISTED, column.day == day)
        found = await self._connection.execute(listed.order_by(column.at, column.post_id))
        return list(found.scalars())

    async def move(self, post_id: int, state: State, day: date | None) -> None:
        """Change how a post is announced; its place in lists stays."""
        await self._connection.execute(
            update(announcement)
            .where(announcement.c.post_id == post_id)
            .values(state=state, day=day)
        )

    async def forget(self, post_id: int) -> None:
        """Let a post that nobody was told of be announced no more."""
        await self._connection.execute(
            delete(announcement).where(announcement.c.post_id == post_id)
        )

    async def take_back(self, replace_key: str) -> bool:
        """Drop a message that has certainly not been sent; False when there is none."""
        column = outbox.c
        # What was sent without an answer may stand in the chat: it is edited instead.
        is_unsent = or_(column.error.is_(None), column.error != UNKNOWN_ONCE)
        dropped = await self._connection.execute(
            update(outbox)
            .where(column.replace_key == replace_key, IS_PENDING, is_unsent)
            .where(text("replace_key IS NOT NULL"))  # the words of the partial index
            .values(state="dropped")
        )
        return dropped.rowcount > 0
