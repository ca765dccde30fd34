"""Faults: what goes wrong between the wire and the world, and for whom."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from simulator.clock import VirtualClock
from simulator.faults import (
    Delay,
    Drop,
    Fault,
    RawAnswer,
    Refuse,
    Repeat,
    SlowBody,
    other_poller,
)
from tests.simulator.api import Api


async def texts(api: Api, chat_id: int) -> list[str]:
    """List what stands in a private chat."""
    return [shown["text"] for shown in api.simulator.people.sights.transcript(chat_id)]


async def test_an_error_for_one_chat_once(api: Api) -> None:
    """The fault hits the chat it names, as often as it says."""
    sari = api.simulator.person("Sari", started=True)
    budi = api.simulator.person("Budi", started=True)
    fault = api.simulator.faults.add(
        Fault(Refuse(500, "Internal Server Error: sorry"), method="sendmessage", chat_id=sari.id)
    )

    await api.send(budi.id)
    refused = await api.call("sendMessage", chat_id=sari.id, text="satu")
    await api.send(sari.id, "dua")

    assert (500, "Internal Server Error: sorry") == refused.refusal
    assert ["dua"] == await texts(api, sari.id)
    assert 1 == fault.hits


async def test_the_nth_request(api: Api) -> None:
    """Only the second send fails."""
    sari = api.simulator.person("Sari", started=True)
    api.simulator.faults.add(Fault(Refuse(502, "Bad Gateway"), method="sendMessage", nth=2))

    replies = [await api.call("sendMessage", chat_id=sari.id, text=str(n)) for n in range(3)]

    assert [200, 502, 200] == [reply.status for reply in replies]


async def test_a_predicate_and_for_ever(api: Api) -> None:
    """A predicate sees method and parameters; times=None never tires."""
    sari = api.simulator.person("Sari", started=True)
    api.simulator.faults.add(
        Fault(Refuse(500, "x: y"), times=None, when=lambda _, p: "buruk" in p.text("text"))
    )

    replies = [
        await api.call("sendMessage", chat_id=sari.id, text=text)
        for text in ("baik", "buruk", "buruk lagi")
    ]

    assert [200, 500, 500] == [reply.status for reply in replies]


async def test_a_gateways_page_after_the_act(api: Api) -> None:
    """A 502 in HTML can come although the message was sent."""
    sari = api.simulator.person("Sari", started=True)
    api.simulator.faults.add(Fault(RawAnswer(after_act=True)))
    url = f"{api.simulator.url}/bot{api.simulator.token}/sendMessage"

    async with api.session.post(url, json={"chat_id": sari.id, "text": "ada"}) as response:
        page = await response.text()

    assert (502, "text/html") == (response.status, response.content_type)
    assert "<h1>502 Bad Gateway</h1>" in page
    assert ["ada"] == await texts(api, sari.id)


@pytest.mark.parametrize("after_act", [False, True])
async def test_a_dropped_connection(api: Api, after_act: bool) -> None:
    """The connection dies before or after the act, and the client cannot tell which."""
    sari = api.simulator.person("Sari", started=True)
    api.simulator.faults.add(Fault(Drop(after_act=after_act)))

    with pytest.raises(aiohttp.ClientError):
        await api.call("sendMessage", chat_id=sari.id, text="ada")

    assert (["ada"] if after_act else []) == await texts(api, sari.id)


@pytest.mark.parametrize("after_act", [False, True])
async def test_a_delay_by_the_clock(still: Api, clock: VirtualClock, after_act: bool) -> None:
    """A slow answer takes its time on the injected clock and counts as nobody's work."""
    sari = still.simulator.person("Sari", started=True)
    still.simulator.faults.add(Fault(Delay(5.0, after_act=after_act)))

    sending = asyncio.create_task(still.send(sari.id, "ada"))
    await clock.advance(4.9)
    during = (sending.done(), still.simulator.in_flight, await texts(still, sari.id))
    await clock.advance(0.2)
    await sending

    assert (False, 0, ["ada"] if after_act else []) == during
    assert ["ada"] == await texts(still, sari.id)


async def test_a_slow_body(still: Api, clock: VirtualClock) -> None:
    """Headers and half a body come at once, the rest later."""
    sari = still.simulator.person("Sari", started=True)
    still.simulator.faults.add(Fault(SlowBody(20.0)))

    sending = asyncio.create_task(still.send(sari.id, "ada"))
    await clock.advance(19)
    during = (sending.done(), await texts(still, sari.id))
    await clock.advance(2)
    number = await sending

    assert (False, ["ada"]) == during
    assert 1 == number


async def test_updates_can_come_twice(api: Api) -> None:
    """An update that was confirmed can be handed over a second time."""
    sari = api.simulator.person("Sari")
    api.simulator.faults.add(Fault(Repeat()))
    await sari.says("halo")

    first = await api.updates()
    second = await api.updates(offset=first[0]["update_id"] + 1)
    await sari.says("lagi")
    third = await api.updates(offset=first[0]["update_id"] + 1)

    assert first == second
    assert ["lagi"] == [update["message"]["text"] for update in third]


async def test_another_poller(api: Api) -> None:
    """A 409 as if somebody else polled with the same token."""
    api.simulator.faults.add(Fault(other_poller(), method="getUpdates"))

    refused = await api.call("getUpdates")

    assert 409 == refused.status


async def test_chance_is_seeded(api: Api) -> None:
    """About half of the calls fail at 0.5, the same ones for the same seed."""
    fault = api.simulator.faults.add(Fault(Refuse(500, "x: y"), times=None, probability=0.5))

    statuses = [(await api.call("getMe")).status for _ in range(40)]

    assert {200, 500} == set(statuses)
    assert statuses.count(500) == fault.hits
