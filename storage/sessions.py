"""The sessions of the programmes."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, case, func, insert, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community import plan
from community.sessions import Session
from storage.schema import Json, UtcDateTime, reach_history, session

COLUMNS = [session.c[field.name] for field in fields(Session)]
_PLANNED = {column for columns in plan.COLUMNS.values() for column in columns}


class Sessions:
    """Reads and changes the table `session`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, session_id: int) -> Session | None:
        """Return a session, also a cancelled one."""
        found = await self._connection.execute(select(*COLUMNS).where(session.c.id == session_id))
        row = found.first()
        return None if row is None else of_row(row)

    async def list_days(
        self, first: date, last: date, zone: ZoneInfo, *, with_cancelled: bool = False
    ) -> list[Session]:
        """List the sessions that begin on these days of a zone, earliest first."""
        begin = datetime.combine(first, time(0), zone)
        end = datetime.combine(last + timedelta(days=1), time(0), zone)
        query = select(*COLUMNS).where(session.c.starts_at >= begin, session.c.starts_at < end)
        if not with_cancelled:
            query = query.where(~session.c.is_cancelled)
        found = await self._connection.execute(query.order_by(session.c.starts_at, session.c.id))
        return [of_row(row) for row in found]

    # --- what is over ---------------------------------------------------------------------

    async def list_past(self, before: datetime, *, limit: int, offset: int) -> list[Session]:
        """List the sessions that began before a moment, newest first."""
        found = await self._connection.execute(
            select(*COLUMNS)
            .where(session.c.starts_at < before)
            .order_by(session.c.starts_at.desc(), session.c.id.desc())
            .limit(limit)
            .offset(offset)
        )
        return [of_row(row) for row in found]

    async def count_past(self, before: datetime) -> int:
        """Count the sessions that began before a moment."""
        counted = select(func.count()).select_from(session).where(session.c.starts_at < before)
        return int((await self._connection.execute(counted)).scalar_one())

    # --- numbers --------------------------------------------------------------------------

    async def taken_numbers(self, programme: int, year: int, besides: int = 0) -> list[int]:
        """List the numbers of a programme's sessions in a year; of `besides` they are free."""
        found = await self._connection.execute(
            select(session.c.number)
            .where(
                session.c.programme == programme,
                session.c.year == year,
                session.c.number.is_not(None),
                ~session.c.is_cancelled,
                session.c.id != besides,
            )
            .order_by(session.c.number)
        )
        return [int(number) for number in found.scalars()]

    async def next_number(self, programme: int, year: int, besides: int = 0) -> int:
        """Propose the number after the last one, counting series from before the bot too."""
        counted = select(func.coalesce(func.sum(reach_history.c.series), 0)).where(
            reach_history.c.programme == programme, reach_history.c.year == year
        )
        before = int((await self._connection.execute(counted)).scalar_one())
        taken = await self.taken_numbers(programme, year, besides)
        return 1 + max([before, *taken])

    async def has_twin(self, one: Session) -> bool:
        """Say whether another session has the same title and start."""
        found = await self._connection.execute(
            select(session.c.id)
            .where(
                session.c.starts_at == one.starts_at,
                session.c.title == one.title,
                session.c.id != one.id,
                ~session.c.is_cancelled,
            )
            .limit(1)
        )
        return found.first() is not None

    # --- changes --------------------------------------------------------------------------

    async def add(self, new: Session, zone: ZoneInfo, by: int, now: datetime) -> int:
        """Add a session and return its id; one of today is news for today's reminders."""
        is_today = new.day(zone) == now.astimezone(zone).date()
        added = await self._connection.execute(
            insert(session)
            .values(
                **_values(new, zone),
                created_by=by,
                created_at=now,
                changed_at=now,
                news_at=now if is_today else None,
            )
            .returning(session.c.id)
        )
        return int(added.scalar_one())

    async def change(self, before: Session, after: Session, zone: ZoneInfo, now: datetime) -> bool:
        """Write a change down, and when it is told; False when somebody else was faster.

        What those who come were told is kept from before the first change that is still to be told.
        """
        changed = (
            update(session)
            .where(session.c.id == before.id, session.c.sequence == before.sequence)
            .where(~session.c.is_cancelled)
            .values(
                **_values(after, zone),
                is_cancelled=after.is_cancelled,
                sequence=session.c.sequence + 1,
                changed_at=now,
            )
        )
        due = plan.news_due(before, after, now)
        if due is not None:
            at = literal(due, UtcDateTime)
            waits = or_(session.c.news_at.is_(None), session.c.news_at > at)
            told = literal(dict(plan.as_told(before)), Json)
            changed = changed.values(
                news_at=case((waits, at), else_=session.c.news_at),
                told=func.coalesce(session.c.told, told, type_=Json),
            )
        return (await self._connection.execute(changed)).rowcount > 0


def _values(one: Session, zone: ZoneInfo) -> Mapping[str, Any]:
    planned = {column: getattr(one, column) for column in _PLANNED}
    return {**planned, "links": list(one.links), "year": one.day(zone).year}


def of_row(row: Row[Any] | Sequence[Any]) -> Session:
    """Return the session of a row of `COLUMNS`."""
    values: dict[str, Any] = dict(zip((field.name for field in fields(Session)), row, strict=True))
    return Session(**{**values, "links": tuple(values["links"])})
