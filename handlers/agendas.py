"""What is on, on a day: the calendar, the programme and the sessions, read together."""

from datetime import date
from zoneinfo import ZoneInfo

from community import reminding
from community.reminding import Agenda
from storage.unit import Unit


async def of_day(unit: Unit, day: date, zone: ZoneInfo) -> Agenda | None:
    """Return what is on, on a day for somebody in a zone; None when it is no working day."""
    calendar = await unit.calendar.load()
    days = await unit.programme_days.load()
    found = reminding.on_day(day, calendar, days, await unit.sessions.list_days(day, day, zone))
    return found if isinstance(found, Agenda) else None


async def once_sent(unit: Unit, day: date, zone: ZoneInfo) -> Agenda | None:
    """Return what reminders tell that were sent, also when their day was made a day off since."""
    days = await unit.programme_days.load()
    return reminding.agenda(day, days, await unit.sessions.list_days(day, day, zone))
