"""Who leads, on PostgreSQL: what happens when the lease cannot be kept."""

import asyncio
import contextlib

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from bot.api import Api
from bot.clock import SystemClock
from bot.delivery import Delivery
from bot.leader import Leader
from bot.office import MaySend, Office
from bot.timetable import Timetable
from storage.database import Database
from tests.fixtures_postgres import Postgres
from tests.handlers.driver import charter


class Impatient(SystemClock):
    """A clock whose pauses are over at once."""

    async def sleep(self, seconds: float) -> None:
        """Let others have their turn."""
        del seconds
        await super().sleep(0)


async def test_a_lease_that_cannot_be_kept_is_no_secret(postgres: Postgres) -> None:
    """A mistake in renewing ends the bot, to be started anew, instead of keeping it silent."""
    database = await Database.open(postgres.create_database())
    clock = SystemClock()
    api = Api("1:token", "http://127.0.0.1:1")

    def make(fenced: Database, may_send: MaySend | None) -> Office:
        delivery = Delivery(database=fenced, api=api, clock=clock, rate=30, may_send=may_send)
        timetable = Timetable(
            database=fenced, clock=clock, charter=charter(), wake=delivery.wake, jobs=()
        )
        return Office(delivery, timetable, None)

    leader = Leader(database=database, make_office=make, clock=Impatient())
    await leader.start()
    assert leader.is_leading
    await database.write(lambda unit: unit.connection.execute(text("DROP TABLE lease")))

    with pytest.raises(ProgrammingError):
        async with asyncio.timeout(20):
            await leader.task

    await leader.rest()
    with contextlib.suppress(ProgrammingError):  # there is no lease to give back
        await leader.stop(0)
    await database.close()
