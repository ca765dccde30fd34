"""The demo's time: where it begins, how moments are typed and shown, where a jump stops."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from community.reading_dates import read_day, read_hour
from community.texts import dates

ZONE = ZoneInfo("Asia/Jakarta")
BEGINS = datetime(2026, 11, 23, 7, 0, tzinfo=ZONE)  # a Monday of a week without days off
DAY_BEGINS, DAY_ENDS = time(5), time(17)
SATURDAY = 5
HALF_HOUR = timedelta(minutes=30)
FARTHEST = timedelta(days=14)
_MINUTES = re.compile(r"\+ ?([0-9]{1,4})")


def shown(now: datetime) -> str:
    """Write a moment as the terminal's prompt shows it."""
    there = now.astimezone(ZONE)
    return f"{dates.short_day(there.date())} {there:%H.%M}"


def shown_short(now: datetime) -> str:
    """Write a moment as the page shows it: "Sen, 23 Nov 2026 07.31"."""
    there = now.astimezone(ZONE)
    day, month = dates.DAYS[there.weekday()][:3], dates.MONTHS[there.month - 1][:3]
    return f"{day}, {there.day} {month} {there.year} {there:%H.%M}"


def read_moment(words: str, now: datetime) -> datetime | None:
    """Read "+15", "07.30", "senin 07.30", "26-11-2026 07.30" or ISO; the next such after now."""
    minutes = _MINUTES.fullmatch(words.strip())
    there = now.astimezone(ZONE)
    exact = _read_iso(words.strip())
    if exact is not None:
        return _near(exact, there)
    if minutes is not None:
        return _near(there + timedelta(minutes=int(minutes[1])), there)
    day, _, hour = words.strip().rpartition(" ")
    at = read_hour(hour)
    on = read_day(day, there.date()) if day else there.date()
    if at is None or on is None:
        return None
    found = datetime.combine(on, at, ZONE)
    if found <= there and not any(letter.isdigit() for letter in day):
        found += timedelta(days=7 if day else 1)  # that day or hour comes again
    return _near(found, there)


def _read_iso(words: str) -> datetime | None:
    """Read what programs write; without a zone it is WIB."""
    if "T" not in words:
        return None
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=ZONE)


def _near(at: datetime, now: datetime) -> datetime | None:
    return at if now < at <= now + FARTHEST else None


def stops(begin: datetime, end: datetime) -> Iterator[datetime]:
    """Name the half hours of the day between two moments, at weekends the hours; then the second.

    Each stop is a look at every job of the clock, and nobody waits for a night.
    """
    at = _half_hour(begin.astimezone(ZONE))
    while at < end:
        is_worth_it = at.weekday() < SATURDAY or at.minute == 0
        if is_worth_it and DAY_BEGINS <= at.time() <= DAY_ENDS:
            yield at
        at += HALF_HOUR
    yield end


def _half_hour(after: datetime) -> datetime:
    """Return the first half hour after a moment."""
    midnight = _midnight(after.date())
    return midnight + ((after - midnight) // HALF_HOUR + 1) * HALF_HOUR


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), ZONE)
