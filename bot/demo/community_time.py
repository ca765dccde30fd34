"""When things happened: moments told as working days before the demo begins."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from community.calendar import ONE_DAY, Calendar

NIGHT = "semalam"
"""The calendar day before, when offices are closed."""


@dataclass(frozen=True, slots=True)
class Almanac:
    """Reads "-3 10.15": a quarter past ten, three working days before `now`."""

    now: datetime
    zone: ZoneInfo
    calendar: Calendar

    @property
    def today(self) -> date:
        """The day on which the demo begins."""
        return self.now.astimezone(self.zone).date()

    def at(self, told: str) -> datetime:
        """Return a moment before now, in UTC."""
        day, _, hour = told.partition(" ")
        if day == NIGHT:
            return self.moment(self.today - ONE_DAY, hour)
        if not day.startswith("-"):
            raise ValueError(f"{told!r} is not before the demo begins")
        on = self.today
        for _ in range(-int(day)):
            on = self.calendar.working_day_before(on)
        return self.moment(on, hour)

    def in_week(self, week: int, weekday: int) -> date:
        """Return a weekday (1 is Monday) of this week (0), the last (-1), the next (1)."""
        monday = self.today - timedelta(days=self.today.weekday())
        return monday + timedelta(weeks=week, days=weekday - 1)

    def moment(self, on: date, hour: str) -> datetime:
        """Return an hour ("09.00") of a day, in UTC."""
        read = time.fromisoformat(hour.replace(".", ":"))
        return datetime.combine(on, read, self.zone).astimezone(UTC)
