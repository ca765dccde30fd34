"""The one limiter of all sends and edits: an even schedule and a sliding log. Pure: told the time.

Replies leave as soon as the log has room. Everything else also keeps to the schedule, which is 2 %
slower than the rate, and, while people are talking, leaves room in the log for the next reply.
"""

from bisect import bisect_left, insort
from collections import deque

from community.reply import Lane

MARGIN = 0.98  # of the rate is scheduled evenly: 29.4 of 30
WINDOW = 1.01  # seconds the log looks back, so that 10 ms of jitter on the way do no harm
LATENESS = 0.02  # seconds of schedule that a late wake-up may make good
TRIPS = 50  # round trips whose shortest is the usual one
TALK_SECONDS = 10.0  # after a reply the next one is expected for so long
BULK_SHARE = 0.95  # of what replies leave, bulk must get
ALIKE_SECONDS = 1.0  # two chats refused within this: the whole bot is meant


class Pacer:
    """Says when the next row of a lane may leave; rate 0 means always."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._interval = 1 / (rate * MARGIN) if rate else 0.0
        self._log: list[float] = []  # sorted
        self._trips: deque[float] = deque(maxlen=TRIPS)
        self._next = 0.0
        self._replies: deque[float] = deque()
        self._refusals: deque[tuple[float, int, float]] = deque(maxlen=16)
        self._halted_until = 0.0

    def ready_at(self, now: float, lane: Lane) -> float:
        """Return the moment from which a row of this lane may leave; now, if it may."""
        at = max(now, self._halted_until)
        if not self._rate:
            return at
        if lane is Lane.REPLY:
            return max(at, self._room_at(self._rate))
        limit = self._rate - self._reserve(now)
        return max(at, self._next, self._room_at(limit))

    def take(self, now: float, lane: Lane) -> None:
        """Note that a row leaves."""
        if not self._rate:
            return
        del self._log[: bisect_left(self._log, now - WINDOW)]
        insort(self._log, now)
        if lane is Lane.REPLY:
            self._replies.append(now)
            return
        self._next = max(self._next, now - LATENESS) + self._interval

    def landed(self, sent_at: float, now: float) -> None:
        """Move a row in the log to when it arrived at the latest, if it took longer than usual.

        Telegram counts arrivals; a hundred new connections, or a busy computer, bring rows late.
        """
        if not self._rate:
            return
        trip = now - sent_at
        self._trips.append(trip)
        late = trip - min(self._trips)
        place = bisect_left(self._log, sent_at)
        if place < len(self._log) and self._log[place] == sent_at:
            del self._log[place]
        if sent_at + late > now - WINDOW:
            insort(self._log, sent_at + late)

    def room(self, now: float, lane: Lane, seconds: float) -> int:
        """Estimate how many rows of a lane can leave within the next seconds."""
        if not self._rate:
            return 1_000_000
        if self.ready_at(now, lane) > now + seconds:
            return 0
        soon = max(1, round(self._rate * seconds))
        if lane is not Lane.REPLY:
            return soon
        free = self._rate - len(self._log) + bisect_left(self._log, now - WINDOW)
        return free + soon

    def refused(self, chat_id: int, now: float, until: float) -> None:
        """Note a 429; when two chats get one within a second, everything halts until the later."""
        self._refusals.append((now, chat_id, until))
        recent = [one for one in self._refusals if one[0] > now - ALIKE_SECONDS]
        if len({chat for _, chat, _ in recent}) > 1:
            self._halted_until = max(self._halted_until, *(deadline for *_, deadline in recent))

    def _room_at(self, limit: int) -> float:
        """Return when the log holds fewer than `limit` rows."""
        if len(self._log) < limit:
            return 0.0
        return self._log[len(self._log) - limit] + WINDOW

    def _reserve(self, now: float) -> int:
        """Return how many places to keep for replies without taking too much from bulk."""
        while self._replies and self._replies[0] <= now - TALK_SECONDS:
            self._replies.popleft()
        if not self._replies:
            return 0
        talk = len(self._replies) / TALK_SECONDS
        for places in (max(1, self._rate // 100), 1):
            if (self._rate - places) / WINDOW - talk >= BULK_SHARE * (self._rate - talk):
                return places
        return 0
