"""Working time: a table written by hand, and rules that hold for every stretch of time."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.calendar import Calendar, Correction, Ramadan
from community.texts import dates
from community.working_time import Interval, WorkingTime

WIB = ZoneInfo("Asia/Jakarta")
CALENDAR = Calendar(
    corrections={
        date(2026, 11, 30): Correction(date(2026, 11, 30), is_off=True, name="Pilkada"),
        date(2026, 12, 24): Correction(date(2026, 12, 24), is_off=True, name="Cuti bersama"),
        date(2027, 5, 18): Correction(date(2027, 5, 18), is_off=False, name="Masuk kerja"),
    },
    ramadans=(Ramadan(date(2027, 2, 8), date(2027, 3, 9)),),
)
OFFICE = WorkingTime(CALENDAR, WIB)


def at(written: str) -> datetime:
    """Read "23-11-2026 07.30", a moment in WIB."""
    return datetime.strptime(written, "%d-%m-%Y %H.%M").replace(tzinfo=WIB)


def span(written: str) -> timedelta:
    """Read "7.30": hours and minutes."""
    hours, minutes = written.split(".")
    return timedelta(hours=int(hours), minutes=int(minutes))


def pause(begin: str, end: str) -> Interval:
    """Return a stretch in which the clock stands."""
    return Interval(at(begin), at(end))


# Each line: from, to, working time in hours and minutes, and why.
GOLDEN = [
    # One ordinary week: Monday 23 to Sunday 29 November 2026
    ("23-11-2026 07.30", "23-11-2026 16.00", "7.30", "a whole Monday: 8.30 less an hour's break"),
    ("23-11-2026 00.00", "24-11-2026 00.00", "7.30", "midnight to midnight is one working day"),
    ("23-11-2026 07.00", "23-11-2026 07.30", "0.00", "before the office opens nothing counts"),
    ("23-11-2026 07.29", "23-11-2026 07.31", "0.01", "only the minute after the opening"),
    ("23-11-2026 11.59", "23-11-2026 13.01", "0.02", "a minute on each side of the break"),
    ("23-11-2026 12.00", "23-11-2026 13.00", "0.00", "the break itself"),
    ("23-11-2026 12.30", "23-11-2026 13.30", "0.30", "asked during the break: counts from 13.00"),
    ("23-11-2026 15.59", "23-11-2026 16.00", "0.01", "the last minute of a day"),
    ("23-11-2026 15.59", "24-11-2026 07.30", "0.01", "asked at 15.59: the night adds nothing"),
    ("23-11-2026 15.59", "24-11-2026 07.31", "0.02", "asked at 15.59: goes on next morning"),
    ("23-11-2026 16.00", "24-11-2026 07.30", "0.00", "16.00 is closed already"),
    ("23-11-2026 23.59", "24-11-2026 00.01", "0.00", "midnight is nobody's working time"),
    ("23-11-2026 09.00", "23-11-2026 09.00", "0.00", "no time at all"),
    ("23-11-2026 10.00", "23-11-2026 09.00", "0.00", "an end before its beginning counts nothing"),
    ("23-11-2026 07.30", "27-11-2026 16.30", "37.30", "the week of Perpres 21/2023: 37.5 hours"),
    ("26-11-2026 15.00", "27-11-2026 08.30", "2.00", "Thursday's last hour, Friday's first"),
    ("27-11-2026 07.30", "27-11-2026 16.30", "7.30", "Friday: 9.00 less one and a half"),
    ("27-11-2026 11.30", "27-11-2026 13.00", "0.00", "Friday's break begins at 11.30"),
    ("27-11-2026 11.00", "27-11-2026 12.00", "0.30", "on Friday 11.30 to 12.00 is break"),
    ("27-11-2026 11.29", "27-11-2026 13.01", "0.02", "a minute on each side of Friday's break"),
    ("27-11-2026 15.59", "27-11-2026 16.30", "0.31", "on Friday the office closes at 16.30"),
    ("27-11-2026 16.29", "30-11-2026 16.00", "0.01", "weekend, then a Monday off by an admin"),
    ("28-11-2026 00.00", "29-11-2026 23.59", "0.00", "Saturday and Sunday"),
    ("29-11-2026 10.00", "01-12-2026 08.00", "0.30", "asked on Sunday, Monday off: from Tuesday"),
    ("29-11-2026 10.00", "30-11-2026 16.00", "0.00", "the admin's day off is off"),
    # Christmas 2026 and the turn of the year
    ("23-12-2026 15.30", "28-12-2026 08.00", "1.00", "cuti bersama, Christmas, weekend between"),
    ("24-12-2026 08.00", "24-12-2026 12.00", "0.00", "cuti bersama Natal, a Thursday"),
    ("25-12-2026 08.00", "25-12-2026 16.30", "0.00", "Christmas, a Friday"),
    ("31-12-2026 15.00", "04-01-2027 08.30", "2.00", "New Year is a Friday, then a weekend"),
    ("31-12-2026 16.00", "04-01-2027 07.30", "0.00", "from closing to opening over New Year"),
    ("01-01-2027 00.00", "01-01-2027 23.59", "0.00", "New Year's day"),
    ("28-12-2026 07.30", "31-12-2026 16.00", "30.00", "four ordinary days before New Year"),
    ("28-12-2026 00.00", "09-01-2027 00.00", "60.00", "4 days, then 4 (the 5th: Isra Mikraj)"),
    # Ramadan 2027 (8 February to 9 March), Nyepi 8 March, Idul Fitri 10 and 11 March
    ("04-02-2027 15.00", "08-02-2027 09.00", "2.00", "Imlek leave on Friday; Ramadan opens at 8"),
    ("08-02-2027 07.30", "08-02-2027 08.00", "0.00", "in Ramadan 07.30 is too early"),
    ("08-02-2027 08.00", "08-02-2027 15.00", "6.30", "a day of Ramadan: 7.00 less half an hour"),
    ("08-02-2027 12.00", "08-02-2027 13.00", "0.30", "Ramadan's break ends at 12.30"),
    ("08-02-2027 11.59", "08-02-2027 12.31", "0.02", "a minute on each side of it"),
    ("08-02-2027 14.59", "09-02-2027 08.01", "0.02", "Ramadan closes at 15.00"),
    ("12-02-2027 08.00", "12-02-2027 15.00", "5.30", "Ramadan's Friday: 7.00 less one and a half"),
    ("12-02-2027 11.30", "12-02-2027 13.00", "0.00", "the break of Ramadan's Friday"),
    ("08-02-2027 00.00", "13-02-2027 00.00", "31.30", "4 x 6.30 and 5.30"),
    ("05-03-2027 14.00", "16-03-2027 08.30", "2.00", "Nyepi, leave, Idul Fitri, leave: 10 days"),
    ("08-03-2027 00.00", "15-03-2027 23.59", "0.00", "nothing from Nyepi to the last leave"),
    ("16-03-2027 07.30", "16-03-2027 16.00", "7.30", "after Ramadan the usual hours again"),
    # Corrections by an admin
    ("17-05-2027 00.00", "20-05-2027 23.59", "7.30", "the 18th is worked, though cuti bersama"),
    ("14-05-2027 16.00", "18-05-2027 08.00", "1.00", "Friday's last half hour, then the 18th"),
    # A holiday in the middle of a month
    ("17-08-2026 07.30", "18-08-2026 07.45", "0.15", "Independence Day, then a quarter of an hour"),
]


@pytest.mark.parametrize(
    ("begin", "end", "expected", "why"), GOLDEN, ids=[one[3] for one in GOLDEN]
)
def test_golden_intervals(begin: str, end: str, expected: str, why: str) -> None:
    """Working time is what a person with the calendar in hand counts."""
    assert span(expected) == OFFICE.elapsed(at(begin), at(end))


def test_the_golden_table_is_long_enough() -> None:
    """The issue asks for at least forty intervals."""
    assert len(GOLDEN) >= 40


DEADLINES = [
    ("23-11-2026 07.30", "8.00", "24-11-2026 08.00", "the example of product.md: 7.30 + 0.30"),
    ("23-11-2026 07.30", "7.30", "23-11-2026 16.00", "a full day ends that day, not next morning"),
    ("23-11-2026 15.59", "0.01", "23-11-2026 16.00", "the last minute"),
    ("23-11-2026 15.59", "8.00", "25-11-2026 07.59", "1 minute, 7.30, and 29 minutes"),
    ("23-11-2026 12.30", "1.00", "23-11-2026 14.00", "asked in the break"),
    ("23-11-2026 11.00", "1.00", "23-11-2026 12.00", "over before the break begins"),
    ("29-11-2026 10.00", "8.00", "02-12-2026 08.00", "Sunday, Monday off, Tuesday, Wednesday"),
    ("27-11-2026 10.30", "1.01", "27-11-2026 13.01", "over Friday's break"),
    ("23-12-2026 15.00", "8.00", "28-12-2026 15.30", "over Christmas"),
    ("05-03-2027 14.30", "1.00", "16-03-2027 08.00", "from Ramadan over Idul Fitri"),
    ("24-11-2026 22.00", "0.00", "24-11-2026 22.00", "no time to pass, no waiting"),
]


@pytest.mark.parametrize(("begin", "working", "expected", "why"), DEADLINES)
def test_deadlines(begin: str, working: str, expected: str, why: str) -> None:
    """A deadline is the first moment by which the time has passed."""
    assert at(expected) == OFFICE.deadline(at(begin), span(working))


def test_the_sentence_of_the_contract() -> None:
    """A question of Monday's opening is promised for Tuesday at eight."""
    due = OFFICE.deadline(at("23-11-2026 07.30"), timedelta(hours=8))

    assert dates.moment(due, WIB) == "Selasa, 24 November 2026 pukul 08.00 WIB"


