"""Who leads, on PostgreSQL: what happens when the lease cannot be kept."""

import asyncio
import contextlib

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from bot.api import Api
from bot.clock import SystemClock
from bot.delivery import Delivery
from bot.leader import SURE_SECONDS, Leader
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


class Unmoved(SystemClock):
    """A clock whose pauses are never over."""

    async def sleep(self, seconds: float) -> None:
        """Wait for ever, or until cancelled."""
        del seconds
        await asyncio.Event().wait()


def leader_on(database: Database, clock: SystemClock, asked: list[MaySend | None]) -> Leader:
    """Make one with nothing to do; `asked` gets what its delivery asks before it sends."""
    api = Api("1:token", "http://127.0.0.1:1")

    def make(fenced: Database, may_send: MaySend | None) -> Office:
        asked.append(may_send)
        here = SystemClock()
        delivery = Delivery(database=fenced, api=api, clock=here, rate=30, may_send=may_send)
        timetable = Timetable(
            database=fenced, clock=here, charter=charter(), wake=delivery.wake, jobs=()
        )
        return Office(delivery, timetable, None)

    return Leader(database=database, make_office=make, clock=clock)


async def test_whose_line_is_cut_sends_nothing(postgres: Postgres) -> None:
    """Another may lead from that moment on, so nothing leaves until the lease is renewed."""
    database = await Database.open(postgres.create_database())
    asked: list[MaySend | None] = []
    leader = leader_on(database, Unmoved(), asked)
    await leader.start()
    [may_send] = asked
    assert may_send is not None
    assert may_send()

    cut = text("SELECT pg_terminate_backend(session_pid) FROM lease WHERE name = 'leader'")
    await database.write(lambda unit: unit.connection.execute(cut))

    async with asyncio.timeout(SURE_SECONDS / 2):  # long before it would doubt by itself
        while may_send():  # noqa: ASYNC110 # nobody tells of it
            await asyncio.sleep(0)
    await leader.rest()
    await leader.stop(0)
    await database.close()


async def test_a_lease_that_cannot_be_kept_is_no_secret(postgres: Postgres) -> None:
    """A mistake in renewing ends the bot, to be started anew, instead of keeping it silent."""
    database = await Database.open(postgres.create_database())
    leader = leader_on(database, Impatient(), [])
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
