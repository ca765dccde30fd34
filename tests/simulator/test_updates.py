"""getUpdates: what an offset confirms, what waits, what expires, who is thrown out."""

from __future__ import annotations

import asyncio
import random

import pytest

from simulator.clock import VirtualClock
from simulator.state.updates import UpdateQueue
from tests.simulator.api import Api

DAY = 86_400


@pytest.fixture
def queue(clock: VirtualClock) -> UpdateQueue:
    """A queue of its own, without HTTP."""
    return UpdateQueue(clock, random.Random(3))


def fill(queue: UpdateQueue, count: int, kind: str = "message") -> list[int]:
    """Push updates and give their ids."""
    ids = [queue.push(kind, {"n": number}, 1) for number in range(count)]
    return [number for number in ids if number is not None]


def ids(queue: UpdateQueue, offset: int, limit: int = 100) -> list[int]:
    """Read ids at an offset."""
    return [update.id for update in queue.read(offset, limit)]


def test_ids_start_at_random_and_grow_by_one(queue: UpdateQueue) -> None:
    """The first id lies between 2 000 001 and a milliard, the others follow."""
    found = fill(queue, 3)

    assert 2_000_001 <= found[0] <= 1_000_000_000
    assert [found[0], found[0] + 1, found[0] + 2] == found


def test_reading_without_offset_confirms_nothing(queue: UpdateQueue) -> None:
    """Offset 0 reads the same updates again and again."""
    found = fill(queue, 3)

    assert found == ids(queue, 0)
    assert found == ids(queue, 0)


def test_an_offset_forgets_what_lies_below(queue: UpdateQueue) -> None:
    """Asking from the second on forgets the first at once."""
    found = fill(queue, 3)

    assert found[1:] == ids(queue, found[1])
    assert found[1:] == ids(queue, 0)
    assert [] == ids(queue, found[2] + 1)
    assert [] == ids(queue, 0)


def test_a_negative_offset_keeps_only_the_newest(queue: UpdateQueue) -> None:
    """-2 forgets all but the last two."""
    found = fill(queue, 5)

    assert found[3:] == ids(queue, -2)
    assert found[3:] == ids(queue, 0)


@pytest.mark.parametrize("shift", [11 + 3, -100_001])
def test_far_offsets_count_as_absent(queue: UpdateQueue, shift: int) -> None:
    """An offset from before a restart of the ids confirms nothing."""
    found = fill(queue, 3)

    assert found == ids(queue, found[0] + shift)
    assert found == ids(queue, 0)


def test_limit_cuts_the_batch(queue: UpdateQueue) -> None:
    """At most `limit` updates come, the oldest first."""
    found = fill(queue, 5)

    assert found[:2] == ids(queue, 0, 2)


async def test_updates_expire(queue: UpdateQueue, clock: VirtualClock) -> None:
    """Taps live 150 s, messages a day."""
    tap = queue.push("callback_query", {}, 1)
    message = queue.push("message", {}, 1)

    assert [tap, message] == ids(queue, 0)
    await clock.advance(151)
    assert [message] == ids(queue, 0)
    await clock.advance(DAY)
    assert [] == ids(queue, 0)


async def test_ids_start_anew_after_a_quiet_week(queue: UpdateQueue, clock: VirtualClock) -> None:
    """A week without updates makes the next id random again, and old offsets harmless."""
    old = fill(queue, 1)[0]

    await clock.advance(7 * DAY)
    new = fill(queue, 1)[0]

    assert abs(new - old) > 100
    assert [new] == ids(queue, old + 1)


def test_kinds_are_filtered_when_they_happen(queue: UpdateQueue) -> None:
    """Membership of others comes only when asked; the setting stays, nonsense resets it."""
    assert [] == fill(queue, 1, "chat_member")
    queue.allow(["chat_member"])
    assert [] == fill(queue, 1, "message")
    assert 1 == len(fill(queue, 1, "chat_member"))
    queue.allow(["nonsense"])
    assert 1 == len(fill(queue, 1, "message"))


async def test_allowed_updates_persist_over_polls(api: Api) -> None:
    """A list once given stays in force when later polls name none or send broken JSON."""
    api.simulator.complaints_expected = True
    sari = api.simulator.person("Sari")

    await api.updates(allowed_updates=["callback_query"], limit=1)
    await api.updates(offset=1, allowed_updates="[broken")
    await sari.says("halo")
    info = await api.call("getWebhookInfo")

    assert ["callback_query"] == info.result["allowed_updates"]
    assert 0 == info.result["pending_update_count"]


async def test_a_poll_waits_for_an_update(api: Api) -> None:
    """A long poll answers as soon as somebody speaks."""
    sari = api.simulator.person("Sari")
    poll = asyncio.create_task(api.updates(timeout=50))
    await api.simulator.until_polled()

    await sari.says("halo")
    updates = await poll

    assert ["halo"] == [update["message"]["text"] for update in updates]


async def test_a_poll_ends_empty_at_its_timeout(still: Api, clock: VirtualClock) -> None:
    """Timeouts are clamped to 50 s and end with an empty list."""
    poll = asyncio.create_task(still.updates(timeout=9999))
    await clock.advance(49.9)
    early = poll.done()
    await clock.advance(0.2)

    assert [] == await poll
    assert not early
    assert 50.0 <= clock.monotonic() < 51


async def test_the_newer_poll_kills_the_older(still: Api, clock: VirtualClock) -> None:
    """The older poll hears 409 at once; a further one within 3 s hears it 3 s later."""
    still.simulator.complaints_expected = True
    sari = still.simulator.person("Sari")
    first = asyncio.create_task(still.call("getUpdates", timeout=50))
    await clock.settle()
    second = asyncio.create_task(still.call("getUpdates", timeout=50))
    refusal = (await first).refusal
    third = asyncio.create_task(still.call("getUpdates", timeout=50))
    await clock.advance(2.9)
    held = not second.done()
    await clock.advance(0.2)
    late = (await second).refusal
    await sari.says("halo")

    words = (
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )
    assert (409, words) == refusal == late
    assert held
    assert 1 == len((await third).result)


async def test_the_same_offset_again_is_held_back(still: Api, clock: VirtualClock) -> None:
    """Asking for the same offset within half a second gives one update only."""
    sari = still.simulator.person("Sari")
    await sari.says("satu")
    await sari.says("dua")

    first = await still.updates(offset=0)
    again = await still.updates(offset=0)
    await clock.advance(3)
    later = await still.updates(offset=0)

    assert [2, 1, 2] == [len(first), len(again), len(later)]


async def test_unconfirmed_updates_survive_the_bot(api: Api) -> None:
    """What a dead bot did not confirm comes again."""
    sari = api.simulator.person("Sari")
    await sari.says("halo")

    first = await api.updates()
    again = await api.updates(offset=first[0]["update_id"])

    assert first == again


async def test_updates_survive_a_restart_of_the_server(api: Api) -> None:
    """The simulator can stop and start on the same port without forgetting."""
    sari = api.simulator.person("Sari")
    await sari.says("halo")
    url = api.simulator.url

    await api.simulator.stop()
    await api.simulator.start()

    assert url == api.simulator.url
    assert 1 == len(await api.updates())
