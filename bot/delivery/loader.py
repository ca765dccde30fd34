"""Fetches what waits in the table when memory did not hold it, chat by chat.

A chat is `missed` when rows of it may wait in the table behind those in memory: its new rows are
then loaded in order, never taken from hand. A chat that is blocked fills neither memory nor scan.
"""

import heapq
from collections.abc import Callable
from datetime import datetime

from bot.clock import Clock
from bot.delivery import method
from bot.delivery.alarm import Alarm
from community.reply import Lane
from storage.backlog import Backlog
from storage.outbox import Row
from storage.unit import Unit

SCAN = 500  # rows looked at in one step
MOST_MISSED = 1_000  # chats known to be waiting while scanning
HELD_SECONDS = 1.0  # until mass messages to a held chat are looked for again
ROUNDING = 0.005  # seconds, so that a moment is not looked at just before it comes
MOST_LATER = 5_000  # moments remembered for rows that may not leave yet
PER_CHAT = 10
CHATS = 200  # in one step
BULK = 1_000  # mass messages in memory
TALK = (Lane.REPLY, Lane.NOTICE)


class Loader:
    """Knows what is not in memory, and loads it when there is room."""

    def __init__(
        self,
        *,
        clock: Clock,
        take: Callable[[Row], None],
        waiting: Callable[[int, Lane], int],
        alarm: Alarm,
    ) -> None:
        self._clock = clock
        self._take = take
        self._waiting = waiting
        self._alarm = alarm
        self._missed: dict[Lane, dict[int, None]] = {Lane.REPLY: {}, Lane.NOTICE: {}}
        self._loading: set[int] = set()
        self._scans: dict[Lane, int] = dict.fromkeys(TALK, 0)  # lanes to scan, and where
        self._scan_number = 0  # changes when everything is to be scanned again
        self._bulk_after = 0
        self._has_bulk = True
        self._later: list[tuple[float, int, datetime]] = []
        self._is_due_unknown = True
        self._bulk_again_at: float | None = None

    def misses(self, chat_id: int, lane: Lane) -> bool:
        """Say whether rows may wait in the table that go before a new one of a chat."""
        if self._scans or chat_id in self._loading:
            return True
        if method.overtakes(chat_id, lane):
            return chat_id in self._missed[Lane.REPLY]
        return any(chat_id in missed for missed in self._missed.values())

    def miss(self, chat_id: int, lane: Lane) -> None:
        """Note that a row of a chat is only in the table."""
        if sum(map(len, self._missed.values())) >= MOST_LATER:
            self.rescan()
            return
        self._missed[Lane.REPLY if lane is Lane.REPLY else Lane.NOTICE][chat_id] = None
        self._alarm.ring()

    def later(self, chat_id: int, moment: datetime) -> None:
        """Note that a row may not leave before some time."""
        seconds = (moment - self._clock.now()).total_seconds()
        due = self._clock.monotonic() + max(0.0, seconds) + ROUNDING
        if len(self._later) < MOST_LATER:
            heapq.heappush(self._later, (due, chat_id, moment))
        else:
            self._is_due_unknown = True
        self._alarm.ring_at(due)

    def miss_bulk(self) -> None:
        """Note that mass messages were added."""
        if not self._has_bulk:
            self._bulk_after = 0
        self._has_bulk = True
        self._alarm.ring()

    def rescan(self) -> None:
        """Look through the whole table again."""
        self._scans = dict.fromkeys(TALK, 0)
        self._scan_number += 1
        self._is_due_unknown = True
        self.miss_bulk()

    def wants(self, room: int, bulk_room: int) -> bool:
        """Say whether there is something to load and room for it."""
        self._come_of_age()
        if self._has_bulk and bulk_room >= BULK // 2:
            return True
        if self._is_due_unknown and not self._scans:
            return True
        return room > 0 and (self._may_scan() or self._has_choice())

    async def load(self, unit: Unit, room: int, bulk_room: int, held: list[int]) -> None:
        """Load one step's worth within a snapshot.

        What is asked for meanwhile is left to the next step: this snapshot may not hold it.
        """
        backlog = Backlog(unit.connection)
        now = self._clock.now()
        number = self._scan_number
        loads_bulk = self._has_bulk and bulk_room >= BULK // 2
        finds_due = self._is_due_unknown and not self._scans
        self._has_bulk = self._has_bulk and not loads_bulk
        self._is_due_unknown = self._is_due_unknown and not finds_due
        try:
            if room > 0:
                await self._load_chats(backlog, now, min(CHATS, max(1, room // PER_CHAT)))
                await self._scan(backlog, now, number)
            if loads_bulk:
                await self._load_bulk(backlog, now, bulk_room, held)
            if finds_due:
                await self._find_due(backlog, now)
        except BaseException:
            self._has_bulk = self._has_bulk or loads_bulk
            self._is_due_unknown = self._is_due_unknown or finds_due
            raise

    async def _load_chats(self, backlog: Backlog, now: datetime, most: int) -> None:
        chosen = self._choose(most)
        if not chosen:
            return
        self._loading = set(chosen)
        try:
            rows = await backlog.list_chats(list(chosen), PER_CHAT, now)
        except BaseException:
            for chat_id, lane in chosen.items():
                self._missed[lane][chat_id] = None
            raise
        finally:
            self._loading = set()
        loaded: dict[int, list[Row]] = {}
        for row in rows:
            if row.chat_id is not None:
                loaded.setdefault(row.chat_id, []).append(row)
            self._take(row)
        for chat_id, found in loaded.items():
            if len(found) >= PER_CHAT:
                self._missed[_left_behind(chat_id, found, chosen[chat_id])][chat_id] = None

    def _choose(self, most: int) -> dict[int, Lane]:
        """Choose chats to load that have little in memory, urgent ones first."""
        chosen: dict[int, Lane] = {}
        for lane, missed in self._missed.items():
            for chat_id in missed:
                if len(chosen) >= most:
                    break
                if self._waiting(chat_id, lane) < PER_CHAT // 2:
                    chosen[chat_id] = lane
        for chat_id in chosen:
            for missed in self._missed.values():
                missed.pop(chat_id, None)
        return chosen

    async def _scan(self, backlog: Backlog, now: datetime, number: int) -> None:
        """Look for chats that have something waiting."""
        for lane, after in list(self._scans.items()):
            if not self._may_scan():
                return
            found = await backlog.list_lane(lane, after, SCAN, now)
            loose = []
            for one in found:
                if one.chat_id is None or one.kind in method.UNORDERED:
                    loose.append(one.id)
                else:
                    self._missed[lane][one.chat_id] = None
            for row in await backlog.list_rows(loose):
                self._take(row)
            if number != self._scan_number:
                return
            if len(found) == SCAN:
                self._scans[lane] = found[-1].id
                return
            self._scans.pop(lane, None)

    async def _load_bulk(self, backlog: Backlog, now: datetime, most: int, held: list[int]) -> None:
        after = self._bulk_after
        if not after:
            most = BULK  # those in memory come first and are known
        rows = await backlog.list_bulk(after, most, now, held)
        for row in rows:
            self._take(row)
        if len(rows) == most:
            self._bulk_after = rows[-1].id
            self._has_bulk = True
            return
        if after:  # what was held or too young when it was passed is looked for again
            self._bulk_after = 0
            self._has_bulk = True
            return
        self._is_due_unknown = True
        if held:
            self._bulk_again_at = self._clock.monotonic() + HELD_SECONDS
            self._alarm.ring_at(self._bulk_again_at)

    async def _find_due(self, backlog: Backlog, now: datetime) -> None:
        lanes = TALK if self._has_bulk else (*TALK, Lane.BULK)
        due = await backlog.next_due(lanes, now)
        if due is not None:
            self.later(0, due)

    def _may_scan(self) -> bool:
        return bool(self._scans) and sum(map(len, self._missed.values())) < MOST_MISSED

    def _has_choice(self) -> bool:
        return any(
            self._waiting(chat_id, lane) < PER_CHAT // 2
            for lane, missed in self._missed.items()
            for chat_id in missed
        )

    def _come_of_age(self) -> None:
        now = self._clock.monotonic()
        if self._bulk_again_at is not None and self._bulk_again_at <= now:
            self._bulk_again_at = None
            self.miss_bulk()
        while self._later and self._later[0][0] <= now:
            _, chat_id, moment = heapq.heappop(self._later)
            if moment > self._clock.now():  # the clock was set back meanwhile
                self.later(chat_id, moment)
            elif chat_id:
                self.miss(chat_id, Lane.REPLY)
            else:
                self.rescan()
        if self._later:
            self._alarm.ring_at(self._later[0][0])


def _left_behind(chat_id: int, loaded: list[Row], lane: Lane) -> Lane:
    """Say in which lane more may wait: in a group, cards only once no answers are left."""
    if chat_id < 0 and any(row.lane is not Lane.REPLY for row in loaded):
        return Lane.NOTICE
    return lane
