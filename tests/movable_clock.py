"""A clock for tests that live with real time, whose hands are moved to another moment."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

ZONES = {
    "WIB": ZoneInfo("Asia/Jakarta"),
    "WITA": ZoneInfo("Asia/Makassar"),
    "WIT": ZoneInfo("Asia/Jayapura"),
}


class MovableClock:
    """Real time plus an offset; moving the hands moves no interval that is being waited for."""

    def __init__(self, at: str) -> None:
        self._offset = timedelta()
        self.moves_to(at)

    def moves_to(self, at: str) -> None:
        """Show that moment from now on: "2026-11-23 07:30", in WIB unless a zone is named."""
        self._offset = moment(at) - datetime.now(UTC)

    def now(self) -> datetime:
        """Return the moved time of day."""
        return datetime.now(UTC) + self._offset

    def monotonic(self) -> float:
        """Return the computer's monotonic seconds."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Return after that many real seconds."""
        await asyncio.sleep(seconds)


def moment(at: str) -> datetime:
    """Read a moment as people write it, with WIB, WITA or WIT behind it."""
    words = at.split()
    zone = ZONES[words.pop()] if words[-1] in ZONES else ZONES["WIB"]
    return datetime.fromisoformat(" ".join(words)).replace(tzinfo=zone)
