"""Days and weeks: what is on, by weekday, holiday, session and zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import schedule
from community.calendar import Calendar, Correction, OffKind
from community.programme_days import ALL
from community.schedule import NEXT_WEEK, THIS_WEEK, Phase
from tests.sessions import a_session, at

WIB, WITA, WIT = (ZoneInfo(f"Asia/{name}") for name in ("Jakarta", "Makassar", "Jayapura"))
CALENDAR = Calendar()
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("on", "programme", "off"),
    [
        (date(2026, 11, 23), "Forum ASN Berbagi Ilmu", None),
        (date(2026, 11, 24), "ASN Bertanya, BPSDM Menjawab", None),
        (date(2026, 11, 25), "ASN Mengaji", None),
        (date(2026, 11, 26), "ASN Belajar", None),
        (date(2026, 11, 27), "ASN Sehat dan Bugar", None),
        (date(2026, 11, 28), None, (OffKind.WEEKEND, "Sabtu")),
        (date(2026, 11, 29), None, (OffKind.WEEKEND, "Minggu")),
        (date(2026, 12, 24), None, (OffKind.COLLECTIVE, "Cuti Bersama Hari Raya Natal")),
        (date(2026, 12, 25), None, (OffKind.NATIONAL, "Hari Raya Natal")),
    ],
)
def test_a_day_has_its_programme_or_a_reason_why_not(
    on: date, programme: str | None, off: tuple[OffKind, str] | None
) -> None:
    """Each weekday its own; weekends and holidays say which."""
    found = schedule.day(on, CALENDAR, ALL, (), WIB)

    assert programme == (found.programme and found.programme.name)
    assert off == (found.off and (found.off.kind, found.off.name))


def test_what_an_admin_corrected_decides() -> None:
    """A day made free has no programme, a holiday made a working day has one."""
    calendar = Calendar(
        {
            MONDAY: Correction(MONDAY, is_off=True, name="Hari jadi daerah"),
            date(2026, 12, 25): Correction(date(2026, 12, 25), is_off=False, name=""),
        }
    )

    free = schedule.day(MONDAY, calendar, ALL, (), WIB)
    working = schedule.day(date(2026, 12, 25), calendar, ALL, (), WIB)

    assert free.off is not None
    assert (None, "Hari jadi daerah") == (free.programme, free.off.name)
    assert ALL[4] == working.programme


@pytest.mark.parametrize(
    ("starts_at", "zone", "day"),
    [
        (datetime(2026, 11, 26, 2, 0, tzinfo=UTC), WIB, 26),
        (datetime(2026, 11, 26, 16, 30, tzinfo=UTC), WIB, 26),  # 23.30
        (datetime(2026, 11, 26, 16, 30, tzinfo=UTC), WITA, 27),  # 00.30
        (datetime(2026, 11, 26, 15, 30, tzinfo=UTC), WITA, 26),
        (datetime(2026, 11, 26, 15, 30, tzinfo=UTC), WIT, 27),
    ],
)
def test_a_session_stands_on_the_day_on_which_it_begins_there(
    starts_at: datetime, zone: ZoneInfo, day: int
) -> None:
    """Near midnight the day differs from zone to zone."""
    session = a_session(starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))

    days = [
        on
        for on in (25, 26, 27, 28)
        if schedule.day(date(2026, 11, on), CALENDAR, ALL, (session,), zone).sessions
    ]

    assert [day] == days


def test_a_holiday_keeps_its_sessions() -> None:
    """There may be a session although people do not work."""
    session = a_session(
        starts_at=datetime(2026, 12, 25, 2, tzinfo=UTC),
        ends_at=datetime(2026, 12, 25, 4, tzinfo=UTC),
    )

    found = schedule.day(date(2026, 12, 25), CALENDAR, ALL, (session,), WIB)

    assert (None, (session,)) == (found.programme, found.sessions)


@pytest.mark.parametrize(
    ("today", "number", "first", "monday"),
    [
        (date(2026, 11, 23), THIS_WEEK, MONDAY, MONDAY),
        (date(2026, 11, 27), THIS_WEEK, MONDAY, MONDAY),
        (date(2026, 11, 28), THIS_WEEK, date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 11, 29), THIS_WEEK, date(2026, 11, 29), date(2026, 11, 30)),
        (date(2026, 11, 23), NEXT_WEEK, date(2026, 11, 30), date(2026, 11, 30)),
        (date(2026, 11, 27), NEXT_WEEK, date(2026, 11, 30), date(2026, 11, 30)),
        (date(2026, 11, 28), NEXT_WEEK, date(2026, 12, 7), date(2026, 12, 7)),
        (date(2026, 11, 29), NEXT_WEEK, date(2026, 12, 7), date(2026, 12, 7)),
        (date(2026, 12, 31), NEXT_WEEK, date(2027, 1, 4), date(2027, 1, 4)),
        (date(2026, 11, 23), 99, date(2026, 11, 30), date(2026, 11, 30)),
        (date(2026, 11, 23), -5, MONDAY, MONDAY),
    ],
)
def test_weeks_begin_on_monday_and_at_the_weekend_look_ahead(
    today: date, number: int, first: date, monday: date
) -> None:
    """On Saturday this week is the coming one, with what is left of the weekend before it."""
    found = schedule.week(today, number)

    assert (first, monday) == (found.first, found.monday)
    assert monday + timedelta(days=6) == found.last


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_no_coming_day_falls_between_the_weeks(today: date) -> None:
    """From today on the two weeks follow each other, and a day is found in the one it lies in."""
    this, following = schedule.week(today, THIS_WEEK), schedule.week(today, NEXT_WEEK)

    assert this.first <= today <= this.last
    assert this.last + timedelta(days=1) == following.first
    assert THIS_WEEK == schedule.week_of(this.last, today) == schedule.week_of(today, today)
    assert NEXT_WEEK == schedule.week_of(following.first, today)


def test_a_week_shows_the_weekend_only_with_sessions() -> None:
    """Monday to Friday always, Saturday when something is on."""
    week = schedule.week(MONDAY, THIS_WEEK)
    saturday = a_session(starts_at=at(28, 9), ends_at=at(28, 11))

    plain = schedule.week_days(week, CALENDAR, ALL, (), WIB)
    busy = schedule.week_days(week, CALENDAR, ALL, (saturday,), WIB)

    assert [23, 24, 25, 26, 27] == [day.on.day for day in plain]
    assert [23, 24, 25, 26, 27, 28] == [day.on.day for day in busy]


def test_on_saturday_todays_session_comes_before_the_coming_week() -> None:
    """Nobody loses the session of the day by opening the schedule on it."""
    week = schedule.week(date(2026, 11, 28), THIS_WEEK)
    saturday = a_session(starts_at=at(28, 9), ends_at=at(28, 11))

    days = schedule.week_days(week, CALENDAR, ALL, (saturday,), WIB)

    assert [28, 30, 1, 2, 3, 4] == [day.on.day for day in days]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 11, 23), (date(2026, 11, 24), ALL[1])),
        (date(2026, 11, 27), (date(2026, 11, 30), ALL[0])),
        (date(2026, 11, 28), (date(2026, 11, 30), ALL[0])),
        (date(2026, 12, 23), (date(2026, 12, 28), ALL[0])),  # over Christmas and a weekend
    ],
)
def test_the_next_programme_is_that_of_the_next_working_day(
    on: date, expected: tuple[date, object]
) -> None:
    """Holidays and weekends are passed over."""
    assert expected == schedule.next_programme(on, CALENDAR, ALL)


@pytest.mark.parametrize(
    ("now", "is_cancelled", "expected"),
    [
        (at(26, 8, 59), False, Phase.COMING),
        (at(26, 9), False, Phase.RUNNING),
        (at(26, 10, 59), False, Phase.RUNNING),
        (at(26, 11), False, Phase.ENDED),
        (at(26, 8), True, Phase.CANCELLED),
        (at(26, 12), True, Phase.CANCELLED),
    ],
)
def test_a_session_comes_runs_and_ends(
    now: datetime, expected: Phase, *, is_cancelled: bool
) -> None:
    """Its first moment belongs to it, its last does not."""
    assert expected is schedule.phase(a_session(is_cancelled=is_cancelled), now)
