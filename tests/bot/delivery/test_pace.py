"""How fast one chat is spoken to."""

from bot.delivery.pace import Pace
from community.reply import Lane

PERSON, GROUP = 5, -5


def leave_times(chat_id: int, lanes: list[Lane]) -> list[float]:
    """Let rows leave one after another as early as they may."""
    pace, now, times = Pace(chat_id), 0.0, []
    for lane in lanes:
        now = pace.ready_at(now, lane)
        pace.take(now, lane)
        times.append(round(now, 3))
    return times


def test_a_private_chat_takes_a_burst_and_then_one_a_second() -> None:
    """Four at once, then one a second."""
    assert [0, 0, 0, 0, 1, 2, 3] == leave_times(PERSON, [Lane.REPLY] * 7)


def test_a_group_takes_twenty_a_minute() -> None:
    """The twenty-first waits for the minute to be over."""
    times = leave_times(GROUP, [Lane.REPLY] * 21)

    assert times[19] <= 16
    assert times[20] >= 60


def test_eight_places_of_a_group_are_kept_for_answers() -> None:
    """Twelve cards fill their share; answers still leave within the minute."""
    times = leave_times(GROUP, [Lane.NOTICE] * 12 + [Lane.REPLY] * 8 + [Lane.NOTICE])

    assert times[19] <= 16
    assert times[20] >= 60


def test_a_rested_chat_is_as_good_as_new() -> None:
    """Its pace need not be remembered."""
    pace = Pace(PERSON)
    pace.take(0.0, Lane.REPLY)

    assert not pace.is_fresh(0.5)
    assert pace.is_fresh(1.5)


def test_an_album_counts_with_its_parts() -> None:
    """It leaves as soon as one message may, if the minute has room; then the chat rests."""
    private, group = Pace(PERSON), Pace(GROUP)

    private.take(0.0, Lane.REPLY, 10)
    group.take(0.0, Lane.REPLY, 10)
    group.take(7.0, Lane.REPLY, 5)

    assert 7 == private.ready_at(0.0, Lane.REPLY)
    assert 40 == group.ready_at(40.0, Lane.REPLY, 5)
    assert 60.5 == group.ready_at(40.0, Lane.REPLY, 6)
