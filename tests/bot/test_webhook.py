"""The webhook: 200 only after the commit, secrets compared, too much refused."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from bot.clock import SystemClock
from bot.health_server import CannotListen
from bot.intake import Intake
from bot.webhook import SECRET_HEADER, Webhook
from storage.database import Unavailable

SECRET = "rahasia-1"


class Kept(Intake):
    """Stands where intake stands: notes what was committed, and is away when told so."""

    def __init__(self) -> None:
        self.entered = asyncio.Event()
        self.batches: list[list[int]] = []
        self.is_away = False
        self.gate = asyncio.Event()
        self.gate.set()

    async def accept(self, updates: Sequence[dict[str, Any]]) -> None:
        """Commit a batch, when the gate is open."""
        self.entered.set()
        await self.gate.wait()
        if self.is_away:
            raise Unavailable
        self.batches.append([update["update_id"] for update in updates])

    async def count_waiting(self) -> int:
        """Count what was committed."""
        return sum(len(batch) for batch in self.batches)


class SlowlyCounted(Kept):
    """A table that takes its time to be counted."""

    def __init__(self) -> None:
        super().__init__()
        self.counting = asyncio.Event()
        self.counted = asyncio.Event()

    async def count_waiting(self) -> int:
        """Count once that is allowed."""
        self.counting.set()
        await self.counted.wait()
        return await super().count_waiting()


@asynccontextmanager
async def _webhook(kept: Kept, **details: int) -> AsyncIterator[tuple[Webhook, str]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}/kait"
    served = Webhook(
        intake=kept,
        clock=SystemClock(),
        url=url,
        listen=f"127.0.0.1:{port}",
        secret=SECRET,
        **details,
    )
    await served.start()
    running = asyncio.create_task(served.run())
    yield served, url
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await served.stop()


@asynccontextmanager
async def _serving(kept: Kept) -> AsyncIterator[str]:
    async with _webhook(kept) as (_, url):
        yield url


async def _post(url: str, body: object, secret: str = SECRET) -> int:
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, json=body, headers={SECRET_HEADER: secret}) as response,
    ):
        return response.status


async def test_an_update_is_confirmed_after_its_commit() -> None:
    """200 means that the update is on disk."""
    kept = Kept()
    async with _serving(kept) as url:
        assert await _post(url, {"update_id": 5}) == 200

    assert kept.batches == [[5]]


async def test_posts_that_wait_share_a_commit() -> None:
    """What comes in while a commit runs goes into the next one together."""
    kept = Kept()
    kept.gate.clear()
    async with _webhook(kept) as (served, url):
        first = asyncio.create_task(_post(url, {"update_id": 0}))
        await kept.entered.wait()
        posts = [asyncio.create_task(_post(url, {"update_id": n})) for n in range(1, 20)]
        async with asyncio.timeout(10):
            while len(served._arrived) < 19:  # noqa: ASYNC110 # arrivals set no event of their own
                await asyncio.sleep(0)
        kept.gate.set()
        assert await asyncio.gather(first, *posts) == [200] * 20

    assert kept.batches[0] == [0]
    assert sorted(kept.batches[1]) == list(range(1, 20))


@pytest.mark.parametrize("secret", ["", "rahasia-2", "é"])
async def test_a_wrong_secret_is_refused(secret: str) -> None:
    """Without the secret nothing gets in."""
    kept = Kept()
    async with _serving(kept) as url:
        assert await _post(url, {"update_id": 5}, secret.encode().decode("latin-1")) == 403

    assert kept.batches == []


async def test_while_the_database_is_away_telegram_keeps_the_update() -> None:
    """503 makes Telegram send it again, so nothing is lost."""
    kept = Kept()
    kept.is_away = True
    async with _serving(kept) as url:
        assert await _post(url, {"update_id": 5}) == 503
        kept.is_away = False
        assert await _post(url, {"update_id": 5}) == 200

    assert kept.batches == [[5]]


@pytest.mark.parametrize("body", [[], "x", 5, None, {"update_id": "5"}, {}])
async def test_what_is_no_update_is_let_go(body: object) -> None:
    """Telegram would otherwise repeat it for a day and hold its chat back."""
    kept = Kept()
    async with _serving(kept) as url:
        assert await _post(url, body) == 200

    assert kept.batches == []


async def test_a_full_inbox_refuses_more() -> None:
    """Above the limit of waiting updates Telegram keeps the rest."""
    kept = Kept()
    async with _webhook(kept, most_waiting=2) as (_, url):
        statuses = [await _post(url, {"update_id": n}) for n in range(4)]

    assert statuses == [200, 200, 503, 503]


async def test_what_waits_from_before_is_counted_at_the_first_post() -> None:
    """A start with a full inbox does not take as much again before it counts."""
    kept = Kept()
    kept.batches.append([1, 2])
    async with _webhook(kept, most_waiting=2) as (_, url):
        assert await _post(url, {"update_id": 5}) == 503


async def test_posts_that_come_during_the_first_count_wait_for_it() -> None:
    """After a start many posts come at once: none is refused because another is being counted."""
    kept = SlowlyCounted()
    async with _webhook(kept) as (served, url):
        first = asyncio.create_task(_post(url, {"update_id": 1}))
        await kept.counting.wait()
        second = asyncio.create_task(_post(url, {"update_id": 2}))
        async with asyncio.timeout(10):
            while not (second.done() or served._counting._waiters):  # noqa: ASYNC110 # no event
                await asyncio.sleep(0)
        kept.counted.set()

        assert {200} == {await first, await second}


async def test_a_secret_of_any_bytes_is_refused() -> None:
    """Bytes that are no text are a wrong secret like any other, not an error of ours."""
    kept = Kept()
    async with _webhook(kept) as (_, url):
        host, _, port = url.removeprefix("http://").removesuffix("/kait").partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(
            b"POST /kait HTTP/1.1\r\nHost: bot\r\nContent-Length: 2\r\n"
            + SECRET_HEADER.encode()
            + b": \xff\r\n\r\n{}"
        )
        status = await reader.readline()
        writer.close()
        await writer.wait_closed()

    assert b"403" == status.split()[1]


async def test_an_address_that_is_taken_is_refused() -> None:
    """The command line says which setting it is."""
    async with _webhook(Kept()) as (_, url):
        second = Webhook(
            intake=Kept(),
            clock=SystemClock(),
            url=url,
            listen=url.removeprefix("http://").removesuffix("/kait"),
            secret=SECRET,
        )

        with pytest.raises(CannotListen, match="WEBHOOK_LISTEN"):
            await second.start()
