"""What a lenient server swallows but a careful bot should not do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that was wrong with a request, or with its absence."""

    method: str
    words: str


class Complaints:
    """The side list that tests assert empty."""

    def __init__(self, overdue: Callable[[], list[Complaint]]) -> None:
        self._list: list[Complaint] = []
        self._overdue = overdue

    def add(self, method: str, words: str) -> None:
        """Note a complaint; the same one is noted once."""
        complaint = Complaint(method, words)
        if complaint not in self._list[-50:]:
            self._list.append(complaint)

    def clear(self) -> None:
        """Forget what was noted so far."""
        self._list.clear()

    def __call__(self) -> list[Complaint]:
        """List everything, taps that wait for an answer longer than 15 s included."""
        return [*self._list, *self._overdue()]

    def __iter__(self) -> Iterator[Complaint]:
        return iter(self._list)

    def __len__(self) -> int:
        return len(self._list)
