"""What is on for whom and when it is due, against an own reading of the contract, in tables."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import programme_days
from community.calendar import Calendar, Correction
from community.reminder_choice import ReminderChoice
from community.reminding import Agenda, Slot, Stand, hours, slots_on, whats_on
from tests.sessions import a_session

WIB, WITA, WIT = (ZoneInfo(f"Asia/{name}") for name in ("Jakarta", "Makassar", "Jayapura"))
SECOND = timedelta(seconds=1)
FOUR_HOURS, WHOLE_DAY = timedelta(hours=4), timedelta(hours=24)

# --- what is on ---------------------------------------------------------------------------

PROGRAMMES = {
    1: "Forum ASN Berbagi Ilmu",
    2: "ASN Bertanya, BPSDM Menjawab",
    3: "ASN Mengaji",
    4: "ASN Belajar",
    5: "ASN Sehat dan Bugar",
    6: None,
    7: None,
}
PLAIN = {number: date(2026, 11, 22 + number) for number in range(1, 8)}
# SKB 3 Menteri 1497/2/5 of 2025, one of each kind for each weekday.
NATIONAL = {
    1: date(2026, 6, 1),  # Hari Lahir Pancasila
    2: date(2026, 6, 16),  # 1 Muharam
    3: date(2026, 5, 27),  # Idul Adha
    4: date(2026, 5, 14),  # Kenaikan Yesus Kristus
    5: date(2026, 12, 25),  # Natal
    6: date(2026, 3, 21),  # Idul Fitri
    7: date(2026, 4, 5),  # Paskah
}
COLLECTIVE = {
    1: date(2026, 2, 16),  # Imlek
    2: date(2026, 3, 24),  # Idul Fitri
    3: date(2026, 3, 18),  # Nyepi
    4: date(2026, 12, 24),  # Natal
    5: date(2026, 5, 15),  # Kenaikan Yesus Kristus
}
# kind of day: the days by weekday, what an admin said (None: nothing), is it worked
KINDS = {
    "plain": (PLAIN, None, True),
    "national": (NATIONAL, None, False),
    "collective": (COLLECTIVE, None, False),
    "added": (PLAIN, True, False),
    "added_to_a_feast": (NATIONAL, True, False),
    "worked": (PLAIN, False, True),
    "national_worked": (NATIONAL, False, True),
    "collective_worked": (COLLECTIVE, False, True),
}
DAYS = [
    (weekday, kind) for weekday, kind in product(range(1, 8), KINDS) if weekday in KINDS[kind][0]
]
SESSIONS = (0, 1, 2, 4)
ONE_DAY = timedelta(days=1)
# name: is it on, which weekdays, days from today to the end of the pause (None: no pause)
CHOICES = {
    "untouched": (False, {1, 2, 3, 4, 5}, None),
    "on": (True, {1, 2, 3, 4, 5}, None),
    "no_day": (True, set[int](), None),
    "off_and_paused": (False, {1, 3, 5}, 3),
    "odd_days": (True, {1, 3, 5}, None),
    "even_days": (True, {2, 4}, None),
    "no_wednesday": (True, {1, 2, 4, 5}, None),
    "paused_before": (True, {1, 2, 3, 4, 5}, -1),
    "paused_today": (True, {1, 2, 3, 4, 5}, 0),
    "paused_tomorrow": (True, {1, 2, 3, 4, 5}, 1),
    "paused_for_long": (True, {1, 2, 3, 4, 5}, 300),
    "odd_and_paused": (True, {1, 3, 5}, 0),
}


def choice_of(name: str, day: date) -> ReminderChoice:
    """Return a choice as the tables name it."""
    is_on, weekdays, paused = CHOICES[name]
    return ReminderChoice(
        is_on=is_on,
        days=sum(1 << weekday - 1 for weekday in weekdays),
        paused_until=None if paused is None else day + paused * ONE_DAY,
    )


def reasons(weekday: int, kind: str, choice: str) -> set[str]:
    """Say, from the words of the contract, what speaks against a reminder."""
    is_on, weekdays, paused = CHOICES[choice]
    against = {
        "off": not is_on,
        "free_day": weekday > 5 or not KINDS[kind][2],
        "not_chosen": weekday not in weekdays,
        "paused": paused is not None and paused >= 0,
    }
    return {reason for reason, holds in against.items() if holds}


@pytest.mark.parametrize(("weekday", "kind"), DAYS)
def test_every_weekday_holiday_session_and_choice(weekday: int, kind: str) -> None:
    """There is a reminder when nothing speaks against it; else one true reason is named."""
    listed, word, _ = KINDS[kind]
    day = listed[weekday]
    assert weekday == day.isoweekday()
    corrections = {} if word is None else {day: Correction(day, is_off=word, name="Kata admin")}
    for count, name in product(SESSIONS, CHOICES):
        sessions = [a_session(id=number) for number in range(count)]

        found = whats_on(
            day, choice_of(name, day), Calendar(corrections), programme_days.ALL, sessions
        )

        against = reasons(weekday, kind, name)
        if isinstance(found, Agenda):
            assert set() == against, (name, count)
            assert (PROGRAMMES[weekday], tuple(sessions)) == (found.programme.name, found.sessions)
        else:
            assert found.value in against, (name, count)


def test_who_never_chose_anything_has_no_reminder() -> None:
    """A guest without settings is off."""
    assert "off" == whats_on(PLAIN[1], None, Calendar(), programme_days.ALL, ())


def test_a_day_that_admins_renamed_is_shown_by_its_new_name() -> None:
    """The programme is taken from what is handed in, not from what is packaged."""
    renamed = [
        programme_days.ProgrammeDay(day.weekday, f"Baru {day.weekday}", day.about, day.call)
        for day in programme_days.ALL
    ]

    found = whats_on(PLAIN[4], choice_of("on", PLAIN[4]), Calendar(), renamed, ())

    assert isinstance(found, Agenda)
    assert "Baru 4" == found.programme.name


@pytest.mark.parametrize(("count", "joinable"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 0), (9, 0)])
def test_up_to_three_sessions_have_a_button_each(count: int, joinable: int) -> None:
    """More of them would need more texts than there are people."""
    sessions = [a_session(id=number) for number in range(count)]

    found = whats_on(PLAIN[4], choice_of("on", PLAIN[4]), Calendar(), programme_days.ALL, sessions)

    assert isinstance(found, Agenda)
    assert joinable == len(found.joinable)


# --- when it is due -----------------------------------------------------------------------


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "zone", "hour", "due"),
    [
        (23, WIB, time(7, 30), utc(23, 0, 30)),
        (23, WITA, time(7, 30), utc(22, 23, 30)),
        (23, WIT, time(7, 30), utc(22, 22, 30)),
        (23, WIB, time(5), utc(22, 22)),
        (23, WIT, time(5), utc(22, 20)),
        (23, WIB, time(17), utc(23, 10)),
        (23, WIT, time(17), utc(23, 8)),
        # Friday: from 11.30 on it waits for 13.00, where the member is.
        (27, WIB, time(11), utc(27, 4)),
        (27, WIB, time(11, 30), utc(27, 6)),
        (27, WIB, time(12), utc(27, 6)),
        (27, WIB, time(12, 30), utc(27, 6)),
        (27, WIB, time(13), utc(27, 6)),
        (27, WIB, time(13, 30), utc(27, 6, 30)),
        (27, WITA, time(11), utc(27, 3)),
        (27, WITA, time(12, 30), utc(27, 5)),
        (27, WIT, time(11, 30), utc(27, 4)),
        (27, WIT, time(13), utc(27, 4)),
        # Thursday knows no pause.
        (26, WIB, time(12), utc(26, 5)),
    ],
)
def test_the_hour_is_the_members_hour(day: int, zone: ZoneInfo, hour: time, due: datetime) -> None:
    """Each zone by its own clock, and Friday noon afterwards; to the second, grace inclusive."""
    slot = Slot(date(2026, 11, day), zone, hour)

    assert due == slot.due_at
    assert [Stand.EARLY, Stand.DUE, Stand.DUE, Stand.MISSED] == [
        slot.stand(moment, FOUR_HOURS)
        for moment in (due - SECOND, due, due + FOUR_HOURS, due + FOUR_HOURS + SECOND)
    ]


@pytest.mark.parametrize(
    ("zone", "midnight"), [(WIB, utc(23, 17)), (WITA, utc(23, 16)), (WIT, utc(23, 15))]
)
def test_a_long_grace_ends_at_midnight(zone: ZoneInfo, midnight: datetime) -> None:
    """Never yesterday's: with a day of grace the last second of the day is the last chance."""
    slot = Slot(date(2026, 11, 23), zone, time(17))

    assert midnight == slot.expires_at(WHOLE_DAY)
    assert [Stand.DUE, Stand.MISSED] == [
        slot.stand(moment, WHOLE_DAY) for moment in (midnight - SECOND, midnight)
    ]


