"""The last step before a request leaves: marked rows wait here for the pacer."""

from collections import deque
from collections.abc import Callable

from bot.clock import Clock
from bot.delivery.alarm import Alarm
from bot.delivery.pacer import Pacer
from bot.delivery.parcel import Parcel
from bot.delivery.request import Request
from community.reply import Lane

IN_FLIGHT = 256  # of each pool
STAGED = 128  # marked while all connections are busy, so that none of them waits for a commit
AHEAD_SECONDS = 0.2  # so far ahead rows are marked: few are in doubt after a kill

Launch = Callable[[Parcel, Request], None]


class Gate:
    """Lets rows leave by urgency, as the pacer says; what is not counted passes at once."""

    def __init__(self, *, clock: Clock, pacer: Pacer, launch: Launch) -> None:
        self._clock = clock
        self._pacer = pacer
        self._launch = launch
        self._staged: dict[Lane, deque[tuple[Parcel, Request]]] = {lane: deque() for lane in Lane}
        self._in_flight = {"replies": 0, "bulk": 0}
        self.alarm = Alarm(clock)

    def room(self, lane: Lane) -> int:
        """Return how many more rows may be marked now."""
        ahead = self._pacer.room(self._clock.monotonic(), lane, AHEAD_SECONDS)
        free = IN_FLIGHT + STAGED - self._in_flight[_pool(lane)]
        return min(ahead, free) - len(self._staged[lane])

    @property
    def talk_lanes(self) -> tuple[Lane, ...]:
        """Return which rows that people wait for may be marked now."""
        if self.room(Lane.REPLY) <= 0:
            return ()
        if self.room(Lane.NOTICE) <= len(self._staged[Lane.NOTICE]):
            return (Lane.REPLY,)
        return (Lane.REPLY, Lane.NOTICE)

    @property
    def wants_bulk(self) -> bool:
        """Whether it is time to mark more mass messages: half of them have left."""
        return self.room(Lane.BULK) > len(self._staged[Lane.BULK])

    @property
    def in_flight(self) -> int:
        """Return how many requests are under way."""
        return sum(self._in_flight.values())

    def opens_at(self, lane: Lane) -> float:
        """Return from when rows of a lane may be marked, as far as the pacer is concerned."""
        now = self._clock.monotonic()
        return self._pacer.ready_at(now, lane) - AHEAD_SECONDS

    def admit(self, parcel: Parcel, request: Request, urgency: Lane) -> None:
        """Let a marked row leave when its time has come."""
        if not parcel.is_counted:
            self._go(parcel, request, self._clock.monotonic())
            return
        self._staged[urgency].append((parcel, request))
        self.alarm.ring()

    def landed(self, parcel: Parcel) -> None:
        """Note that a request is over."""
        self._in_flight[_pool(parcel.lane)] -= 1
        if parcel.is_counted:
            self._pacer.landed(parcel.sent_at, self._clock.monotonic(), parcel.parts)
        if any(self._staged.values()):
            self.alarm.ring()

    def clear(self) -> list[Parcel]:
        """Give back what has not left."""
        parcels = [parcel for staged in self._staged.values() for parcel, _ in staged]
        for staged in self._staged.values():
            staged.clear()
        return parcels

    def open(self) -> bool:
        """Let go whatever may leave now; says whether mass messages left."""
        now = self._clock.monotonic()
        has_bulk_left = False
        for lane, staged in self._staged.items():
            while staged:
                if self._in_flight[_pool(lane)] >= IN_FLIGHT:
                    break
                parts = staged[0][0].parts
                at = self._pacer.ready_at(now, lane, parts)
                if at > now:
                    self.alarm.ring_at(at)
                    return has_bulk_left
                self._pacer.take(now, lane, parts)
                self._go(*staged.popleft(), now)
                has_bulk_left = has_bulk_left or lane is Lane.BULK
        return has_bulk_left

    def _go(self, parcel: Parcel, request: Request, now: float) -> None:
        self._in_flight[_pool(parcel.lane)] += 1
        parcel.sent_at = now
        self._launch(parcel, request)


def _pool(lane: Lane) -> str:
    return "bulk" if lane is Lane.BULK else "replies"
