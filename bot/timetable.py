"""The timetable: every job of the clock on one page.

APScheduler only ticks. Whether a job is due is a pure rule (bot/due.py) over `Clock.now()` and
its last run (table job_run, read once), so that a restart, a missed tick or two ticks at once
change nothing.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.due import Daily, Every, HalfHours
from bot.job import Job
from bot.job_log import JobLog, Memory
from bot.logs import describe
from bot.metrics import Metrics
from bot.post import OutboxPost
from community.charter import Charter
from community.faults import Part
from handlers import (
    announcing,
    backing_up,
    community_post,
    digest,
    housekeeping,
    post_clock,
    publishing,
    question_clock,
    question_closing,
    reminder_log,
    reminders,
    replication_clock,
    session_news,
    session_notices,
    stuck_chats,
    unreached,
    warnings,
)
from handlers.tick import Tick
from storage.database import Database, Unavailable
from storage.lease import Deposed

logger = logging.getLogger(__name__)


SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
NINE = time(9)

GRACE = "disusulkan selama REMINDER_GRACE, sesudah itu tercatat terlewat"
STALE = "disusulkan selama REMINDER_GRACE, sesudah itu tidak dikirim"
START = "disusulkan sampai 15 menit setelah sesi dimulai"
FIVE = "disusulkan sampai pukul 17.00 hari itu"

# fmt: off
JOBS = (
    # name                  looked at    due                     does                        late
    Job("reminders",        5 * SECOND,  HalfHours(),            reminders.make_due,         GRACE),
    Job("reminder_tally",   MINUTE,      Every(5 * MINUTE),      reminder_log.tally),
    Job("community",        5 * SECOND,  HalfHours(),            community_post.post,        STALE),
    Job("session_news",     5 * SECOND,  Every(5 * SECOND),      session_news.tell),
    Job("session_notices",  15 * SECOND, Every(15 * SECOND),     session_notices.send,       START),
    Job("digest",           5 * SECOND,  HalfHours(),            digest.send,                STALE),
    Job("post_list",        5 * SECOND,  HalfHours(),            announcing.send_list,       STALE),
    Job("empty_thursday",   MINUTE,      HalfHours(),            warnings.empty_thursday,    FIVE),
    Job("unconfirmed_year", MINUTE,      Daily(NINE, 8 * HOUR),  warnings.unconfirmed_year,  FIVE),
    Job("questions",        15 * SECOND, Every(MINUTE),          question_clock.watch),
    Job("question_opening", 5 * SECOND,  HalfHours(),            question_clock.open_office),
    Job("question_closing", MINUTE,      Every(5 * MINUTE),      question_closing.close),
    Job("posts",            15 * SECOND, Every(MINUTE),          post_clock.watch),
    Job("unreached",        MINUTE,      Every(MINUTE),          unreached.note),
    Job("proposals",        MINUTE,      Every(HOUR),            publishing.lapse_proposals),
    Job("empty_desk",       MINUTE,      Every(5 * MINUTE),      question_clock.empty_desk,  FIVE),
    Job("replications",     MINUTE,      Every(5 * MINUTE),      replication_clock.ask),
    Job("stuck_chats",      MINUTE,      Every(5 * MINUTE),      stuck_chats.tell),
    Job("erasing",          MINUTE,      Every(5 * MINUTE),      housekeeping.finish_erasures),
    Job("retention",        10 * MINUTE, Daily(time(2, 30)),     housekeeping.tidy),
    Job("backup",           10 * MINUTE, Daily(time(2, 45)),     backing_up.back_up),
)
# fmt: on


class Timetable:
    """Runs the jobs that are due."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        charter: Charter,
        wake: Callable[[], None],
        jobs: Sequence[Job] = JOBS,
        metrics: Metrics | None = None,
    ) -> None:
        if len({job.name for job in jobs}) < len(jobs):
            raise ValueError("two jobs have the same name")
        self._database = database
        self._clock = clock
        self._charter = charter
        self._jobs = jobs
        self._post = OutboxPost(wake)
        self._metrics = metrics or Metrics()
        self._log = JobLog(database=database, charter=charter, post=self._post)
        self._memories: Mapping[str, Memory] | None = None
        self._reading = asyncio.Lock()
        self._is_away = False
        self.looked_at: float | None = None  # when a job was last looked at, monotonic
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    async def start(self) -> None:
        """Begin to tick, after the next run of every job is noted."""
        try:
            await self._remember()
        except Unavailable as exc:
            logger.warning("the timetable waits: %s", describe(exc))
        # A job that is still at work when its next tick comes is no news.
        logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
        for job in self._jobs:
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

    async def look_all(self) -> None:
        """Look at every job in order: after a jump of the clock."""
        for job in self._jobs:
            await self.look(job)

    async def look(self, job: Job) -> bool:
        """Run a job if it is due; says whether it ran to its end."""
        self.looked_at = self._clock.monotonic()
        try:
            memory = (await self._remember())[job.name]
            async with memory.running:
                now = self._clock.now()
                if memory.rests(now) or not job.due.is_due(now, memory.last, self._charter):
                    return False
                return await self._run(job, memory, now)
        except Deposed:  # another replica looks at the clock now
            return False
        except Unavailable as exc:
            if not self._is_away:  # said once, not by every job every few seconds
                logger.warning("job %s waits: %s", job.name, describe(exc))
            self._is_away = True
        except Exception as exc:  # what cannot be noted must not stop the clock either
            logger.error("job %s could not be noted: %s", job.name, describe(exc))
        return False

    async def _remember(self) -> Mapping[str, Memory]:
        """Read the table, the first time."""
        async with self._reading:
            if self._memories is None:
                self._memories = await self._log.begin(self._jobs, self._clock.now())
            return self._memories

    async def _run(self, job: Job, memory: Memory, now: datetime) -> bool:
        tick = Tick(now, self._charter, self._database, self._post)
        begun = self._clock.monotonic()
        try:
            result = await job.work(tick)
        except (Unavailable, Deposed):
            raise
        except Exception as exc:  # whatever a job raises: admins are told, the others go on
            self._metrics.ran(job.name, self._clock.monotonic() - begun, is_success=False)
            self._metrics.met(Part.JOBS, describe(exc))
            await self._log.note_failure(job, memory, tick, exc)
            return False
        seconds = self._clock.monotonic() - begun
        self._metrics.ran(job.name, seconds, is_success=True)
        milliseconds = round(seconds * 1000)
        await self._log.note_success(job, memory, tick, result, milliseconds)
        self._is_away = False
        return True
