"""When nothing unasked is sent (Friday 11.30 to 13.00) and when it makes no sound (at night)."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

FRIDAY = 4
PAUSE_FROM, PAUSE_UNTIL = time(11, 30), time(13, 0)
NIGHT_FROM, NIGHT_UNTIL = time(17, 0), time(6, 0)


def held_until(at: datetime, zone: ZoneInfo) -> datetime | None:
    """Say until when an unasked message waits, None when it may leave."""
    there = at.astimezone(zone)
    if there.weekday() != FRIDAY or not PAUSE_FROM <= there.time() < PAUSE_UNTIL:
        return None
    return datetime.combine(there.date(), PAUSE_UNTIL, zone)


def is_silent(at: datetime, zone: ZoneInfo) -> bool:
    """Say whether an unasked message makes no sound."""
    hour = at.astimezone(zone).time()
    return hour >= NIGHT_FROM or hour < NIGHT_UNTIL
