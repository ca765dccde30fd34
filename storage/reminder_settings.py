"""Whether a person wants reminders, and how; a guest without a row has them off."""

from datetime import date, time
from zoneinfo import ZoneInfo

from sqlalchemy import exists, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.reminder_choice import UNTOUCHED, ReminderChoice
from storage.schema import person, reminder_setting


class ReminderSettings:
    """Reads and turns the switch."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def is_on(self, person_id: int) -> bool:
        """Say whether the person gets reminders."""
        found = await self._connection.execute(
            select(reminder_setting.c.is_on).where(reminder_setting.c.person_id == person_id)
        )
        return bool(found.scalar())

    async def choice(self, person_id: int) -> ReminderChoice:
        """Return what the person chose; off where they never chose anything."""
        column = reminder_setting.c
        found = await self._connection.execute(
            select(
                column.days,
                column.is_on,
                column.hour,
                column.zone,
                column.paused_until,
                column.digest,
                column.since,
            ).where(column.person_id == person_id)
        )
        row = found.first()
        if row is None:
            return UNTOUCHED
        return ReminderChoice(
            days=row.days,
            is_on=bool(row.is_on),
            hour=None if row.hour is None else time.fromisoformat(row.hour),
            zone=None if row.zone is None else ZoneInfo(row.zone),
            paused_until=None if row.paused_until is None else date.fromisoformat(row.paused_until),
            digest=bool(row.digest),
            since=row.since,
        )

    async def switch(self, person_id: int, *, on: bool) -> None:
        """Turn reminders on or off; saying it twice changes nothing."""
        turned = await self._connection.execute(
            update(reminder_setting)
            .where(reminder_setting.c.person_id == person_id)
            .values(is_on=on, wants_off=not on)
        )
        if turned.rowcount or not on:
            return
        known = exists().where(reminder_setting.c.person_id == person_id)
        chosen = select(person.c.id, literal(True)).where(person.c.id == person_id, ~known)
        await self._connection.execute(
            insert(reminder_setting).from_select(["person_id", "is_on"], chosen)
        )
