"""The page and who may open it."""

from __future__ import annotations

import asyncio
import socket

import aiohttp
import pytest

from simulator.server import Simulator
from tests.fixtures_simulator import Watch
from tests.simulator.api import Api, api_of

SEALED = "default-src 'none'; script-src 'self'; style-src 'self'"


async def test_the_page_and_its_files(api: Api) -> None:
    """The page and what it is made of come with their types, sealed against everything else."""
    found = []
    for path in ("/", "/page/index.html", "/page/api.js", "/page/icon.svg"):
        async with api.session.get(f"{api.simulator.url}{path}") as response:
            assert 200 == response.status
            assert response.headers["Content-Security-Policy"].startswith(SEALED)
            assert "nosniff" == response.headers["X-Content-Type-Options"]
            found.append((response.content_type, bool(await response.read())))

    assert [
        ("text/html", True),
        ("text/html", True),
        ("text/javascript", True),
        ("image/svg+xml", True),
    ] == found


@pytest.mark.parametrize(
    "path",
    ["/page/", "/page/none.js", "/page/..%2fserver.py", "/page/%2e%2e/server.py", "/page/x.py"],
)
async def test_nothing_else_is_served(api: Api, path: str) -> None:
    """Only files of the page's own folder are found."""
    async with api.session.get(f"{api.simulator.url}{path}") as response:
        assert 404 == response.status


async def test_the_page_is_only_read(api: Api) -> None:
    """Nobody posts to the page, and browsers that ask for an icon are not told off."""
    async with api.session.post(f"{api.simulator.url}/") as response:
        assert 405 == response.status
    async with api.session.get(f"{api.simulator.url}/favicon.ico") as response:
        assert 204 == response.status


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("localhost:8080", 200),
        ("LOCALHOST.", 200),
        ("demo.localhost:1", 200),
        ("[::1]:8080", 200),
        ("evil.example", 403),
        ("localhost.evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("192.168.1.7", 403),
        ("", 403),
    ],
)
async def test_names_that_were_bent_to_this_computer(api: Api, host: str, status: int) -> None:
    """A foreign name that leads here opens neither page nor operations."""
    for method, path in (("GET", "/"), ("POST", "/sim/version"), ("GET", "/sim/files/x")):
        url = f"{api.simulator.url}{path}"
        async with api.session.request(method, url, headers={"Host": host}) as response:
            found = response.status
        if path != "/sim/files/x" or status == 403:
            assert status == found, path


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "{here}", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate"}, 403),
    ],
)
async def test_other_pages_cannot_act(api: Api, headers: dict[str, str], status: int) -> None:
    """What a page elsewhere lets a browser send is refused."""
    url = api.simulator.url
    given = {name: value.format(here=url) for name, value in headers.items()}
    async with api.session.post(f"{url}/sim/version", headers=given) as response:
        assert status == response.status


async def test_a_link_elsewhere_may_open_the_page(api: Api) -> None:
    """Who follows a link to the page arrives; a picture that is no visit does not."""
    visit = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    async with api.session.get(f"{api.simulator.url}/", headers=visit) as response:
        assert 200 == response.status
    picture = visit | {"Sec-Fetch-Mode": "no-cors"}
    async with api.session.get(f"{api.simulator.url}/", headers=picture) as response:
        assert 403 == response.status


async def test_operations_are_posted(api: Api) -> None:
    """A mere address, as in a picture's source, does nothing."""
    async with api.session.get(f"{api.simulator.url}/sim/clear_faults") as response:
        assert 405 == response.status


async def test_who_waits_is_answered_when_the_server_stops(watch_simulator: Watch) -> None:
    """A page that waits for news gets its answer at once and does not hold the server up."""
    server = watch_simulator(Simulator(seed=1))
    await server.start()
    async with api_of(server) as api:
        url = f"{server.url}/sim/wait"
        asked = api.session.post(url, json={"version": server.people.version(), "limit": 600})
        waiting = asyncio.ensure_future(asked)
        while not server.world.changes.is_awaited:  # noqa: ASYNC110 - nothing tells of a waiter
            await asyncio.sleep(0)
        await server.stop()
        response = await waiting

        assert 200 == response.status


async def test_bots_come_in_by_any_name(api: Api) -> None:
    """The Bot API asks for the token alone, as the real one does."""
    url = f"{api.simulator.url}/bot{api.simulator.token}/getMe"
    async with api.session.get(url, headers={"Host": "telegram.example"}) as response:
        assert 200 == response.status


async def test_a_server_for_the_network_is_opened_by_number(watch_simulator: Watch) -> None:
    """Whoever lets it listen to the network may name it by its number, never by a foreign name."""
    server = watch_simulator(Simulator(seed=1))
    await server.start(host=socket.inet_ntoa(bytes(4)))
    async with api_of(server) as api:
        found = []
        for host in ("192.168.1.7:8080", "evil.example"):
            url = f"http://127.0.0.1:{server.port}/"
            async with api.session.get(url, headers={"Host": host}) as response:
                found.append(response.status)
    await server.stop()

    assert [200, 403] == found


HOSTILE = (
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b"\xff",
    b"7" * 6_000,
    b'{"user": NaN}',
    b'{"user": [1]}',
    b'{"user": 1e400, "text": "a"}',
    b'{"user": 7, "text": 5}',
    b'{"user": 7, "text": "\\ud800"}',
    b'{"user": 7, "text": "\xed\xa0\x80"}',
    b'{"user": 7, "text": "a", "surprise": 1}',
)


async def test_no_body_breaks_the_page(simulator: Simulator) -> None:
    """Whatever is sent, the answer is JSON that says no, and the chat can be read afterwards."""
    simulator.person("Ana", id=7, started=True)
    async with aiohttp.ClientSession(simulator.url) as session:
        for body in HOSTILE:
            async with session.post("/sim/say", data=body) as response:
                assert response.status in {400, 404}, body[:40]
                assert not (await response.json())["ok"]
        async with session.post("/sim/transcript", json={"user": 7}) as response:
            assert [] == (await response.json())["result"]
