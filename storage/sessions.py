"""The sessions of the programmes."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from community.sessions import Session
from storage.schema import session

COLUMNS = [session.c[field.name] for field in fields(Session)]


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


def of_row(row: Row[Any] | Sequence[Any]) -> Session:
    """Return the session of a row of `COLUMNS`."""
    values: dict[str, Any] = dict(zip((field.name for field in fields(Session)), row, strict=True))
    return Session(**{**values, "links": tuple(values["links"])})
