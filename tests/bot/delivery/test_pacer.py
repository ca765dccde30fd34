"""The pacer by itself, told the time."""

from dataclasses import dataclass, field
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.pacer import Pacer
from community.reply import Lane


@dataclass(slots=True)
class Run:
    """What left when a pacer was driven through some time."""

    left: list[tuple[float, Lane]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def count(self, lane: Lane) -> int:
        """Count what left in a lane."""
        return sum(one is lane for _, one in self.left)

    def most_in_a_second(self) -> int:
        """Return the most that arrived in any sliding second."""
        times = sorted(moment for moment, _ in self.left)
        first, most = 0, 0
        for last, moment in enumerate(times):
            while times[first] <= moment - 1:
                first += 1
            most = max(most, last - first + 1)
        return most


def drive(rate: int, seconds: float, replies: list[float], *, has_bulk: bool = True) -> Run:
    """Let replies leave as early as possible and mass messages fill the rest."""
    pacer, run, now = Pacer(rate), Run(), 0.0
    waiting = sorted(replies)
    while now < seconds:
        if waiting and waiting[0] <= now:
            at = pacer.ready_at(now, Lane.REPLY)
            if at <= now:
                run.waits.append(now - waiting.pop(0))
                leave(pacer, run, now, Lane.REPLY)
                continue
        else:
            at = pacer.ready_at(now, Lane.BULK) if has_bulk else seconds
            if at <= now:
                leave(pacer, run, now, Lane.BULK)
                continue
        arrivals = [moment for moment in waiting[:1] if moment > now]
        now = min([max(at, now + 1e-6), *arrivals])
    return run


def leave(pacer: Pacer, run: Run, now: float, lane: Lane) -> None:
    """Let a row leave that arrives at once."""
    pacer.take(now, lane)
    pacer.landed(now, now)
    run.left.append((now, lane))


@pytest.mark.parametrize(("rate", "least"), [(1, 0.95), (20, 19.4), (30, 29.1), (1000, 970)])
def test_bulk_alone_nearly_reaches_the_rate(rate: int, least: float) -> None:
    """Mass messages use at least 97 % of the rate and never exceed it."""
    seconds = 20 if rate < 1000 else 5

    run = drive(rate, seconds, [])

    assert run.most_in_a_second() <= rate
    assert run.count(Lane.BULK) / seconds >= least


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([1, 5, 30, 100]), st.lists(st.floats(0, 8), max_size=150), st.booleans())
def test_never_more_than_the_rate(rate: int, replies: list[float], has_bulk: bool) -> None:
    """Whatever arrives when, no sliding second holds more than the rate."""
    run = drive(rate, 10, replies, has_bulk=has_bulk)

    assert run.most_in_a_second() <= rate


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 20), st.integers())
def test_bulk_uses_what_replies_leave(talk: int, seed: int) -> None:
    """However people talk (up to 20 a second), bulk gets 95 % of what they leave of the rate."""
    chance = Random(seed)
    replies = [chance.uniform(0, 60) for _ in range(60 * talk)]

    run = drive(30, 60, replies)

    left_over = 30 * 60 - run.count(Lane.REPLY)
    assert run.most_in_a_second() <= 30
    assert run.count(Lane.BULK) >= 0.95 * left_over


@pytest.mark.parametrize("rate", [30, 1000])
def test_a_reply_does_not_wait_for_bulk(rate: int) -> None:
    """While people talk now and then, a place is free for the next reply."""
    replies = [0.5 + 1.37 * number for number in range(14)]

    run = drive(rate, 20, replies)

    assert 0 == max(run.waits[1:])  # the first comes unexpectedly


def test_replies_leave_in_one_burst() -> None:
    """Thirty answers at once need no schedule."""
    run = drive(30, 0.5, [0.1] * 30, has_bulk=False)

    assert 30 == run.count(Lane.REPLY)
    assert 0 == max(run.waits)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0.001, 0.4), min_size=150, max_size=150))
