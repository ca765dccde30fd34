"""Updates that a benchmark makes, and what became of each of them."""

import itertools
import json
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.benchmarks.sliding import most_in_any_second, percentiles

FIRST_CHAT = 100_000  # people who write to the bot; everybody else is told something in bulk
BULK_CHAT = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Updates to make: `rate` a second, or all at once when it is 0.

    `{number}` in the text is the update's number; whoever answers such a text repeats it last.
    """

    count: int
    chats: int
    rate: float
    text: str
    first: int = 0  # the chat to begin with


@dataclass(slots=True)
class Traffic:
    """The updates of one load, and the answers to them."""

    load: Load
    first_update_id: int
    date: int
    updates: list[bytes] = field(init=False)
    available_at: list[float] = field(default_factory=list)
    delivered_at: list[float] = field(default_factory=list)
    answered_at: list[float] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    reactions: list[float] = field(default_factory=list)
    surplus: int = 0
    out_of_order: int = 0
    confirmed: int = 0
    _unanswered: dict[int, deque[int]] = field(default_factory=lambda: defaultdict(deque))

    def __post_init__(self) -> None:
        """Write all updates before the first of them is available."""
        self.updates = [self._update(number) for number in range(self.load.count)]

    def release(self, number: int, now: float) -> None:
        """Make one update available."""
        self.available_at.append(now)
        self._unanswered[self._chat(number)].append(number)

    def take(self, offset: int, limit: int, now: float) -> list[bytes]:
        """Forget what is confirmed and return the next updates, as getUpdates does."""
        self.confirmed = max(self.confirmed, offset - self.first_update_id)
        end = min(self.confirmed + limit, len(self.available_at))
        while len(self.delivered_at) < end:
            self.delivered_at.append(now)
        return self.updates[self.confirmed : end]

    def answered(self, chat_id: int, text: str, now: float) -> None:
        """Note an answer, and whether it is the one that this chat waits for."""
        waiting = self._unanswered[chat_id]
        number = self._number(text, waiting)
        if number is None:
            self.surplus += 1
            return
        self.out_of_order += waiting[0] != number
        waiting.remove(number)
        self.answered_at.append(now)
        self.latencies.append(now - self.available_at[number])
        self.reactions.append(now - self.delivered_at[number])

    def is_over(self) -> bool:
        """Say whether every update has its answer."""
        return len(self.answered_at) == self.load.count

    def report(self) -> dict[str, float]:
        """Return the figures of this load."""
        begun, ended = self.delivered_at[:1], self.answered_at[-1:]
        seconds = ended[0] - begun[0] if begun and ended else 0.0
        return {
            "answers": len(self.answered_at),
            "missing": self.load.count - len(self.answered_at),
            "surplus": self.surplus,
            "out_of_order": self.out_of_order,
            "seconds": seconds,
            "per_second": len(self.answered_at) / seconds if seconds else 0.0,
            "most_in_a_second": most_in_any_second(self.answered_at),
            **{f"latency_{name}": value for name, value in percentiles(self.latencies).items()},
            **{f"reaction_{name}": value for name, value in percentiles(self.reactions).items()},
        }

    def _number(self, text: str, waiting: deque[int]) -> int | None:
        if not waiting:
            return None
        if "{number}" not in self.load.text:
            return waiting[0]
        word = text.rpartition(" ")[2]
        number = int(word) if word.isdecimal() else -1
        return number if number in itertools.islice(waiting, 100) else None

    def _chat(self, number: int) -> int:
        return FIRST_CHAT + (self.load.first + number) % self.load.chats

    def _update(self, number: int) -> bytes:
        chat_id = self._chat(number)
        text = self.load.text.replace("{number}", str(number))
        person = {
            "id": chat_id,
            "is_bot": False,
            "first_name": "Sari",
            "last_name": "Wulandari",
            "username": f"sari{chat_id}",
            "language_code": "id",
        }
        chat = {name: person[name] for name in ("id", "first_name", "last_name", "username")}
        message: dict[str, object] = {
            "message_id": number + 1,
            "from": person,
            "chat": {**chat, "type": "private"},
            "date": self.date,
            "text": text,
        }
        if text.startswith("/"):
            command = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
            message["entities"] = [command]
        update = {"update_id": self.first_update_id + number, "message": message}
        return json.dumps(update, separators=(",", ":")).encode()
