"""What somebody chose about their reminders: days, hour, zone, pause, switch, digest."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from community.programme_days import EVERY_DAY

HOURS = tuple(time(half // 2, half % 2 * 30) for half in range(10, 35))
"""05.00 to 17.00 in half hours."""

ZONES = tuple(ZoneInfo(key) for key in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"))
"""WIB, WITA and WIT."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderChoice:
    """One person's choice; an hour or zone of None follows the community's.

    `days` are bits (see programme_days.py). `since` is when the present hour, zone and switch began
    to count: a reminder of that day whose hour was earlier is not theirs.
    """

    days: int = EVERY_DAY
    is_on: bool = False
    hour: time | None = None
    zone: ZoneInfo | None = None
    paused_until: date | None = None
    digest: bool = False
    since: datetime | None = None

    def has_day(self, day: date) -> bool:
        """Say whether the weekday of a day is among the chosen ones."""
        return bool(self.days >> day.weekday() & 1)

    def is_paused(self, day: date) -> bool:
        """Say whether a day lies in the pause, its last day included."""
        return self.paused_until is not None and day <= self.paused_until

    def wants(self, day: date) -> bool:
        """Say whether a reminder of that day is wanted: on, the weekday chosen, no pause."""
        return self.is_on and self.has_day(day) and not self.is_paused(day)

    def hour_of(self, default: time) -> time:
        """Return the hour of the reminders, the community's unless one was chosen."""
        return default if self.hour is None else self.hour

    def zone_of(self, default: ZoneInfo) -> ZoneInfo:
        """Return the zone in which day and hour count, the community's unless one was chosen."""
        return default if self.zone is None else self.zone


UNTOUCHED = ReminderChoice()
"""What holds for whoever never chose anything: off, and every day once it is turned on."""
