"""The days off: what the library says, what the documentation promises, what admins changed."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.calendar import Calendar, Correction, OffDay, OffKind, Ramadan, packaged
from community.texts import dates

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "libur.md"
CHECKED = ROOT.parent / "shared" / "data" / "holidays_2026_2027.json"
KINDS = {OffKind.NATIONAL: "libur nasional", OffKind.COLLECTIVE: "cuti bersama"}
WAISAK = date(2027, 5, 20)  # a Thursday
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def _row(one: OffDay) -> str:
    on = one.day
    written = f"{on.day} {dates.MONTHS[on.month - 1]} {on.year}"
    note = " perkiraan " if one.is_estimated else " "
    return f"| {written} | {dates.DAYS[on.weekday()]} | {one.name} | {KINDS[one.kind]} |{note}|"


def _section(year: int) -> list[str]:
    _, _, rest = PAGE.read_text("utf-8").partition(f"\n## {year}\n")
    lines = rest.partition("\n## ")[0].splitlines()
    return [line for line in lines if line.startswith("|")][2:]


@pytest.mark.parametrize("year", [2026, 2027])
def test_the_page_is_what_the_library_says_today(year: int) -> None:
    """An update of the library that moves, adds or drops a day is noticed."""
    assert [_row(one) for one in packaged(year).values()] == _section(year)


@pytest.mark.skipif(not CHECKED.exists(), reason="the checked list is not beside the project")
def test_the_library_is_as_checked() -> None:
    """Every day of both years stands as it was compared with the decree."""
    listed = json.loads(CHECKED.read_text("utf-8"))["data"]
    kinds = {"libur_nasional": OffKind.NATIONAL, "cuti_bersama": OffKind.COLLECTIVE}
    expected = [
        OffDay(
            date.fromisoformat(entry["tanggal"]),
            entry["nama"].replace(" (perkiraan)", ""),
            kinds[entry["jenis"]],
            entry["perkiraan"],
        )
        for entry in listed
    ]

    assert expected == [*packaged(2026).values(), *packaged(2027).values()]


@pytest.mark.parametrize(
    ("year", "national", "collective", "estimated"),
    [
        (2026, 17, 8, 0),
        (2027, 18, 8, 3),
        (1, 0, 0, 0),
        (1900, 0, 0, 0),
        (2101, 0, 0, 0),
        (9999, 0, 0, 0),
    ],
)
def test_how_many_days_a_year_has(
    year: int, national: int, collective: int, estimated: int
) -> None:
    """The decree's counts; years that the library does not know have none, and nothing breaks."""
    kinds = [one.kind for one in packaged(year).values()]

    assert (national, collective) == (
        kinds.count(OffKind.NATIONAL),
        kinds.count(OffKind.COLLECTIVE),
    )
    assert estimated == sum(one.is_estimated for one in packaged(year).values())
    assert not [one for one in packaged(year).values() if "perkiraan" in one.name]


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        (date(2026, 11, 26), None),
        (date(2026, 11, 28), OffKind.WEEKEND),
        (date(2026, 12, 24), OffKind.COLLECTIVE),
        (date(2026, 12, 25), OffKind.NATIONAL),
        (date(2026, 3, 21), OffKind.WEEKEND),  # Idul Fitri on a Saturday
        (WAISAK, OffKind.NATIONAL),
    ],
)
def test_why_a_day_is_off(on: date, kind: OffKind | None) -> None:
    """Weekday, weekend, libur nasional, cuti bersama."""
    found = Calendar().off_day(on)

    assert kind == (None if found is None else found.kind)
    assert (kind is None) == Calendar().is_working_day(on)


def test_a_correction_goes_before_the_library() -> None:
    """Off for a reason, or a working day after all; a weekend stays one."""
    saturday = date(2026, 3, 21)
    calendar = Calendar(
        {
            WAISAK: Correction(WAISAK, is_off=False, name="Hari Raya Waisak"),
            saturday: Correction(saturday, is_off=False, name="Hari Raya Idul Fitri"),
            date(2027, 5, 21): Correction(date(2027, 5, 21), is_off=True, name="Hari jadi"),
        }
    )

    assert calendar.is_working_day(WAISAK)
    assert not calendar.is_working_day(saturday)
    assert OffDay(date(2027, 5, 21), "Hari jadi", OffKind.ADDED) == calendar.off_day(
        date(2027, 5, 21)
    )


def test_a_confirmed_year_holds_no_estimates() -> None:
    """Whoever compared the list with the decree knows them for certain."""
    fitri = date(2027, 3, 10)
    unsure, sure = Calendar().listed_on(fitri), Calendar(confirmed={2027}).listed_on(fitri)

    assert unsure is not None
    assert sure is not None
    assert (True, False) == (unsure.is_estimated, sure.is_estimated)


@given(DAYS, st.sets(DAYS, max_size=20))
def test_neighbouring_working_days_are_neighbours(on: date, off: set[date]) -> None:
    """Between a day and the working day next to it nobody works."""
    calendar = Calendar({day: Correction(day, is_off=True, name="Libur") for day in off})
    before, after = calendar.working_day_before(on), calendar.working_day_after(on)
    between = [before + timedelta(days=n) for n in range(1, (after - before).days)]

    assert calendar.is_working_day(before)
    assert calendar.is_working_day(after)
    assert [] == [day for day in between if day != on and calendar.is_working_day(day)]


def test_ramadan_holds_both_its_ends() -> None:
    """The first and the last day belong to it."""
    first, last = date(2027, 2, 8), date(2027, 3, 9)
    calendar = Calendar(ramadans=(Ramadan(first, last),))
    days = (first - timedelta(days=1), first, last, last + timedelta(days=1))

    assert [False, True, True, False] == [calendar.is_ramadan(day) for day in days]
