"""What admins said about the calendar: corrected days, months of fasting, confirmed years."""

from datetime import datetime

from sqlalchemy import Boolean, Date, bindparam, delete, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from community.calendar import Calendar, Correction, Ramadan
from community.calendar_changes import Change
from storage.schema import UtcDateTime, confirmed_year, day_correction, ramadan

# ON CONFLICT reads the same on SQLite and PostgreSQL; a row that says so already is left alone.
_PUT = text(
    "INSERT INTO day_correction (day, is_off, name, changed_by, at) "
    "VALUES (:day, :is_off, :name, :by, :now) ON CONFLICT (day) DO UPDATE SET "
    "is_off = excluded.is_off, name = excluded.name, changed_by = excluded.changed_by, "
    "at = excluded.at "
    "WHERE day_correction.is_off <> excluded.is_off OR day_correction.name <> excluded.name"
).bindparams(
    bindparam("day", type_=Date()),
    bindparam("is_off", type_=Boolean()),
    bindparam("now", type_=UtcDateTime()),
)
_FAST = text(
    "INSERT INTO ramadan (first, last, changed_by, at) VALUES (:first, :last, :by, :now) "
    "ON CONFLICT (first) DO UPDATE SET "
    "last = excluded.last, changed_by = excluded.changed_by, at = excluded.at "
    "WHERE ramadan.last <> excluded.last"
).bindparams(
    bindparam("first", type_=Date()),
    bindparam("last", type_=Date()),
    bindparam("now", type_=UtcDateTime()),
)
_CONFIRM = text(
    "INSERT INTO confirmed_year (year, confirmed_by, at) VALUES (:year, :by, :now) "
    "ON CONFLICT (year) DO NOTHING"
).bindparams(bindparam("now", type_=UtcDateTime()))


class Calendars:
    """Reads and changes the tables of the calendar."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def load(self) -> Calendar:
        """Return the calendar as it stands."""
        corrections = await self._connection.execute(
            select(day_correction.c.day, day_correction.c.is_off, day_correction.c.name)
        )
        ramadans = await self._connection.execute(
            select(ramadan.c.first, ramadan.c.last).order_by(ramadan.c.first)
        )
        confirmed = await self._connection.execute(select(confirmed_year.c.year))
        return Calendar(
            {row.day: Correction(*row) for row in corrections},
            tuple(Ramadan(*row) for row in ramadans),
            frozenset(confirmed.scalars()),
        )

    async def apply(self, change: Change, by: int, now: datetime) -> bool:
        """Write a change down; False when it is so already."""
        rows = 0
        for on in change.drops:
            gone = delete(day_correction).where(day_correction.c.day == on)
            rows += (await self._connection.execute(gone)).rowcount
        for one in change.ends:
            ended = delete(ramadan).where(ramadan.c.first == one.first, ramadan.c.last == one.last)
            rows += (await self._connection.execute(ended)).rowcount
        for put in change.puts:
            values = {"day": put.day, "is_off": put.is_off, "name": put.name}
            added = await self._connection.execute(_PUT, {**values, "by": by, "now": now})
            rows += added.rowcount
        if change.begins is not None:
            values = {"first": change.begins.first, "last": change.begins.last}
            begun = await self._connection.execute(_FAST, {**values, "by": by, "now": now})
            rows += begun.rowcount
        if change.year is not None:
            values = {"year": change.year, "by": by, "now": now}
            rows += (await self._connection.execute(_CONFIRM, values)).rowcount
        return rows > 0
