"""The clock that the whole bot asks; nothing else in it reads the time of day."""

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What a clock must be able to say; tests and the demo bring their own."""

    def now(self) -> datetime:
        """Return the time of day, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never run backwards, from an arbitrary start."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return after that many seconds of this clock."""
        ...


class SystemClock:
    """The clock of this computer."""

    def now(self) -> datetime:
        """Return the computer's time of day in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return the computer's monotonic seconds."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Return after that many real seconds."""
        await asyncio.sleep(seconds)


@dataclass(frozen=True, slots=True)
class ShiftedClock:
    """The clock of this computer with its hands moved, so that a demo can begin at 07.25."""

    offset: timedelta

    def now(self) -> datetime:
        """Return the computer's time of day moved by the offset."""
        return datetime.now(UTC) + self.offset

    def monotonic(self) -> float:
        """Return the computer's monotonic seconds; moving the hands moves no interval."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Return after that many real seconds."""
        await asyncio.sleep(seconds)
