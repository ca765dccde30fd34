"""The worker: takes updates from the inbox in order and runs one unit of work for each.

Units run in groups with one commit. When one fails, the group is undone and its updates run one
by one, so that each is judged alone (savepoints in the group would cost a third of the speed).
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import telegram

from bot import edge, outgoing
from bot.backoff import Backoff
from bot.clock import Clock
from bot.delivery.method import TRANSIENT
from bot.logs import describe, incident_number
from bot.metrics import Metrics
from community.charter import Charter
from community.faults import Part
from community.incoming import Incoming
from community.reply import Lane, Reply
from handlers import dispatch, failure
from storage.database import Database, Unavailable
from storage.inbox import Waiting
from storage.outbox import NewRow, Row
from storage.unit import Unit

logger = logging.getLogger(__name__)

GROUP = 100  # units in one commit, at most
GROUP_SECONDS = 0.015  # so that intake and delivery get their turn at the writer
TRIES = 3  # once, and twice more

Answer = Callable[[Incoming, Unit, datetime, Charter], Awaitable[Reply]]


class Unreadable(Exception):
    """The library cannot read this update: trying again would not help."""


@dataclass(slots=True)
class Taken:
    """What a group did: rows to deliver, how long each unit ran, and whether more may wait.

    `answers` says which update's arrival each row answers.
    """

    rows: list[Row]
    seconds: list[float]
    has_more: bool
    answers: list[tuple[Row, datetime]]


class Worker:
    """Handles what waits in the inbox, and hands what is to be said to `hand` after the commit."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        charter: Charter,
        bot: telegram.User,
        hand: Callable[[Sequence[Row]], None],
        recovered: Callable[[], None] = lambda: None,
        answer: Answer = dispatch.answer,
        metrics: Metrics | None = None,
        note: Callable[[Part, str, str], None] = lambda _part, _kind, _incident: None,
    ) -> None:
        self._metrics = metrics or Metrics()
        self._note = note
        self._database = database
        self._clock = clock
        self._charter = charter
        self._bot = bot
        self._hand = hand
        self._answer = answer
        self._recovered = recovered
        self._woken = asyncio.Event()
        self._woken.set()
        self._storage = Backoff(clock, logger, "The database is away", first=0.1, most=5)
        self._is_running = False
        self._is_stopping = False

    def wake(self) -> None:
        """Say that something new waits."""
        self._woken.set()

    @property
    def is_busy(self) -> bool:
        """Whether something waits or runs (virtual clocks stand still meanwhile)."""
        return self._is_running or self._woken.is_set()

    def stop(self) -> None:
        """Let `run` return after the group that is running now."""
        self._is_stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Handle updates until stopped; what is running when cancelled is undone as a whole."""
        while not self._is_stopping:
            self._is_running = False
            await self._woken.wait()
            self._is_running = True
            self._woken.clear()
            await self._drain()

    async def _drain(self) -> None:
        has_more = True
        while has_more and not self._is_stopping:
            try:
                has_more = await self._group()
            except Unavailable as exc:
                await self._storage.failed(describe(exc))
            else:
                if self._storage.is_on:
                    # An answer to a commit may be what was lost: its rows were handed to nobody.
                    self._recovered()
                self._storage.succeeded()

    async def _group(self) -> bool:
        """Run one group; when a unit of it fails, its updates run alone. True: more may wait."""
        try:
            taken = await self._database.write(self._run_group)
        except Unavailable:
            raise
        except Exception as exc:  # whatever a handler raises is judged alone below
            logger.warning("a group is run one by one after %s", describe(exc))
            return await self._one_by_one()
        self._metrics.handled(taken.seconds)
        self._await_answers(taken.answers)
        self._hand(taken.rows)
        return taken.has_more

    def _await_answers(self, answers: Sequence[tuple[Row, datetime]]) -> None:
        for row, received_at in answers:
            self._metrics.awaits(row.id, received_at)

    async def _run_group(self, unit: Unit) -> Taken:
        waiting = await unit.inbox.take(GROUP)
        started = self._clock.monotonic()
        handled: list[int] = []
        rows: list[Row] = []
        seconds: list[float] = []
        answers: list[tuple[Row, datetime]] = []
        begun = started
        for update in waiting:
            said = await self._unit(unit, update)
            if said:  # at once: the next unit may ask what waits, replace it or take it back
                added = await unit.outbox.add(said, self._clock.now())
                rows += added
                answers.append((_answer_of(added), update.received_at))
            handled.append(update.seq)
            ended = self._clock.monotonic()
            seconds.append(ended - begun)
            begun = ended
            if ended - started > GROUP_SECONDS:
                break
        now = self._clock.now()
        await unit.inbox.mark_handled(handled, now)
        return Taken(rows, seconds, self._may_wait(len(handled), len(waiting)), answers)

    def _may_wait(self, handled: int, found: int) -> bool:
        """Say whether more may wait than what was found; whoever adds more wakes the worker."""
        if not self._database.takes_turns:
            return handled > 0  # what was found is only what no other worker held
        return handled < found or found == GROUP

    async def _unit(self, unit: Unit, update: Waiting) -> list[NewRow]:
        incoming = self._read(update)
        now = self._clock.now()
        reply = await self._answer(incoming, unit, now, self._charter)
        return outgoing.rows(reply, now)

    def _read(self, update: Waiting) -> Incoming:
        try:
            parsed = telegram.Update.de_json(json.loads(update.raw), None)
            return edge.read(parsed, self._bot)
        except Exception as exc:
            raise Unreadable(type(exc).__name__) from exc

    async def _one_by_one(self) -> bool:
        waiting = await self._database.write(lambda unit: unit.inbox.peek(GROUP))
        for update in waiting:
            await self._alone(update)
        return bool(waiting)

    async def _alone(self, update: Waiting) -> None:
        """Run one update in a transaction of its own; set it aside when that keeps failing."""

        begun = self._clock.monotonic()
        was_ours = False

        async def attempt(unit: Unit) -> list[Row]:
            nonlocal was_ours
            was_ours = False
            taken = await unit.inbox.take_one(update.seq)
            if taken is None:
                return []  # another worker was faster
            was_ours = True
            said = await self._unit(unit, taken)
            now = self._clock.now()
            await unit.inbox.mark_handled([taken.seq], now)
            return await unit.outbox.add(said, now) if said else []

        for tried in range(update.tries + 1, TRIES + 1):
            try:
                rows = await self._database.write(attempt)
            except Unavailable:
                raise
            except Exception as exc:  # any fault of a handler ends here
                if tried >= TRIES or isinstance(exc, Unreadable):
                    await self._set_aside(update, exc)
                    return
                await self._count_failure(update.seq, exc)
            else:
                if was_ours:
                    self._metrics.handled([self._clock.monotonic() - begun])
                self._await_answers([(_answer_of(rows), update.received_at)] if rows else [])
                self._hand(rows)
                return
        await self._set_aside(update, None)

    async def _count_failure(self, seq: int, exc: Exception) -> None:
        error = describe(exc)
        self._metrics.met(Part.UPDATES, error)
        await self._database.write(lambda unit: unit.inbox.count_failure(seq, error))

    async def _set_aside(self, update: Waiting, exc: Exception | None) -> None:
        """Give up on an update: kept apart with an incident number, its person told kindly."""
        code = incident_number()
        error = f"{code} {describe(exc) if exc is not None else ''}".strip()
        logger.error("update set aside, incident %s", error, extra={"incident": code})
        try:
            incoming: Incoming | None = self._read(update)
        except Unreadable:
            incoming = None

        async def unit(unit: Unit) -> list[Row]:
            now = self._clock.now()
            if not await unit.inbox.set_aside(update.seq, error, now) or incoming is None:
                return []
            reply = await failure.explain(incoming, unit, code)
            return await unit.outbox.add(outgoing.rows(reply, now), now)

        async def without_words(unit: Unit) -> list[Row]:
            await unit.inbox.set_aside(update.seq, error, self._clock.now())
            return []

        try:
            self._hand(await self._database.write(unit))
        except Unavailable:
            raise
        except Exception as worse:  # what broke the handler may break the apology
            logger.error("no apology: %s", describe(worse), extra={"incident": code})
            await self._database.write(without_words)
        self._metrics.set_aside()
        self._note(Part.UPDATES, "worn out" if exc is None else describe(exc), code)


def _answer_of(rows: Sequence[Row]) -> Row:
    """Return the row that answers who wrote: not the end of a tap's spinner, nor a card."""
    answers = (row for row in rows if row.lane is Lane.REPLY and row.kind not in TRANSIENT)
    return next(answers, rows[0])
