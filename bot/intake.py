"""Intake: updates are committed to the inbox before Telegram may forget them."""

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from typing import Any

from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot import edge
from bot.api import Api
from bot.backoff import Backoff
from bot.clock import Clock
from bot.logs import describe
from storage.database import Database, Unavailable
from storage.inbox import Arrived
from storage.unit import Unit

logger = logging.getLogger(__name__)

POLL_SECONDS = 30
ANSWER_SECONDS = 10  # for Telegram to answer after that, or it counts as away
BATCH = 100  # Bot API: getUpdates answers with 1-100
WEBHOOK_ACTIVE = "webhook is active"  # the words of that 409
MOST_WAITING = 10_000  # beyond it Telegram keeps the rest (it does so for 24 hours)


class Intake:
    """Commits whatever arrives, and tells the worker.

    What came in while the database was away is kept in memory by the caller (polling asks again,
    a webhook is answered 503), so nothing is confirmed that is not on disk.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        wake: Callable[[], None],
        received: Callable[[int], None] = lambda _count: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._wake = wake
        self._received = received

    async def accept(self, updates: Sequence[dict[str, Any]]) -> None:
        """Commit updates to the inbox; raises `Unavailable` when the database cannot."""
        arrived = [
            Arrived(
                update["update_id"],
                edge.order_key(update),
                json.dumps(update, ensure_ascii=True, separators=(",", ":")),
            )
            for update in updates
        ]

        async def unit(unit: Unit) -> None:
            await unit.inbox.add(arrived, self._clock.now())

        await self._database.write(unit)
        self._received(len(arrived))
        self._wake()

    async def count_waiting(self) -> int:
        """Count what is not handled yet."""
        async with self._database.snapshot() as unit:
            return await unit.inbox.count_waiting()


class Refused(Exception):
    """Telegram refuses the token: there is no use in going on."""


class Polling:
    """Long polling: the next request confirms a batch, so it is made after the commit."""

    def __init__(self, intake: Intake, api: Api, clock: Clock) -> None:
        self._intake = intake
        self._api = api
        self._clock = clock
        self._offset: int | None = None  # none after a start: Telegram sends what is unconfirmed
        self._network = Backoff(clock, logger, "Telegram cannot be reached", first=0.5, most=30)
        self._conflict = Backoff(
            clock, logger, "Another program polls with this token (409)", first=3, most=30
        )
        self._storage = Backoff(clock, logger, "The database is away", first=0.1, most=5)
        self.heard_at: float | None = None  # when Telegram last answered, monotonic
        self._may_remove_webhook = True  # once: another bot's later one is a conflict to be told

    async def run(self) -> None:
        """Poll until cancelled; raises `Refused` when the token is no good."""
        while True:
            updates = await self._ask()
            if updates:
                await self._keep(updates)

    async def _ask(self) -> list[dict[str, Any]]:
        parameters: dict[str, Any] = {
            "timeout": POLL_SECONDS,
            "limit": BATCH,
            "allowed_updates": list(edge.ALLOWED_UPDATES),
        }
        if self._offset is not None:
            parameters["offset"] = self._offset
        try:
            updates = await self._api.call(
                "getUpdates", parameters, pool="polling", read_timeout=POLL_SECONDS + ANSWER_SECONDS
            )
        except InvalidToken as exc:
            raise Refused from exc
        except Conflict as exc:
            if self._may_remove_webhook and WEBHOOK_ACTIVE in exc.message:
                await self._remove_webhook()
            else:
                await self._conflict.failed("stop the other one")
            return []
        except RetryAfter as exc:
            await self._clock.sleep(seconds_of(exc))
            return []
        except (NetworkError, TelegramError) as exc:
            await self._network.failed(describe(exc))
            return []
        if not isinstance(updates, list):
            await self._network.failed("an answer without updates")
            return []
        self._network.succeeded()
        self._conflict.succeeded()
        self._may_remove_webhook = False
        self.heard_at = self._clock.monotonic()
        return [update for update in updates if is_update(update)]

    async def _remove_webhook(self) -> None:
        """Let go of the webhook of an earlier run; what waits for it stays with Telegram."""
        try:
            await self._api.call("deleteWebhook", {}, pool="polling")
        except RetryAfter as exc:
            await self._clock.sleep(seconds_of(exc))
        except TelegramError as exc:
            await self._network.failed(describe(exc))
        else:
            self._may_remove_webhook = False
            logger.warning("the webhook of an earlier run is removed: updates are polled")

    async def _keep(self, updates: list[dict[str, Any]]) -> None:
        while True:
            try:
                await self._intake.accept(updates)
                break
            except Unavailable as exc:
                await self._storage.failed(describe(exc))
        self._storage.succeeded()
        self._offset = updates[-1]["update_id"] + 1
        if len(updates) == BATCH:  # a backlog: let Telegram keep what we could not handle soon
            await self._wait_for_room()

    async def _wait_for_room(self) -> None:
        while True:
            try:
                if await self._intake.count_waiting() < MOST_WAITING:
                    return
            except (Unavailable, TimeoutError) as exc:
                await self._storage.failed(describe(exc))
            await self._clock.sleep(0.2)


def is_update(found: object) -> bool:
    """Whether this is an update whose id we can keep; all else is let go."""
    number = found.get("update_id") if isinstance(found, dict) else None
    return isinstance(number, int) and 0 <= number < 2**63


def seconds_of(exc: RetryAfter) -> float:
    """Return how long a 429 asks to wait; the library gives seconds or a timedelta."""
    after = exc.retry_after
    return float(after) if isinstance(after, int) else after.total_seconds()


async def cancelled(task: asyncio.Task[Any]) -> None:
    """Cancel a task and wait for its end."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
