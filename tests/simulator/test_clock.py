"""The virtual clock: time moves only when it is moved, and in order."""

from __future__ import annotations

import asyncio

import pytest

from simulator.clock import StalledError, VirtualClock


async def test_sleepers_wake_in_order_at_their_own_time(clock: VirtualClock) -> None:
    """Advancing past several deadlines wakes each sleeper at its own moment."""
    woken: list[tuple[str, float]] = []

    async def sleep(name: str, seconds: float) -> None:
        await clock.sleep(seconds)
        woken.append((name, clock.monotonic()))

    tasks = [asyncio.create_task(sleep(*pair)) for pair in (("b", 2.0), ("a", 1.0), ("c", 3.0))]
    await clock.advance(2.5)

    assert [("a", 1.0), ("b", 2.0)] == woken
    assert 3.0 == clock.next_deadline()
    await clock.advance(1)
    await asyncio.gather(*tasks)


async def test_a_woken_sleeper_can_sleep_again_in_the_same_advance(clock: VirtualClock) -> None:
    """Work done by a woken sleeper happens at its virtual time, further sleeps included."""
    moments: list[float] = []

    async def tick() -> None:
        for _ in range(3):
            await clock.sleep(1)
            moments.append(clock.monotonic())

    task = asyncio.create_task(tick())
    await clock.advance(10)
    await task

    assert [1.0, 2.0, 3.0] == moments
    assert 10.0 == clock.monotonic()


async def test_cancelled_sleepers_are_forgotten(clock: VirtualClock) -> None:
    """A cancelled sleep leaves no deadline."""
    task = asyncio.create_task(clock.sleep(5))
    await clock.settle()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert None is clock.next_deadline()


async def test_play_jumps_until_the_end(clock: VirtualClock) -> None:
    """A long day passes without waiting, and not while somebody is busy."""
    work = asyncio.Event()
    seen: list[float] = []

    async def day() -> None:
        await clock.sleep(3600)
        work.set()
        await asyncio.to_thread(lambda: None)  # real work, during which time stands still
        seen.append(clock.monotonic())
        work.clear()
        await clock.sleep(3600)
        seen.append(clock.monotonic())

    tasks = [asyncio.create_task(day())]
    background = asyncio.create_task(clock.sleep(100_000))
    await clock.play(until=lambda: len(seen) == 2, busy=[work.is_set])
    background.cancel()
    await asyncio.gather(*tasks, background, return_exceptions=True)

    assert [3600.0, 7200.0] == seen


async def test_play_says_when_nothing_can_happen(clock: VirtualClock) -> None:
    """A day without sleepers that has not reached its end is an error, not a hang."""
    with pytest.raises(StalledError):
        await clock.play(until=lambda: False)
