"""How long answers take: measured on ways written by hand, summed up by hand."""

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from community import answer_times
from community.answer_times import Figures, Taken
from community.texts import answer_times as texts

WIB = ZoneInfo("Asia/Jakarta")


def hours(number: float) -> timedelta:
    """Return so many hours."""
    return timedelta(hours=number)


@pytest.mark.parametrize(
    ("numbers", "median", "ninetieth"),
    [
        ([3], 3, 3),
        ([1, 2], 1.5, 1.9),
        ([1, 2, 3], 2, 2.8),
        (list(range(1, 12)), 6, 10),
        ([5, 5, 5, 5, 100], 5, 62),
        ([0, 0], 0, 0),
    ],
)
def test_median_and_ninetieth(numbers: list[float], median: float, ninetieth: float) -> None:
    """Between two values the place decides, in any order of the questions."""
    tally = Counter(round(60 * number) for number in reversed(numbers))

    expected = Figures(len(numbers), hours(median), hours(ninetieth))
    assert expected == answer_times.figures(tally)


def test_of_nothing_there_are_no_figures() -> None:
    """Not a zero, which would be a praise."""
    assert answer_times.figures({}) is None


def test_all_is_the_sum_of_its_parts() -> None:
    """Months and topics add up, also where a part has no answer yet."""
    parts = (Taken("a", 3, {60: 1, 120: 1}, {120: 1}), Taken("b", 2, {60: 1}, {}))

    found = answer_times.total(parts)

    assert (5, Figures(3, hours(1), hours(1.8))) == (found.asked, found.first)
    assert Figures(1, hours(2), hours(2)) == found.resolved


@pytest.mark.parametrize(
    ("now", "first"),
    [
        ("2026-11-23", "2025-12-01"),
        ("2026-12-31", "2026-01-01"),
        ("2027-01-01", "2026-02-01"),
    ],
)
def test_twelve_months_are_counted(now: str, first: str) -> None:
    """This month and the eleven before."""
    moment = datetime.fromisoformat(now).replace(tzinfo=WIB)

    expected = datetime.fromisoformat(first).replace(tzinfo=WIB)
    assert [expected, 13] == [
        *answer_times.months(moment, WIB)[:1],
        len(answer_times.months(moment, WIB)),
    ]


@pytest.mark.parametrize(
    ("minutes", "written"),
    [
        (0, "0,0"),
        (3, "0,1"),
        (2, "0,0"),
        (30, "0,5"),
        (57, "1,0"),
        (209, "3,5"),
        (72_000, "1.200,0"),
    ],
)
def test_hours_as_people_read_them(minutes: int, written: str) -> None:
    """One decimal, with a comma."""
    assert written == texts.hours(timedelta(minutes=minutes))
