"""The statements that make reminders: whom they choose, and how they are read."""

import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table, event, insert, select, text, update

from community import programme_days
from community.calendar import Calendar
from community.reminder_choice import ReminderChoice
from community.reminding import Agenda, Slot, whats_on
from storage.database import Database
from storage.recipients import Usual
from storage.schema import account, person, reminder, reminder_setting
from storage.unit import Unit

JAKARTA = ZoneInfo("Asia/Jakarta")
SLOT = Slot(date(2026, 11, 23), JAKARTA, time(7, 30))
USUAL = Usual("07:30", "Asia/Jakarta")
NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
BEFORE = date(2026, 11, 20)
PEOPLE = 3_000
WAYS = 4  # zone and hour by name or not
READS = {"stretch": 1, "first_due": 1, "count_due": 1, "make": 3}
"""How often a step reads each way: making finds the end, promises, and says."""
DUE = "INDEX ix_reminder_setting_due (zone=? AND hour=?"


async def test_who_is_due_is_read_from_the_index(database: Database) -> None:
    """Every way of wanting an hour reads its own stretch of the index; nothing is scanned."""
    plans = await database.write(_plans)

    assert {"stretch", "first_due", "make", "count_due"} == set(plans)
    for plan in plans.values():
        assert [] == [line for line in plan if re.search(r"(?i)\bscan (on )?reminder\b", line)]
    if database.takes_turns:
        for name, plan in plans.items():
            settings = [line for line in plan if re.search(r"\breminder_setting\b", line)]
            assert settings == [line for line in settings if DUE in line]
            assert READS[name] * WAYS == len(settings), name


async def test_the_first_who_is_due_is_found_behind_those_who_have_one(
    database: Database,
) -> None:
    """After a chunk the next person is first, after the last one nobody."""

    async def unit(unit: Unit) -> list[int | None]:
        await _fill(unit, 5)
        found = [await unit.recipients.first_due(SLOT, USUAL, 0, PEOPLE)]
        campaign_id = await unit.campaigns.add("sendMessage", {"text": "Halo"}, NOW)
        after = 0
        for limit in (2, 2, 2):
            made = await unit.reminders.make(
                SLOT, USUAL, {0: campaign_id}, [], after=after, limit=limit, now=NOW, expires_at=NOW
            )
            after = made.last_person_id
            found.append(await unit.recipients.first_due(SLOT, USUAL, 0, PEOPLE))
        return found

    assert [1, 3, 5, None] == await database.write(unit)


async def test_the_statements_and_the_rule_for_one_person_agree(database: Database) -> None:
    """On every weekday those are reminded for whom `whats_on` finds something, and no others."""
    monday = SLOT.day
    choices = [
        ReminderChoice(days=days, is_on=is_on, paused_until=paused)
        for days in range(32)
        for is_on in (True, False)
        for paused in (None, *(monday + timedelta(days=back) for back in range(-1, 5)))
    ]
    calendar = Calendar()

    async def unit(unit: Unit) -> None:
        await _choose(unit, choices)
        for day in (monday + timedelta(days=more) for more in range(5)):
            slot = Slot(day, SLOT.zone, SLOT.hour)
            number = await unit.campaigns.add("sendMessage", {"text": "Halo"}, NOW)
            await unit.reminders.make(
                slot, USUAL, {0: number}, [], after=0, limit=1_000, now=NOW, expires_at=NOW
            )
            found = await unit.connection.execute(
                select(reminder.c.person_id).where(reminder.c.day == day)
            )
            agreed = {
                person_id
                for person_id, choice in enumerate(choices, start=1)
                if isinstance(whats_on(day, choice, calendar, programme_days.ALL, []), Agenda)
            }
            assert agreed
            assert agreed == set(found.scalars()), day

    await database.write(unit)


async def _choose(unit: Unit, choices: Sequence[ReminderChoice]) -> None:
    """Let people 1, 2, 3, … make these choices."""
    await _fill(unit, len(choices))
    for person_id, choice in enumerate(choices, start=1):
        until = choice.paused_until
        await unit.connection.execute(
            update(reminder_setting)
            .where(reminder_setting.c.person_id == person_id)
            .values(
                days=choice.days,
                is_on=choice.is_on,
                paused_until=None if until is None else until.isoformat(),
                hour=None,
                zone=None,
            )
        )


async def _plans(unit: Unit) -> dict[str, list[str]]:
    """Explain the statements that look for who is due, as they are really made."""
    await _fill(unit, PEOPLE)
    if unit.connection.dialect.name == "postgresql":
        await unit.connection.execute(text("ANALYZE"))
    campaign_id = await unit.campaigns.add("sendMessage", {"text": "Halo"}, NOW)
    steps: dict[str, Callable[[], Awaitable[object]]] = {
        "stretch": lambda: unit.recipients.stretch(SLOT, USUAL, 0),
        "first_due": lambda: unit.recipients.first_due(SLOT, USUAL, 0, PEOPLE),
        "make": lambda: unit.reminders.make(
            SLOT, USUAL, {0: campaign_id}, [], after=0, limit=1_000, now=NOW, expires_at=NOW
        ),
        "count_due": lambda: unit.recipients.count_due(SLOT, USUAL, 0, PEOPLE),
    }
    return {name: await _explained(unit, step) for name, step in steps.items()}


async def _explained(unit: Unit, step: Callable[[], Awaitable[object]]) -> list[str]:
    """Run a step; give the plans of its statements that touch reminders, line by line."""
    said: list[tuple[str, Any]] = []

    def note(_c: Connection, _cursor: Any, sql: str, parameters: Any, *_: Any) -> None:
        said.append((sql, parameters))

    connection = unit.connection.sync_connection
    assert connection is not None
    event.listen(connection, "before_cursor_execute", note)
    await step()
    event.remove(connection, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN " if unit.connection.dialect.name == "sqlite" else "EXPLAIN "
    lines = []
    for sql, parameters in said:
        found = await unit.connection.exec_driver_sql(explain + sql, parameters)
        lines += [str(row[-1]) for row in found]
    return lines


async def _fill(unit: Unit, count: int) -> None:
    """Add members, every tenth with an hour of their own, all of them reminded the day before."""
    numbers = range(1, count + 1)
    rows: list[tuple[Table, list[dict[str, Any]]]] = [
        (
            person,
            [{"id": n, "state": "member", "created_at": NOW, "state_at": NOW} for n in numbers],
        ),
        (account, [{"telegram_id": 10_000 + n, "person_id": n, "seen_at": NOW} for n in numbers]),
        (
            reminder_setting,
            [{"person_id": n, "is_on": True, "hour": None if n % 10 else "09:00"} for n in numbers],
        ),
        (
            reminder,
            [{"day": BEFORE, "person_id": n, "campaign_id": 1, "at": NOW} for n in numbers],
        ),
    ]
    for table, values in rows:
        await unit.connection.execute(insert(table), values)