def test_late_arrivals_never_exceed_the_rate(delays: list[float]) -> None:
    """However long each row is on its way, no more than the rate arrive in a second.

    The fastest goes first: a line that becomes faster than it ever was cannot be foreseen.
    """
    pacer, now, arrivals = Pacer(30), 0.0, []
    landing: list[tuple[float, float]] = []
    for delay in (min(delays), *delays):
        while True:
            at = pacer.ready_at(now, Lane.REPLY)
            due = min(landing, default=(float("inf"), 0.0))
            if at <= now:
                break
            if due[0] <= at:
                now = max(now, due[0])
                landing.remove(due)
                pacer.landed(due[1], now)
            else:
                now = at
        pacer.take(now, Lane.REPLY)
        arrivals.append(now + delay)
        landing.append((now + delay, now))

    run = Run([(moment, Lane.REPLY) for moment in arrivals])

    assert run.most_in_a_second() <= 30


def test_two_refused_chats_halt_everything_until_the_later_deadline() -> None:
    """One 429 is its chat's affair; two within a second are the bot's."""
    pacer = Pacer(30)

    pacer.refused(1, 10.0, 13.0)
    after_one = pacer.ready_at(10.0, Lane.REPLY)
    pacer.refused(1, 10.2, 13.2)
    after_the_same = pacer.ready_at(10.2, Lane.REPLY)
    pacer.refused(2, 10.5, 12.0)

    assert (10.0, 10.2) == (after_one, after_the_same)
    assert 13.2 == pacer.ready_at(10.5, Lane.REPLY)
    assert 14.0 == pacer.ready_at(14.0, Lane.REPLY)


def test_two_refusals_far_apart_halt_nothing() -> None:
    """More than a second between them: two chats, two affairs."""
    pacer = Pacer(30)

    pacer.refused(1, 10.0, 60.0)
    pacer.refused(2, 11.5, 60.0)

    assert 11.5 == pacer.ready_at(11.5, Lane.REPLY)


def test_no_rate_is_no_pacing() -> None:
    """SEND_RATE=0 lets everything go at once, but a halt holds."""
    pacer = Pacer(0)
    for _ in range(10_000):
        pacer.take(1.0, Lane.BULK)

    assert 1.0 == pacer.ready_at(1.0, Lane.BULK)


def test_an_album_waits_for_room_for_all_its_parts() -> None:
    """Twenty-five texts a moment ago leave room for five more, not for ten."""
    pacer = Pacer(30)
    for _ in range(25):
        pacer.take(1.0, Lane.REPLY)
        pacer.landed(1.0, 1.0)

    assert 1.1 == pacer.ready_at(1.1, Lane.REPLY, 5)
    assert pacer.ready_at(1.1, Lane.REPLY, 10) > 1.9


def test_an_album_larger_than_the_rate_leaves_alone() -> None:
    """What can never have room for all its parts leaves when nothing else was said."""
    pacer = Pacer(1)

    assert 1.0 == pacer.ready_at(1.0, Lane.REPLY, 10)
    pacer.take(1.0, Lane.REPLY, 10)
    pacer.landed(1.0, 1.1, 10)

    assert pacer.ready_at(1.2, Lane.REPLY) > 2.0


def test_who_follows_another_leaves_it_its_second() -> None:
    """Whatever the one before sent in its last second, both together keep to the rate."""
    first, second, both = Pacer(30), Pacer(30), Run()
    for _ in range(30):
        leave(first, both, 0.0, Lane.REPLY)

    second.follow(0.0)
    now = 0.0
    while now < 2.0:
        at = second.ready_at(now, Lane.REPLY)
        if at <= now:
            leave(second, both, now, Lane.REPLY)
        now = max(at, now + 1e-3)

    assert 30 == both.most_in_a_second()
    assert 60 <= both.count(Lane.REPLY)
