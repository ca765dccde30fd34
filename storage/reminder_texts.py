"""Which text (campaign) the reminders of an hour have."""

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from community.reminding import Slot, hour_text
from storage.schema import reminder_text


class ReminderTexts:
    """The table `reminder_text`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of_hour(self, day: date, zone: ZoneInfo, hour: str) -> dict[int, int]:
        """Return the campaign of each variant of an hour's reminder."""
        found = await self._connection.execute(
            select(reminder_text.c.variant, reminder_text.c.campaign_id).where(
                reminder_text.c.day == day,
                reminder_text.c.zone == zone.key,
                reminder_text.c.hour == hour,
            )
        )
        return {row.variant: row.campaign_id for row in found}

    async def add(self, slot: Slot, variant: int, campaign_id: int, *, key: str = "") -> None:
        """Note which campaign carries a variant; `key` stands for the hour of other texts."""
        await self._connection.execute(
            insert(reminder_text).values(
                day=slot.day,
                zone=slot.zone.key,
                hour=key or hour_text(slot),
                variant=variant,
                campaign_id=campaign_id,
            )
        )

    async def list_day(self, day: date) -> list[tuple[str, int, int]]:
        """List zone, variant and campaign of all reminders' texts of a day."""
        found = await self._connection.execute(
            select(
                reminder_text.c.zone, reminder_text.c.variant, reminder_text.c.campaign_id
            ).where(reminder_text.c.day == day, reminder_text.c.hour.contains(":"))
        )
        return [(row.zone, row.variant, row.campaign_id) for row in found]
