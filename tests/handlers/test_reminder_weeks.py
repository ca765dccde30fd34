"""Whole weeks of the clock's jobs over members of every kind, against tables written by hand."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from handlers import reminders, session_notices
from storage.schema import account, reminder
from storage.unit import Unit
from tests.handlers.clockwork import runs, said
from tests.handlers.driver import Stage
from tests.handlers.test_reminders import MONDAY, add_session, comes, member

MINUTE = timedelta(minutes=1)

# settings, and at which hours UTC of which days of 21 to 27 December 2026 a reminder is made;
# Thursday is cuti bersama, Friday is Natal
CHRISTMAS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["21 00:30", "22 00:30", "23 00:30"]),
    ({"is_on": False}, []),
    ({"days": 0}, []),
    ({"days": 0b11000}, []),
    ({"days": 0b00100}, ["23 00:30"]),
    ({"days": 0b11011}, ["21 00:30", "22 00:30"]),
    ({"hour": "05:00"}, ["20 22:00", "21 22:00", "22 22:00"]),
    ({"hour": "05:00", "zone": "Asia/Jayapura"}, ["20 20:00", "21 20:00", "22 20:00"]),
    ({"hour": "17:00", "zone": "Asia/Makassar"}, ["21 09:00", "22 09:00", "23 09:00"]),
    ({"zone": "Asia/Jakarta", "hour": "07:30"}, ["21 00:30", "22 00:30", "23 00:30"]),
    ({"paused_until": "2026-12-20"}, ["21 00:30", "22 00:30", "23 00:30"]),
    ({"paused_until": "2026-12-21"}, ["22 00:30", "23 00:30"]),
    ({"paused_until": "2026-12-22", "zone": "Asia/Jayapura"}, ["22 22:30"]),
    ({"paused_until": "2027-12-31"}, []),
]
# the same for 23 to 27 November 2026, a week without holidays whose Friday has a pause
WEEK: list[tuple[dict[str, Any], list[str]]] = [
    ({"hour": "11:00"}, [f"{day} 04:00" for day in (23, 24, 25, 26, 27)]),
    ({"hour": "11:30"}, [*(f"{day} 04:30" for day in (23, 24, 25, 26)), "27 06:00"]),
    ({"hour": "12:30", "days": 0b10000}, ["27 06:00"]),
    ({"hour": "13:00", "days": 0b11000}, ["26 06:00", "27 06:00"]),
    ({"hour": "12:00", "zone": "Asia/Makassar", "days": 0b11000}, ["26 04:00", "27 05:00"]),
    ({"hour": "12:30", "zone": "Asia/Jayapura", "days": 0b11000}, ["26 03:30", "27 04:00"]),
]


async def played(
    stage: Stage, table: list[tuple[dict[str, Any], list[str]]], first: date
) -> list[list[str]]:
    """Let a week go by in half hours; return when each member's reminders were made."""
    for place, (choice, _) in enumerate(table):
        await member(stage, f"Anggota {place}", 101 + place, **choice)
    begin = datetime(first.year, first.month, first.day, tzinfo=UTC)
    for half in range(-20, 6 * 48):
        stage.now = begin + half * 30 * MINUTE
        await runs(stage, reminders.make_due)

    async def unit(unit: Unit) -> list[tuple[int, datetime]]:
        found = await unit.connection.execute(
            select(account.c.telegram_id, reminder.c.at)
            .join(account, account.c.person_id == reminder.c.person_id)
            .order_by(reminder.c.day)
        )
        return [(row[0], row[1]) for row in found]

    rows = await stage.database.write(unit)
    return [
        [f"{at:%d %H:%M}" for chat_id, at in rows if chat_id == 101 + place]
        for place in range(len(table))
    ]


async def test_the_week_of_christmas(stage: Stage) -> None:
    """Every kind of member, through three working days and two that are off."""
    found = await played(stage, CHRISTMAS, date(2026, 12, 21))

    assert [expected for _, expected in CHRISTMAS] == found


async def test_a_week_with_a_friday(stage: Stage) -> None:
    """Hours around noon come at 13.00 on a Friday, in each zone."""
    found = await played(stage, WEEK, date(2026, 11, 23))

    assert [expected for _, expected in WEEK] == found


async def test_who_moved_their_hour_after_the_reminder_still_gets_the_link(stage: Stage) -> None:
    """An hour at which nothing comes any more today holds back no link."""
    sari = await member(stage, "Sari", 101)
    number = await add_session(stage, MONDAY + timedelta(hours=2, minutes=30))  # 10.00
    await comes(stage, sari, number)
    stage.now = MONDAY
    await runs(stage, reminders.make_due)
    stage.now += 5 * MINUTE
    person_id = (await sari.known()).id
    await stage.database.write(
        lambda unit: unit.reminder_settings.set_hour(
            person_id, time(10), default=stage.charter.reminder_time, now=stage.now
        )
    )

    stage.now = MONDAY + timedelta(hours=2, minutes=15)
    assert "1 orang dikirimi tautan" == await runs(stage, session_notices.send)

    (notice,) = [row for row in await said(stage, to=101) if row.lane == "notice"]
    assert "Sebentar lagi" in notice.text