@pytest.mark.parametrize("seconds", [0, 1, 60])
def test_a_short_grace_is_kept_to_the_second(seconds: int) -> None:
    """Without any grace the hour's own second counts."""
    slot, grace = Slot(date(2026, 11, 23), WIB, time(7, 30)), timedelta(seconds=seconds)

    assert Stand.DUE is slot.stand(slot.due_at + grace, grace)
    assert Stand.MISSED is slot.stand(slot.due_at + grace + SECOND, grace)


@given(
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.sampled_from([WIB, WITA, WIT]),
    st.integers(10, 34),
    st.integers(0, 24 * 3600),
)
def test_no_message_outlives_its_day(day: date, zone: ZoneInfo, half: int, grace: int) -> None:
    """Due and over on the same day there, whatever was chosen, and never in Friday's pause."""
    slot = Slot(day, zone, time(half // 2, half % 2 * 30))
    due = slot.due_at.astimezone(zone)
    last = slot.expires_at(timedelta(seconds=grace)).astimezone(zone) - SECOND

    assert slot.hour <= due.time()
    assert (day, day) == (due.date(), last.date())
    assert due <= last
    assert not (day.isoweekday() == 5 and time(11, 30) <= due.time() < time(13))


def test_half_hours_from_five_to_five_can_be_chosen() -> None:
    """25 hours, and the community's own if it is another."""
    assert 25 == len(hours(time(7, 30)))
    assert (time(5), time(5, 30), time(17)) == (*hours(time(7, 30))[:2], hours(time(7, 30))[-1])
    assert 26 == len(hours(time(7, 15)))
    assert time(7, 15) in hours(time(7, 15))
    assert list(hours(time(18))) == [slot.hour for slot in slots_on(PLAIN[1], WIT, time(18))]
