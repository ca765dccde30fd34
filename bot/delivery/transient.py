"""Answers to taps and inline queries: sent first, waited for by nobody, worthless when late."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable

from bot.clock import Clock
from bot.delivery import method
from bot.delivery.outcome import Attempt, Verdict, judge
from bot.delivery.parcel import Parcel
from bot.delivery.request import Links, Request, request_of
from bot.delivery.sender import Sender
from bot.delivery.settling import FINAL
from bot.logs import describe
from bot.outgoing import SEARCH_INLINE
from storage.attempts import Outcome
from storage.database import Unavailable
from storage.outbox import Row, State

MOST_AT_ONCE = 128
MOST_SEARCHES = 1  # at the same time: the other snapshot is for what delivery reads itself
RETRY_SECONDS = 1.0
REMEMBERED_SECONDS = 10.0  # an older look into the table, 5 s at most, may still show the row

logger = logging.getLogger(__name__)


class Transients:
    """Sends rows that need no mark, no order and no pace."""

    def __init__(
        self, *, clock: Clock, sender: Sender, recorded: Callable[[Outcome, Row], None]
    ) -> None:
        self._clock = clock
        self._sender = sender
        self._recorded = recorded
        self._places = asyncio.Semaphore(MOST_AT_ONCE)
        self._searches = asyncio.Semaphore(MOST_SEARCHES)
        self._tasks: set[asyncio.Task[None]] = set()
        self._known: set[int] = set()
        self._ended: deque[tuple[float, int]] = deque()
        self.in_flight = 0

    @property
    def is_done(self) -> bool:
        """Whether nothing is under way and nothing waits for another try."""
        return not self._tasks

    def send(self, row: Row) -> None:
        """Send a row now, and record what became of it some time."""
        if row.id in self._known:
            return
        self._known.add(row.id)
        task = asyncio.create_task(self._carry(row))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def forget(self, outcomes: Iterable[Outcome]) -> None:
        """Forget rows whose outcomes are committed, once nobody can come with them again."""
        now = self._clock.monotonic()
        ids = (one.row_id for one in outcomes if one.row_id in self._known)
        self._ended.extend((now, number) for number in ids)
        while self._ended and self._ended[0][0] <= now - REMEMBERED_SECONDS:
            self._known.discard(self._ended.popleft()[1])

    def cancel(self) -> None:
        """Give up what is under way."""
        for task in self._tasks:
            task.cancel()

    async def _carry(self, row: Row) -> None:
        parcel = Parcel.of(row, 0)
        request = await self._request(parcel)
        while request is not None:
            async with self._places:
                if self._is_late(row):
                    self._recorded(_outcome(row, State.EXPIRED), row)
                    return
                outcome, seconds = await self._try(parcel, request)
            if outcome is not None:
                self._recorded(outcome, row)
                return
            await self._clock.sleep(seconds)

    def _is_late(self, row: Row) -> bool:
        return row.expires_at is not None and row.expires_at <= self._clock.now()

    async def _request(self, parcel: Parcel) -> Request | None:
        """Make the call; None when its row has an outcome already."""
        if not parcel.kind.startswith(method.LATER):
            return request_of(parcel, Links(), is_paid=False)
        while True:
            # Not in one of the places: taps do not wait for those who search.
            async with self._searches:
                if self._is_late(parcel.row):
                    self._recorded(_outcome(parcel.row, State.EXPIRED), parcel.row)
                    return None
                try:
                    return await self._made(parcel)
                except Unavailable as exc:
                    logger.warning("an inline query waits: %s", describe(exc))
            await self._clock.sleep(RETRY_SECONDS)

    async def _made(self, parcel: Parcel) -> Request | None:
        request, state, error = None, State.DROPPED, "nothing to say"
        self.in_flight += 1
        try:
            request = await self._sender.make(parcel)
        except Unavailable:
            raise
        except Exception as exc:  # a mistake in a maker is that row's outcome
            state, error = State.REFUSED, describe(exc)
            logger.error("row %s (%s) could not be made: %s", parcel.row.id, parcel.kind, error)
        finally:
            self.in_flight -= 1
        if request is None:
            self._recorded(_outcome(parcel.row, state, error), parcel.row)
        return request

    async def _try(self, parcel: Parcel, request: Request) -> tuple[Outcome | None, float]:
        """Return the outcome, or how long to wait before the next try."""
        error: Exception | None = None
        self.in_flight += 1
        try:
            await self._sender.call(request, parcel.lane)
        except Exception as exc:  # the table of outcomes judges whatever it is
            error = exc
        finally:
            self.in_flight -= 1
        parcel.repeats += 1
        attempt = Attempt(kind=request.method, lane=parcel.lane, repeats=parcel.repeats)
        judgement = judge(error, attempt)
        if judgement.verdict in FINAL:
            return _outcome(parcel.row, FINAL[judgement.verdict], judgement.reason), 0.0
        if judgement.verdict is Verdict.REPEAT:
            return None, 0.0
        return None, max(RETRY_SECONDS, judgement.seconds)


def _outcome(row: Row, state: State, error: str | None = None) -> Outcome:
    """Say what became of a row; what somebody searched for is kept no longer than it must."""
    is_search = row.kind == SEARCH_INLINE
    return Outcome(row_id=row.id, state=state, error=error, forgets=is_search)
