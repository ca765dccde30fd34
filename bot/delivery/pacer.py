"""The one limiter of all sends and edits: an even schedule and a sliding log. Pure: told the time.

Replies leave as soon as the log has room. Everything else also keeps to the schedule, which is 2 %
slower than the rate, and, while people are talking, leaves room in the log for the next reply.

Telegram counts arrivals, we know when a request left and when its answer landed. Seen from the
fastest way there, which moves all arrivals alike, a row arrived at the latest the shortest round
trip before it landed; until it lands it counts as just arrived. So new connections, a busy computer
or a slow line never put more than the rate into a second over there. Only a line that turns faster
than it was for the last 10 seconds may do so once.
"""

from bisect import bisect_left, bisect_right, insort
from collections import deque

from community.reply import Lane

MARGIN = 0.98  # of the rate is scheduled evenly: 29.4 of 30
WINDOW = 1.005  # seconds the log looks back
LATENESS = 0.02  # seconds of schedule that a late wake-up may make good
OVERDUE = 2.0  # seconds after which a request without an answer counts no more
USUAL_SECONDS = 10.0  # of round trips are compared with each other
TALK_SECONDS = 10.0  # after a reply the next one is expected for so long
BULK_SHARE = 0.95  # of what replies leave, bulk must get
ALIKE_SECONDS = 1.0  # two chats refused within this: the whole bot is meant


class Usual:
    """The shortest round trip of the last 10 to 20 seconds."""

    __slots__ = ("_before", "_now", "_since")

    def __init__(self) -> None:
        self._since = 0.0
        self._now = self._before = float("inf")

    @property
    def seconds(self) -> float:
        """Return it; 0 as long as there was none."""
        shortest = min(self._now, self._before)
        return 0.0 if shortest == float("inf") else shortest

    def note(self, trip: float, now: float) -> None:
        """Note a round trip."""
        if now - self._since > USUAL_SECONDS:
            self._since = now
            self._before, self._now = self._now, trip
        self._now = min(self._now, trip)


class Pacer:
    """Says when the next row of a lane may leave; rate 0 means always."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._interval = 1 / (rate * MARGIN) if rate else 0.0
        self._flying: list[float] = []  # when they left, sorted
        self._landed: deque[float] = deque(maxlen=rate or 1)
        self._usual = Usual()
        self._next = 0.0
        self._replies: deque[float] = deque()
        self._refusals: deque[tuple[float, int, float]] = deque(maxlen=16)
        self._halted_until = 0.0

    def follow(self, now: float) -> None:
        """Begin after another pacer, which may have used up this second."""
        self._landed.extend([now] * self._rate)

    def ready_at(self, now: float, lane: Lane, parts: int = 1) -> float:
        """Return the moment from which a row of this lane may leave; now, if it may.

        An album needs room for all its parts, or for as many as the rate allows at all.
        While only answers are missing the moment is a guess; ask again when one lands.
        """
        at = max(now, self._halted_until)
        if not self._rate:
            return at
        if lane is Lane.REPLY:
            return max(at, self._room_at(now, max(1, self._rate + 1 - parts)))
        limit = self._rate - self._reserve(now)
        return max(at, self._next, self._room_at(now, max(1, limit + 1 - parts)))

    def take(self, now: float, lane: Lane, parts: int = 1) -> None:
        """Note that a row leaves; `landed` must follow."""
        if not self._rate:
            return
        for _ in range(parts):
            insort(self._flying, now)
        if lane is Lane.REPLY:
            self._replies.extend([now] * parts)
            return
        self._next = max(self._next, now - LATENESS) + self._interval * parts

    def landed(self, left_at: float, now: float, parts: int = 1) -> None:
        """Note that a row which left then was answered, or failed."""
        place = bisect_left(self._flying, left_at)
        gone = min(parts, bisect_right(self._flying, left_at) - place)
        if gone > 0:
            del self._flying[place : place + gone]
            self._landed.extend([now] * gone)
            self._usual.note(now - left_at, now)

    def room(self, now: float, lane: Lane, seconds: float) -> int:
        """Estimate how many rows of a lane can leave within the next seconds."""
        if not self._rate:
            return 1_000_000
        if self.ready_at(now, lane) > now + seconds:
            return 0
        soon = max(1, round(self._rate * seconds))
        if lane is not Lane.REPLY:
            return soon
        since = now - WINDOW + self._usual.seconds
        recent = sum(1 for moment in self._landed if moment > since)
        return self._rate - recent - len(self._flying) + soon

    def refused(self, chat_id: int, now: float, until: float) -> None:
        """Note a 429; when two chats get one within a second, everything halts until the later."""
        self._refusals.append((now, chat_id, until))
        recent = [one for one in self._refusals if one[0] > now - ALIKE_SECONDS]
        if len({chat for _, chat, _ in recent}) > 1:
            self._halted_until = max(self._halted_until, *(deadline for *_, deadline in recent))

    def _room_at(self, now: float, limit: int) -> float:
        """Return when fewer than `limit` rows can have arrived in the second before."""
        overdue = bisect_right(self._flying, now - OVERDUE)
        needed = limit - (len(self._flying) - overdue)
        if needed <= 0:
            return self._flying[overdue] + OVERDUE
        if len(self._landed) < needed:
            return 0.0
        return self._landed[-needed] - self._usual.seconds + WINDOW

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
