"""`/jadwalbot`: every job with its last and next run, and the reminders' log."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from community.texts.jobs import TITLES
from storage.schema import reminder_slot
from storage.unit import Unit
from tests.handlers.driver import START, Actor, Stage

MINUTE = timedelta(minutes=1)


async def admin(stage: Stage) -> Actor:
    """Return the admin."""
    return await stage.person("Ani", 9001).joined()


async def test_each_job_shows_its_last_and_next_run(stage: Stage) -> None:
    """Times are local, the result is in words, and a job that never ran is there too."""
    ani = await admin(stage)
    night = datetime(2026, 11, 23, 2, 30, tzinfo=stage.charter.zone)

    async def fill(unit: Unit) -> None:
        await unit.job_runs.announce({"retention": START, "empty_thursday": START + MINUTE})
        tomorrow = night + timedelta(days=1)
        await unit.job_runs.record("retention", night, "12 <dihapus>", 1250, tomorrow)

    await stage.database.write(fill)
    await ani.says("/jadwalbot")

    assert [
        "<b>Jadwal kerja bot</b> (pukul 08.00 WIB)",
        "",
        "<b>Peringatan Kamis tanpa sesi</b>: belum pernah berjalan",
        "berikutnya pukul 08.01 WIB",
        "<b>Pembersihan data lama</b>: pukul 02.30 WIB, 1,2 detik, 12 &lt;dihapus&gt;",
        "berikutnya Selasa, 24 November pukul 02.30 WIB",
    ] == ani.screen.text.splitlines()[:6]


async def test_a_failure_shows_its_incident_until_it_is_over(stage: Stage) -> None:
    """`Segarkan` shows in place what became of it meanwhile."""
    ani = await admin(stage)

    async def fail(unit: Unit) -> bool:
        error = "7F3A LookupError at handlers/retention.py:1"
        return await unit.job_runs.record_failure("retention", START, error, START + MINUTE)

    async def recover(unit: Unit) -> bool:
        return await unit.job_runs.record("retention", START, "", 10, START + MINUTE)

    assert [True, False] == [await stage.database.write(fail) for _ in range(2)]
    await ani.says("/jadwalbot")
    assert "⚠️ gagal sejak pukul 08.00 WIB (kode 7F3A)" in ani.screen.text

    assert [True, False] == [await stage.database.write(recover) for _ in range(2)]
    stage.passes(minutes=2)
    await ani.taps("Segarkan")

    assert 1 == len(ani.messages)
    assert "gagal" not in ani.screen.text
    assert "10 milidetik, tidak ada yang perlu dikerjakan\nberikutnya segera" in ani.screen.text


async def test_the_reminders_of_five_working_days_are_added_up(stage: Stage) -> None:
    """A day has one line, whatever hours and zones people chose; nothing is left out."""
    ani = await admin(stage)
    wib, wit = "Asia/Jakarta", "Asia/Jayapura"
    down = "bot tidak aktif"
    monday, friday = date(2026, 11, 23), date(2026, 11, 20)

    async def fill(unit: Unit) -> None:
        await unit.connection.execute(
            insert(reminder_slot),
            [
                slot(monday, wib, "07:30", made=1200, outcomes={"sent": 1200}),
                slot(monday, wit, "05:30", made=34, outcomes={"sent": 33, "unreachable": 1}),
                slot(friday, wib, "07:30", missed=5, reason=down),
                slot(friday, wib, "08:00", missed=2, reason=down),
                slot(date(2026, 11, 16), wib, "07:30", made=99),  # the sixth day back
            ],
        )

    await stage.database.write(fill)
    await ani.says("/jadwalbot")

    log = ani.screen.text.partition("<b>Pengingat, 5 hari kerja terakhir</b>\n")[2]
    assert [
        "Senin, 23 November: 1.234 dibuat, 1.233 terkirim, 1 tidak terjangkau, 0 terlewat",
        "Jumat, 20 November: 0 dibuat, 7 terlewat (bot tidak aktif)",
        "Kamis, 19 November: tidak ada",
        "Rabu, 18 November: tidak ada",
        "Selasa, 17 November: tidak ada",
    ] == log.splitlines()


def slot(day: date, zone: str, hour: str, **values: object) -> dict[str, object]:
    """Return a row of the log."""
    due_at = datetime.fromisoformat(f"{day} {hour}").replace(tzinfo=ZoneInfo(zone))
    usual = {"made": 0, "missed": 0, "reason": "", "outcomes": None, "closed_at": due_at}
    return {"day": day, "zone": zone, "hour": hour, "due_at": due_at, **usual, **values}


async def test_the_fullest_screen_fits_one_message(stage: Stage) -> None:
    """Long results, failures of all jobs and a full log stay within Telegram's 4,096."""
    ani = await admin(stage)

    async def fill(unit: Unit) -> None:
        for job in TITLES:
            await unit.job_runs.record(job, START - timedelta(days=1), "x" * 500, 99_999, START)
            await unit.job_runs.record_failure(job, START - MINUTE, "7F3A x" * 50, START)

    await stage.database.write(fill)
    await ani.says("/jadwalbot")

    assert len(ani.screen.text) < 4096 - 3 * 200  # room for three jobs more
