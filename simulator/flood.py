"""Flood control: what Telegram accepts in a second, a chat, a group."""

from __future__ import annotations

import math
from array import array
from collections import deque
from dataclasses import dataclass

from simulator.clock import Clock
from simulator.errors import too_many_requests

GROUP_KINDS = frozenset({"group", "supergroup", "channel"})  # limited by the minute


@dataclass(frozen=True, slots=True)
class FloodModel:
    """Which limits hold: `rate` in any sliding second, per chat, per group."""

    rate: int = 30
    chat: bool = True
    group: bool = True


class Flood:
    """Admits sends and edits; keeps the times of what it admitted, to prove rates."""

    def __init__(self, clock: Clock, model: FloodModel | None) -> None:
        self.model = model
        self.refused = 0
        self.accepted = array("d")  # monotonic seconds of every accepted send or edit
        self._clock = clock
        self._window: deque[float] = deque()
        self._chats: dict[int, _Bucket] = {}
        self._groups: dict[int, _Bucket] = {}

    def admit(self, chat_id: int, kind: str, count: int = 1) -> None:
        """Count one send or edit, or the parts of an album, or raise 429.

        A chat that has room for one message takes a whole album, and is full for longer then.
        """
        now = self._clock.monotonic()
        if self.model is not None:
            wait = self._wait(chat_id, kind, now, count, self.model)
            if wait > 0:
                self.refused += 1
                raise too_many_requests(max(1, math.ceil(wait)))
            self._take(chat_id, kind, now, count, self.model)
        self.accepted.extend([now] * count)

    def most_in_a_second(self) -> int:
        """Find the highest number of accepts in any sliding second."""
        most = 0
        window: deque[float] = deque()
        for moment in self.accepted:
            window.append(moment)
            while window[0] <= moment - 1.0:
                window.popleft()
            most = max(most, len(window))
        return most

    def _wait(self, chat_id: int, kind: str, now: float, count: int, model: FloodModel) -> float:
        wait = 0.0
        while self._window and self._window[0] <= now - 1.0:
            self._window.popleft()
        excess = len(self._window) + min(count, model.rate) - model.rate
        if model.rate and excess > 0:
            # Full is full, whatever is rounded.
            wait = max(self._window[excess - 1] + 1.0 - now, 1e-9)
        if model.chat:
            wait = max(wait, self._chat_bucket(chat_id, now).wait(now))
        if model.group and kind in GROUP_KINDS:
            wait = max(wait, self._group_bucket(chat_id, now).wait(now))
        return wait

    def _take(self, chat_id: int, kind: str, now: float, count: int, model: FloodModel) -> None:
        self._window.extend([now] * count)
        if model.chat:
            self._chat_bucket(chat_id, now).take(count)
        if model.group and kind in GROUP_KINDS:
            self._group_bucket(chat_id, now).take(count)

    def _chat_bucket(self, chat_id: int, now: float) -> _Bucket:
        bucket = self._chats.get(chat_id)
        if bucket is None:
            bucket = self._chats[chat_id] = _Bucket(capacity=5, refill=1.0, at=now)
        return bucket

    def _group_bucket(self, chat_id: int, now: float) -> _Bucket:
        bucket = self._groups.get(chat_id)
        if bucket is None:
            bucket = self._groups[chat_id] = _Bucket(capacity=20, refill=1 / 3, at=now)
        return bucket


class _Bucket:
    """A token bucket."""

    __slots__ = ("_at", "_capacity", "_refill", "_tokens")

    def __init__(self, *, capacity: float, refill: float, at: float) -> None:
        self._capacity = capacity
        self._refill = refill
        self._tokens = capacity
        self._at = at

    def wait(self, now: float) -> float:
        """Refill, then tell how long until one token is there."""
        self._tokens = min(self._capacity, self._tokens + (now - self._at) * self._refill)
        self._at = now
        # The tolerance keeps a client that waits exactly long enough from a rounding error.
        return 0.0 if self._tokens >= 1 - 1e-6 else (1 - self._tokens) / self._refill

    def take(self, count: int) -> None:
        """Spend tokens, also such as are still to come."""
        self._tokens -= count
