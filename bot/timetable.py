"""The timetable: every job of the clock on one page.

APScheduler only ticks. Whether a job is due is a pure rule over `Clock.now()` and its last run
(table job_run), so that a restart, a missed tick or two ticks at once change nothing.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.logs import describe
from community.charter import Charter
from handlers import erasing, retention
from storage.database import Database, Unavailable

logger = logging.getLogger(__name__)

Work = Callable[[Database, datetime, Charter], Awaitable[int]]  # how many it dealt with
Due = Callable[[datetime, datetime | None, ZoneInfo], bool]


def every(pause: timedelta) -> Due:
    """Due when the last run is at least that long ago, or lies ahead: the clock was set back."""

    def is_due(now: datetime, last: datetime | None, zone: ZoneInfo) -> bool:
        del zone
        return last is None or last > now or now - last >= pause

    return is_due


def daily(hour: time) -> Due:
    """Due once a day, from that hour on in the community's zone."""

    def is_due(now: datetime, last: datetime | None, zone: ZoneInfo) -> bool:
        local = now.astimezone(zone)
        newest = local.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0)
        if newest > local:
            newest -= timedelta(days=1)
        return last is None or last < newest

    return is_due


@dataclass(frozen=True, slots=True)
class Job:
    """A job of the clock: how often it is looked at, when it is due, what it does."""

    name: str
    tick: timedelta
    is_due: Due
    work: Work


async def _erase(database: Database, now: datetime, _charter: Charter) -> int:
    return await erasing.finish(database, now)


# fmt: off
JOBS = (
    # name              looked at               due                            does
    Job("erasing",      timedelta(minutes=1),   every(timedelta(minutes=5)),   _erase),
    Job("retention",    timedelta(minutes=10),  daily(time(2, 30)),            retention.tidy),
)
# fmt: on


class Timetable:
    """Runs the jobs that are due."""

    def __init__(self, *, database: Database, clock: Clock, charter: Charter) -> None:
        self._database = database
        self._clock = clock
        self._charter = charter
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def start(self) -> None:
        """Begin to tick."""
        for job in JOBS:
            self._scheduler.add_job(
                self.look,
                "interval",
                args=[job],
                seconds=job.tick.total_seconds(),
                id=job.name,
                misfire_grace_time=None,  # late is fine: the rule decides, not the tick
                coalesce=True,
                max_instances=1,
            )
        self._scheduler.start()

    def stop(self) -> None:
        """Stop ticking; a job that is cut off is due again."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def look(self, job: Job) -> bool:
        """Run a job if it is due; says whether it ran."""
        now = self._clock.now()
        try:
            async with self._database.snapshot() as unit:
                last = await unit.job_runs.last(job.name)
            if not job.is_due(now, last, self._charter.zone):
                return False
            result = str(await job.work(self._database, now, self._charter))
            await self._database.write(lambda unit: unit.job_runs.record(job.name, now, result))
        except Unavailable as exc:
            logger.warning("job %s waits: %s", job.name, describe(exc))
            return False
        except Exception as exc:  # one job's fault must not stop the clock
            logger.error("job %s failed: %s", job.name, describe(exc))
            return False
        return True
