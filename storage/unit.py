"""One unit of work: a transaction and the repositories that speak through it."""

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inbox import Inbox
from storage.job_runs import JobRuns


class Unit:
    """What one update, one tick of the clock or one batch of outcomes reads and writes."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.inbox = Inbox(connection)
        self.job_runs = JobRuns(connection)
