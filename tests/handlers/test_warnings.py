"""The clock's warnings, run as jobs at the moments that matter."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from community import programme_days
from community.programme_days import BELAJAR, ProgrammeDay
from community.sessions import Session
from handlers.warnings import empty_thursday, unconfirmed_year
from storage.schema import outbox
from storage.unit import Unit
from tests.handlers.clockwork import Row, runs, said
from tests.handlers.driver import Actor, Stage

WIB = ZoneInfo("Asia/Jakarta")
THURSDAY = date(2026, 11, 26)
GROUP = -500


def wib(text: str) -> datetime:
    """Return a moment in the community's zone."""
    return datetime.fromisoformat(text).replace(tzinfo=WIB).astimezone(UTC)


@pytest.fixture
async def budi(stage: Stage) -> Actor:
    """A moderator with reminders on; it is the Wednesday before, 09.00."""
    actor = await moderator(stage, "Budi", 13)
    stage.now = wib("2026-11-25 09:00")
    return actor


async def moderator(stage: Stage, name: str, telegram_id: int) -> Actor:
    """Return a member on duty."""
    actor = await stage.person(name, telegram_id).joined()
    person = await actor.known()
    await stage.database.write(lambda unit: unit.moderators.appoint(person.id, 1, stage.now))
    return actor


async def planned(stage: Stage, day: date = THURSDAY) -> int:
    """Add a session on a day."""
    starts_at = datetime.combine(day, datetime.min.time(), WIB) + timedelta(hours=9)
    new = Session(
        id=0,
        programme=BELAJAR,
        number=None,
        title="Menulis rilis",
        speaker="",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        links=(),
        jp=None,
        notes="",
        is_cancelled=False,
        sequence=0,
        changed_at=stage.now,
    )
    return await stage.database.write(lambda unit: unit.sessions.add(new, WIB, 1, stage.now))


async def warned(stage: Stage) -> list[Row]:
    """Return the warnings in the outbox."""
    return [row for row in await said(stage) if "Belum ada sesi" in row.text]


async def test_an_empty_thursday_is_said_once(stage: Stage, budi: Actor) -> None:
    """To each moderator in private, with the way to add a session and to the settings."""
    assert "1 moderator diberi tahu" == await runs(stage, empty_thursday)
    stage.passes(hours=1)
    assert "" == await runs(stage, empty_thursday)

    (row,) = await warned(stage)
    assert (budi.telegram_id, "notice") == (row.chat_id, row.lane)
    assert ("Tambah sesi", "Pengaturan") == row.labels
    assert "Kamis, 26 November 2026" in row.text
    assert "ASN Belajar" in row.text
    async with stage.database.snapshot() as unit:
        found = await unit.connection.execute(
            select(outbox.c.zone, outbox.c.expires_at).where(outbox.c.lane == "notice")
        )
        assert [("Asia/Jakarta", wib("2026-11-25 17:00"))] == [tuple(line) for line in found]


@pytest.mark.parametrize(
    ("at", "count"),
    [
        ("2026-11-24 09:00", 0),
        ("2026-11-25 08:59:59", 0),
        ("2026-11-25 09:00", 1),
        ("2026-11-25 16:59:59", 1),  # the bot was down at 09.00
        ("2026-11-25 17:00", 0),
        ("2026-11-26 09:00", 0),
    ],
)
async def test_it_is_said_that_day_until_the_end_of_work(
    stage: Stage, budi: Actor, at: str, count: int
) -> None:
    """Not before 09.00, not after 17.00, not on another day."""
    stage.now = wib(at)

    await runs(stage, empty_thursday)

    assert count == len(await warned(stage))


async def test_a_session_keeps_the_warning_away_until_it_is_cancelled(
    stage: Stage, budi: Actor
) -> None:
    """A cancelled session is none; one that comes after the warning changes nothing."""
    session_id = await planned(stage)
    assert "" == await runs(stage, empty_thursday)

    async def cancel(unit: Unit) -> None:
        session = await unit.sessions.get(session_id)
        assert session is not None
        await unit.sessions.change(session, replace(session, is_cancelled=True), WIB, stage.now)

    await stage.database.write(cancel)
    await runs(stage, empty_thursday)
    assert 1 == len(await warned(stage))

    await planned(stage)
    await runs(stage, empty_thursday)
    assert 1 == len(await warned(stage))


