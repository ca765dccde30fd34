"""When each job of the clock last ran (table `job_run`)."""

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import job_run


class JobRuns:
    """The last run of each job."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def last(self, job: str) -> datetime | None:
        """Return when a job last ran to its end."""
        query = select(job_run.c.ran_at).where(job_run.c.job == job)
        return (await self._connection.execute(query)).scalar_one_or_none()

    async def record(self, job: str, at: datetime, result: str) -> None:
        """Note that a job ran."""
        changed = await self._connection.execute(
            update(job_run).where(job_run.c.job == job).values(ran_at=at, result=result[:200])
        )
        if changed.rowcount == 0:
            await self._connection.execute(
                insert(job_run).values(job=job, ran_at=at, result=result[:200])
            )
