"""When moderators are warned of a Thursday, and admins of a year."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import warnings
from community.calendar import Calendar, Correction

WIB = ZoneInfo("Asia/Jakarta")


def off(*days: date) -> Calendar:
    """Return a calendar in which these days are off, too."""
    return Calendar({day: Correction(day, is_off=True, name="Libur") for day in days})


@pytest.mark.parametrize(
    ("today", "calendar", "thursday"),
    [
        (date(2026, 11, 23), Calendar(), None),  # Monday
        (date(2026, 11, 24), Calendar(), None),
        (date(2026, 11, 25), Calendar(), date(2026, 11, 26)),
        (date(2026, 11, 26), Calendar(), None),  # the Thursday itself
        (date(2026, 11, 27), Calendar(), None),
        (date(2026, 11, 28), Calendar(), None),
        # After a holiday on Wednesday: on Tuesday.
        (date(2026, 11, 24), off(date(2026, 11, 25)), date(2026, 11, 26)),
        (date(2026, 11, 25), off(date(2026, 11, 25)), None),
        # After a long weekend: on the Friday before.
        (
            date(2026, 11, 20),
            off(date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)),
            date(2026, 11, 26),
        ),
        # A Thursday that is libur or cuti bersama is nobody's duty.
        (date(2026, 11, 25), off(date(2026, 11, 26)), None),
        (date(2026, 5, 13), Calendar(), None),  # Kenaikan Yesus Kristus
        (date(2026, 12, 23), Calendar(), None),  # cuti bersama on 24 December
        (date(2026, 5, 26), Calendar(), None),  # Idul Adha and its cuti bersama until Thursday
        # Idul Fitri 2026: off from Wednesday 18 to Tuesday 24 March.
        (date(2026, 3, 17), Calendar(), None),
        (date(2026, 3, 25), Calendar(), date(2026, 3, 26)),
    ],
)
def test_which_thursday_is_ahead(today: date, calendar: Calendar, thursday: date | None) -> None:
    """The warning is due on the last working day before a Thursday on which people work."""
    assert thursday == warnings.thursday_ahead(today, calendar)


@given(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.sets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=40),
)
def test_every_working_thursday_is_warned_of_on_one_day(start: date, days: set[date]) -> None:
    """Never two days, never none, whatever is off."""
    calendar = off(*days)
    thursday = start + timedelta(days=(3 - start.weekday()) % 7)
    warned = [
        day
        for day in (thursday - timedelta(days=n) for n in range(90))
        if warnings.thursday_ahead(day, calendar) == thursday
    ]

    expected = [calendar.working_day_before(thursday)] if calendar.is_working_day(thursday) else []
    assert expected == warned


@pytest.mark.parametrize(
    ("hour", "is_given"),
    [("08:59:59", False), ("09:00:00", True), ("16:59:59", True), ("17:00:00", False)],
)
def test_warnings_have_their_hours(hour: str, is_given: bool) -> None:
    """From 09.00, late until the end of work, in the community's zone."""
    at = datetime.fromisoformat(f"2026-11-25T{hour}").replace(tzinfo=WIB).astimezone(UTC)

    assert is_given == warnings.is_hour(at, WIB)


@pytest.mark.parametrize(
    ("today", "confirmed", "years"),
    [
        (date(2026, 10, 30), set(), ()),
        (date(2026, 11, 2), set(), (2027,)),
        (date(2026, 11, 1), set(), ()),  # a Sunday
        (date(2026, 12, 31), {2027}, ()),
        (date(2027, 1, 4), set(), (2027,)),
        (date(2027, 1, 1), set(), ()),  # libur
        (date(2027, 6, 2), {2027}, ()),
        (date(2027, 11, 1), {2027}, (2028,)),
        (date(2027, 11, 1), set(), (2027, 2028)),
    ],
)
def test_which_years_should_be_confirmed(
    today: date, confirmed: set[int], years: tuple[int, ...]
) -> None:
    """This year until somebody did, the next from November on, on working days."""
    assert years == warnings.unconfirmed_years(today, Calendar(confirmed=confirmed))


def test_each_month_and_year_has_its_own_warning() -> None:
    """November of one year is not November of the next."""
    days = (date(2026, 11, 2), date(2026, 12, 1), date(2027, 11, 1))
    keys = {warnings.year_key(year, day) for year in (2027, 2028) for day in days}

    assert 6 == len(keys)
