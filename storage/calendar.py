"""What admins said about the calendar: corrected days, months of fasting, confirmed years."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from community.calendar import Calendar, Correction, Ramadan
from storage.schema import confirmed_year, day_correction, ramadan


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
