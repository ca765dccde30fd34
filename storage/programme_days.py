"""The texts of the five programme days: as packaged, or as admins changed them."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from community import programme_days
from community.programme_days import ProgrammeDay
from storage.schema import programme_day


class ProgrammeDays:
    """Reads and changes the table `programme_day`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def load(self) -> tuple[ProgrammeDay, ...]:
        """Return the five days, Monday first."""
        found = await self._connection.execute(select(programme_day))
        changed = {row.weekday: row for row in found}
        return tuple(
            replace(
                day,
                name=changed[day.weekday].name,
                about=changed[day.weekday].about,
                call=changed[day.weekday].call,
            )
            if day.weekday in changed
            else day
            for day in programme_days.ALL
        )

    async def change(self, day: ProgrammeDay, by: int, now: datetime) -> None:
        """Write a day's texts down in place of what they were."""
        await self.restore(day.weekday)
        await self._connection.execute(
            insert(programme_day).values(
                weekday=day.weekday,
                name=day.name,
                about=day.about,
                call=day.call,
                changed_by=by,
                changed_at=now,
            )
        )

    async def restore(self, weekday: int) -> bool:
        """Go back to the packaged texts; False when nothing was changed."""
        gone = await self._connection.execute(
            delete(programme_day).where(programme_day.c.weekday == weekday)
        )
        return gone.rowcount > 0