@pytest.mark.parametrize("working", [timedelta(microseconds=-1), timedelta(hours=-8)])
def test_no_deadline_in_the_past(working: timedelta) -> None:
    """Negative time is a mistake of the caller."""
    with pytest.raises(ValueError, match="before its beginning"):
        OFFICE.deadline(at("23-11-2026 09.00"), working)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("23-11-2026 09.15", "23-11-2026 09.15"),  # open: at once
        ("23-11-2026 07.29", "23-11-2026 07.30"),
        ("23-11-2026 12.00", "23-11-2026 13.00"),  # after the break
        ("23-11-2026 16.00", "24-11-2026 07.30"),
        ("27-11-2026 11.30", "27-11-2026 13.00"),  # Friday
        ("27-11-2026 16.30", "01-12-2026 07.30"),  # weekend and a day off
        ("05-03-2027 15.00", "16-03-2027 07.30"),  # Idul Fitri
        ("07-02-2027 20.00", "08-02-2027 08.00"),  # into Ramadan
    ],
)
def test_the_next_opening(after: str, expected: str) -> None:
    """The office opens when the calendar says, at once when it is open."""
    assert at(expected) == OFFICE.opens_at(at(after))
    assert OFFICE.is_open(OFFICE.opens_at(at(after)))


PAUSES = [
    ([], "7.30", "no pause"),
    ([pause("23-11-2026 09.00", "23-11-2026 10.00")], "6.30", "an hour of the morning"),
    ([pause("23-11-2026 11.00", "23-11-2026 14.00")], "5.30", "the break is not taken off twice"),
    ([pause("23-11-2026 12.00", "23-11-2026 13.00")], "7.30", "a pause in the break is free"),
    ([pause("22-11-2026 09.00", "23-11-2026 08.30")], "6.30", "began before"),
    ([pause("23-11-2026 15.00", "30-11-2026 08.00")], "6.30", "ends after"),
    ([pause("20-11-2026 00.00", "30-11-2026 00.00")], "0.00", "stands all the time"),
    ([pause("23-11-2026 10.00", "23-11-2026 09.00")], "7.30", "a pause that never was"),
    (
        [
            pause("23-11-2026 14.00", "23-11-2026 15.00"),
            pause("23-11-2026 09.00", "23-11-2026 10.30"),
            pause("23-11-2026 10.00", "23-11-2026 11.00"),
        ],
        "4.30",
        "overlapping, out of order: 2 hours and 1",
    ),
]


