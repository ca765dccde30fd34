"""The log of requests the bot made."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
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

    def __init__(self) -> None:
        self._list: deque[Call] = deque(maxlen=MOST_KEPT)

    def add(self, call: Call) -> None:
        """Note a call."""
        self._list.append(call)

    def of(self, method: str) -> list[Call]:
        """List the calls of one method."""
        return [call for call in self._list if call.method.lower() == method.lower()]

    def clear(self) -> None:
        """Forget the calls so far."""
        self._list.clear()

    def __iter__(self) -> Iterator[Call]:
        return iter(self._list)

    def __len__(self) -> int:
        return len(self._list)
