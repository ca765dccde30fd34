"""The log of requests the bot made."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Any

MOST_KEPT = 200_000


@dataclass(frozen=True, slots=True)
class Call:
    """One request and how it ended; code 200 is success, 0 no answer at all."""

    method: str
    parameters: dict[str, Any]
    at: float  # monotonic seconds of the simulator's clock
    code: int
    description: str = ""
    number: int = 0  # from 1 on
    timestamp: float = 0.0  # of the simulator's wall clock

    @property
    def chat_id(self) -> int | None:
        """Tell the chat it was for."""
        value = self.parameters.get("chat_id")
        try:
            return int(value) if value is not None else None
        except ValueError:
            return None


class Calls:
    """The newest calls, oldest first."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._list: deque[Call] = deque(maxlen=most)
        self.count = 0  # of all calls, also those no longer kept

    def add(self, call: Call) -> None:
        """Note a call."""
        self._list.append(call)

    def next_number(self) -> int:
        """Number a call."""
        self.count += 1
        return self.count

    def of(self, method: str) -> list[Call]:
        """List the calls of one method."""
        return [call for call in self._list if call.method.lower() == method.lower()]

    def after(self, number: int, limit: int) -> list[Call]:
        """List the newest calls after a number, oldest first."""
        newer = takewhile(lambda call: call.number > number, reversed(self._list))
        return list(islice(newer, limit))[::-1]

    def clear(self) -> None:
        """Forget the calls so far."""
        self._list.clear()

    def __iter__(self) -> Iterator[Call]:
        return iter(self._list)

    def __len__(self) -> int:
        return len(self._list)
