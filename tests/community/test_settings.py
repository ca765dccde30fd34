"""What `/pengaturan` makes of a choice, and which pauses and buttons are taken."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from community import settings
from community.reminder_choice import HOURS, UNTOUCHED, ReminderChoice
from community.settings import Settings
from community.texts import settings as texts

JAKARTA, JAYAPURA = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
MONDAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 1, tzinfo=UTC)


def found(choice: ReminderChoice, now: datetime = MORNING) -> Settings:
    """Return a choice in the community of the tests."""
    return Settings(choice=choice, usual_hour=time(7, 30), usual_zone=JAKARTA, now=now)


@pytest.mark.parametrize(
    ("choice", "day", "wanted"),
    [
        (ReminderChoice(is_on=True), MONDAY, True),
        (UNTOUCHED, MONDAY, False),
        (ReminderChoice(is_on=True, days=0b11110), MONDAY, False),
        (ReminderChoice(is_on=True, days=0b00001), MONDAY, True),
        (ReminderChoice(is_on=True), date(2026, 11, 28), False),  # a Saturday
        (ReminderChoice(is_on=True, paused_until=date(2026, 11, 22)), MONDAY, True),
        (ReminderChoice(is_on=True, paused_until=MONDAY), MONDAY, False),
        (ReminderChoice(is_on=True, paused_until=date(2026, 11, 24)), MONDAY, False),
    ],
)
def test_a_day_is_wanted_when_on_chosen_and_not_paused(
    choice: ReminderChoice, day: date, wanted: bool
) -> None:
    """The last day of a pause is part of it."""
    assert wanted is choice.wants(day)


def test_hour_and_zone_follow_the_community_until_chosen() -> None:
    """None means the community's, today and whenever it changes its mind."""
    own = ReminderChoice(hour=time(9), zone=JAYAPURA)

    assert (time(7, 30), JAKARTA) == (found(UNTOUCHED).hour, found(UNTOUCHED).zone)
    assert (time(9), JAYAPURA) == (found(own).hour, found(own).zone)


def test_today_is_the_day_in_the_persons_zone() -> None:
    """At 22.30 WIB it is tomorrow in Jayapura, and a pause until today is over there."""
    late = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
    until = ReminderChoice(is_on=True, paused_until=MONDAY)
    there = ReminderChoice(is_on=True, paused_until=MONDAY, zone=JAYAPURA)

    assert MONDAY == found(until, late).paused_until
    assert found(there, late).paused_until is None


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (UNTOUCHED, "<b>mati</b>"),
        (ReminderChoice(is_on=True), "<b>menyala</b>: Senin sampai Jumat pukul 07.30 WIB"),
        (ReminderChoice(is_on=True, days=0b10100), "Rabu dan Jumat pukul 07.30 WIB"),
        (ReminderChoice(is_on=True, days=0), "belum ada hari yang dipilih"),
        (ReminderChoice(is_on=True, paused_until=MONDAY), "sampai Senin, 23 November 2026"),
        (ReminderChoice(is_on=True, hour=time(9), zone=JAYAPURA), "pukul 09.00 WIT"),
    ],
)
def test_the_state_is_told_in_words(choice: ReminderChoice, words: str) -> None:
    """Whoever opens the settings reads what happens, and why."""
    assert words in texts.screen(found(choice)).text


@pytest.mark.parametrize(
    ("today", "month_later"),
    [
        (MONDAY, date(2026, 12, 23)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
    ],
)
def test_a_month_later_is_a_day_that_exists(today: date, month_later: date) -> None:
    """The end of a shorter month takes the place of a day that it does not have."""
    assert ("Satu bulan", month_later) == settings.quick_pauses(today)[-1]


@pytest.mark.parametrize(
    ("until", "may"),
    [
        (date(2026, 11, 22), False),
        (MONDAY, True),
        (date(2027, 11, 23), True),
        (date(2027, 11, 24), True),
        (date(2027, 11, 25), False),
    ],
)
def test_a_pause_lasts_a_year_at_most(until: date, may: bool) -> None:
    """Today is the first day that may be the last one."""
    assert may is settings.may_pause(until, MONDAY)


def test_hours_are_every_half_hour_of_the_day() -> None:
    """05.00 to 17.00, and a forged hour is none."""
    assert (25, time(5), time(17)) == (len(HOURS), HOURS[0], HOURS[-1])
    assert time(16, 30) == settings.hour_of("16:30")
    assert [None] * 4 == [settings.hour_of(text) for text in ("", "04:30", "17:30", "7:30")]
    assert settings.zone_of("Europe/Amsterdam") is None
    assert settings.day_of("2026-02-30") is None


def test_every_screen_marks_what_is_chosen() -> None:
    """Hours stand five a row with one mark; the default has its own."""
    own = texts.choose_hour(found(ReminderChoice(is_on=True, hour=time(9))))
    usual = texts.choose_hour(found(ReminderChoice(is_on=True)))

    assert [5, 5, 5, 5, 5, 1, 1] == [len(row) for row in own.buttons]
    assert ["✅ 09.00"] == [b.label for row in own.buttons for b in row if b.label[0] == "✅"]
    assert ["✅ Bawaan (07.30)"] == [
        b.label for row in usual.buttons for b in row if b.label[0] == "✅"
    ]
