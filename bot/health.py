"""Whether the bot does its work: what must go on, and what has waited for too long.

It says "starting" until `watches` is called: while the database or Telegram is away from the
beginning, nobody is served.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.clock import Clock
from bot.logs import describe
from community.reply import Lane
from storage.backup_folder import BackupFolder
from storage.database import Database, Unavailable
from storage.gauges import Reading

FRESH_SECONDS = 5.0  # a judgement is given again for so long
ANSWER_SECONDS = 3.0  # for the database
INTAKE_SECONDS = 90.0  # a long poll lasts 30 s, and 10 more until it counts as lost
TICK_SECONDS = 60.0  # the shortest job is looked at every 5 s
INBOX_WAIT = timedelta(seconds=60)
OUTBOX_WAIT = timedelta(minutes=5)
WATCHED_LANES = (Lane.REPLY, Lane.NOTICE)  # mass messages may wait for hours


@dataclass(frozen=True, slots=True)
class Ailment:
    """What is wrong with a part of the bot."""

    part: str
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A judgement, and what was read for it; without a reading the database is away."""

    is_started: bool
    ailments: tuple[Ailment, ...] = ()
    reading: Reading | None = None
    newest_backup: datetime | None = None

    @property
    def is_well(self) -> bool:
        """Say whether the bot serves people."""
        return self.is_started and not self.ailments


STARTING = Finding(is_started=False)


class Health:
    """Knows the parts of one running bot; parts come and go as it leads or follows."""

    def __init__(self, clock: Clock, backups: Path) -> None:
        self._clock = clock
        self._backups = BackupFolder(backups)
        self._database: Database | None = None
        self._today: Callable[[datetime], date] = datetime.date
        self._loops: dict[str, Callable[[], Sequence[asyncio.Task[Any]]]] = {}
        self._beats: dict[str, tuple[float, float, Callable[[], float | None]]] = {}
        self._newest: Finding = STARTING
        self._judged_at = -FRESH_SECONDS
        self._judging = asyncio.Lock()

    def watches(self, database: Database, today: Callable[[datetime], date]) -> None:
        """Say that the bot has started; `today` gives the community's day of a moment."""
        self._database, self._today = database, today
        self._judged_at = -FRESH_SECONDS

    def goes_on(self, part: str, tasks: Callable[[], Sequence[asyncio.Task[Any]]]) -> None:
        """Expect that none of these tasks ends."""
        self._loops[part] = tasks

    def beats(self, part: str, seconds: float, last: Callable[[], float | None]) -> None:
        """Expect that a part is heard of at least so often; `last` is a monotonic moment."""
        self._beats[part] = (self._clock.monotonic(), seconds, last)

    def ends(self, part: str) -> None:
        """Expect nothing of a part any more: another replica does its work."""
        self._loops.pop(part, None)
        self._beats.pop(part, None)

    async def judge(self) -> Finding:
        """Return how the bot does, at most five seconds old."""
        async with self._judging:  # many askers cost one look
            if self._clock.monotonic() - self._judged_at >= FRESH_SECONDS:
                self._newest = await self._look()
                self._judged_at = self._clock.monotonic()
            return self._newest

    async def _look(self) -> Finding:
        if self._database is None:
            return STARTING
        now = self._clock.now()
        reading, ailments = await self._read(self._database, now)
        ailments += self._silent()
        if reading is not None:
            ailments += self._waits(reading, now)
        newest_backup = await asyncio.to_thread(self._newest_backup)
        return Finding(
            is_started=True,
            ailments=tuple(ailments),
            reading=reading,
            newest_backup=newest_backup,
        )

    async def _read(
        self, database: Database, now: datetime
    ) -> tuple[Reading | None, list[Ailment]]:
        """Take a turn at the writer, then read on a snapshot."""
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await database.write(lambda unit: unit.inbox.peek(1))
                async with database.snapshot() as unit:
                    return await unit.gauges.read(now, self._today(now)), []
        except Unavailable as exc:
            return None, [Ailment("database", describe(exc))]
        except TimeoutError:
            return None, [Ailment("database", f"no answer within {ANSWER_SECONDS:.0f} s")]

    def _silent(self) -> list[Ailment]:
        found = [
            Ailment(part, "a loop ended")
            for part, tasks in self._loops.items()
            if any(task.done() for task in tasks())
        ]
        now = self._clock.monotonic()
        for part, (since, seconds, last) in self._beats.items():
            heard = last()
            quiet = now - (since if heard is None else max(since, heard))
            if quiet > seconds:
                found.append(Ailment(part, f"not heard of for {quiet:.0f} s"))
        return found

    def _waits(self, reading: Reading, now: datetime) -> list[Ailment]:
        found = []
        oldest = reading.inbox.oldest
        if oldest is not None and now - oldest > INBOX_WAIT:
            found.append(Ailment("inbox", f"an update waits for {_seconds(now - oldest)} s"))
        if "delivery" not in self._loops:
            return found
        since = min(
            (reading.due[lane] for lane in WATCHED_LANES if lane in reading.due), default=now
        )
        if now - since > OUTBOX_WAIT:
            found.append(Ailment("outbox", f"a message is due for {_seconds(now - since)} s"))
        return found

    def _newest_backup(self) -> datetime | None:
        try:
            nights = self._backups.nights()
        except OSError:  # `cop-humas check` says what is wrong with the folder
            return None
        return max((night.made_at for night in nights), default=None)


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())
