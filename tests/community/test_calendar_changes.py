"""What `/libur` changes, decided without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import calendar_changes as changes
from community.calendar import Calendar, OffKind, Ramadan
from community.calendar_changes import AsItIs, Change, Decision, Refusal, Refused

TODAY = date(2026, 11, 23)
WAISAK = date(2027, 5, 20)
WORKDAY = date(2027, 5, 21)
SATURDAY = date(2027, 5, 22)
DAYS = st.dates(TODAY, date(2029, 11, 22))


def after(calendar: Calendar, decision: Decision) -> Calendar:
    """Return the calendar after a decision that changes it."""
    assert isinstance(decision, Change)
    return changes.changed(calendar, decision)


@pytest.mark.parametrize(
    ("on", "name", "why"),
    [
        (TODAY - timedelta(days=1), "Hari jadi", Refusal.PAST),
        (date(2029, 11, 24), "Hari jadi", Refusal.FAR),
        (WORKDAY, "", Refusal.NAME),
        (WORKDAY, "1 2 3", Refusal.NAME),
        (WORKDAY, "\u200b\u200e", Refusal.NAME),
        (WORKDAY, "a" * 101, Refusal.NAME),
        (SATURDAY, "Hari jadi", Refusal.WEEKEND),
        (WAISAK, "Hari jadi", Refusal.ALREADY_OFF),
    ],
)
def test_what_cannot_be_added(on: date, name: str, why: Refusal) -> None:
    """Each no has its reason."""
    assert Refused(why) == changes.add(Calendar(), on, name, TODAY)


@pytest.mark.parametrize("on", [TODAY, TODAY + timedelta(days=1), date(2029, 11, 23)])
def test_a_day_is_added_from_today_to_three_years_ahead(on: date) -> None:
    """The first and the last day that can be changed."""
    calendar = after(Calendar(), changes.add(Calendar(), on, " Hari  jadi ", TODAY))

    assert not calendar.is_working_day(on)
    assert "Hari jadi" == calendar.corrections[on].name
    assert AsItIs() == changes.add(calendar, on, "hari jadi", TODAY)


def test_the_29th_of_february_has_a_third_year() -> None:
    """Three years after a leap day no such day is needed."""
    leap_day = date(2028, 2, 29)

    assert isinstance(changes.add(Calendar(), date(2031, 2, 28), "Hari jadi", leap_day), Change)
    assert Refused(Refusal.FAR) == changes.add(Calendar(), date(2031, 3, 3), "Hari jadi", leap_day)


def test_an_added_day_can_be_renamed() -> None:
    """The newest word of an admin holds."""
    calendar = after(Calendar(), changes.add(Calendar(), WORKDAY, "Hari jadi", TODAY))

    renamed = after(calendar, changes.add(calendar, WORKDAY, "Hari jadi daerah", TODAY))

    assert "Hari jadi daerah" == renamed.corrections[WORKDAY].name


def test_a_feast_becomes_a_working_day_and_comes_back() -> None:
    """Taken once, however often it is said; added by its own name it needs no correction."""
    calendar = after(Calendar(), changes.take(Calendar(), WAISAK, TODAY))

    assert calendar.is_working_day(WAISAK)
    assert AsItIs() == changes.take(calendar, WAISAK, TODAY)
    assert Calendar() == _plain(after(calendar, changes.restore(calendar, WAISAK, TODAY)))
    by_name = changes.add(calendar, WAISAK, "hari raya waisak", TODAY)
    assert Calendar() == _plain(after(calendar, by_name))


def test_an_added_day_is_dropped() -> None:
    """A day that only an admin called off leaves nothing behind."""
    calendar = after(Calendar(), changes.add(Calendar(), WORKDAY, "Hari jadi", TODAY))

    assert Calendar() == _plain(after(calendar, changes.take(calendar, WORKDAY, TODAY)))
    assert Refused(Refusal.NOT_OFF) == changes.take(Calendar(), WORKDAY, TODAY)
    assert AsItIs() == changes.restore(Calendar(), WORKDAY, TODAY)


def test_idul_fitri_moves_a_day_and_back() -> None:
    """Both days in one change; the second day's own feast returns when it is moved back."""
    fitri, second = date(2027, 3, 10), date(2027, 3, 11)

    moved = after(Calendar(), changes.move(Calendar(), fitri, second, TODAY))
    there = moved.listed_on(second)

    assert moved.is_working_day(fitri)
    assert there is not None
    assert ("Hari Raya Idul Fitri", OffKind.ADDED, "Hari kedua dari Hari Raya Idul Fitri") == (
        there.name,
        there.kind,
        there.instead_of,
    )
    assert AsItIs() == changes.move(moved, fitri, second, TODAY)
    assert Calendar() == _plain(after(moved, changes.move(moved, second, fitri, TODAY)))


