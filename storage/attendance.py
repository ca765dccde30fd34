"""Who said `Saya ikut` to which session."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import bindparam, delete, exists, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.sessions import APART
from storage.schema import UtcDateTime, attendance, reminder

_ADD = text(
    "INSERT INTO attendance (session_id, person_id, at, known_sequence) "
    "SELECT id, :person_id, :now, sequence FROM session WHERE id = :session_id "
    "ON CONFLICT (session_id, person_id) DO NOTHING"
).bindparams(bindparam("now", type_=UtcDateTime()))


class Attendances:
    """Reads and changes the table `attendance`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, session_id: int, person_id: int, now: datetime) -> bool:
        """Note that a person comes; False when they said so before."""
        added = await self._connection.execute(
            _ADD, {"session_id": session_id, "person_id": person_id, "now": now}
        )
        return added.rowcount > 0

    async def remove(self, session_id: int, person_id: int) -> bool:
        """Note that a person does not come; False when they never said they would."""
        gone = await self._connection.execute(
            delete(attendance).where(
                attendance.c.session_id == session_id, attendance.c.person_id == person_id
            )
        )
        return gone.rowcount > 0

    async def of_person(self, person_id: int, sessions: Collection[int]) -> frozenset[int]:
        """Return to which of these sessions a person comes."""
        if not sessions:
            return frozenset()
        found = await self._connection.execute(
            select(attendance.c.session_id).where(
                attendance.c.person_id == person_id,
                attendance.c.session_id.in_(sorted(sessions)),
            )
        )
        return frozenset(found.scalars())

    async def take_notice(
        self, session_id: int, person_id: int, starts_at: datetime, *, today: date, now: datetime
    ) -> bool:
        """Take on the notice with the link; False when it was sent, or stands in a fresh reminder.

        `today` is the day where the person is, by which their reminders count.
        """
        reminded = exists().where(
            reminder.c.day == today,
            reminder.c.person_id == person_id,
            reminder.c.at > now - APART,
        )
        taken = await self._connection.execute(
            update(attendance)
            .where(
                attendance.c.session_id == session_id,
                attendance.c.person_id == person_id,
                attendance.c.notified_for.is_distinct_from(starts_at),
                ~reminded,
            )
            .values(notified_for=starts_at)
        )
        return taken.rowcount > 0
