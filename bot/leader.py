"""Who leads: of several replicas on one PostgreSQL database, the one that holds the lease.

The leader renews the lease every few seconds. Whoever cannot do so for a while sends nothing, and
whatever it still wants to write is refused once another leads (storage/lease.py), so that a replica
that was paused and wakes up does no harm. On SQLite there is one process, and it leads.
"""

import asyncio
import contextlib
import logging
import os
import socket
import time
from collections.abc import Callable, Sequence

from bot.backoff import Backoff
from bot.clock import Clock, SystemClock
from bot.delivery import news
from bot.delivery.news import News
from bot.logs import describe
from bot.office import MaySend, Office
from storage.database import Database, Unavailable
from storage.lease import SECONDS, fence
from storage.outbox import Row
from storage.wire import LONGEST, OUTBOX, RELEASED, Wire

RENEW_SECONDS = 4.0
RETRY_SECONDS = 1.0
SURE_SECONDS = SECONDS - 3.0  # after the last renewal was asked for we no longer count on it

MakeOffice = Callable[[Database, MaySend | None], Office]

logger = logging.getLogger(__name__)


class NotLeading(Exception):
    """Another replica does this."""


class Leader:
    """Opens the office whenever this replica leads, and closes it when it does no more."""

    def __init__(
        self,
        *,
        database: Database,
        make_office: MakeOffice,
        changed: Callable[[Office | None], None] = lambda _office: None,
        clock: Clock | None = None,
    ) -> None:
        self._database = database
        self._make_office = make_office
        self._changed = changed
        self._hand_over: Callable[[Sequence[Row]], None] = lambda _rows: None
        self._clock = clock or SystemClock()  # never the demo's: other replicas live in real time
        self._wire = None if database.takes_turns else Wire(database, self._hear, self._doubt)
        self._fenced = database
        self._office: Office | None = None
        self._number: int | None = None
        self._sure_until = 0.0
        self._freed = asyncio.Event()
        self._deposed = asyncio.Event()
        self._away = Backoff(self._clock, logger, "The database is away", first=0.2, most=2)
        self._task: asyncio.Task[None] | None = None
        self._keeping: asyncio.Task[None] | None = None

    @property
    def is_leading(self) -> bool:
        """Whether this replica sends and looks at the clock."""
        return self._office is not None

    @property
    def office(self) -> Office:
        """Return what runs here while this replica leads; raises `NotLeading`."""
        if self._office is None:
            raise NotLeading
        return self._office

    @property
    def is_busy(self) -> bool:
        """Whether something is under way (virtual clocks stand still meanwhile)."""
        is_writing = self._fenced is not self._database and self._fenced.is_busy
        return is_writing or (self._office is not None and self._office.delivery.is_busy)

    @property
    def task(self) -> asyncio.Task[None]:
        """Return what ends only when a part of the office does."""
        assert self._task is not None, "start() was not called"  # noqa: S101 # order of calls
        return self._task

    async def start(self) -> None:
        """Lead at once if nobody does; otherwise wait for it from now on."""
        try:
            await self._take()
        except Unavailable as exc:
            logger.info("the lease is asked for later: %s", describe(exc))
        if self._office is None:
            logger.info("another replica leads; this one takes and handles updates")
        self._task = asyncio.create_task(self._run(), name="leader")

    async def rest(self) -> None:
        """Take nothing new; delivery goes on."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._office is not None:
            await self._office.rest()

    async def stop(self, seconds: float) -> None:
        """Finish what is in flight, up to that long, and let another lead at once."""
        office, self._office = self._office, None
        if office is not None:
            await office.close(seconds)
        await self._stop_keeping()
        if self._wire is None:
            return
        with contextlib.suppress(Unavailable):
            if self._number is not None:
                async with self._wire.lease() as lease:
                    await lease.release(self._number)
                await self._wire.tell(RELEASED, "")
        await self._wire.close()

    def meanwhile(self, hand_over: Callable[[Sequence[Row]], None]) -> None:
        """Say who takes rows while another replica leads."""
        self._hand_over = hand_over

    def hand(self, rows: Sequence[Row]) -> None:
        """Take rows that were just committed."""
        if self._office is None:
            self._hand_over(rows)
        else:
            self._office.delivery.hand(rows)

    def wake(self) -> None:
        """Let the table be looked through: rows were committed that nobody hands over."""
        if self._office is not None:
            self._office.delivery.wake()

    async def tell(self, said: Sequence[News]) -> None:
        """Tell whoever leads where rows wait; raises `Unavailable`."""
        if self._wire is not None:
            await self._wire.tell(OUTBOX, news.write(said, LONGEST))

    # --- the lease ----------------------------------------------------------------------------

    async def _run(self) -> None:
        while True:
            if self._office is None:
                await self._seek()
            await self._lead()

    async def _seek(self) -> None:
        """Return when this replica leads."""
        while self._office is None:
            self._freed.clear()
            try:
                await self._take()
            except Unavailable as exc:
                await self._away.failed(describe(exc))
                continue
            self._away.succeeded()
            if self._office is None:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(RETRY_SECONDS):
                        await self._freed.wait()

    async def _take(self) -> None:
        """Take the lease if it is free, and open the office."""
        self._deposed.clear()
        if self._wire is not None:
            began = _boottime()
            async with self._wire.lease() as lease:
                number = await lease.take(f"{socket.gethostname()}:{os.getpid()}")
            if number is None:
                return
            self._number = number
            self._sure_until = began + SURE_SECONDS
            self._fenced = self._database.guarded(fence(number, self._is_sure, self._deposed.set))
            self._keeping = asyncio.create_task(self._keep(self._wire, number), name="lease")
        await self._open()

    async def _open(self) -> None:
        """Open the office; without effect when another leads by then."""
        office = self._make_office(self._fenced, self._may_send if self._wire else None)
        opening = asyncio.create_task(office.open())
        deposed = asyncio.create_task(self._deposed.wait())
        try:
            await asyncio.wait({opening, deposed}, return_when=asyncio.FIRST_COMPLETED)
            if not self._deposed.is_set():
                opening.result()
                self._office = office
        finally:
            deposed.cancel()
            opening.cancel()
            await asyncio.gather(opening, deposed, return_exceptions=True)
            if self._office is None:
                await self._stop_keeping()
                await office.close(0)
        if self._office is None:
            return
        self._changed(office)
        if self._wire is not None:
            logger.info("this replica leads (lease %s)", self._number)

    async def _lead(self) -> None:
        """Return when another leads; raises what ended a part of the office."""
        office = self.office
        # whoever keeps the lease too: without it nothing would leave, and nobody would know why
        parts = [*office.tasks, *([] if self._keeping is None else [self._keeping])]
        deposed = asyncio.create_task(self._deposed.wait())
        try:
            await asyncio.wait({deposed, *parts}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            deposed.cancel()
            await asyncio.gather(deposed, return_exceptions=True)
        if not self._deposed.is_set():
            for task in parts:
                if task.done():
                    task.result()
            raise NotLeading
        logger.warning("another replica leads now: this one sends nothing more")
        self._office = None
        self._changed(None)
        await self._stop_keeping()
        await office.close(0)

    async def _keep(self, wire: Wire, number: int) -> None:
        """Renew the lease until it is another's."""
        openings = wire.openings
        while not self._deposed.is_set():
            await self._clock.sleep(RENEW_SECONDS)
            await self._renew(wire, number)
            # A replica may have died between its commit and its word, or a word was missed.
            self.wake()
            if openings != wire.openings:
                openings = wire.openings
                logger.info("the lease is kept through a new connection")

    async def _renew(self, wire: Wire, number: int) -> None:
        """Renew the lease, however long the database is away."""
        while True:
            began = _boottime()
            try:
                async with wire.lease() as lease:
                    is_ours = await lease.renew(number)
            except Unavailable as exc:
                await self._away.failed(describe(exc))
            else:
                self._away.succeeded()
                break
        if is_ours:
            self._sure_until = began + SURE_SECONDS
        else:
            self._deposed.set()

    async def _stop_keeping(self) -> None:
        keeping, self._keeping = self._keeping, None
        if keeping is not None:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)
        if self._deposed.is_set():
            self._number = None

    def _doubt(self) -> None:
        """Count on the lease no longer: whose connection ended may be replaced at once."""
        self._sure_until = 0.0

    def _is_sure(self) -> bool:
        return self._wire is None or _boottime() < self._sure_until

    def _may_send(self) -> bool:
        """Say whether the lease is certainly still ours; asked before each request leaves."""
        return self._is_sure() and not self._deposed.is_set()

    # --- word from others ---------------------------------------------------------------------

    def _hear(self, channel: str, words: str) -> None:
        if channel == RELEASED:
            self._freed.set()
        elif self._office is not None:
            found = news.read(words)
            if found is None:
                self._office.delivery.wake()
            else:
                self._office.delivery.hear(found)


def _boottime() -> float:
    """Return seconds that also pass while a computer sleeps, where the system counts them."""
    number = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if number is None else time.clock_gettime(number)
