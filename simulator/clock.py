"""The clock the simulator asks: the real one, or one that tests move by hand."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

SETTLED_PASSES = 4
"""Loop passes in a row with nothing to run before the loop counts as quiet."""


class Clock(Protocol):
    """Whatever tells the time and waits for it to pass."""

    def now(self) -> datetime:
        """Tell the wall time, aware, in UTC."""

    def monotonic(self) -> float:
        """Tell seconds that never run backwards."""

    async def sleep(self, seconds: float) -> None:
        """Wait until that many seconds have passed."""


class SystemClock:
    """The clock of this computer."""

    def now(self) -> datetime:
        """Tell the wall time, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Tell seconds that never run backwards."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait until that many seconds have passed."""
        await asyncio.sleep(seconds)


@dataclass(frozen=True, slots=True)
class Hands:
    """Where the hands of a clock stood, at which second of the computer, and how fast they go."""

    shown: float  # seconds since 1970, as `at`
    at: float
    rate: float


class SteerableClock:
    """A clock whose hands are moved forward and may go faster; intervals stay the computer's.

    Clocks in two processes of one computer agree once one `follows` the hands of the other.
    """

    def __init__(self, start: datetime, *, seconds: Callable[[], float] = time.time) -> None:
        if start.tzinfo is None:
            raise ValueError("the start of a clock needs a time zone")
        self._seconds = seconds
        self.hands = Hands(start.timestamp(), seconds(), 1.0)

    def now(self) -> datetime:
        """Tell the shown time, aware, in UTC."""
        return datetime.fromtimestamp(self._shown(), UTC)

    def monotonic(self) -> float:
        """Tell seconds that never run backwards."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait until that many real seconds have passed."""
        await asyncio.sleep(seconds)

    def moves_to(self, at: datetime) -> None:
        """Show that moment from now on; one that is over already moves nothing."""
        shown = max(self._shown(), at.timestamp())
        self.hands = Hands(shown, self._seconds(), self.hands.rate)

    def runs_at(self, rate: float) -> None:
        """Go so many times as fast from now on."""
        if rate <= 0:
            raise ValueError("a clock runs forward")
        self.hands = Hands(self._shown(), self._seconds(), rate)

    def follows(self, hands: Hands) -> None:
        """Show from now on what the clock with these hands shows."""
        self.hands = hands

    def _shown(self) -> float:
        hands = self.hands
        return hands.shown + (self._seconds() - hands.at) * hands.rate


class VirtualClock:
    """A clock that stands still until somebody advances it."""

    def __init__(self, start: datetime, *, pause: float = 0.0005) -> None:
        if start.tzinfo is None:
            raise ValueError("the start of a virtual clock needs a time zone")
        self._start = start.astimezone(UTC)
        self._pause = pause  # real seconds left to sockets and threads before time moves
        self._elapsed = 0.0
        self._order = itertools.count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        """Tell the virtual wall time, aware, in UTC."""
        return self._start + timedelta(seconds=self._elapsed)

    def monotonic(self) -> float:
        """Tell the virtual seconds since the start."""
        return self._elapsed

    async def sleep(self, seconds: float) -> None:
        """Wait until somebody has advanced the clock that far."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._elapsed + seconds, next(self._order), woken))
        await woken

    def next_deadline(self) -> float | None:
        """Tell, in `monotonic` seconds, when the next sleeper wakes; None when nobody sleeps."""
        while self._sleepers and self._sleepers[0][2].done():  # a sleeper that was cancelled
            heapq.heappop(self._sleepers)
        return self._sleepers[0][0] if self._sleepers else None

    async def advance(self, seconds: float, busy: Iterable[Callable[[], bool]] = ()) -> None:
        """Move on, waking sleepers in the order of their deadlines, each at its own time."""
        target = self._elapsed + seconds
        watched = tuple(busy)
        await self.settle(watched)
        while (deadline := self.next_deadline()) is not None and deadline <= target:
            self._wake(deadline)
            await self.settle(watched)
        self._elapsed = max(self._elapsed, target)

    async def play(
        self, until: Callable[[], bool], busy: Iterable[Callable[[], bool]] = ()
    ) -> None:
        """Jump from deadline to deadline, whenever nobody is busy, until `until()` is true."""
        watched = tuple(busy)
        while True:
            await self.settle(watched)
            if until():
                return
            deadline = self.next_deadline()
            if deadline is None:
                raise StalledError("nobody sleeps, nobody is busy, and the end has not come")
            self._wake(deadline)

    async def settle(self, busy: Iterable[Callable[[], bool]] = ()) -> None:
        """Let the loop run until it has been quiet, and nobody busy, for a few passes."""
        watched = tuple(busy)
        quiet = 0
        while quiet < SETTLED_PASSES:
            await asyncio.sleep(self._pause if quiet == SETTLED_PASSES - 1 else 0)
            if any(is_busy() for is_busy in watched):
                quiet = 0
                # Somebody works in a thread or waits for a socket: leave them the processor.
                await asyncio.sleep(self._pause)
            elif _loop_has_work():
                quiet = 0
            else:
                quiet += 1

    def _wake(self, deadline: float) -> None:
        self._elapsed = max(self._elapsed, deadline)
        while self._sleepers and self._sleepers[0][0] <= self._elapsed:
            woken = heapq.heappop(self._sleepers)[2]
            if not woken.done():
                woken.set_result(None)


class StalledError(AssertionError):
    """A virtual day cannot go on: nothing is left that time could change."""


def _loop_has_work() -> bool:
    """Tell whether other callbacks wait in the running loop's ready queue."""
    # asyncio has no public name for this; without it every settle would have to guess.
    return bool(getattr(asyncio.get_running_loop(), "_ready", ()))