@pytest.mark.parametrize(("pauses", "expected", "why"), PAUSES)
def test_pauses(pauses: list[Interval], expected: str, why: str) -> None:
    """While the asker is waited for the clock stands."""
    begin, end = at("23-11-2026 07.30"), at("23-11-2026 16.00")

    assert span(expected) == OFFICE.elapsed(begin, end, pauses)


def test_a_pause_moves_the_deadline() -> None:
    """Two hours' waiting for the asker are added."""
    waited = [pause("23-11-2026 09.00", "23-11-2026 11.00")]

    due = OFFICE.deadline(at("23-11-2026 07.30"), timedelta(hours=8), waited)

    assert at("24-11-2026 10.00") == due


def test_a_zone_with_summer_time() -> None:
    """Hours are real hours, also on the days around a change of the clocks."""
    amsterdam = ZoneInfo("Europe/Amsterdam")
    office = WorkingTime(Calendar(), amsterdam)
    friday = datetime(2026, 3, 27, 16, 0, tzinfo=amsterdam)  # clocks change on Sunday
    monday = datetime(2026, 3, 30, 8, 0, tzinfo=amsterdam)

    assert timedelta(hours=1) == office.elapsed(friday, monday)
    assert monday == office.deadline(friday, timedelta(hours=1))


# What follows holds for every calendar, checked against somebody who counts minutes.

