"""What a replica does with its rows while another one leads.

It ends the spinners of taps and answers inline queries itself: these wait for nobody, keep no
order and count against no limit. Everything else is the leader's, who is told where to look.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.api import Api
from bot.backoff import Backoff
from bot.clock import Clock
from bot.delivery.alarm import Alarm
from bot.delivery.ending import Ending
from bot.delivery.ledger import Ledger
from bot.delivery.method import TRANSIENT
from bot.delivery.news import News, of_rows
from bot.delivery.sender import Maker, Sender
from bot.delivery.transient import Transients
from bot.logs import describe
from storage.attempts import Attempts, Outcome
from storage.database import Database, Unavailable
from storage.outbox import Row, State
from storage.unit import Unit

LAG = 0.01  # seconds an outcome may wait for others

logger = logging.getLogger(__name__)


class Relay:
    """Sends what is transient, and passes word of the rest on."""

    def __init__(
        self,
        *,
        database: Database,
        api: Api,
        clock: Clock,
        makers: Mapping[str, Maker],
        tell: Callable[[Sequence[News]], Awaitable[None]],
        ended: Callable[[Ending], None] = lambda _ending: None,
    ) -> None:
        self._clock = clock
        self._tell = tell
        self._ended = ended
        self._ledger = Ledger(database, clock)
        sender = Sender(database=database, api=api, clock=clock, makers=makers)
        self._transients = Transients(clock=clock, sender=sender, recorded=self._record)
        self._outcomes: list[Outcome] = []
        self._news: list[News] = []
        self._recording = Alarm(clock)
        self._telling = Alarm(clock)
        self._trouble = Backoff(clock, logger, "The leader cannot be told", first=0.1, most=2)
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return not self._transients.is_done or bool(self._outcomes or self._news)

    def start(self) -> None:
        """Begin to pass word on."""
        self._tasks = [
            asyncio.create_task(self._run_recording(), name="relay"),
            asyncio.create_task(self._run_telling(), name="relay"),
        ]

    async def stop(self) -> None:
        """End; what was not sent is worthless soon, what was not told is found by the leader."""
        self._transients.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._recording.cancel()
        self._telling.cancel()

    def hand(self, rows: Sequence[Row]) -> None:
        """Take rows that were just committed."""
        for row in rows:
            if row.kind in TRANSIENT:
                self._transients.send(row)
        news = of_rows(rows)
        if news:
            self._news += news
            self._telling.ring()

    async def _run_telling(self) -> None:
        while True:
            await self._telling.wait()
            while self._news:
                news, self._news = self._news, []
                try:
                    await self._tell(news)
                except Unavailable as exc:
                    self._news = news + self._news
                    await self._trouble.failed(describe(exc))
                else:
                    self._trouble.succeeded()

    def _record(self, outcome: Outcome, row: Row) -> None:
        self._outcomes.append(outcome)
        self._recording.ring_at(self._clock.monotonic() + LAG)
        if outcome.state is not State.PENDING:
            self._ended(Ending(row.id, row.lane, row.kind, outcome.state, outcome.error))

    async def _run_recording(self) -> None:
        while True:
            await self._recording.wait()
            outcomes, self._outcomes = self._outcomes, []

            async def unit(unit: Unit, outcomes: list[Outcome] = outcomes) -> None:
                await Attempts(unit.connection).record(outcomes, self._clock.now())

            if outcomes:
                await self._ledger.write(unit)
                self._transients.forget(outcomes)
