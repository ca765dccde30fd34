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

    def ready_at(self, now: float, lane: Lane, parts: int = 1) -> float:
        """Return the moment from which the chat takes another message; now, if it does.

        For an album it is the moment from which a minute has room for all its parts; of the short
        burst it needs a place only, and the chat rests longer afterwards.
        """
        missing = 1 - self._tokens_at(now)
        at = now + missing / REFILL if missing > 1e-9 else now
        at = max(at, _room_at(self._all, GROUP_LIMIT, parts))
        return at if lane is Lane.REPLY else max(at, _room_at(self._cards, GROUP_CARDS, parts))

    def take(self, now: float, lane: Lane, parts: int = 1) -> None:
        """Note a message, or the parts of an album."""
        self._tokens = self._tokens_at(now) - parts
        self._at = now
        if not self._is_group:
            return
        self._all.extend([now] * parts)
        if lane is not Lane.REPLY:
            self._cards.extend([now] * parts)

    def is_fresh(self, now: float) -> bool:
        """Say whether a new pace would be the same."""
        is_quiet = not self._all or self._all[-1] + GROUP_MINUTE < now
        return is_quiet and self._tokens_at(now) >= BURST

    def _tokens_at(self, now: float) -> float:
        return min(BURST, self._tokens + max(0.0, now - self._at) * REFILL)


def _room_at(sent: deque[float], limit: int, parts: int) -> float:
    """Return from when a minute has room for so many more."""
    excess = min(len(sent) + parts - limit, len(sent))
    return sent[excess - 1] + GROUP_MINUTE if excess > 0 else 0.0
