"""getUpdates: long polls, one at a time, the newer kills the older."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager

from simulator.changes import Changes
from simulator.clock import Clock
from simulator.errors import ApiError, conflict
from simulator.faults import Faults
from simulator.state.updates import Update, UpdateQueue
from simulator.wire.envelope import RawResult
from simulator.wire.parameters import Parameters

FIELDS = frozenset({"offset", "limit", "timeout", "allowed_updates"})
LONGEST_TIMEOUT = 50
CONFLICT_THROTTLE = 3.0
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
OTHER_POLL = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)


class Poller:
    """The bot's side of the queue while no webhook is set."""

    def __init__(
        self,
        clock: Clock,
        queue: UpdateQueue,
        faults: Faults,
        idle: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._clock = clock
        self._queue = queue
        self._faults = faults
        self._idle = idle  # entered while a request only waits for time to pass
        self._waiting: asyncio.Future[None] | None = None
        self._polls = Changes()
        self._next_conflict_at = 0.0
        self._previous_offset: int | None = None
        self._previous_start = 0.0
        self.is_webhook_set: Callable[[], bool] = lambda: False
        queue.on_push.append(self._wake)

    @property
    def is_waiting(self) -> bool:
        """Tell whether a poll waits for an update."""
        return self._waiting is not None

    async def until_waiting(self, limit: float) -> None:
        """Wait, at most `limit` real seconds, until a poll waits for an update."""
        while not self.is_waiting:
            version = self._polls.version
            if await self._polls.wait(version, limit) == version:
                raise TimeoutError("the bot does not poll")

    async def get_updates(self, parameters: Parameters) -> RawResult:
        """Confirm, then answer with what waits, or wait for it."""
        if self.is_webhook_set():
            await self._throttle()
            raise conflict(WEBHOOK_ACTIVE)
        offset = parameters.integer("offset")
        limit = parameters.integer("limit", 100, 1, 100)
        timeout = parameters.integer("timeout", 0, 0, LONGEST_TIMEOUT)
        allow_updates(self._queue, parameters)
        limit, timeout = self._hold_back(offset, limit, timeout)
        self.terminate(conflict(OTHER_POLL))
        batch = self._queue.read(offset, limit)
        if not batch and timeout > 0:
            await self._wait(timeout)
            batch = self._queue.read(offset, limit)
        return self._render(batch)

    def terminate(self, error: ApiError) -> None:
        """End the poll that waits, if there is one."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(error)
            self._waiting.exception()  # read once, so that nobody warns when its client is gone
        self._waiting = None

    def _hold_back(self, offset: int, limit: int, timeout: int) -> tuple[int, int]:
        # The server slows clients that ask for the same offset again and again.
        now = self._clock.monotonic()
        if offset == self._previous_offset:
            since = now - self._previous_start
            if timeout < 3 and since < 3.0:
                timeout = 3
            if since < 0.5:
                limit = 1
        self._previous_offset = offset
        self._previous_start = now
        return limit, timeout

    async def _wait(self, seconds: float) -> None:
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting = waiting
        self._polls.bump()
        sleeper = asyncio.ensure_future(self._clock.sleep(seconds))
        try:
            with self._idle():
                await asyncio.wait({waiting, sleeper}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeper.cancel()
            if self._waiting is waiting:
                self._waiting = None
        if waiting.done() and isinstance(waiting.exception(), ApiError):
            await self._throttle()
            waiting.result()

    async def _throttle(self) -> None:
        now = self._clock.monotonic()
        if now >= self._next_conflict_at:
            self._next_conflict_at = now + CONFLICT_THROTTLE
            return
        with self._idle():
            await self._clock.sleep(CONFLICT_THROTTLE)

    def _wake(self, update: Update) -> None:
        del update
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def _render(self, batch: list[Update]) -> RawResult:
        for update in batch:
            if self._faults.repeats():
                self._queue.deliver_again(update)
        return RawResult(f"[{','.join(update.body for update in batch)}]")


def allow_updates(queue: UpdateQueue, parameters: Parameters) -> None:
    """Keep what the bot wants; absent or broken JSON leaves the previous setting."""
    if not parameters.has("allowed_updates"):
        return
    try:
        found = parameters.nested("allowed_updates")
    except ValueError:
        return
    if isinstance(found, list):
        queue.allow(found)
