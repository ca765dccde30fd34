"""Unasked rows that Friday noon holds: out of memory, back in the table until it is over."""

from collections.abc import Sequence
from datetime import datetime

from bot.clock import Clock
from bot.delivery import unasked
from bot.delivery.parcel import Parcel
from bot.delivery.queue import Queue

MOST = 1_000  # rows written in one transaction: the lock is held for some milliseconds

Batch = Sequence[tuple[Parcel, datetime]]
"""Rows, and before when none of them leaves."""


class Held:
    """Takes rows out of the queue, and keeps them in mind until that is written down."""

    def __init__(self, *, clock: Clock, queue: Queue) -> None:
        self._clock = clock
        self._queue = queue
        self._rows: list[tuple[Parcel, datetime]] = []

    @property
    def is_empty(self) -> bool:
        """Whether everything is written down."""
        return not self._rows

    def collect(self) -> None:
        """Take out of memory whatever may not leave at this hour in its zone."""
        at = self._clock.now()
        for zone in self._queue.zones:
            until = unasked.held_until(zone, at)
            if until is not None:
                found = self._queue.withdraw(zone, self._clock.monotonic())
                self._rows.extend((parcel, until) for parcel in found)

    def next_batch(self) -> Batch:
        """Take what is written down next."""
        batch, self._rows = self._rows[:MOST], self._rows[MOST:]
        return batch
