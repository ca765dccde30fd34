"""How long answers take: measured on ways written by hand, summed up by hand."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from community import answer_times
from community.answer_times import Figures, Happened, Times, Way
from community.calendar import Calendar
from community.questions import Event
from community.texts import answer_times as texts
from community.working_time import WorkingTime

WIB = ZoneInfo("Asia/Jakarta")
OFFICE = WorkingTime(Calendar(), WIB)


def at(written: str) -> datetime:
    """Read "23 07.30", a moment of November 2026 in WIB."""
    read = datetime.strptime(f"{written} 11 2026", "%d %H.%M %m %Y").replace(tzinfo=WIB)
    return read.astimezone(UTC)


def hours(number: float) -> timedelta:
    """Return so many hours."""
    return timedelta(hours=number)


REOPENED = (
    "ask 23 08.00, claim 23 08.00, answer 23 09.00, not_answered 25 09.00, "
    "answer 25 10.00, accept 25 11.00"
)
# Each line: what happened when, hours to the first answer and to the last of a closed question.
WAYS = [
    ("ask 23 08.00", None, None),
    ("ask 23 08.00, claim 23 09.00, answer 23 10.00", 2, None),
    ("ask 23 08.00, claim 23 09.00, answer 23 10.00, accept 23 11.00", 2, 2),
    ("ask 22 20.00, claim 23 07.30, answer 23 08.00, close 03 08.00", 0.5, 0.5),
    ("ask 23 11.00, claim 23 11.30, answer 23 14.00, accept 23 14.00", 2, 2),  # the break
    (
        "ask 23 08.00, claim 23 08.00, ask_explanation 23 09.00, explain 24 09.00, answer 24 10.00",
        2,
        None,
    ),
    (REOPENED, 1, 2),  # two days of the asker's own do not count
    ("ask 23 08.00, claim 23 08.00, answer 23 09.00, follow_up 25 09.00", 1, None),
    ("ask 23 08.00, refuse 23 09.00", None, None),
    ("ask 23 08.00, withdraw 23 09.00", None, None),
    ("ask 23 08.00, claim 23 09.00, lapse 24 09.30, claim 24 10.00, answer 24 10.30", 10, None),
]


@pytest.mark.parametrize(("way", "first", "resolved"), WAYS)
def test_a_way_is_measured(way: str, first: float | None, resolved: float | None) -> None:
    """Only the working time in which somebody was to answer counts."""
    steps: list[Happened] = []
    for step in way.split(", "):
        event, _, moment = step.partition(" ")
        written = at(moment)
        if steps and written < steps[-1].at:  # the next month
            written += timedelta(days=30)
        steps.append(Happened(Event(event), written))

    found = answer_times.times(Way("jf", tuple(steps)), OFFICE)

    assert found is not None
    expected = [None if one is None else hours(one) for one in (first, resolved)]
    assert expected == [found.first, found.resolved]


def test_what_is_not_of_the_table_is_not_measured() -> None:
    """A wrong figure is worse than none."""
    assert answer_times.times(Way("jf", ()), OFFICE) is None
    broken = (Happened(Event.ASK, at("23 08.00")), Happened(Event.ANSWER, at("23 09.00")))
    assert answer_times.times(Way("jf", broken), OFFICE) is None


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
    taken = [hours(number) for number in reversed(numbers)]

    expected = Figures(len(numbers), hours(median), hours(ninetieth))
    assert expected == answer_times.figures([None, *taken])


def test_of_nothing_there_are_no_figures() -> None:
    """Not a zero, which would be a praise."""
    assert answer_times.figures([None, None]) is None


def test_months_are_the_communitys() -> None:
    """A question of 30 November, 18.00 UTC, is one of December in WIB."""
    asked = (datetime(2026, 11, 30, 16, tzinfo=UTC), datetime(2026, 11, 30, 18, tzinfo=UTC))
    taken = [Times("jf", one, hours(1), None) for one in asked]

    rows = answer_times.by_month(taken, WIB)

    assert [("2026-11", 1), ("2026-12", 1)] == [(one.name, one.asked) for one in rows]


def test_topics_come_by_number() -> None:
    """The most asked first."""
    taken = [Times(topic, at("23 08.00"), hours(1), None) for topic in ("a", "b", "b")]

    assert ["b", "a"] == [one.name for one in answer_times.by_topic(taken)]


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
    assert expected == answer_times.since(moment, WIB)


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
