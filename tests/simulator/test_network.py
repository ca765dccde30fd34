"""The bot's network: nothing passes while it is broken, everything once it is mended."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from simulator.server import Simulator


class Cable:
    """What the bot has of the simulator: the address that its network leads to."""

    def __init__(self, simulator: Simulator, url: str, session: aiohttp.ClientSession) -> None:
        self.simulator = simulator
        self._url = url
        self._session = session

    async def call(self, method: str, **parameters: Any) -> Any:
        """Call a method and give its result."""
        url = f"{self._url}/bot{self.simulator.token}/{method}"
        async with self._session.post(url, json=parameters) as response:
            return (await response.json())["result"]

    async def download(self, path: str) -> bytes:
        """Fetch a file."""
        url = f"{self._url}/file/bot{self.simulator.token}/{path}"
        async with self._session.get(url) as response:
            return await response.read()


@pytest.fixture
async def cable(simulator: Simulator) -> AsyncIterator[Cable]:
    """Give the bot's way to a simulator."""
    url = await simulator.open_network()
    async with aiohttp.ClientSession() as session:
        yield Cable(simulator, url, session)


async def cuts_idle_connection(cable: Cable, offset: int = 0) -> None:
    """Break the network while one connection waits for use and another polls: both are cut."""
    polling = asyncio.create_task(cable.call("getUpdates", offset=offset, timeout=50))
    await cable.simulator.until_polled()
    await cable.call("getMe")
    cable.simulator.network.breaks()
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await polling


async def test_connections_are_refused_while_it_is_broken(cable: Cable) -> None:
    """Also over a connection that was open: the bot knows that nothing was sent."""
    ana = cable.simulator.person("Ana", started=True)
    await cuts_idle_connection(cable)

    with pytest.raises(aiohttp.ClientConnectorError):
        await cable.call("sendMessage", chat_id=ana.id, text="Halo")
    assert [] == await ana.transcript()

    await cable.simulator.network.mends()
    await cable.call("sendMessage", chat_id=ana.id, text="Halo")
    assert ["Halo"] == [screen.text for screen in await ana.transcript()]


async def test_people_are_on_another_network(cable: Cable) -> None:
    """The simulator's own address answers while the bot's is cut."""
    cable.simulator.network.breaks()

    async with aiohttp.ClientSession() as session, session.get(cable.simulator.url) as response:
        assert 200 == response.status


async def test_a_long_poll_is_cut_when_it_breaks(cable: Cable) -> None:
    """What comes meanwhile waits for the next poll after the mend."""
    ana = cable.simulator.person("Ana")
    await cuts_idle_connection(cable)

    await ana.says("Halo")
    await cable.simulator.network.mends()
    found = await cable.call("getUpdates", timeout=50)
    assert ["Halo"] == [update["message"]["text"] for update in found]


async def test_no_file_passes_while_it_is_broken(cable: Cable) -> None:
    """Downloads go the same way."""
    ana = cable.simulator.person("Ana")
    await ana.sends("document", body=b"isi", name="a.txt")
    update = (await cable.call("getUpdates"))[0]
    file = await cable.call("getFile", file_id=update["message"]["document"]["file_id"])
    await cuts_idle_connection(cable, update["update_id"] + 1)

    with pytest.raises(aiohttp.ClientConnectorError):
        await cable.download(file["file_path"])
    await cable.simulator.network.mends()
    assert b"isi" == await cable.download(file["file_path"])


async def test_breaking_and_mending_twice_is_once(cable: Cable) -> None:
    """Its address stays the same."""
    network = cable.simulator.network
    network.breaks()
    network.breaks()
    states = [network.is_broken]
    await network.mends()
    await network.mends()
    assert [True, False] == [*states, network.is_broken]
    assert (await cable.call("getMe"))["is_bot"]


async def test_a_server_without_such_a_network_says_so(simulator: Simulator) -> None:
    """A break that breaks nothing would mislead."""
    with pytest.raises(RuntimeError, match="no network of its own"):
        simulator.network.breaks()
