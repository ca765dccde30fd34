"""What admins read of the clock and the trail, on both dialects."""

from datetime import UTC, datetime, timedelta

from community.job_run import JobRun
from storage.database import Database
from storage.unit import Unit

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


async def test_a_failure_is_new_once_and_over_once(database: Database) -> None:
    """Whoever asks first learns of it; the moment since when it fails stays."""

    async def unit(unit: Unit) -> list[bool]:
        runs = unit.job_runs
        await runs.announce({"uji": NOW})
        return [
            await runs.record_failure("uji", NOW, "7F3A LookupError", LATER),
            await runs.record_failure("uji", LATER, "7F3A KeyError", LATER),
            await runs.record("uji", LATER, "1 dikirim", 5, LATER),
            await runs.record("uji", LATER, "2 dikirim", 6, LATER),
            await runs.record_failure("baru", NOW, "x" * 300, LATER),
        ]

    assert [True, False, True, False, True] == await database.write(unit)
    async with database.snapshot() as unit_now:
        assert [
            JobRun("baru", None, "", 0, LATER, NOW, "x" * 200),
            JobRun("uji", LATER, "2 dikirim", 6, LATER, None, None),
        ] == await unit_now.job_runs.list_all()


async def test_the_trail_is_read_in_both_directions(database: Database) -> None:
    """Older and newer lines come newest first, of everybody or of one person."""

    async def unit(unit: Unit) -> None:
        for number in range(6):
            await unit.audit.note("left", number % 2 + 1, None, {"n": number}, NOW)

    await database.write(unit)

    async with database.snapshot() as now:
        newest = await now.audit.list_older(2, before=0, person_id=0)
        older = await now.audit.list_older(9, before=newest[-1].id, person_id=1)
        newer = await now.audit.list_newer(2, after=older[-1].id, person_id=0)
    assert [5, 4] == [line.details["n"] for line in newest]
    assert [2, 0] == [line.details["n"] for line in older]
    assert [2, 1] == [line.details["n"] for line in newer]
