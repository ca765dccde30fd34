"""The timetable: jobs run once when they are due, and what becomes of them is noted and told."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.due import Daily, Every, HalfHours
from bot.job import Job
from bot.timetable import JOBS, Timetable
from community.job_run import JobRun
from community.texts import jobs as texts
from handlers.tick import Tick
from storage.database import Database, Unavailable
from storage.schema import outbox
from tests.handlers.driver import charter

WIB = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2026, 11, 23, 2, 30, tzinfo=WIB)
MINUTE = timedelta(minutes=1)
SECONDS = timedelta(seconds=5)
ADMIN = 9001


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


class Work:
    """Work that counts its runs, says what it is told to, or raises."""

    def __init__(self, result: str = "") -> None:
        self.result = result
        self.fault: Exception | None = None
        self.runs: list[datetime] = []

    async def __call__(self, tick: Tick) -> str:
        """Run once."""
        self.runs.append(tick.now)
        if self.fault is not None:
            raise self.fault
        return self.result


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A real SQLite file, on which an admin and a member wrote to the bot."""
    opened = await Database.open(f"sqlite:///{tmp_path}/cop.db")
    await opened.write(lambda unit: unit.people.meet(ADMIN, MONDAY))
    await opened.write(lambda unit: unit.people.meet(11, MONDAY))
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> StandingClock:
    """A clock that stands at 02.30 on a Monday."""
    return StandingClock(MONDAY)


def timetable(database: Database, clock: StandingClock, *jobs: Job) -> Timetable:
    """Return a timetable as a new process would make it."""
    return Timetable(
        database=database, clock=clock, charter=charter(), wake=lambda: None, jobs=jobs
    )


async def noted(database: Database, job: str) -> JobRun:
    """Return what the table knows of a job."""
    async with database.snapshot() as unit:
        return next(run for run in await unit.job_runs.list_all() if run.job == job)


async def told(database: Database) -> list[tuple[int, str]]:
    """List the chats that were told something, with the first line of it."""
    async with database.snapshot() as unit:
        rows = await unit.connection.execute(
            select(outbox.c.chat_id, outbox.c.payload).order_by(outbox.c.id)
        )
        return [(row.chat_id, row.payload["text"].partition("\n")[0]) for row in rows]


FAILED = (ADMIN, "<b>Pekerjaan terjadwal gagal</b>")
RECOVERED = (ADMIN, "<b>Pekerjaan terjadwal pulih</b>")


async def test_a_job_runs_once_also_after_a_restart(
    database: Database, clock: StandingClock
) -> None:
    """The last run is in the database, so a new process does not repeat it."""
    work = Work("1 dihapus")
    job = Job("uji", MINUTE, Daily(time(2, 30)), work)
    first = timetable(database, clock, job)
    assert await first.look(job)
    assert not await first.look(job)

    again = timetable(database, clock, job)
    assert not await again.look(job)
    clock.at += timedelta(days=1)
    assert await again.look(job)

    assert 2 == len(work.runs)


async def test_two_looks_at_once_run_a_job_once(database: Database, clock: StandingClock) -> None:
    """A tick that comes while the job is looked at after a jump of the clock changes nothing."""
    work = Work("1")
    job = Job("uji", MINUTE, HalfHours(), work)
    table = timetable(database, clock, job)

    ran = await asyncio.gather(*(table.look(job) for _ in range(5)))

    assert 1 == ran.count(True) == len(work.runs)


async def test_looking_at_all_keeps_the_order_of_the_page(
    database: Database, clock: StandingClock
) -> None:
    """After a jump of the clock every job that is due runs, one after another."""
    ran: list[str] = []

    def notes(name: str) -> Callable[[Tick], Awaitable[str]]:
        async def work(_tick: Tick) -> str:
            ran.append(name)
            return ""

        return work

    jobs = [Job(name, MINUTE, Every(MINUTE), notes(name)) for name in ("satu", "dua", "tiga")]
    table = timetable(database, clock, *jobs)

    await table.look_all()
    await table.look_all()
    clock.at += MINUTE
    await table.look_all()

    assert ["satu", "dua", "tiga"] * 2 == ran


async def test_a_run_is_noted_with_its_result_and_the_next_one(
    database: Database, clock: StandingClock
) -> None:
    """Admins read in /jadwalbot what a job did, how long it took and when it comes again."""

    async def work(_tick: Tick) -> str:
        await clock.sleep(1.25)
        return "2 belum selesai"

    job = Job("uji", MINUTE, Every(5 * MINUTE), work)
    await timetable(database, clock, job).look_all()

    expected = JobRun("uji", MONDAY, "2 belum selesai", 1250, MONDAY + 5 * MINUTE, None, None)
    assert expected == await noted(database, "uji")