FIRST = datetime(2026, 12, 18, tzinfo=UTC)  # before Christmas, so that days off are met
MOMENTS = st.integers(0, 16 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))
DAYS = st.dates(date(2026, 12, 18), date(2027, 1, 4))
CALENDARS = st.builds(
    lambda corrections, ramadans: Calendar(
        corrections={one.day: one for one in corrections}, ramadans=ramadans
    ),
    st.lists(st.builds(Correction, DAYS, st.booleans(), st.just("a day")), max_size=4),
    st.lists(st.builds(Ramadan, DAYS, DAYS), max_size=1),
)
INTERVALS = st.tuples(MOMENTS, MOMENTS).map(lambda two: Interval(min(two), max(two)))
WORKING = st.integers(0, 40 * 60).map(lambda minutes: timedelta(minutes=minutes))


def is_counted(minute: datetime, calendar: Calendar) -> bool:
    """Say by hand whether a minute is worked."""
    there = minute.astimezone(WIB)
    if not calendar.is_working_day(there.date()):
        return False
    clock, friday = there.hour * 60 + there.minute, there.weekday() == 4
    ramadan = calendar.is_ramadan(there.date())
    opens = 480 if ramadan else 450
    closes = 900 if ramadan else 990 if friday else 960
    rest = range(690, 780) if friday else range(720, 750 if ramadan else 780)
    return opens <= clock < closes and clock not in rest


def counted(one: Interval, calendar: Calendar, pauses: Sequence[Interval]) -> timedelta:
    """Count minute by minute."""
    minutes = int(one.length.total_seconds()) // 60
    walked = (one.begin + timedelta(minutes=passed) for passed in range(minutes))
    worked = (
        minute
        for minute in walked
        if is_counted(minute, calendar)
        and not any(pause.begin <= minute < pause.end for pause in pauses)
    )
    return timedelta(minutes=sum(1 for _ in worked))


@settings(max_examples=40, deadline=None)
@given(INTERVALS, CALENDARS, st.lists(INTERVALS, max_size=3))
def test_as_somebody_who_counts_minutes(
    one: Interval, calendar: Calendar, pauses: list[Interval]
) -> None:
    """Working time is the number of its minutes."""
    office = WorkingTime(calendar, WIB)

    assert counted(one, calendar, pauses) == office.elapsed(one.begin, one.end, pauses)


@settings(max_examples=150, deadline=None)
@given(CALENDARS, st.lists(MOMENTS, min_size=3, max_size=3), st.lists(INTERVALS, max_size=3))
def test_parts_make_the_whole(
    calendar: Calendar, moments: list[datetime], pauses: list[Interval]
) -> None:
    """What passes to the middle and from there on is what passes in all."""
    office = WorkingTime(calendar, WIB)
    begin, middle, end = sorted(moments)
    parts = office.elapsed(begin, middle, pauses) + office.elapsed(middle, end, pauses)

    assert parts == office.elapsed(begin, end, pauses)
    assert timedelta() <= office.elapsed(begin, middle, pauses) <= middle - begin


@settings(max_examples=150, deadline=None)
@given(CALENDARS, INTERVALS, st.lists(INTERVALS, max_size=3))
def test_a_deadline_is_never_late(
    calendar: Calendar, one: Interval, pauses: list[Interval]
) -> None:
    """The deadline of what has passed lies not after the end, and just as much has passed."""
    office = WorkingTime(calendar, WIB)
    passed = office.elapsed(one.begin, one.end, pauses)
    due = office.deadline(one.begin, passed, pauses)

    assert one.begin <= due <= one.end
    assert passed == office.elapsed(one.begin, due, pauses)


@settings(max_examples=150, deadline=None)
@given(CALENDARS, MOMENTS, WORKING, WORKING, st.lists(INTERVALS, max_size=3))
def test_deadlines_are_exact_and_in_order(
    calendar: Calendar, begin: datetime, less: timedelta, more: timedelta, pauses: list[Interval]
) -> None:
    """Until the deadline passes what was asked for, not a moment before; more is later."""
    office = WorkingTime(calendar, WIB)
    less, more = sorted((less, more))
    due = office.deadline(begin, less, pauses)

    assert less == office.elapsed(begin, due, pauses)
    assert due == begin or office.elapsed(begin, due - timedelta(seconds=1), pauses) < less
    assert due <= office.deadline(begin, more, pauses)
    assert due == office.deadline(due, timedelta(), pauses)


@settings(max_examples=150, deadline=None)
@given(CALENDARS, MOMENTS)
def test_openings(calendar: Calendar, moment: datetime) -> None:
    """The next opening is open, and nothing counts before it."""
    office = WorkingTime(calendar, WIB)
    opening = office.opens_at(moment)

    assert office.is_open(moment) == is_counted(moment, calendar)
    assert office.is_open(moment) == (opening == moment)
    assert office.is_open(opening)
    assert timedelta() == office.elapsed(moment, opening)
