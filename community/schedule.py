"""What is on: a day with its programme and sessions, and the weeks that `/jadwal` shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from community import programme_days
from community.calendar import ONE_DAY, Calendar, OffDay
from community.programme_days import ProgrammeDay
from community.sessions import Session

WEEK = timedelta(days=7)
SATURDAY = 5
THIS_WEEK, NEXT_WEEK = 0, 1


class Phase(StrEnum):
    """Where a session stands."""

    COMING = "coming"
    RUNNING = "running"
    ENDED = "ended"
    CANCELLED = "cancelled"


def phase(session: Session, now: datetime) -> Phase:
    """Say where a session stands at a moment."""
    if session.is_cancelled:
        return Phase.CANCELLED
    if now >= session.ends_at:
        return Phase.ENDED
    return Phase.RUNNING if now >= session.starts_at else Phase.COMING


@dataclass(frozen=True, slots=True)
class Day:
    """A day: why it is off, else its programme; and the sessions that begin on it."""

    on: date
    off: OffDay | None
    programme: ProgrammeDay | None
    sessions: tuple[Session, ...]


def day(
    on: date,
    calendar: Calendar,
    days: Sequence[ProgrammeDay],
    sessions: Sequence[Session],
    zone: ZoneInfo,
) -> Day:
    """Say what is on, on a day of a zone; sessions are held on days off, too."""
    off = calendar.off_day(on)
    programme = programme_days.by_weekday(on.isoweekday(), days) if off is None else None
    return Day(on, off, programme, tuple(one for one in sessions if one.day(zone) == on))


@dataclass(frozen=True, slots=True)
class Week:
    """The days that a schedule is about; `first` is before `monday` at the weekend."""

    number: int
    first: date
    monday: date
    last: date


def week(today: date, number: int) -> Week:
    """Return this week or the next; a number that is neither means the nearer one.

    On Saturday and Sunday people look ahead: "this week" is the one that begins on Monday, with
    what is left of the weekend before it.
    """
    number = min(max(number, THIS_WEEK), NEXT_WEEK)
    is_weekend = today.weekday() >= SATURDAY
    monday = today - ONE_DAY * today.weekday() + WEEK * (number + is_weekend)
    first = today if is_weekend and number == THIS_WEEK else monday
    return Week(number, first, monday, monday + WEEK - ONE_DAY)


def week_of(on: date, today: date) -> int:
    """Return which of the two weeks a day is looked for in."""
    return NEXT_WEEK if on >= week(today, NEXT_WEEK).first else THIS_WEEK


def week_days(
    shown: Week,
    calendar: Calendar,
    days: Sequence[ProgrammeDay],
    sessions: Sequence[Session],
    zone: ZoneInfo,
) -> tuple[Day, ...]:
    """Return Monday to Friday, and the days of a weekend on which there are sessions."""
    length = (shown.last - shown.first).days + 1
    told = [
        day(shown.first + ONE_DAY * place, calendar, days, sessions, zone)
        for place in range(length)
    ]
    return tuple(one for one in told if one.on.weekday() < SATURDAY or one.sessions)


def next_programme(
    on: date, calendar: Calendar, days: Sequence[ProgrammeDay]
) -> tuple[date, ProgrammeDay]:
    """Return the first programme after a day, and when it is."""
    after = calendar.working_day_after(on)
    programme = programme_days.by_weekday(after.isoweekday(), days)
    if programme is None:
        raise ValueError(f"no programme on a working day: {after}")
    return after, programme
