"""The bot's network: nothing passes while it is broken, everything once it is mended."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from tests.simulator.api import Api


async def test_no_request_passes_while_it_is_broken(api: Api) -> None:
    """Connections are cut without an answer, nothing is done, and the log of calls says so."""
    ana = api.simulator.person("Ana", started=True)
    api.simulator.network.breaks()

    with pytest.raises(aiohttp.ClientError):
        await api.call("sendMessage", chat_id=ana.id, text="Halo")
    assert [] == await ana.transcript()
    assert [(0, "dropped")] == [
        (call.code, call.description) for call in api.simulator.calls.of("sendMessage")
    ]

    api.simulator.network.mends()
    assert 200 == (await api.call("sendMessage", chat_id=ana.id, text="Halo")).status


async def test_a_long_poll_is_cut_when_it_breaks(api: Api) -> None:
    """What comes meanwhile waits for the next poll after the mend."""
    ana = api.simulator.person("Ana")
    polling = asyncio.create_task(api.call("getUpdates", timeout=50))
    await api.simulator.until_polled()

    api.simulator.network.breaks()

    with pytest.raises(aiohttp.ClientError):
        await polling
    await ana.says("Halo")
    api.simulator.network.mends()
    found = (await api.call("getUpdates", timeout=50)).result
    assert ["Halo"] == [update["message"]["text"] for update in found]


async def test_no_file_passes_while_it_is_broken(api: Api) -> None:
    """Downloads go the same way."""
    ana = api.simulator.person("Ana")
    await ana.sends("document", body=b"isi", name="a.txt")
    update = (await api.call("getUpdates")).result[0]
    file = (await api.call("getFile", file_id=update["message"]["document"]["file_id"])).result
    url = f"{api.simulator.url}/file/bot{api.simulator.token}/{file['file_path']}"
    api.simulator.network.breaks()

    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientError):
            await session.get(url)
        api.simulator.network.mends()
        async with session.get(url) as response:
            assert b"isi" == await response.read()


async def test_breaking_and_mending_twice_is_once(api: Api) -> None:
    """Nothing is left over, also when somebody lifted all faults meanwhile."""
    network = api.simulator.network
    network.breaks()
    network.breaks()
    states = [network.is_broken]
    network.mends()
    network.mends()
    states.append(network.is_broken)
    assert 200 == (await api.call("getMe")).status
    network.breaks()
    api.simulator.faults.clear()
    network.mends()
    assert [True, False, False] == [*states, network.is_broken]
