"""How fast one chat may be spoken to. Pure: told the time."""

from collections import deque

from community.reply import Lane

BURST = 4  # messages at once; Telegram tolerates five or so
REFILL = 1.0  # a second, for every chat
GROUP_MINUTE = 60.5  # seconds, half a second more than Telegram counts
GROUP_LIMIT = 20  # a minute
GROUP_CARDS = 12  # of them at most are not answers to people who tap


class Pace:
    """One message a second with short bursts; in groups also twenty a minute."""

    __slots__ = ("_all", "_at", "_cards", "_is_group", "_tokens")

    def __init__(self, chat_id: int) -> None:
        self._is_group = chat_id < 0
        self._tokens = float(BURST)
        self._at = 0.0
        self._all: deque[float] = deque(maxlen=GROUP_LIMIT)
        self._cards: deque[float] = deque(maxlen=GROUP_CARDS)

    def ready_at(self, now: float, lane: Lane) -> float:
        """Return the moment from which the chat takes another message; now, if it does."""
        missing = 1 - self._tokens_at(now)
        at = now + missing / REFILL if missing > 1e-9 else now
        if len(self._all) == GROUP_LIMIT:
            at = max(at, self._all[0] + GROUP_MINUTE)
        if lane is not Lane.REPLY and len(self._cards) == GROUP_CARDS:
            at = max(at, self._cards[0] + GROUP_MINUTE)
        return at

    def take(self, now: float, lane: Lane) -> None:
        """Note a message."""
        self._tokens = self._tokens_at(now) - 1
        self._at = now
        if not self._is_group:
            return
        self._all.append(now)
        if lane is not Lane.REPLY:
            self._cards.append(now)

    def is_fresh(self, now: float) -> bool:
        """Say whether a new pace would be the same."""
        is_quiet = not self._all or self._all[-1] + GROUP_MINUTE < now
        return is_quiet and self._tokens_at(now) >= BURST

    def _tokens_at(self, now: float) -> float:
        return min(BURST, self._tokens + max(0.0, now - self._at) * REFILL)
