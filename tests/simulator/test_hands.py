"""What the host adds: its own operations, and the log it shows."""

from __future__ import annotations

import pytest

from simulator.people.talking import NotThere
from simulator.remote import Remote
from simulator.server import Simulator
from tests.fixtures_simulator import Watch
from tests.simulator.api import Api, api_of


async def test_hands_of_the_host(api: Api) -> None:
    """A hand is an operation like any other, async or not; its refusals arrive in words."""

    async def restart() -> dict[str, int]:
        return {"pid": 7}

    def clock_to(to: str) -> str:
        if to == "kemarin":
            raise ValueError("waktu hanya maju")
        return to

    api.simulator.add_hand("bot_restart", restart)
    api.simulator.add_hand("clock_to", clock_to)
    async with Remote(api.simulator.url) as remote:
        assert {"pid": 7} == await remote.call("bot_restart")
        assert "+15" == await remote.call("clock_to", to="+15")
        with pytest.raises(ValueError, match="waktu hanya maju"):
            await remote.call("clock_to", to="kemarin")
        with pytest.raises(ValueError, match="unexpected"):
            await remote.call("bot_restart", force=True)
        with pytest.raises(NotThere):
            await remote.call("clock")


@pytest.mark.parametrize("name", ["say", "cast", "chats", "calls", "ask_inline"])
async def test_a_hand_takes_no_operations_place(api: Api, name: str) -> None:
    """What people can do is not replaced by accident."""
    with pytest.raises(ValueError, match="already"):
        api.simulator.add_hand(name, lambda: None)


@pytest.mark.parametrize("name", ["call", "find", "operation", "add", "_world", "forums", "none"])
async def test_what_is_no_operation(api: Api, name: str) -> None:
    """The inside of the simulator is not within reach."""
    async with Remote(api.simulator.url) as remote:
        with pytest.raises(NotThere, match="no operation"):
            await remote.call(name)


async def test_the_log_after_a_number(api: Api) -> None:
    """The page asks for what is newer than it knows, at most so many, and sees values cut."""
    sari = api.simulator.person("Sari", started=True)
    await api.call("getMe")
    await api.send(sari.id, "x" * 500)
    async with Remote(api.simulator.url) as remote:
        first = await remote.call("calls")
        await api.send(sari.id, "y", reply_markup={"inline_keyboard": []})
        await api.call("sendMessage", chat_id=1, text="z")
        later = await remote.call("calls", since=first["version"])
        newest = await remote.call("calls", limit=1)
        none = await remote.call("calls", since=later["version"])

    assert [(1, "getMe", 200), (2, "sendMessage", 200)] == [
        (call["number"], call["method"], call["code"]) for call in first["items"]
    ]
    assert "x" * 119 + "…" == first["items"][1]["parameters"]["text"]
    assert [(3, 200, ""), (4, 400, "Bad Request: chat not found")] == [
        (call["number"], call["code"], call["description"]) for call in later["items"]
    ]
    assert '{"inline_keyboard":[]}' == later["items"][0]["parameters"]["reply_markup"]
    assert [4] == [call["number"] for call in newest["items"]]
    assert {"version": 4, "items": []} == none


async def test_a_call_wakes_who_watches_the_log(api: Api) -> None:
    """A call that changes nothing is news for the log; listening for updates is not."""
    version = api.simulator.people.version()
    await api.updates()
    assert version == api.simulator.people.version()
    await api.call("getMe")
    assert version < api.simulator.people.version()


async def test_the_log_is_bounded(watch_simulator: Watch) -> None:
    """A simulator that runs for days keeps the newest calls only, and goes on counting."""
    server = watch_simulator(Simulator(seed=1, calls_kept=3))
    await server.start()
    async with api_of(server) as api:
        for _ in range(5):
            await api.call("getMe")
    async with Remote(server.url) as remote:
        log = await remote.call("calls")
    await server.stop()

    assert (5, [3, 4, 5]) == (log["version"], [call["number"] for call in log["items"]])
