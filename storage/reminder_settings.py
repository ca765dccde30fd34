"""Whether a person wants reminders, and how; a guest without a row has them off."""

from sqlalchemy import exists, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

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
