"""Flood control: buckets for chats and groups, a strict window for all."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.clock import VirtualClock
from simulator.errors import ApiError
from simulator.flood import Flood, FloodModel
from simulator.server import Simulator
from tests.fixtures_simulator import Watch
from tests.simulator.api import api_of


def admitted(flood: Flood, chats: list[int], kind: str = "private") -> list[int]:
    """Send once to each chat and list those refused with their seconds."""
    refused = []
    for chat in chats:
        try:
            flood.admit(chat, kind)
        except ApiError as error:
            refused.append(int((error.parameters or {})["retry_after"]))
    return refused


async def test_one_chat_gets_a_burst_then_one_a_second(clock: VirtualClock) -> None:
    """Five at once, the sixth is told to wait a second, and after it one goes."""
    flood = Flood(clock, FloodModel())

    assert [1] == admitted(flood, [1] * 6)
    await clock.advance(1)
    assert [1] == admitted(flood, [1] * 2)
    assert 2 == flood.refused


async def test_a_group_gets_twenty_a_minute(clock: VirtualClock) -> None:
    """A group's own bucket is empty after twenty, whatever the pace, and refills slowly."""
    flood = Flood(clock, FloodModel(chat=False))

    assert [3] == admitted(flood, [-1] * 21, "group")
    await clock.advance(3)
    assert [3] == admitted(flood, [-1] * 2, "supergroup")


async def test_no_second_holds_more_than_the_rate(clock: VirtualClock) -> None:
    """However sends are spread, no sliding second accepts more than the rate."""
    flood = Flood(clock, FloodModel(rate=30))
    chat = 0

    for _ in range(100):
        await clock.advance(0.05)
        chat += 4
        admitted(flood, [chat, chat + 1, chat + 2, chat + 3])

    assert 30 == flood.most_in_a_second()
    assert flood.refused > 0


@pytest.mark.parametrize("model", [None, FloodModel(chat=False, group=False, rate=0)])
async def test_limits_can_be_switched_off(clock: VirtualClock, model: FloodModel | None) -> None:
    """Without limits everything is accepted, and still counted."""
    flood = Flood(clock, model)

    assert [] == admitted(flood, [-1] * 500, "group")
    assert 500 == len(flood.accepted)


async def test_sends_and_edits_share_the_limit(clock: VirtualClock, watch_simulator: Watch) -> None:
    """An edit counts like a send; answers to taps and deletions do not."""
    server = watch_simulator(Simulator(clock=clock, flood=FloodModel()))
    await server.start()
    sari = server.person("Sari", started=True)
    async with api_of(server) as api:
        first = await api.send(sari.id, "0")
        edits: list[Any] = [
            await api.call("editMessageText", chat_id=sari.id, message_id=first, text=str(number))
            for number in range(1, 6)
        ]
        deleted = await api.call("deleteMessage", chat_id=sari.id, message_id=first)
    await server.stop()

    assert [200, 200, 200, 200, 429] == [edit.status for edit in edits]
    assert 200 == deleted.status
