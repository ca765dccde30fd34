"""How long answers take, in the working time in which somebody was to answer."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from community.callback import callback

MONTHS = 12
"""How many months the figures reach back, the present one included."""

Tally = Mapping[int, int]
"""How many questions took so many minutes of working time."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What the questions of a topic or month took: to the first answer, and to the last one."""

    name: str
    asked: int
    first: Tally
    resolved: Tally  # of closed questions: seven days of silence are no work


@dataclass(frozen=True, slots=True)
class Figures:
    """Times of several questions in a word; `count` of them have one."""

    count: int
    median: timedelta
    ninetieth: timedelta


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of a topic or month; None where no question of it has a time yet."""

    name: str
    asked: int
    first: Figures | None
    resolved: Figures | None


def row(taken: Taken) -> Row:
    """Sum questions up."""
    return Row(taken.name, taken.asked, figures(taken.first), figures(taken.resolved))


def total(parts: Iterable[Taken]) -> Row:
    """Sum all up in one."""
    asked, first, resolved = 0, Counter[int](), Counter[int]()
    for one in parts:
        asked += one.asked
        first.update(one.first)
        resolved.update(one.resolved)
    return row(Taken("", asked, first, resolved))


def figures(tally: Tally) -> Figures | None:
    """Return median and 90th percentile of what is known; None where nothing is."""
    count = sum(tally.values())
    if not count:
        return None
    return Figures(count, percentile(tally, 50), percentile(tally, 90))


def percentile(tally: Tally, percent: int) -> timedelta:
    """Return the value below which so many percent lie, halfway between two where it must."""
    below, part = divmod((sum(tally.values()) - 1) * percent, 100)
    low = _at(tally, below)
    return low if not part else low + (_at(tally, below + 1) - low) * part / 100


def _at(tally: Tally, place: int) -> timedelta:
    """Return the value of a place in the order of all."""
    for minutes in sorted(tally):
        if place < tally[minutes]:
            return timedelta(minutes=minutes)
        place -= tally[minutes]
    raise IndexError("a tally has no such place")


def months(now: datetime, zone: ZoneInfo) -> list[datetime]:
    """Return when each month that is counted begins, oldest first, and where the last one ends."""
    there = now.astimezone(zone)
    first = there.year * 12 + there.month - MONTHS
    numbers = range(first, first + MONTHS + 1)
    return [datetime(one // 12, one % 12 + 1, 1, tzinfo=zone) for one in numbers]


@callback("wj")
class OpenTimes:
    """`Waktu jawab`: show how long answers take; `by_topic` instead of by month."""

    by_topic: bool


@callback("wg")
class SendTimesChart:
    """`Grafik`: send the chart of the months."""
