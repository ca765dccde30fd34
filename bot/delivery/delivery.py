"""The loop of delivery: claim, let leave, record.

One transaction carries the outcomes of finished rows and the marks of the next ones; a row leaves
after its mark is committed, and the next of its chat after its outcome is. Memory is bounded: what
does not fit is loaded from the table when there is room.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.api import Api
from bot.clock import Clock
from bot.delivery import claim, method, picking, unasked
from bot.delivery.alarm import Alarm
from bot.delivery.claim import Claimed, Round
from bot.delivery.ending import Ending
from bot.delivery.forums import Forums
from bot.delivery.gate import Gate
from bot.delivery.held import Held
from bot.delivery.ledger import Ledger
from bot.delivery.loader import BULK, TALK, Loader
from bot.delivery.news import News, of_rows
from bot.delivery.pacer import Pacer
from bot.delivery.parcel import Parcel
from bot.delivery.pause import Pause
from bot.delivery.queue import Queue
from bot.delivery.request import Request, silenced
from bot.delivery.sender import Maker, Sender
from bot.delivery.settling import Landed, Settling
from bot.delivery.transient import Transients
from bot.outgoing import TAP_SECONDS
from community.reply import Lane
from storage.attempts import Attempts, Outcome, Recovery
from storage.database import Database, Unavailable
from storage.outbox import Row, State
from storage.unit import Unit

TALK_LAG = 0.01  # seconds an outcome may wait for others when nothing waits for it
BULK_LAG = 0.05  # as TALK_LAG, for mass messages
BUSY_ROWS = 16  # a transaction with so many rows is followed by a short breath
BREATH = 0.004
YOUNG_SECONDS = 2  # for so long another replica is left to answer a tap that it handled

logger = logging.getLogger(__name__)


class Delivery:
    """Sends what is in the outbox."""

    def __init__(
        self,
        *,
        database: Database,
        api: Api,
        clock: Clock,
        rate: int,
        is_paid: bool = False,
        makers: Mapping[str, Maker] | None = None,
        ended: Callable[[Ending], None] = lambda _ending: None,
        may_send: Callable[[], bool] | None = None,
    ) -> None:
        # Others may write rows too: order is the table's, and somebody else may have sent before.
        self._is_shared = may_send is not None
        self._may_send = may_send or (lambda: True)
        self._ended = ended
        self._ledger = Ledger(database, clock)
        self._clock = clock
        self._is_paid = is_paid
        self._sender = Sender(database=database, api=api, clock=clock, makers=makers or {})
        self._queue = Queue(is_paced=rate > 0)
        pacer = Pacer(rate)
        if self._is_shared:
            pacer.follow(clock.monotonic())
        self._pause = Pause()
        self._forums = Forums()
        self._settling = Settling(
            clock=clock, queue=self._queue, pacer=pacer, pause=self._pause, forums=self._forums
        )
        self._held = Held(clock=clock, queue=self._queue)
        self._gate = Gate(clock=clock, pacer=pacer, launch=self._launch)
        self._desk = Alarm(clock)
        self._loading = Alarm(clock)
        self._loader = Loader(
            clock=clock, take=self._take, waiting=self._queue.before, alarm=self._loading
        )
        self._transients = Transients(clock=clock, sender=self._sender, recorded=self._record)
        self._landed: list[Landed] = []
        self._outcomes: list[Outcome] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._loops: list[asyncio.Task[None]] = []
        self._working = 0  # loops that are not waiting for their alarm
        self._is_breathing = False
        self._is_stopping = False

    @property
    def is_busy(self) -> bool:
        """Whether something is under way (virtual clocks stand still meanwhile)."""
        active = len(self._tasks) + self._working + self._transients.in_flight
        if active > self._ledger.resting:
            return True
        if self._gate.alarm.is_rung:
            return True
        if self._ledger.resting:  # the other alarms are heard when time has passed
            return False
        return self._loading.is_rung or (self._desk.is_rung and not self._is_breathing)

    @property
    def loops(self) -> Sequence[asyncio.Task[None]]:
        """Return what runs from start to stop; should one end before, nothing is sent any more."""
        return self._loops

    @property
    def counts(self) -> Counter[tuple[Lane, State]]:
        """How many rows of each lane came to which end since the start."""
        return self._settling.counts

    async def start(self) -> None:
        """Judge what the last run left in doubt, then send what waits."""
        self._queue.aliases = await self._ledger.write(lambda unit: unit.messages.aliases())
        recovery = await self._ledger.write(_recover)
        if recovery.again or recovery.unknown:
            logger.warning(
                "no answer was recorded before the last stop: %s rows are sent again, %s are not",
                recovery.again,
                recovery.unknown,
            )
        for loop in (self._run_desk(), self._run_gate(), self._run_loading()):
            self._loops.append(asyncio.create_task(loop))
        self._loading.ring()

    async def stop(self, seconds: float = 5.0) -> None:
        """Finish what is in flight, up to that long; the rest stays in the outbox."""
        self._is_stopping = True
        self._hold_back()
        self._desk.ring()
        timer = asyncio.ensure_future(self._clock.sleep(seconds))
        await asyncio.wait({timer, *self._loops[:1]}, return_when=asyncio.FIRST_COMPLETED)
        self._transients.cancel()
        for task in [timer, *self._tasks, *self._loops]:
            task.cancel()
        await asyncio.gather(timer, *self._tasks, *self._loops, return_exceptions=True)
        for alarm in (self._desk, self._loading, self._gate.alarm):
            alarm.cancel()

    def hand(self, rows: Sequence[Row]) -> None:
        """Take rows that were just committed, in order."""
        if self._is_shared:
            self.hear(of_rows(rows))
        for row in rows:
            if row.kind in method.TRANSIENT:
                self._transients.send(row)
            elif self._is_shared:
                continue
            elif row.lane is Lane.BULK:
                self._loader.miss_bulk()
            elif row.chat_id is not None:
                self._take_in_order(row, row.chat_id)
        self._desk.ring()

    def hear(self, news: Iterable[News]) -> None:
        """Look for rows that were committed, here or by another replica."""
        for one in news:
            if one.lane is Lane.BULK:
                self._loader.miss_bulk()
                continue
            self._release_stuck(one.chat_id, one.lane)
            if one.not_before is not None and one.not_before > self._clock.now():
                self._loader.later(one.chat_id, one.not_before)
            else:
                self._loader.miss(one.chat_id, one.lane)

    def wake(self) -> None:
        """Look into the table: rows were added that nobody hands over."""
        self._loader.rescan()

    def _take_in_order(self, row: Row, chat_id: int) -> None:
        self._release_stuck(chat_id, row.lane)
        if row.not_before is not None and row.not_before > self._clock.now():
            self._loader.later(chat_id, row.not_before)
        elif self._loader.misses(chat_id, row.lane) or not self._queue.takes(chat_id, row.lane):
            self._loader.miss(chat_id, row.lane)
        else:
            self._queue.add(row, self._clock.monotonic())

    def _release_stuck(self, chat_id: int, lane: Lane) -> None:
        """Try a group that took nothing once more, because somebody acted in it."""
        if method.overtakes(chat_id, lane) and self._settling.is_stuck(chat_id):
            self._queue.release(chat_id, self._clock.monotonic())

    def _take(self, row: Row) -> None:
        """Take a row from the table."""
        if row.kind in method.TRANSIENT:
            if not (self._is_shared and self._is_young(row)):
                self._transients.send(row)
            return
        self._queue.add(row, self._clock.monotonic())
        self._desk.ring()

    def _is_young(self, row: Row) -> bool:
        """Say whether whoever made a transient row may be sending it at this moment."""
        left = timedelta(seconds=TAP_SECONDS - YOUNG_SECONDS)
        return row.expires_at is not None and row.expires_at - self._clock.now() > left

    # --- the desk: one transaction after another ----------------------------------------------

    async def _run_desk(self) -> None:
        while not (self._is_stopping and self._is_done):
            await self._desk.wait()
            self._working += 1
            try:
                size = await self._work()
            finally:
                self._working -= 1
            if size >= BUSY_ROWS:
                self._is_breathing = True
                await self._clock.sleep(BREATH)
                self._is_breathing = False
            self._set_desk()

    @property
    def _is_done(self) -> bool:
        is_over = not self._landed and not self._outcomes and not self._tasks
        return is_over and self._transients.is_done

    async def _work(self) -> int:
        """Record and claim in one transaction; say how many rows it carried."""
        landed, self._landed = self._landed, []
        outcomes, self._outcomes = self._outcomes, []
        for one in landed:
            outcome = self._settling.settle(one)
            outcomes.append(outcome)
            self._tell_end(outcome, one.parcel.row)
        self._hold_back()
        self._held.collect()
        held = self._held.next_batch()
        picked = self._pick()
        if not outcomes and not picked and not held:
            return 0
        work = Round(
            outcomes=outcomes,
            held={parcel.row.id: until for parcel, until in held},
            parcels=list(picked),
            at=self._clock.now(),
            forums=self._forums,
            is_paid=self._is_paid,
        )
        claimed = await self._ledger.write(lambda unit: claim.commit(unit, work))
        self._transients.forget(outcomes)
        rows = {parcel.row.id: parcel.row for parcel in picked}
        for outcome in claimed.in_vain:
            self._tell_end(outcome, rows[outcome.row_id])
        self._queue.forget([parcel for parcel, _ in held])
        for moment in claimed.postponed:
            self._loader.later(0, moment)
        self._admit(picked, claimed)
        if landed or held:
            self._loading.ring()
        return len(outcomes) + len(picked) + len(held)

    def _hold_back(self) -> None:
        """While nothing can leave, do not keep rows marked that certainly were not sent."""
        if self._pause.until <= self._clock.monotonic() and not self._is_stopping:
            return
        for parcel in self._gate.clear():
            self._landed.append(Landed(parcel, None, was_left_out=True))
        if self._landed:
            self._desk.ring()

    def _pick(self) -> dict[Parcel, Lane]:
        """Choose what is claimed next, if anything can leave at all."""
        now = self._clock.monotonic()
        if self._is_stopping or self._pause.until > now:
            return {}
        picked = picking.pick(self._queue, self._gate, now)
        if self._queue.bulk_count < BULK // 2:
            self._loading.ring()
        return picked

    def _admit(self, picked: Mapping[Parcel, Lane], claimed: Claimed) -> None:
        now = self._clock.monotonic()
        for parcel, urgency in picked.items():
            if parcel.row.id not in claimed.requests:
                self._queue.done(parcel, now)
                continue
            request = claimed.requests[parcel.row.id]
            if request is None:
                self._spawn(self._make(parcel, urgency))
            else:
                self._gate.admit(parcel, request, urgency)
        self._hold_back()

    def _set_desk(self) -> None:
        """Ring again when there is, or will be, something to do."""
        now = self._clock.monotonic()
        if not self._held.is_empty:
            self._desk.ring()
        if self._is_stopping:
            if self._is_done or self._landed or self._outcomes:
                self._desk.ring()
            return
        if self._pause.until > now:
            self._desk.ring_at(self._pause.until)
            return
        lanes = self._gate.talk_lanes
        wants_bulk = self._queue.has_bulk and self._gate.wants_bulk
        if wants_bulk or (lanes and self._queue.has_talk(lanes)):
            self._desk.ring()
        elif self._queue.has_talk(TALK):
            self._desk.ring_at(max(now + TALK_LAG, self._gate.opens_at(Lane.REPLY)))
        elif self._queue.has_bulk:
            self._desk.ring_at(max(now + BULK_LAG, self._gate.opens_at(Lane.BULK)))
        moment = self._queue.next_time()
        if moment is not None:
            self._desk.ring_at(moment)

    # --- leaving and landing ------------------------------------------------------------------

    async def _run_gate(self) -> None:
        while True:
            await self._gate.alarm.wait()
            if self._pause.until > self._clock.monotonic() or self._is_stopping:
                continue
            self._gate.open()
            self._set_desk()

    def _launch(self, parcel: Parcel, request: Request) -> None:
        """Let a row leave, unless Friday's pause began since it was claimed."""
        at = self._clock.now()
        if unasked.held_until(parcel.row.zone, at) is not None:
            self._gate.landed(parcel)
            self._land(Landed(parcel, None, was_left_out=True))
            return
        if not self._may_send():
            self._gate.landed(parcel)
            self._land(Landed(parcel, None, was_left_out=True))
            return
        if unasked.is_silent(parcel.row.zone, at):
            request = silenced(request)
        self._spawn(self._carry(parcel, request))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _carry(self, parcel: Parcel, request: Request) -> None:
        result: Any = None
        error: Exception | None = None
        try:
            result = await self._sender.call(request, parcel.lane)
        except Exception as exc:  # the table of outcomes judges whatever it is
            error = exc
        finally:
            self._gate.landed(parcel)
        self._land(Landed(parcel, request, result, error))

    async def _make(self, parcel: Parcel, urgency: Lane) -> None:
        while True:
            try:
                request = await self._sender.make(parcel)
            except Unavailable as exc:
                await self._ledger.rest(exc)
            except Exception as exc:  # a mistake in a maker is that row's outcome
                self._land(Landed(parcel, None, error=exc))
                return
            else:
                break
        if request is None:
            self._land(Landed(parcel, None))
        else:
            self._gate.admit(parcel, request, urgency)
            self._hold_back()

    def _land(self, landed: Landed) -> None:
        self._landed.append(landed)
        parcel = landed.parcel
        is_awaited = landed.error is not None or self._queue.waiting(parcel.chat_id) > 0
        if is_awaited or self._is_stopping:
            self._desk.ring()
            return
        lag = BULK_LAG if parcel.lane is Lane.BULK else TALK_LAG
        self._desk.ring_at(self._clock.monotonic() + lag)

    def _record(self, outcome: Outcome, row: Row) -> None:
        self._outcomes.append(outcome)
        self._tell_end(outcome, row)
        self._desk.ring_at(self._clock.monotonic() + TALK_LAG)

    def _tell_end(self, outcome: Outcome, row: Row) -> None:
        """Say what became of a row that needs nothing more."""
        if outcome.state is not State.PENDING:
            self._ended(Ending(row.id, row.lane, row.kind, outcome.state, outcome.error))

    # --- the table ----------------------------------------------------------------------------

    async def _run_loading(self) -> None:
        while True:
            await self._loading.wait()
            while not self._is_stopping and self._wants_loading:
                self._working += 1
                try:
                    await self._load()
                finally:
                    self._working -= 1
            if self._is_stopping:  # a cancelled snapshot may have said something else than that
                return

    @property
    def _wants_loading(self) -> bool:
        return self._loader.wants(self._queue.room, BULK - self._queue.bulk_count)

    async def _load(self) -> None:
        held = self._queue.held(self._clock.monotonic())
        room, bulk_room = self._queue.room, BULK - self._queue.bulk_count
        await self._ledger.read(lambda unit: self._loader.load(unit, room, bulk_room, held))


async def _recover(unit: Unit) -> Recovery:
    return await Attempts(unit.connection).recover(sorted(method.REPEATABLE))
