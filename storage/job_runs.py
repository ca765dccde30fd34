"""What the timetable remembers of each job of the clock (table `job_run`)."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.job_run import JobRun
from storage.schema import UtcDateTime, job_run

RESULT = 200  # characters

# ON CONFLICT reads the same on SQLite and PostgreSQL, so plain text needs no dialect.
_BEGIN = text(
    "INSERT INTO job_run (job, next_at) VALUES (:job, :next_at) "
    "ON CONFLICT (job) DO UPDATE SET next_at = excluded.next_at"
).bindparams(bindparam("next_at", type_=UtcDateTime()))


class JobRuns:
    """The last run of each job."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def last(self, job: str) -> datetime | None:
        """Return when a job last ran to its end."""
        query = select(job_run.c.ran_at).where(job_run.c.job == job)
        return (await self._connection.execute(query)).scalar_one_or_none()

    async def list_all(self) -> list[JobRun]:
        """List what is known of every job, also of those that are no more."""
        rows = await self._connection.execute(
            select(
                job_run.c.job,
                job_run.c.ran_at,
                job_run.c.result,
                job_run.c.milliseconds,
                job_run.c.next_at,
                job_run.c.failed_at,
                job_run.c.error,
            ).order_by(job_run.c.job)
        )
        return [JobRun(*row) for row in rows]

    async def announce(self, next_runs: Mapping[str, datetime]) -> None:
        """Note when each job is due next, also those that never ran; others are forgotten."""
        await self._connection.execute(
            job_run.delete().where(job_run.c.job.not_in(list(next_runs)))
        )
        for job, next_at in next_runs.items():
            await self._connection.execute(_BEGIN, {"job": job, "next_at": next_at})

    async def record(
        self, job: str, at: datetime, result: str, milliseconds: int, next_at: datetime
    ) -> bool:
        """Note that a job ran to its end; says whether it had failed before."""
        recovered = await self._connection.execute(
            update(job_run)
            .where(job_run.c.job == job, job_run.c.failed_at.is_not(None))
            .values(failed_at=None, error=None)
        )
        await self._connection.execute(_BEGIN, {"job": job, "next_at": next_at})
        await self._connection.execute(
            update(job_run)
            .where(job_run.c.job == job)
            .values(ran_at=at, result=result[:RESULT], milliseconds=milliseconds)
        )
        return recovered.rowcount > 0

    async def record_failure(self, job: str, at: datetime, error: str, next_at: datetime) -> bool:
        """Note that a job failed; says whether that is new since its last success."""
        await self._connection.execute(_BEGIN, {"job": job, "next_at": next_at})
        begun = await self._connection.execute(
            update(job_run)
            .where(job_run.c.job == job, job_run.c.failed_at.is_(None))
            .values(failed_at=at)
        )
        await self._connection.execute(
            update(job_run).where(job_run.c.job == job).values(error=error[:RESULT])
        )
        return begun.rowcount > 0
