"""The hours of reminders: which are dealt with, and what became of each (`/jadwalbot`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, case, func, insert, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.reminding import Slot, hour_text
from storage.schema import outbox, reminder_slot, reminder_text

LOG_DAYS = 10  # how far back hours are still closed


@dataclass(frozen=True, slots=True)
class SlotLog:
    """What became of an hour's reminders."""

    day: date
    zone: str
    hour: str
    due_at: datetime
    closed_at: datetime | None
    made: int
    missed: int
    reason: str
    outcomes: Mapping[str, int] | None


class ReminderSlots:
    """The table `reminder_slot`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def last_day(self, zone: ZoneInfo, today: date) -> date | None:
        """Return the newest day of a zone that was dealt with; what lies ahead was a wrong clock's.

        A zone of which nothing is known begins where the others are.
        """
        past = select(func.max(reminder_slot.c.day)).where(reminder_slot.c.day <= today)
        there = past.where(reminder_slot.c.zone == zone.key)
        found: date | None = await self._connection.scalar(there)
        return found or await self._connection.scalar(past)

    async def closed(self, day: date) -> set[tuple[str, str]]:
        """Return zone and hour of the slots of a day that need nothing more."""
        found = await self._connection.execute(
            select(reminder_slot.c.zone, reminder_slot.c.hour).where(
                reminder_slot.c.day == day, reminder_slot.c.closed_at.is_not(None)
            )
        )
        return {(row.zone, row.hour) for row in found}

    async def note(self, slot: Slot, *, made: int = 0, missed: int = 0, reason: str = "") -> None:
        """Add to what is known of a slot; what became of new reminders is counted anew."""
        changed = await self._connection.execute(
            update(reminder_slot)
            .where(_is(slot))
            .values(
                made=reminder_slot.c.made + made,
                missed=reminder_slot.c.missed + missed,
                reason=case((reminder_slot.c.reason == "", reason), else_=reminder_slot.c.reason),
                outcomes=null() if made else reminder_slot.c.outcomes,
            )
        )
        if changed.rowcount == 0:
            await self._connection.execute(
                insert(reminder_slot).values(
                    day=slot.day,
                    zone=slot.zone.key,
                    hour=hour_text(slot),
                    due_at=slot.due_at,
                    made=made,
                    missed=missed,
                    reason=reason,
                )
            )

    async def close(self, slot: Slot, now: datetime) -> None:
        """Note that everybody of a slot was dealt with."""
        await self._connection.execute(
            update(reminder_slot)
            .where(_is(slot), reminder_slot.c.closed_at.is_(None))
            .values(closed_at=now)
        )

    async def count_missed(self, since: datetime) -> int:
        """Count who was left without a reminder by the hours that were closed since then."""
        counted = await self._connection.scalar(
            select(func.sum(reminder_slot.c.missed)).where(
                reminder_slot.c.closed_at >= since,
                reminder_slot.c.day >= since.date() - timedelta(days=LOG_DAYS),
            )
        )
        return int(counted or 0)

    async def list_log(self, since: date) -> list[SlotLog]:
        """List the slots in which something was made or missed, newest first."""
        found = await self._connection.execute(
            select(reminder_slot)
            .where(
                reminder_slot.c.day >= since,
                or_(reminder_slot.c.made > 0, reminder_slot.c.missed > 0),
            )
            .order_by(
                reminder_slot.c.day.desc(), reminder_slot.c.due_at.desc(), reminder_slot.c.zone
            )
        )
        return [SlotLog(*row) for row in found]

    async def list_untold(self, since: date, most: int) -> list[SlotLog]:
        """List closed slots whose outcomes were not counted yet, oldest first."""
        found = await self._connection.execute(
            select(reminder_slot)
            .where(
                reminder_slot.c.day >= since,
                reminder_slot.c.closed_at.is_not(None),
                reminder_slot.c.outcomes.is_(None),
                reminder_slot.c.made > 0,
            )
            .order_by(reminder_slot.c.due_at)
            .limit(most)
        )
        return [SlotLog(*row) for row in found]

    async def count_outcomes(self, log: SlotLog) -> dict[str, int]:
        """Count what became of a slot's messages, by the state of their rows."""
        texts = select(reminder_text.c.campaign_id).where(
            reminder_text.c.day == log.day,
            reminder_text.c.zone == log.zone,
            reminder_text.c.hour == log.hour,
        )
        counted = await self._connection.execute(
            select(outbox.c.state, func.count())
            .where(outbox.c.campaign_id.in_(texts))
            .group_by(outbox.c.state)
        )
        return dict(counted.all())

    async def record_outcomes(self, log: SlotLog, outcomes: Mapping[str, int]) -> None:
        """Write the counted outcomes down; what expired counts as missed."""
        await self._connection.execute(
            update(reminder_slot)
            .where(
                reminder_slot.c.day == log.day,
                reminder_slot.c.zone == log.zone,
                reminder_slot.c.hour == log.hour,
                reminder_slot.c.outcomes.is_(None),
            )
            .values(
                outcomes=dict(outcomes),
                missed=reminder_slot.c.missed + outcomes.get("expired", 0),
            )
        )


def _is(slot: Slot) -> ColumnElement[bool]:
    return and_(
        reminder_slot.c.day == slot.day,
        reminder_slot.c.zone == slot.zone.key,
        reminder_slot.c.hour == hour_text(slot),
    )