async def test_the_calendar_of_that_moment_counts(stage: Stage, budi: Actor) -> None:
    """A Thursday that an admin calls off is nobody's duty; a Wednesday off warns on Tuesday."""
    admin = stage.person("Ani", 9001)
    await admin.says("/libur 26-11-2026 Pilkada")
    assert "" == await runs(stage, empty_thursday)
    await admin.says("/libur hapus 26-11-2026")
    stage.now = wib("2026-11-24 09:00")
    await admin.says("/libur 25-11-2026 Pilkada")

    assert "1 moderator diberi tahu" == await runs(stage, empty_thursday)


async def test_the_group_is_told_in_place_of_each_moderator(stage: Stage, budi: Actor) -> None:
    """Where moderators share a chat, its button is a link to the bot."""
    stage.runs_with(moderator_chat_id=GROUP)

    assert "grup moderator diberi tahu" == await runs(stage, empty_thursday)

    (row,) = await warned(stage)
    assert (GROUP, ("Tambah sesi",)) == (row.chat_id, row.labels)


async def test_who_is_off_paused_or_gone_is_left_alone(stage: Stage, budi: Actor) -> None:
    """Of four moderators only one is told; a pause that ended yesterday is none."""
    stage.now = wib("2026-11-23 08:00")
    matikan, jeda, pergi = [
        await moderator(stage, name, number)
        for name, number in (("Citra", 14), ("Dedi", 15), ("Eka", 16))
    ]
    await matikan.says("/berhenti")
    today, yesterday = THURSDAY - timedelta(days=1), THURSDAY - timedelta(days=2)
    paused, back = (await jeda.known()).id, (await budi.known()).id
    await stage.database.write(lambda unit: unit.reminder_settings.pause(paused, today))
    await stage.database.write(lambda unit: unit.reminder_settings.pause(back, yesterday))
    gone = (await pergi.known()).id
    await stage.database.write(lambda unit: unit.people.mark_unreachable(gone, stage.now))
    stage.now = wib("2026-11-25 09:00")

    await runs(stage, empty_thursday)

    assert [budi.telegram_id] == [row.chat_id for row in await warned(stage)]


async def test_admins_are_told_where_there_is_no_moderator(stage: Stage) -> None:
    """And where no admin ever wrote, it is said as soon as one has."""
    stage.now = wib("2026-11-25 09:00")
    assert "belum ada yang dapat diberi tahu" == await runs(stage, empty_thursday)
    await stage.person("Ani", 9001).says("/menu")

    assert "1 admin diberi tahu" == await runs(stage, empty_thursday)

    assert [9001] == [row.chat_id for row in await warned(stage)]


async def test_the_programme_is_named_as_admins_call_it(stage: Stage, budi: Actor) -> None:
    """What was changed with `/programhari` is what people read."""
    day = programme_days.by_weekday(BELAJAR)
    assert day is not None
    renamed = ProgrammeDay(day.weekday, "Belajar <Bersama>", day.about, day.call)
    await stage.database.write(lambda unit: unit.programme_days.change(renamed, 1, stage.now))

    await runs(stage, empty_thursday)

    assert "Belajar &lt;Bersama&gt;" in (await warned(stage))[0].text


async def test_an_unconfirmed_year_is_said_once_a_month(stage: Stage) -> None:
    """From November on for the next year, until somebody confirms it."""
    admin = stage.person("Ani", 9001)
    await admin.says("/menu")
    told = []
    for moment in (
        *("2026-10-30 09:00", "2026-11-01 09:00", "2026-11-02 08:59", "2026-11-02 09:00"),
        *("2026-11-30 09:00", "2026-12-01 09:00", "2027-01-04 16:59", "2027-01-05 09:00"),
    ):
        stage.now = wib(moment)
        if await runs(stage, unconfirmed_year):
            told.append(moment)
    await admin.says("/libur pastikan 2027")
    stage.now = wib("2027-02-01 09:00")
    assert "" == await runs(stage, unconfirmed_year)

    assert ["2026-11-02 09:00", "2026-12-01 09:00", "2027-01-04 16:59"] == told
    rows = [row for row in await said(stage) if "belum dipastikan</b>" in row.text]
    assert [(9001, ("Buka kalender", "Pengaturan"))] * 3 == [
        (row.chat_id, row.labels) for row in rows
    ]


async def test_a_year_waits_for_the_first_admin_who_writes(stage: Stage) -> None:
    """The month's warning is not lost on nobody; its button opens the calendar."""
    stage.now = wib("2026-11-02 09:00")
    assert "belum ada yang dapat diberi tahu" == await runs(stage, unconfirmed_year)
    admin = stage.person("Ani", 9001)
    await admin.says("/menu")

    assert "1 admin diberi tahu" == await runs(stage, unconfirmed_year)
    await admin.taps_data("1m:calendar")

    assert "Hari libur 12 bulan ke depan" in admin.screen.text
