"""How long answers take, in the working time in which somebody was to answer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from community.callback import callback
from community.questions import RUNNING, Event, State, after
from community.working_time import WorkingTime

NOTHING = timedelta()
MONTHS = 12
"""How many months the figures reach back, the present one included."""


@dataclass(frozen=True, slots=True)
class Happened:
    """An event on the way of a question."""

    event: Event
    at: datetime


@dataclass(frozen=True, slots=True)
class Way:
    """All that happened to a question, in order; the first is that it was asked."""

    topic: str
    steps: tuple[Happened, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """What a question took: to its first answer, and to the last one where it is closed."""

    topic: str
    asked_at: datetime
    first: timedelta | None
    resolved: timedelta | None


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


def times(way: Way, office: WorkingTime) -> Times | None:
    """Measure a question; the time in which it waited for its asker does not count.

    It is resolved by its last answer, once it is closed: seven days of silence are no work.
    """
    if not way.steps or way.steps[0].event is not Event.ASK:
        return None
    state: State | None = None
    since = way.steps[0].at
    spent, first, last = NOTHING, None, None
    for step in way.steps:
        if state in RUNNING:
            spent += office.elapsed(since, step.at)
        then = after(state, step.event)
        if then is None:  # not of our table; a question that is measured wrong is not measured
            return None
        if step.event is Event.ANSWER:
            first = spent if first is None else first
            last = spent
        state, since = then, step.at
    resolved = last if state is State.CLOSED else None
    return Times(way.topic, way.steps[0].at, first, resolved)


def figures(taken: Iterable[timedelta | None]) -> Figures | None:
    """Return median and 90th percentile of what is known; None where nothing is."""
    known = sorted(one for one in taken if one is not None)
    if not known:
        return None
    return Figures(len(known), percentile(known, 50), percentile(known, 90))


def percentile(ordered: Sequence[timedelta], percent: int) -> timedelta:
    """Return the value below which so many percent lie, halfway between two where it must."""
    place = (len(ordered) - 1) * percent
    below, part = divmod(place, 100)
    low = ordered[below]
    return low if not part else low + (ordered[below + 1] - low) * part / 100


def row(name: str, taken: Sequence[Times]) -> Row:
    """Sum questions up."""
    return Row(
        name,
        len(taken),
        figures(one.first for one in taken),
        figures(one.resolved for one in taken),
    )


def by_month(taken: Iterable[Times], zone: ZoneInfo) -> tuple[Row, ...]:
    """Sum up by the month of asking ("2026-11"), oldest first."""
    return _by(taken, lambda one: one.asked_at.astimezone(zone).strftime("%Y-%m"))


def by_topic(taken: Iterable[Times]) -> tuple[Row, ...]:
    """Sum up by topic code, the most asked first."""
    rows = _by(taken, lambda one: one.topic)
    return tuple(sorted(rows, key=lambda one: -one.asked))


def since(now: datetime, zone: ZoneInfo) -> datetime:
    """Return from when questions are counted: the first of the month, eleven months ago."""
    there = now.astimezone(zone)
    months = there.year * 12 + there.month - MONTHS
    return datetime(months // 12, months % 12 + 1, 1, tzinfo=zone)


def _by(taken: Iterable[Times], key: Callable[[Times], str]) -> tuple[Row, ...]:
    groups: dict[str, list[Times]] = {}
    for one in taken:
        groups.setdefault(key(one), []).append(one)
    return tuple(row(name, groups[name]) for name in sorted(groups))


@callback("wj")
class OpenTimes:
    """`Waktu jawab`: show how long answers take; `by_topic` instead of by month."""

    by_topic: bool


@callback("wg")
class SendTimesChart:
    """`Grafik`: send the chart of the months."""
