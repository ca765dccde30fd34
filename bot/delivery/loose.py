"""Rows that keep no order: mass messages, and errands such as letting somebody into a group."""

import heapq
import itertools
from collections import deque
from collections.abc import Callable

from bot.delivery.parcel import Parcel


class Loose:
    """A queue whose rows may be deferred one by one."""

    def __init__(self) -> None:
        self._ready: deque[Parcel] = deque()
        self._deferred: list[tuple[float, int, Parcel]] = []
        self._order = itertools.count()

    def __len__(self) -> int:
        """Count all rows, deferred ones too."""
        return len(self._ready) + len(self._deferred)

    @property
    def is_ready(self) -> bool:
        """Whether a row waits that is not deferred."""
        return bool(self._ready)

    @property
    def ready_count(self) -> int:
        """Return how many rows wait that are not deferred."""
        return len(self._ready)

    def add(self, parcel: Parcel) -> None:
        """Append a row."""
        self._ready.append(parcel)

    def put_back(self, parcel: Parcel) -> None:
        """Put a row at the front."""
        self._ready.appendleft(parcel)

    def defer(self, parcel: Parcel, until: float) -> None:
        """Keep a row back until then."""
        heapq.heappush(self._deferred, (until, next(self._order), parcel))

    def next(self, now: float, free_at: Callable[[Parcel], float]) -> Parcel | None:
        """Take the first row whose chat is free; the others are deferred."""
        while self._deferred and self._deferred[0][0] <= now:
            self._ready.append(heapq.heappop(self._deferred)[2])
        while self._ready:
            parcel = self._ready.popleft()
            at = free_at(parcel)
            if at <= now:
                return parcel
            self.defer(parcel, at)
        return None

    def withdraw(self, zone: str) -> list[Parcel]:
        """Take out the unasked rows of a zone."""
        found = [one for one in self._ready if one.row.zone == zone]
        found += [entry[2] for entry in self._deferred if entry[2].row.zone == zone]
        if found:
            self._ready = deque(one for one in self._ready if one.row.zone != zone)
            self._deferred = [entry for entry in self._deferred if entry[2].row.zone != zone]
            heapq.heapify(self._deferred)
        return found

    def next_time(self) -> float | None:
        """Return when the next deferred row has its turn."""
        return self._deferred[0][0] if self._deferred else None
