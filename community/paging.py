"""Long lists, a screen at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """The part of a list that is shown; `number` counts from 0."""

    items: tuple[T, ...]
    number: int
    count: int

    @property
    def has_previous(self) -> bool:
        """Whether there is a page before."""
        return self.number > 0

    @property
    def has_next(self) -> bool:
        """Whether there is a page after."""
        return self.number + 1 < self.count


def page(items: Sequence[T], number: int, size: int) -> Page[T]:
    """Return a page; a number beyond the list means its nearest page."""
    count = max(1, -(-len(items) // size))
    number = min(max(number, 0), count - 1)
    return Page(tuple(items[number * size : (number + 1) * size]), number, count)