async def test_idle_runs_are_noted_once_a_minute(database: Database, clock: StandingClock) -> None:
    """A job that looks every five seconds and finds nothing writes hardly anything."""
    work = Work()
    job = Job("uji", SECONDS, Every(SECONDS), work)
    table = timetable(database, clock, job)

    noted_at = set()
    for _ in range(24):
        await table.look_all()
        noted_at.add((await noted(database, "uji")).ran_at)
        clock.at += SECONDS
    assert {MONDAY, MONDAY + MINUTE} == noted_at
    assert 24 == len(work.runs)

    work.result = "1 dikirim"
    clock.at += SECONDS
    await table.look_all()

    assert "1 dikirim" == (await noted(database, "uji")).result


async def test_every_job_has_a_row_from_the_start(database: Database, clock: StandingClock) -> None:
    """/jadwalbot is whole before anything ran, and forgets jobs that are no more."""
    job = Job("uji", MINUTE, Daily(time(9), within=timedelta(hours=8)), Work())
    gone = Job("dahulu", MINUTE, Every(MINUTE), Work("1"))
    await timetable(database, clock, gone).look_all()

    table = timetable(database, clock, job)
    await table.start()
    table.stop()

    nine = MONDAY.replace(hour=9, minute=0)
    async with database.snapshot() as unit:
        assert [JobRun("uji", None, "", 0, nine, None, None)] == await unit.job_runs.list_all()


async def test_a_failing_job_is_told_once_until_it_works_again(
    database: Database, clock: StandingClock
) -> None:
    """However often it fails, whatever restarts: one message, and one more when it is over."""
    work = Work()
    work.fault = LookupError("Sari Wulandari")
    job = Job("uji", SECONDS, Every(SECONDS), work, grace="tidak disusul")
    for _ in range(3):
        table = timetable(database, clock, job)
        for _ in range(3):
            await table.look_all()
            clock.at += MINUTE
    assert 9 == len(work.runs)
    assert [FAILED] == await told(database)
    failure = await noted(database, "uji")
    assert MONDAY == failure.failed_at
    assert failure.incident in (failure.error or "")
    assert "Sari" not in (failure.error or "")
    async with database.snapshot() as unit:
        payload = (await unit.connection.execute(select(outbox.c.payload))).scalar_one()
    assert f"uji (kode {failure.incident}).\nBila terlambat: tidak disusul." in payload["text"]
    assert "Sari" not in payload["text"]

    work.fault = None
    await table.look_all()
    clock.at += MINUTE
    await table.look_all()
    assert [FAILED, RECOVERED] == await told(database)
    assert (await noted(database, "uji")).error is None

    work.fault = LookupError()
    clock.at += MINUTE
    await table.look_all()
    assert [FAILED, RECOVERED, FAILED] == await told(database)


async def test_a_failing_job_rests_for_a_minute_and_stops_no_other(
    database: Database, clock: StandingClock
) -> None:
    """It is not tried again every five seconds, and the next job runs."""
    broken, sound = Work(), Work()
    broken.fault = LookupError()
    table = timetable(
        database,
        clock,
        Job("rusak", SECONDS, Every(SECONDS), broken),
        Job("uji", SECONDS, Every(SECONDS), sound),
    )

    for _ in range(13):
        await table.look_all()
        clock.at += SECONDS

    assert [MONDAY, MONDAY + MINUTE] == broken.runs
    assert 13 == len(sound.runs)
    assert MONDAY + 2 * MINUTE == (await noted(database, "rusak")).next_at


async def test_a_database_that_is_away_is_no_failure(
    database: Database, clock: StandingClock
) -> None:
    """The job waits for the next tick; nobody is told of the job."""
    work = Work()
    work.fault = Unavailable()
    job = Job("uji", SECONDS, Every(SECONDS), work)
    table = timetable(database, clock, job)

    await table.look_all()
    assert (await noted(database, "uji")).failed_at is None
    work.fault = None
    await table.look_all()

    assert [MONDAY, MONDAY] == work.runs
    assert [] == await told(database)


async def test_two_jobs_of_one_name_are_refused(database: Database, clock: StandingClock) -> None:
    """They would take each other's last run for their own."""
    job = Job("uji", MINUTE, Every(MINUTE), Work())

    with pytest.raises(ValueError, match="same name"):
        timetable(database, clock, job, job)


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
async def test_every_job_runs_on_an_empty_database(database: Database, job: Job) -> None:
    """The first morning of a new bot is no trouble."""
    clock = StandingClock(MONDAY.replace(hour=9))

    assert await timetable(database, clock, job).look(job)


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_every_job_has_a_title(job: Job) -> None:
    """People read a job's title, never its name."""
    assert job.name in texts.TITLES
