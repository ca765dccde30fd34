"""When an unasked message may leave and whether it makes a sound, by the zone of its row."""

import logging
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from community import quiet

logger = logging.getLogger(__name__)


def held_until(zone: str | None, at: datetime) -> datetime | None:
    """Say until when a row waits; None when it may leave, as every row without a zone may."""
    found = _zone(zone)
    return None if found is None else quiet.held_until(at, found)


def is_silent(zone: str | None, at: datetime) -> bool:
    """Say whether a row makes no sound, whatever it says itself."""
    found = _zone(zone)
    return found is not None and quiet.is_silent(at, found)


def day(zone: str | None, at: datetime) -> date | None:
    """Return the day that it is in a zone."""
    found = _zone(zone)
    return None if found is None else at.astimezone(found).date()


@lru_cache(maxsize=64)
def _zone(name: str | None) -> ZoneInfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError):  # one such row must not stop everything that is to be said
        logger.warning("a row names a zone that does not exist: it is sent like an answer")
        return None
