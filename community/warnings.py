"""When somebody should look at the calendar: an empty Thursday, a year nobody has confirmed."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from community.calendar import Calendar
from community.programme_days import BELAJAR

WARN_FROM, WARN_UNTIL = time(9, 0), time(17, 0)
NEXT_YEAR_FROM = 11  # the month from which the next year should be confirmed


def is_hour(at: datetime, zone: ZoneInfo) -> bool:
    """Say whether warnings may be given now: from their hour to the end of work."""
    return WARN_FROM <= at.astimezone(zone).time() < WARN_UNTIL


def warning_ends(at: datetime, zone: ZoneInfo) -> datetime:
    """Return when a warning of this day is too late."""
    return datetime.combine(at.astimezone(zone).date(), WARN_UNTIL, zone)


def thursday_ahead(today: date, calendar: Calendar) -> date | None:
    """Return the Thursday that is the next working day, None where another day is.

    A Thursday that is libur is never the next working day, so nobody is warned of it.
    """
    if not calendar.is_working_day(today):
        return None
    following = calendar.working_day_after(today)
    return following if following.isoweekday() == BELAJAR else None


def unconfirmed_years(today: date, calendar: Calendar) -> tuple[int, ...]:
    """Return the years that admins should compare with the decree by now."""
    if not calendar.is_working_day(today):
        return ()
    wanted = (today.year, today.year + 1) if today.month >= NEXT_YEAR_FROM else (today.year,)
    return tuple(year for year in wanted if not calendar.is_confirmed(year))


def thursday_key(day: date) -> str:
    """Name the one warning of a Thursday."""
    return f"thursday:{day.isoformat()}"


def year_key(year: int, today: date) -> str:
    """Name the one warning of a month about a year."""
    return f"year:{year}:{today:%Y-%m}"
