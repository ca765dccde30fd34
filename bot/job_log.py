"""What became of the jobs of the clock: noted in the table `job_run`, told to the admins."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.job import Job
from bot.logs import describe, incident_number
from bot.post import OutboxPost
from community.charter import Charter
from community.reply import Message
from community.texts import jobs as texts
from handlers import admins
from handlers.tick import Tick
from storage.database import Database
from storage.unit import Unit

logger = logging.getLogger(__name__)

RECORDED = timedelta(minutes=1)  # how often runs are noted that did nothing
REST = timedelta(minutes=1)  # after a failure


@dataclass(slots=True)
class Memory:
    """What is remembered of a job between ticks; the table has it too, but for idle runs."""

    last: datetime | None = None
    incident: str = ""  # while it fails
    recorded_at: datetime | None = None
    failed_at: datetime | None = None  # the last attempt
    running: asyncio.Lock = field(default_factory=asyncio.Lock)

    def rests(self, now: datetime) -> bool:
        """Say whether the last attempt failed less than a minute ago."""
        return self.failed_at is not None and self.failed_at <= now < self.failed_at + REST

    def is_news(self, result: str, now: datetime) -> bool:
        """Say whether a run is to be noted: idle ones are at most once a minute."""
        if result or self.incident or self.recorded_at is None:
            return True
        return not self.recorded_at <= now < self.recorded_at + RECORDED


class JobLog:
    """Notes runs and failures; admins learn of the first failure, and when it is over."""

    def __init__(self, *, database: Database, charter: Charter, post: OutboxPost) -> None:
        self._database = database
        self._charter = charter
        self._post = post

    async def begin(self, jobs: Sequence[Job], now: datetime) -> Mapping[str, Memory]:
        """Read what is known of each job, and note when it is due next."""

        async def unit(unit: Unit) -> Mapping[str, Memory]:
            known = {run.job: run for run in await unit.job_runs.list_all()}
            memories = {
                job.name: Memory(run.ran_at, run.incident)
                if (run := known.get(job.name)) is not None
                else Memory()
                for job in jobs
            }
            await unit.job_runs.announce(
                {
                    job.name: job.due.next_after(now, memories[job.name].last, self._charter)
                    for job in jobs
                }
            )
            return memories

        return await self._database.write(unit)

    async def note_success(
        self, job: Job, memory: Memory, tick: Tick, result: str, milliseconds: int
    ) -> None:
        """Note a run to the end; when the job had failed before, tell the admins."""
        if memory.is_news(result, tick.now):
            next_at = job.due.next_after(tick.now, tick.now, self._charter)

            async def unit(unit: Unit) -> bool:
                recovered = await unit.job_runs.record(
                    job.name, tick.now, result, milliseconds, next_at
                )
                if recovered:
                    await self._tell(unit, texts.recovered(job.name), tick.now)
                return recovered

            if await self._database.write(unit):
                logger.info("job %s works again", job.name)
                self._post.wake()
            memory.recorded_at = tick.now
        memory.last, memory.failed_at, memory.incident = tick.now, None, ""

    async def note_failure(self, job: Job, memory: Memory, tick: Tick, exc: Exception) -> None:
        """Note a failure; the number of the first one stays until it is over."""
        memory.failed_at = tick.now
        incident = memory.incident or incident_number()
        error = f"{incident} {describe(exc)}"
        logger.error("job %s failed, incident %s", job.name, error, extra={"incident": incident})

        async def unit(unit: Unit) -> bool:
            next_at = tick.now + max(job.tick, REST)
            is_new = await unit.job_runs.record_failure(job.name, tick.now, error, next_at)
            if is_new:
                await self._tell(unit, texts.failed(job.name, incident, job.grace), tick.now)
            return is_new

        is_new = await self._database.write(unit)
        memory.incident = incident
        if is_new:
            self._post.wake()

    async def _tell(self, unit: Unit, message: Message, now: datetime) -> None:
        await self._post.add(unit, await admins.tell(unit, self._charter, message), now)
