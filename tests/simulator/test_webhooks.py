"""Webhooks: secret, order inside a chat, retries by the clock, answers that are calls."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from simulator.clock import VirtualClock
from tests.simulator.api import Api

Judge = Callable[[dict[str, Any]], web.Response]


@dataclass
class Hook:
    """A bot's webhook that notes what came and answers as the test says."""

    judge: Judge
    updates: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)
    wanted: int = 1
    url: str = ""

    async def handle(self, request: web.Request) -> web.Response:
        """Take one update."""
        self.updates.append(await request.json())
        self.headers.append(dict(request.headers))
        if len(self.updates) >= self.wanted:
            self.came.set()
        return self.judge(self.updates[-1])

    async def await_updates(self, count: int) -> None:
        """Wait until so many updates came."""
        self.wanted = count
        if len(self.updates) < count:
            self.came.clear()
            await asyncio.wait_for(self.came.wait(), 10)

    @property
    def texts(self) -> list[str]:
        """The texts that came, repetitions included."""
        return [update["message"]["text"] for update in self.updates]


@asynccontextmanager
async def webhook(judge: Judge) -> AsyncIterator[Hook]:
    """Serve a webhook on this computer."""
    hook = Hook(judge)
    application = web.Application()
    application.router.add_post("/hook", hook.handle)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


def fine(_: dict[str, Any]) -> web.Response:
    """Confirm."""
    return web.Response()


async def test_updates_are_posted_with_the_secret(api: Api) -> None:
    """Each update is posted once, with the secret header, and then forgotten."""
    sari = api.simulator.person("Sari")
    await sari.says("sebelum")

    async with webhook(fine) as hook:
        reply = await api.call("setWebhook", url=hook.url, secret_token="rahasia-1")
        await sari.says("sesudah")
        await hook.await_updates(2)
        await api.call("deleteWebhook")

    assert "Webhook was set" == reply.description
    assert ["sebelum", "sesudah"] == hook.texts
    assert {"rahasia-1"} == {head["X-Telegram-Bot-Api-Secret-Token"] for head in hook.headers}


async def test_polling_and_webhook_exclude_each_other(api: Api) -> None:
    """With a webhook getUpdates is a conflict, and setWebhook ends a waiting poll."""
    poll = asyncio.create_task(api.call("getUpdates", timeout=50))
    await api.simulator.until_polled()

    async with webhook(fine) as hook:
        await api.call("setWebhook", url=hook.url)
        ended = (await poll).refusal
        await api.call("deleteWebhook")
        first = await api.call("deleteWebhook")

    assert (409, "Conflict: terminated by setWebhook request") == ended
    assert "Webhook is already deleted" == first.description


async def test_get_updates_with_a_webhook_is_a_conflict(api: Api) -> None:
    """The words name the mend."""
    async with webhook(fine) as hook:
        await api.call("setWebhook", url=hook.url)
        refusal = (await api.call("getUpdates")).refusal
        await api.call("deleteWebhook")

    words = (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    assert (409, words) == refusal


async def test_a_failing_update_blocks_its_chat_only(still: Api, clock: VirtualClock) -> None:
    """Sari's second message waits for her first; Budi's goes on; retries come after 0, 2, 4 s."""
    sari = still.simulator.person("Sari")
    budi = still.simulator.person("Budi")
    moments: list[float] = []
    broken = True

    def judge(update: dict[str, Any]) -> web.Response:
        if update["message"]["text"] != "satu":
            return web.Response()
        moments.append(clock.monotonic())
        return web.Response(status=500 if broken else 200)

    async with webhook(judge) as hook:
        await still.call("setWebhook", url=hook.url)
        await sari.says("satu")
        await sari.says("dua")
        await budi.says("lain")
        await clock.advance(7, busy=[lambda: still.simulator.in_flight > 0])
        before = set(hook.texts)
        info = (await still.call("getWebhookInfo")).result
        broken = False
        await clock.advance(8, busy=[lambda: still.simulator.in_flight > 0])
        pending = still.simulator.pending_updates
        await still.call("deleteWebhook")

    assert [0.0, 0.0, 2.0, 6.0, 14.0] == moments
    assert {"satu", "lain"} == before
    assert ["dua"] == hook.texts[-1:]
    assert 2 == info["pending_update_count"]
    assert (
        "Wrong response from the webhook: 500 Internal Server Error" == info["last_error_message"]
    )
    assert 0 == pending


async def test_retry_after_of_the_bot_is_honoured(still: Api, clock: VirtualClock) -> None:
    """A 503 with Retry-After is asked again after just that time."""
    sari = still.simulator.person("Sari")
    moments: list[float] = []

    def judge(_: dict[str, Any]) -> web.Response:
        moments.append(clock.monotonic())
        return web.Response(status=503, headers={"Retry-After": "30"} if len(moments) < 2 else {})

    async with webhook(judge) as hook:
        await still.call("setWebhook", url=hook.url)
        await sari.says("satu")
        await clock.advance(31, busy=[lambda: still.simulator.in_flight > 0])
        await still.call("deleteWebhook")

    assert [0.0, 30.0] == moments[:2]


async def test_a_refused_connection_is_retried(still: Api, clock: VirtualClock) -> None:
    """While the bot is down its updates wait; the info names the reason."""
    sari = still.simulator.person("Sari")
    async with webhook(fine) as hook:
        url = hook.url
    await still.call("setWebhook", url=url)

    await sari.says("satu")
    await clock.advance(1, busy=[lambda: still.simulator.in_flight > 0])
    info = (await still.call("getWebhookInfo")).result

    assert "Connection refused" == info["last_error_message"]
    assert 1 == info["pending_update_count"]
    await still.call("deleteWebhook")
    assert 1 == len(await still.updates())


async def test_an_answer_can_be_a_call(api: Api) -> None:
    """A method in the body of the answer is executed."""
    sari = api.simulator.person("Sari")

    def judge(update: dict[str, Any]) -> web.Response:
        chat_id = update["message"]["chat"]["id"]
        return web.json_response({"method": "sendMessage", "chat_id": chat_id, "text": "Baik"})

    async with webhook(judge) as hook:
        await api.call("setWebhook", url=hook.url)
        await sari.says("halo")
        await sari.sees("Baik")
        await api.call("deleteWebhook")


async def test_set_webhook_is_limited(still: Api, clock: VirtualClock) -> None:
    """More than once a second is 429."""
    async with webhook(fine) as hook:
        await still.call("setWebhook", url=hook.url)
        soon = await still.call("setWebhook", url=hook.url)
        await clock.advance(1)
        again = await still.call("setWebhook", url=hook.url)
        await still.call("deleteWebhook")

    assert (429, "Too Many Requests: retry after 1") == soon.refusal
    assert "Webhook is already set" == again.description
