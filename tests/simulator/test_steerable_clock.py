"""The clock that hosts steer: forward only, faster when told, the same in two processes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from simulator.clock import SteerableClock

MORNING = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)


class Seconds:
    """The seconds of a computer, moved by hand."""

    def __init__(self) -> None:
        self.at = 1_000_000.0

    def __call__(self) -> float:
        """Tell them."""
        return self.at


@pytest.fixture
def seconds() -> Seconds:
    """Give a computer's seconds."""
    return Seconds()


@pytest.fixture
def steered(seconds: Seconds) -> SteerableClock:
    """Give a clock that begins in the morning."""
    return SteerableClock(MORNING, seconds=seconds)


def test_it_goes_on_with_the_computer(steered: SteerableClock, seconds: Seconds) -> None:
    """A second is a second."""
    assert MORNING == steered.now()
    seconds.at += 90
    assert MORNING + timedelta(seconds=90) == steered.now()


def test_it_goes_on_from_where_it_was_moved_to(steered: SteerableClock, seconds: Seconds) -> None:
    """The hands jump, and go on."""
    seconds.at += 10
    steered.moves_to(MORNING + timedelta(hours=1))
    seconds.at += 5
    assert MORNING + timedelta(hours=1, seconds=5) == steered.now()


def test_it_never_moves_back(steered: SteerableClock, seconds: Seconds) -> None:
    """A moment that is over moves nothing."""
    seconds.at += 10
    steered.moves_to(MORNING + timedelta(seconds=3))
    assert MORNING + timedelta(seconds=10) == steered.now()


def test_what_passed_fast_stays_passed(steered: SteerableClock, seconds: Seconds) -> None:
    """Neither the change to sixty times nor the change back moves the hands."""
    steered.runs_at(60)
    assert MORNING == steered.now()
    seconds.at += 2
    assert MORNING + timedelta(minutes=2) == steered.now()
    steered.runs_at(1)
    seconds.at += 2
    assert MORNING + timedelta(minutes=2, seconds=2) == steered.now()


def test_a_clock_that_follows_shows_the_same(steered: SteerableClock, seconds: Seconds) -> None:
    """Whatever it showed before, and however fast the hands go."""
    other = SteerableClock(MORNING - timedelta(days=300), seconds=seconds)
    steered.moves_to(MORNING + timedelta(days=2))
    steered.runs_at(60)

    other.follows(steered.hands)

    seconds.at += 7
    assert steered.now() == other.now()


def test_what_no_clock_does_is_refused(steered: SteerableClock) -> None:
    """It does not stand, and its start has a zone."""
    with pytest.raises(ValueError, match="forward"):
        steered.runs_at(0)
    with pytest.raises(ValueError, match="time zone"):
        SteerableClock(datetime(2026, 11, 23))  # noqa: DTZ001 # the mistake
