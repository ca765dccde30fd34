"""When jobs are due: rules over the moment and the last run, to the second."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.due import Daily, Due, Every, HalfHours
from tests.handlers.driver import charter

WIB = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2026, 11, 23, 2, 30, tzinfo=WIB)
SECOND, MINUTE, HOUR, DAY = (
    timedelta(seconds=1),
    timedelta(minutes=1),
    timedelta(hours=1),
    timedelta(days=1),
)
FIVE = Every(5 * MINUTE)
NIGHT, LATER = Daily(time(2, 30)), Daily(time(2, 31))
MORNING = Daily(time(9), within=8 * HOUR)


def wib(hour: int, minute: int, second: int = 0) -> datetime:
    """Return a moment of that Monday, in UTC as clocks tell it."""
    return datetime(2026, 11, 23, hour, minute, second, tzinfo=WIB).astimezone(UTC)


@pytest.mark.parametrize(
    ("rule", "last", "is_due"),
    [
        (FIVE, None, True),
        (FIVE, MONDAY - 5 * MINUTE + SECOND, False),
        (FIVE, MONDAY - 5 * MINUTE, True),
        (FIVE, MONDAY + DAY, True),  # the clock was set back
        (NIGHT, None, True),
        (NIGHT, MONDAY, False),
        (NIGHT, MONDAY - SECOND, True),
        (LATER, MONDAY - 23 * HOUR, False),  # yesterday's ran after 02.31
        (LATER, MONDAY - DAY, True),  # yesterday's was missed: catch up
        (NIGHT, MONDAY - 9 * DAY, True),
        (NIGHT, MONDAY + DAY, False),  # the clock was set back
        (NIGHT, MONDAY + 400 * DAY, True),  # the clock had been far wrong
    ],
)
def test_what_is_due(rule: Due, last: datetime | None, is_due: bool) -> None:
    """A job is due by the hour in the community's zone, once, and catches up what it missed."""
    moment = None if last is None else last.astimezone(UTC)
    now = MONDAY.astimezone(UTC)

    assert rule.is_due(now, moment, charter()) is is_due
    assert (rule.next_after(now, moment, charter()) == now) is is_due


@pytest.mark.parametrize(
    ("now", "is_due", "next_at"),
    [
        (wib(8, 59, 59), False, wib(9, 0)),
        (wib(9, 0), True, wib(9, 0)),
        (wib(16, 59, 59), True, wib(16, 59, 59)),
        (wib(17, 0), False, wib(9, 0) + DAY),  # too late: that day is lost
        (wib(3, 0) + DAY, False, wib(9, 0) + DAY),
    ],
)
def test_a_daily_job_may_be_so_late(now: datetime, is_due: bool, next_at: datetime) -> None:
    """A job with a limit runs from its hour on until the limit, else on the next day."""
    last = wib(9, 0, 5) - 3 * DAY

    assert MORNING.is_due(now, last, charter()) is is_due
    assert next_at == MORNING.next_after(now, last, charter())


@pytest.mark.parametrize(
    ("usual", "last", "now", "is_due", "next_at"),
    [
        (time(7, 30), None, wib(7, 31), True, wib(7, 31)),
        (time(7, 30), wib(7, 29, 59), wib(7, 30), True, wib(7, 30)),
        (time(7, 30), wib(7, 30), wib(7, 30), False, wib(8, 0)),
        (time(7, 30), wib(7, 30), wib(7, 59, 59), False, wib(8, 0)),
        (time(7, 30), wib(7, 30), wib(8, 0), True, wib(8, 0)),
        (time(7, 30), wib(8, 0), wib(7, 45), True, wib(7, 45)),  # the clock was set back
        (time(7, 30), wib(1, 0), wib(16, 45), True, wib(16, 45)),  # it was down for long
        (time(7, 45), wib(7, 44, 59), wib(7, 45), True, wib(7, 45)),
        (time(7, 45), wib(7, 30), wib(7, 44, 59), False, wib(7, 45)),
        (time(7, 45), wib(6, 44, 59), wib(6, 45), True, wib(6, 45)),  # 07.45 WITA
        (time(7, 45), wib(7, 45), wib(7, 46), False, wib(8, 0)),
        (time(7, 5), wib(6, 30), wib(7, 4, 59), True, wib(7, 4, 59)),
        (time(7, 5), wib(7, 0), wib(7, 4, 59), False, wib(7, 5)),
    ],
)
def test_half_hours_strike_to_the_second(
    usual: time, last: datetime | None, now: datetime, is_due: bool, next_at: datetime
) -> None:
    """Due at every half hour and at REMINDER_TIME of each zone, once each."""
    community = charter(reminder_time=usual)

    assert HalfHours().is_due(now, last, community) is is_due
    assert next_at == HalfHours().next_after(now, last, community)
