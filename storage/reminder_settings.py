"""Whether a person wants reminders, and how; a guest without a row has them off.

Every write is conditional and names what it wants, so that a second tap changes nothing. `since`
moves when the person begins to be due at an hour at which they were not: see reminder_choice.py.
"""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, bindparam, case, func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.reminder_choice import UNTOUCHED, ReminderChoice
from storage.schema import UtcDateTime, reminder_setting

# ON CONFLICT reads the same on SQLite and PostgreSQL, so plain text needs no dialect.
_BEGIN = text(
    "INSERT INTO reminder_setting (person_id) SELECT id FROM person WHERE id = :person_id "
    "ON CONFLICT (person_id) DO NOTHING"
)
_CHOOSE_DAYS = text(
    "INSERT INTO reminder_setting (person_id, days, since) VALUES (:person_id, :days, :now) "
    "ON CONFLICT (person_id) DO UPDATE SET days = excluded.days, wants_off = false, "
    "since = CASE WHEN (excluded.days & ~reminder_setting.days & :today) <> 0 "
    "THEN excluded.since ELSE reminder_setting.since END"
).bindparams(bindparam("now", type_=UtcDateTime()))

_column = reminder_setting.c
_CHOICE = select(
    _column.days,
    _column.is_on,
    _column.hour,
    _column.zone,
    _column.paused_until,
    _column.digest,
    _column.since,
).where(_column.person_id == bindparam("person_id"))


class ReminderSettings:
    """Reads and changes the table `reminder_setting`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def is_on(self, person_id: int) -> bool:
        """Say whether the person gets reminders."""
        found = await self._connection.execute(
            select(_column.is_on).where(_column.person_id == person_id)
        )
        return bool(found.scalar())

    async def choice(self, person_id: int) -> ReminderChoice:
        """Return what the person chose; off where they never chose anything."""
        found = await self._connection.execute(_CHOICE, {"person_id": person_id})
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

    async def turn_on(self, person_id: int, now: datetime) -> bool:
        """Turn reminders on, from now; False when they were on."""
        await self._begin(person_id)
        off = ~_column.is_on
        return await self._change(person_id, off, is_on=True, wants_off=False, since=now)

    async def turn_off(self, person_id: int) -> bool:
        """Turn reminders off, whatever becomes of the person; False when they said so before."""
        said_nothing = or_(_column.is_on, ~_column.wants_off)
        return await self._change(person_id, said_nothing, is_on=False, wants_off=True)

    async def choose_days(
        self, person_id: int, days: int, *, now: datetime, zone: ZoneInfo
    ) -> None:
        """Choose all days at once, as forms do; `zone` is the community's.

        Whether reminders are on is another setting.
        """
        chosen = await self.choice(person_id)
        today = 1 << now.astimezone(chosen.zone_of(zone)).weekday()
        values = {"person_id": person_id, "days": days, "today": today, "now": now}
        await self._connection.execute(_CHOOSE_DAYS, values)

    async def add_day(self, person_id: int, weekday: int, *, is_today: bool, now: datetime) -> bool:
        """Choose one more weekday (1 is Monday); False when it was chosen."""
        await self._begin(person_id)
        bit = 1 << (weekday - 1)
        values: dict[str, Any] = {"days": _column.days.bitwise_or(bit)}
        if is_today:
            values["since"] = now
        return await self._change(person_id, _column.days.bitwise_and(bit) == 0, **values)

    async def remove_day(self, person_id: int, weekday: int) -> bool:
        """Leave a weekday out; False when it was not chosen."""
        await self._begin(person_id)
        bit = 1 << (weekday - 1)
        days = _column.days.bitwise_and(~bit)
        return await self._change(person_id, _column.days.bitwise_and(bit) != 0, days=days)

    async def set_hour(
        self, person_id: int, hour: time | None, *, default: time, now: datetime
    ) -> bool:
        """Choose the hour, None for the community's; False when it was the chosen one."""
        await self._begin(person_id)
        new = None if hour is None else hour.isoformat("minutes")
        usual = default.isoformat("minutes")
        since = _now_unless(func.coalesce(_column.hour, usual) == (new or usual), now)
        return await self._change(
            person_id, _column.hour.is_distinct_from(new), hour=new, since=since
        )

    async def set_zone(
        self, person_id: int, zone: ZoneInfo, *, default: ZoneInfo, now: datetime
    ) -> bool:
        """Choose the zone; False when it was the chosen one."""
        await self._begin(person_id)
        since = _now_unless(func.coalesce(_column.zone, default.key) == zone.key, now)
        other = _column.zone.is_distinct_from(zone.key)
        return await self._change(person_id, other, zone=zone.key, since=since)

    async def pause(self, person_id: int, until: date) -> bool:
        """Pause until a day that is not over, it included; False when it was so already."""
        await self._begin(person_id)
        day = until.isoformat()
        other = _column.paused_until.is_distinct_from(day)
        return await self._change(person_id, other, paused_until=day)

    async def end_pause(self, person_id: int, *, today: date, now: datetime) -> bool:
        """End the pause; False when there was none."""
        since = _now_unless(_column.paused_until < today.isoformat(), now)
        paused = _column.paused_until.is_not(None)
        return await self._change(person_id, paused, paused_until=None, since=since)

    async def set_digest(self, person_id: int, *, wanted: bool) -> bool:
        """Want the weekly digest or not; False when that was said before."""
        await self._begin(person_id)
        return await self._change(person_id, _column.digest != wanted, digest=wanted)

    async def _begin(self, person_id: int) -> None:
        await self._connection.execute(_BEGIN, {"person_id": person_id})

    async def _change(self, person_id: int, only_if: ColumnElement[bool], **values: Any) -> bool:
        changed = await self._connection.execute(
            update(reminder_setting)
            .where(_column.person_id == person_id)
            .where(only_if)
            .values(values)
        )
        return changed.rowcount > 0


def _now_unless(stays: ColumnElement[bool], now: datetime) -> ColumnElement[datetime]:
    """Begin to count now, unless nothing changes about today's hour."""
    return case((stays, _column.since), else_=bindparam(None, now, UtcDateTime()))
