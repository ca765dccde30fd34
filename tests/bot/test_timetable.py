"""The timetable: what is due is a rule over the clock and the last run, not a memory."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.timetable import JOBS, Due, Job, Timetable, daily, every
from community.charter import Charter
from storage.database import Database

WIB = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2026, 11, 23, 2, 30, tzinfo=WIB)
CHARTER = Charter(
    bot_username="cop_bot",
    admin_ids=frozenset(),
    controller_name="CoP",
    controller_contact="",
    zone=WIB,
    reminder_time=time(7, 30),
)


class StandingClock:
    """A clock that shows what the test sets."""

    def __init__(self, now: datetime) -> None:
        self.at = now

    def now(self) -> datetime:
        """Tell the moment that was set."""
        return self.at.astimezone(UTC)

    def monotonic(self) -> float:
        """Tell the same as seconds."""
        return self.at.timestamp()

    async def sleep(self, seconds: float) -> None:
        """Jump."""
        self.at += timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("rule", "last", "is_due"),
    [
        (every(timedelta(minutes=5)), None, True),
        (every(timedelta(minutes=5)), MONDAY - timedelta(minutes=4, seconds=59), False),
        (every(timedelta(minutes=5)), MONDAY - timedelta(minutes=5), True),
        (every(timedelta(minutes=5)), MONDAY + timedelta(days=1), True),  # the clock was set back
        (daily(time(2, 30)), None, True),
        (daily(time(2, 30)), MONDAY, False),
        (daily(time(2, 30)), MONDAY - timedelta(seconds=1), True),
        (daily(time(2, 31)), MONDAY - timedelta(hours=23), False),  # yesterday's ran after 02.31
        (daily(time(2, 31)), MONDAY - timedelta(days=1), True),  # yesterday's was missed: catch up
        (daily(time(2, 30)), MONDAY - timedelta(days=9), True),
        (daily(time(2, 30)), MONDAY + timedelta(days=1), False),  # the clock was set back
    ],
)
def test_what_is_due(rule: Due, last: datetime | None, is_due: bool) -> None:
    """A job is due by the hour in the community's zone, once, and catches up what it missed."""
    moment = None if last is None else last.astimezone(UTC)

    assert rule(MONDAY.astimezone(UTC), moment, WIB) is is_due


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A real SQLite file."""
    opened = await Database.open(f"sqlite:///{tmp_path}/cop.db")
    yield opened
    await opened.close()


async def test_a_job_runs_once_also_after_a_restart(database: Database) -> None:
    """The last run is in the database, so a new process does not repeat it."""
    ran: list[datetime] = []

    async def work(_database: Database, now: datetime, _charter: Charter) -> int:
        ran.append(now)
        return 1

    clock = StandingClock(MONDAY)
    job = Job("uji", timedelta(minutes=1), daily(time(2, 30)), work)
    first = Timetable(database=database, clock=clock, charter=CHARTER)
    assert await first.look(job)
    assert not await first.look(job)

    again = Timetable(database=database, clock=clock, charter=CHARTER)
    assert not await again.look(job)
    clock.at += timedelta(days=1)
    assert await again.look(job)
    assert len(ran) == 2


async def test_a_failing_job_is_due_again_and_stops_nothing(database: Database) -> None:
    """A job that raises is logged and tried at the next tick."""

    async def work(_database: Database, _now: datetime, _charter: Charter) -> int:
        raise LookupError

    table = Timetable(database=database, clock=StandingClock(MONDAY), charter=CHARTER)
    job = Job("rusak", timedelta(minutes=1), daily(time(2, 30)), work)

    assert not await table.look(job)
    async with database.snapshot() as unit:
        assert await unit.job_runs.last("rusak") is None


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
async def test_every_job_runs_on_an_empty_database(database: Database, job: Job) -> None:
    """The first night of a new bot is a quiet one."""
    table = Timetable(database=database, clock=StandingClock(MONDAY), charter=CHARTER)

    assert await table.look(job)
