"""Series and reach of the programmes by year, from sessions and from before the bot.

Reach ("jangkauan") is attendees plus views of all channels, not distinct people.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from community.callback import callback


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """Series and reach from before the bot; `period` is empty for a whole year."""

    programme: int
    year: int
    period: str
    series: int
    people: int
    source: str

    @property
    def key(self) -> tuple[int, int, str]:
        """What a later import of the same line replaces."""
        return (self.programme, self.year, self.period)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionYear:
    """The sessions of a programme and year that have ended; `recorded` of them have a reach."""

    programme: int
    year: int
    series: int
    recorded: int
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearReach:
    """A programme's year, all in all; `periods` are the parts of it that history tells of."""

    programme: int
    year: int
    series: int
    recorded: int
    people: int
    periods: tuple[str, ...]

    @property
    def mean(self) -> int | None:
        """Reach per series, of the series whose reach is known."""
        return mean(self.people, self.recorded)


def mean(people: int, series: int) -> int | None:
    """Divide, rounded half up; None where there is nothing to divide by."""
    return (2 * people + series) // (2 * series) if series else None


def by_year(
    sessions: Iterable[SessionYear], history: Iterable[HistoryLine]
) -> tuple[YearReach, ...]:
    """Add up sessions and history, by programme and year."""
    found: dict[tuple[int, int], YearReach] = {}
    for one in sessions:
        _add(found, one, recorded=one.recorded, periods=())
    for line in history:
        periods = (line.period,) if line.period else ()
        _add(found, line, recorded=line.series, periods=periods)
    return tuple(found[key] for key in sorted(found))


def _add(
    found: dict[tuple[int, int], YearReach],
    part: SessionYear | HistoryLine,
    *,
    recorded: int,
    periods: tuple[str, ...],
) -> None:
    key = (part.programme, part.year)
    was = found.get(key)
    found[key] = YearReach(
        programme=part.programme,
        year=part.year,
        series=part.series + (was.series if was else 0),
        recorded=recorded + (was.recorded if was else 0),
        people=part.people + (was.people if was else 0),
        periods=(*(was.periods if was else ()), *periods),
    )


def grown_from(year: YearReach, years: Sequence[YearReach], *, this_year: int) -> YearReach | None:
    """Return the year before to compare with; None unless both are known as a whole.

    A year that runs, or of which history tells a part, would look like a fall.
    """
    before = next(
        (one for one in years if one.programme == year.programme and one.year == year.year - 1),
        None,
    )
    if before is None or before.people == 0:
        return None
    is_whole = not year.periods and not before.periods and year.year < this_year
    return before if is_whole else None


def total(years: Iterable[YearReach]) -> YearReach:
    """Add years up; programme and year of the sum are 0."""
    listed = list(years)
    return YearReach(
        programme=0,
        year=0,
        series=sum(one.series for one in listed),
        recorded=sum(one.recorded for one in listed),
        people=sum(one.people for one in listed),
        periods=(),
    )


@callback("rc")
class SendChart:
    """`Grafik`: send the chart."""


@callback("re")
class SendReach:
    """`Ekspor`: send the figures as CSV."""


@callback("ri")
class ImportHistory:
    """`Impor riwayat`: paste lines from before the bot."""
