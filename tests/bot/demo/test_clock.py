"""The demo's clock: what people may type, that it only moves forward, where it stops on its way."""

from datetime import UTC, datetime

import pytest

from bot.demo.clock import BEGINS, ZONE, read_moment, shown, shown_short, stops


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return an hour of a day in November 2026, in WIB."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("+15", at(23, 7, 15)),
        ("+ 90", at(23, 8, 30)),
        ("07.30", at(23, 7, 30)),
        ("06.00", at(24, 6)),
        ("senin 07.30", at(23, 7, 30)),
        ("senin 06.30", at(30, 6, 30)),
        ("jumat 11.40", at(27, 11, 40)),
        ("besok 07.30", at(24, 7, 30)),
        ("26-11-2026 09.00", at(26, 9)),
        ("2026-11-26T09:00", at(26, 9)),
        ("2026-11-26T02:00:00+00:00", at(26, 9)),
        ("2026-11-23T06:00", None),
        ("2026-13-26T09:00", None),
        ("23-11-2026 06.00", None),
        ("26-12-2026 09.00", None),
        ("+0", None),
        ("senin", None),
        ("25.00", None),
        ("", None),
    ],
)
def test_moments_are_read_as_they_are_typed(typed: str, expected: datetime | None) -> None:
    """The next such moment after now; what is past, far or no moment is none."""
    assert expected == read_moment(typed, BEGINS.astimezone(UTC))


def test_the_clock_stops_at_the_half_hours_of_the_working_day() -> None:
    """From Monday 16.20 to Tuesday 05.40: no stop in the night, the last one is the aim."""
    passed = list(stops(at(23, 16, 20), at(24, 5, 40)))

    assert [at(23, 16, 30), at(23, 17), at(24, 5), at(24, 5, 30), at(24, 5, 40)] == passed


def test_the_clock_stops_less_often_at_weekends() -> None:
    """On Saturday morning the hours are enough."""
    passed = list(stops(at(27, 16, 40), at(28, 6, 40)))

    assert [at(27, 17), at(28, 5), at(28, 6), at(28, 6, 40)] == passed


def test_an_aim_on_a_half_hour_is_one_stop() -> None:
    """No moment is passed twice."""
    assert [at(23, 7, 30)] == list(stops(at(23, 7), at(23, 7, 30)))


def test_the_clock_is_shown_as_people_write_it() -> None:
    """The prompt has room for the words, the page for the short ones."""
    assert "Senin, 23 November 07.00" == shown(BEGINS.astimezone(UTC))
    assert "Sen, 23 Nov 2026 07.00" == shown_short(BEGINS.astimezone(UTC))
