"""The demo's clock: it begins on a Monday morning, and its hands can be moved forward."""

import asyncio
import re
import time as computer
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from community.reading_dates import read_day, read_hour
from community.texts import dates

ZONE = ZoneInfo("Asia/Jakarta")
BEGINS = datetime(2026, 11, 23, 7, 0, tzinfo=ZONE)  # a Monday of a week without days off
DAY_BEGINS, DAY_ENDS = time(5), time(17)
HALF_HOUR = timedelta(minutes=30)
FARTHEST = timedelta(days=14)
_MINUTES = re.compile(r"\+ ?([0-9]{1,4})")


class DemoClock:
    """Real time plus an offset; moving the hands moves no interval that is being waited for."""

    def __init__(self, at: datetime = BEGINS) -> None:
        self._offset = timedelta()
        self.moves_to(at)

    def moves_to(self, at: datetime) -> None:
        """Show that moment from now on."""
        self._offset = at - datetime.now(UTC)

    def now(self) -> datetime:
        """Return the moved time of day in UTC."""
        return datetime.now(UTC) + self._offset

    def monotonic(self) -> float:
        """Return the computer's monotonic seconds."""
        return computer.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Return after that many real seconds."""
        await asyncio.sleep(seconds)

    def shown(self) -> str:
        """Write the moment as the prompt shows it."""
        there = self.now().astimezone(ZONE)
        return f"{dates.short_day(there.date())} {there:%H.%M}"


def read_moment(words: str, now: datetime) -> datetime | None:
    """Read "+15", "07.30", "senin 07.30" or "26-11-2026 07.30"; the next such moment after now."""
    minutes = _MINUTES.fullmatch(words.strip())
    there = now.astimezone(ZONE)
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


def _near(at: datetime, now: datetime) -> datetime | None:
    return at if now < at <= now + FARTHEST else None


def stops(begin: datetime, end: datetime) -> Iterator[datetime]:
    """Name the half hours of the working day between two moments, then the second of them."""
    at = _half_hour(begin.astimezone(ZONE))
    while at < end:
        if DAY_BEGINS <= at.time() <= DAY_ENDS:
            yield at
        at += HALF_HOUR
    yield end


def _half_hour(after: datetime) -> datetime:
    """Return the first half hour after a moment."""
    midnight = _midnight(after.date())
    return midnight + ((after - midnight) // HALF_HOUR + 1) * HALF_HOUR


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), ZONE)
