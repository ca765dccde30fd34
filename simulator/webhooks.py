"""Webhooks: updates are posted in order inside each key until the bot answers 2xx."""

from __future__ import annotations

import asyncio
import json
import random
import re
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from simulator.clock import Clock
from simulator.errors import bad_request, conflict, too_many_requests
from simulator.faults import Faults
from simulator.polling import Poller, allow_updates
from simulator.state.updates import Update, UpdateQueue
from simulator.wire.envelope import Described
from simulator.wire.parameters import Parameters

SET_FIELDS = frozenset(
    {
        "url",
        "certificate",
        "ip_address",
        "max_connections",
        "allowed_updates",
        "drop_pending_updates",
        "secret_token",
    }
)
PORTS = frozenset({80, 88, 443, 8443})
LONGEST_RETRY_AFTER = 3600.0
ANSWER_LIMIT = 60.0
FORBIDDEN_ANSWERS = frozenset({"setwebhook", "deletewebhook", "close", "logout"})
_SECRET = re.compile(r"[A-Za-z0-9_-]*")

Execute = Callable[[str, Parameters], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates are posted."""

    url: str
    secret: str
    max_connections: int
    has_certificate: bool = False


class Webhooks:
    """Posts updates, many chats at once, one after another inside a chat."""

    def __init__(
        self,
        clock: Clock,
        rng: random.Random,
        queue: UpdateQueue,
        poller: Poller,
        faults: Faults,
        *,
        lenient: bool,
    ) -> None:
        self._clock = clock
        self._rng = rng
        self._queue = queue
        self._poller = poller
        self._faults = faults
        self._lenient = lenient
        self._webhook: Webhook | None = None
        self._lanes: dict[int, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(40)
        self._session: aiohttp.ClientSession | None = None
        self._last_set = float("-inf")
        self._error = ("", 0)
        self.posting = 0
        self.execute: Execute | None = None  # runs a method that came as an answer
        poller.is_webhook_set = lambda: self._webhook is not None
        queue.on_push.append(self._enqueue)

    def set(self, parameters: Parameters) -> Any:
        """Do setWebhook."""
        now = self._clock.monotonic()
        if now - self._last_set < 1.0:
            raise too_many_requests(1)
        url = parameters.text("url")
        if not url:
            return self.delete(parameters)
        webhook = self._read(url, parameters)
        self._last_set = now
        allow_updates(self._queue, parameters)
        if parameters.boolean("drop_pending_updates"):
            self._queue.clear()
        if webhook == self._webhook:
            return Described(True, "Webhook is already set")
        self._poller.terminate(conflict("terminated by setWebhook request"))
        self._stop_lanes()
        self._webhook = webhook
        self._error = ("", 0)
        self._start_lanes()
        return Described(True, "Webhook was set")

    def delete(self, parameters: Parameters) -> Any:
        """Do deleteWebhook."""
        if parameters.boolean("drop_pending_updates"):
            self._queue.clear()
        if self._webhook is None:
            return Described(True, "Webhook is already deleted")
        self._webhook = None
        self._stop_lanes()
        return Described(True, "Webhook was deleted")

    def info(self) -> dict[str, Any]:
        """Do getWebhookInfo."""
        webhook = self._webhook
        shown: dict[str, Any] = {
            "url": webhook.url if webhook else "",
            "has_custom_certificate": bool(webhook and webhook.has_certificate),
            "pending_update_count": len(self._queue),
        }
        if webhook is not None:
            shown["max_connections"] = webhook.max_connections
            shown["ip_address"] = "127.0.0.1"
            if self._error[0]:
                shown["last_error_message"], shown["last_error_date"] = self._error
        if self._queue.allowed is not None:
            shown["allowed_updates"] = sorted(self._queue.allowed)
        return shown

    def resume(self) -> None:
        """Go on after the simulator was stopped and started."""
        if self._webhook is not None:
            self._start_lanes()

    async def stop(self) -> None:
        """Stop posting; what was not confirmed stays in the queue."""
        tasks = list(self._tasks)
        self._stop_lanes()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _read(self, url: str, parameters: Parameters) -> Webhook:
        secret = parameters.text("secret_token")
        if len(secret) > 256:
            raise bad_request("secret token is too long")
        if not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        self._check_url(url)
        most = parameters.integer("max_connections", 40, 1, 100)
        return Webhook(url, secret, most, "certificate" in parameters.files)

    def _check_url(self, url: str) -> None:
        try:
            parts = urlsplit(url if "://" in url else f"https://{url}")
            port = parts.port
        except ValueError:
            raise bad_request("invalid webhook URL specified") from None
        host = parts.hostname or ""
        if not host or parts.scheme not in {"http", "https"}:
            raise bad_request("invalid webhook URL specified")
        if self._lenient and host in {"127.0.0.1", "localhost", "::1"}:
            return
        if parts.scheme != "https":
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if (port or 443) not in PORTS:
            raise bad_request(
                "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"
            )
        if host.startswith(("127.", "10.", "192.168.", "169.254.", "0.")):
            raise bad_request(f"bad webhook: IP address {host} is reserved")

    def _start_lanes(self) -> None:
        assert self._webhook is not None  # noqa: S101 - the callers have just set or seen it
        self._slots = asyncio.Semaphore(self._webhook.max_connections)
        for update in self._queue.waiting():
            self._enqueue(update)

    def _stop_lanes(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()
        self._lanes.clear()

    def _enqueue(self, update: Update) -> None:
        if self._webhook is None:
            return
        lane = self._lanes.get(update.key)
        if lane is not None:
            lane.append(update)
            return
        self._lanes[update.key] = lane = deque((update,))
        task = asyncio.ensure_future(self._drain(update.key, lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, key: int, lane: deque[Update]) -> None:
        while lane:
            await self._deliver(lane[0])
            lane.popleft()
        if self._lanes.get(key) is lane:
            del self._lanes[key]

    async def _deliver(self, update: Update) -> None:
        failures = 0
        while self._queue.is_waiting(update.id):
            if update.expires_at <= self._clock.now().timestamp():
                self._queue.confirm(update.id)
                return
            async with self._slots:
                retry_after = await self._post(update)
            if retry_after is None:
                self._queue.confirm(update.id)
                if self._faults.repeats():
                    async with self._slots:
                        await self._post(update)
                return
            failures += 1
            delay = retry_after or self._backoff(failures)
            if delay:
                await self._clock.sleep(delay)

    def _backoff(self, failures: int) -> float:
        # At once, then 2, 4, 8 ... up to a random minute or two.
        if failures == 1:
            return 0.0
        return min(float(2 ** min(failures - 1, 10)), self._rng.uniform(60.0, 120.0))

    async def _post(self, update: Update) -> float | None:
        """Post once; None is success, else the seconds the bot asked us to wait, or 0."""
        webhook = self._webhook
        if webhook is None:
            return 0.0
        headers = {"Content-Type": "application/json"}
        if webhook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret
        self.posting += 1
        try:
            async with self._client().post(
                webhook.url, data=update.body.encode(), headers=headers, allow_redirects=False
            ) as response:
                body = await response.read()
                if response.status // 100 == 2:
                    await self._run_answer(response.content_type, body)
                    return None
                reason = response.reason or ""
                self._note(f"Wrong response from the webhook: {response.status} {reason}".strip())
                return _retry_after(response.headers.get("Retry-After"))
        except aiohttp.ClientConnectorError:
            self._note("Connection refused")
        except TimeoutError:
            self._note("Read timeout expired")
        except aiohttp.ClientError:
            self._note("Webhook connection closed")
        finally:
            self.posting -= 1
        return 0.0

    async def _run_answer(self, content_type: str, body: bytes) -> None:
        if content_type != "application/json" or not body or self.execute is None:
            return
        try:
            found = json.loads(body)
        except ValueError:
            return
        if not isinstance(found, dict) or not isinstance(found.get("method"), str):
            return
        name = found.pop("method")
        if name.lower().startswith("get") or name.lower() in FORBIDDEN_ANSWERS:
            return
        await self.execute(name, Parameters(found))

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0),
                timeout=aiohttp.ClientTimeout(total=ANSWER_LIMIT),
            )
        return self._session

    def _note(self, words: str) -> None:
        self._error = (words, int(self._clock.now().timestamp()))


def _retry_after(value: str | None) -> float:
    try:
        return min(float(value or 0), LONGEST_RETRY_AFTER)
    except ValueError:
        return 0.0
