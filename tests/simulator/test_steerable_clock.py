"""The clock that hosts steer: forward only, faster when told, the same in two processes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from simulator.clock import SteerableClock
from simulator.server import Simulator
from tests.simulator.api import Api

MORNING = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
TAPPED = {"text": "A", "callback_data": "a"}


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


async def test_nobody_waited_while_the_hands_moved() -> None:
    """A tap, a query and a typing bot grow old in real seconds, whatever the clock shows."""
    clock = SteerableClock(MORNING)
    simulator = Simulator(clock=clock, seed=1)
    ana = simulator.person("Ana", started=True)
    await simulator.start()
    async with aiohttp.ClientSession() as session:
        api = Api(simulator, session)
        shown = await api.send(ana.id, reply_markup={"inline_keyboard": [[TAPPED]]})
        tapped = simulator.people.tap(ana.id, data="a", message_id=shown)["query_id"]
        typed = simulator.people.inline.ask_inline(ana.id, "rilis")
        await api.call("sendChatAction", chat_id=ana.id, action="typing")

        clock.runs_at(60)
        clock.moves_to(MORNING + timedelta(hours=1))

        assert simulator.people.sights.typing(ana.id) is not None
        answered = await api.call("answerCallbackQuery", callback_query_id=tapped)
        listed = await api.call("answerInlineQuery", inline_query_id=typed, results=[])
    await simulator.stop()
    assert [200, 200] == [answered.status, listed.status]
    assert [] == simulator.complaints()
