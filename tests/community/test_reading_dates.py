"""Days and hours as people type them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.reading_dates import read_day, read_hour
from community.texts import dates

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("26-11-2026", date(2026, 11, 26)),
        ("26/11/2026", date(2026, 11, 26)),
        ("26.11.2026", date(2026, 11, 26)),
        ("26 11 2026", date(2026, 11, 26)),
        ("26–11–2026", date(2026, 11, 26)),
        ("26-11-26", date(2026, 11, 26)),
        ("8-2-2027", date(2027, 2, 8)),
        ("08-02-2027", date(2027, 2, 8)),
        ("2026-11-26", date(2026, 11, 26)),
        ("2026/11/6", date(2026, 11, 6)),
        ("26 November 2026", date(2026, 11, 26)),
        ("  26   NOVEMBER  2026 ", date(2026, 11, 26)),
        ("26november2026", date(2026, 11, 26)),
        ("26 Nopember 2026", date(2026, 11, 26)),
        ("tanggal 26 November 2026", date(2026, 11, 26)),
        ("Kamis, 26 November 2026", date(2026, 11, 26)),
        ("Jum'at, 27 Nov 2026", date(2026, 11, 27)),
        ("hari Kamis 26 nov", date(2026, 11, 26)),
        ("hari Kamis, tanggal 26 nov", date(2026, 11, 26)),
        ("26 nov", date(2026, 11, 26)),
        ("26/11", date(2026, 11, 26)),
        ("23 nov", TODAY),
        ("22 nov", date(2027, 11, 22)),
        ("1 sept", date(2027, 9, 1)),
        ("17 agt", date(2027, 8, 17)),
        ("17 Agus", date(2027, 8, 17)),
        ("29 februari", date(2028, 2, 29)),
        ("29-2-2028", date(2028, 2, 29)),
        ("kamis", date(2026, 11, 26)),
        ("hari kamis", date(2026, 11, 26)),
        ("senin", TODAY),
        ("SENEN", TODAY),
        ("minggu", date(2026, 11, 29)),
        ("jumat", date(2026, 11, 27)),
        ("jum'at", date(2026, 11, 27)),
        ("Jum’at", date(2026, 11, 27)),
        ("hari ini", TODAY),
        ("HARIINI", TODAY),
        ("besok", date(2026, 11, 24)),
        ("lusa", date(2026, 11, 25)),
    ],
)
def test_days_are_read(typed: str, meant: date) -> None:
    """Every usual way to write a day is understood."""
    assert meant == read_day(typed, TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            " ",
            "-",
            "x",
            "hari",
            "tanggal",
            "hari tanggal",
            "kemarin",
            "kamis depan",
            "november",
            "2026",
            "26",
        ),
        *("31-2-2026", "29-2-2027", "30 feb", "32-1-2027", "0-1-2027", "1-13-2027", "1-0-2027"),
        *("26-11-0000", "26-11-202", "26-11-20266", "2026-26-11", "26112026", "26 no 2026"),
        *("Rabu, 26 November 2026", "26-11-2026 27-11-2026", "26-11-2026 kamis", "26 jum at"),
        *("٢٦-١١-٢٠٢٦", "26-١١-2026", "二六", "1" * 5_000, "26-11-" + "9" * 5_000),
    ],
)
def test_what_is_no_day_is_not_guessed(typed: str) -> None:
    """Impossible, half and double days are none."""
    assert read_day(typed, TODAY) is None


def test_a_day_of_the_leap_year_is_looked_for_across_the_century() -> None:
    """The next 29 February after 2096 is in 2104."""
    assert date(2104, 2, 29) == read_day("29 februari", date(2096, 3, 1))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("09.00", time(9)),
        ("9:00", time(9)),
        ("9.30", time(9, 30)),
        ("0900", time(9)),
        ("930", time(9, 30)),
        ("9", time(9)),
        ("0", time(0)),
        ("23.59", time(23, 59)),
        ("pukul 09.00 WIB", time(9)),
        ("Pukul 09.00WIB", time(9)),
        ("pkl. 9", time(9)),
        ("jam 13:15", time(13, 15)),
        (" 13 . 15 ", time(13, 15)),
    ],
)
def test_hours_are_read(typed: str, meant: time) -> None:
    """Every usual way to write an hour is understood."""
    assert meant == read_hour(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "pukul", "24.00", "9.60", "9.5", "-9", "9.00-11.00", "09.00.00", "12345", "x"),
        *("9 malam", "09.00 WIT", "٩.٠٠", "9,00"),
    ],
)
def test_what_is_no_hour_is_not_guessed(typed: str) -> None:
    """Impossible hours, ranges and other zones are none."""
    assert read_hour(typed) is None


def test_another_zone_can_be_the_one_of_the_place() -> None:
    """A community in Makassar types WITA."""
    assert time(9) == read_hour("09.00 WITA", "WITA")
    assert read_hour("09.00 WIB", "WITA") is None


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.dates(date(2020, 1, 1)))
def test_days_that_the_bot_writes_are_read_again(on: date, today: date) -> None:
    """What stands on a screen can be typed back, whatever day it is."""
    for written in (dates.day(on), on.isoformat(), f"{on.day}-{on.month}-{on.year}"):
        assert on == read_day(written, today)


@given(st.dates(date(2020, 1, 1), date(2190, 12, 31)), st.integers(0, 364))
def test_days_without_a_year_are_the_next_such_day(today: date, ahead: int) -> None:
    """A short day within a year from now is read again."""
    on = date.fromordinal(today.toordinal() + ahead)

    assert on == read_day(dates.short_day(on), today)


@given(st.times())
def test_hours_that_the_bot_writes_are_read_again(at: time) -> None:
    """What stands on a screen can be typed back."""
    assert at.replace(second=0, microsecond=0, fold=0) == read_hour(dates.hour(at))


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(text: str) -> None:
    """Whatever is typed, nothing breaks."""
    read_day(text, TODAY)
    read_hour(text)