@given(st.sampled_from([one.day for one in Calendar().listed(TODAY, date(2029, 11, 22))]), DAYS)
def test_moving_there_and_back_changes_nothing(was: date, becomes: date) -> None:
    """Any feast, to any other day; said twice it moves once."""
    listed, there = Calendar().listed_on(was), Calendar().listed_on(becomes)
    decision = changes.move(Calendar(), was, becomes, TODAY)
    if was == becomes:
        assert Refused(Refusal.SAME_DAY) == decision
        return
    moved = after(Calendar(), decision)
    new = moved.listed_on(becomes)

    assert listed is not None
    assert new is not None
    assert listed.name == new.name
    assert AsItIs() == changes.move(moved, was, becomes, TODAY)
    if there is None or there.name != listed.name:
        assert Calendar() == _plain(after(moved, changes.move(moved, becomes, was, TODAY)))


@pytest.mark.parametrize(
    ("was", "becomes", "why"),
    [
        (WORKDAY, WAISAK, Refusal.NOT_OFF),
        (WAISAK, WAISAK, Refusal.SAME_DAY),
        (date(2026, 8, 17), WORKDAY, Refusal.PAST),
        (WAISAK, date(2030, 1, 1), Refusal.FAR),
    ],
)
def test_what_cannot_be_moved(was: date, becomes: date, why: Refusal) -> None:
    """Each no has its reason."""
    assert Refused(why) == changes.move(Calendar(), was, becomes, TODAY)


FIRST = date(2027, 2, 8)


@pytest.mark.parametrize(
    ("length", "is_taken"), [(26, False), (27, True), (30, True), (31, True), (32, False)]
)
def test_ramadan_is_about_a_month_long(length: int, is_taken: bool) -> None:
    """27 to 31 days, both ends counted."""
    month = Ramadan(FIRST, FIRST + timedelta(days=length - 1))
    decision = changes.set_ramadan(Calendar(), month, TODAY)

    assert is_taken == isinstance(decision, Change)
    assert is_taken or Refused(Refusal.LENGTH) == decision


def test_a_ramadan_backwards_over_or_far_ahead_is_none() -> None:
    """The last day is after the first, and not past."""
    backwards = Ramadan(FIRST + timedelta(days=29), FIRST)
    over = Ramadan(date(2026, 2, 18), date(2026, 3, 19))
    far = Ramadan(date(2031, 1, 1), date(2031, 1, 30))

    assert [Refusal.LENGTH, Refusal.PAST, Refusal.FAR] == [
        decision.why
        for month in (backwards, over, far)
        if isinstance(decision := changes.set_ramadan(Calendar(), month, TODAY), Refused)
    ]


def test_another_word_about_the_same_ramadan_replaces_it() -> None:
    """A day later, or a month wrong: one Ramadan a Hijri year; the next year's stays."""
    wrong = Ramadan(date(2027, 1, 8), date(2027, 2, 6))
    right = Ramadan(FIRST, date(2027, 3, 9))
    following = Ramadan(date(2028, 1, 28), date(2028, 2, 26))
    calendar = Calendar(ramadans=(wrong, following))

    calendar = after(calendar, changes.set_ramadan(calendar, right, TODAY))

    assert {right, following} == set(calendar.ramadans)
    assert AsItIs() == changes.set_ramadan(calendar, right, TODAY)


def test_the_only_ramadan_is_forgotten_and_of_two_the_named_one() -> None:
    """Nothing is guessed; what is over is left alone."""
    over = Ramadan(date(2026, 2, 18), date(2026, 3, 19))
    right = Ramadan(FIRST, date(2027, 3, 9))
    following = Ramadan(date(2028, 1, 28), date(2028, 2, 26))
    both = Calendar(ramadans=(over, right, following))

    assert Refused(Refusal.MANY_RAMADANS) == changes.drop_ramadan(both, None, TODAY)
    left = after(both, changes.drop_ramadan(both, following.first, TODAY))
    assert (over, right) == tuple(left.ramadans)
    left = after(left, changes.drop_ramadan(left, None, TODAY))
    assert (over,) == tuple(left.ramadans)
    assert Refused(Refusal.NO_RAMADAN) == changes.drop_ramadan(left, None, TODAY)


@pytest.mark.parametrize(
    ("year", "decision"),
    [
        (2025, Refused(Refusal.PAST)),
        (2026, AsItIs()),
        (2030, Refused(Refusal.FAR)),
        (10**15, Refused(Refusal.FAR)),
    ],
)
def test_which_years_cannot_be_confirmed(year: int, decision: Decision) -> None:
    """Past, far, or confirmed already."""
    assert decision == changes.confirm(Calendar(), year, TODAY)


def test_a_year_is_confirmed_once() -> None:
    """Said twice, it holds once."""
    calendar = after(Calendar(), changes.confirm(Calendar(), 2027, TODAY))

    assert calendar.is_confirmed(2027)
    assert AsItIs() == changes.confirm(calendar, 2027, TODAY)


def _plain(calendar: Calendar) -> Calendar:
    """Return a calendar with nothing in it as one that was never touched."""
    assert not calendar.ramadans
    assert not calendar.confirmed
    return Calendar(calendar.corrections)
