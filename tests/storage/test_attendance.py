"""Who comes to a session, and whose link is on its way, on both dialects."""

from datetime import timedelta

import pytest

from storage import schema
from storage.database import Database
from storage.unit import Unit
from tests.sessions import a_session, at, enter

NOW = at(26, 8, 50)
BEGINS = a_session().starts_at
TODAY = BEGINS.date()


async def somebody(unit: Unit) -> int:
    """Let there be a session and a person; return our number for them."""
    await enter(unit, a_session(sequence=3))
    return (await unit.people.meet(11, NOW)).id


async def test_yes_and_no_count_once_each(database: Database) -> None:
    """The second yes and the second no find nothing to do; a session that is gone takes nobody."""

    async def unit(unit: Unit) -> list[object]:
        sari = await somebody(unit)
        table = unit.attendances
        return [
            await table.add(56, sari, NOW),
            await table.add(56, sari, NOW),
            await table.of_person(sari, (56, 57)),
            await table.remove(56, sari),
            await table.remove(56, sari),
            await table.of_person(sari, (56, 57)),
            await table.add(57, sari, NOW),
        ]

    assert [True, False, {56}, True, False, set(), False] == await database.write(unit)


async def test_the_link_is_taken_once_for_a_start(database: Database) -> None:
    """Twice for the same start is once; a moved start counts anew; who does not come gets none."""

    async def unit(unit: Unit) -> list[bool]:
        sari = await somebody(unit)
        take = unit.attendances.take_notice
        later = BEGINS + timedelta(hours=1)
        taken = [await take(56, sari, BEGINS, today=TODAY, now=NOW)]
        await unit.attendances.add(56, sari, NOW)
        starts = (BEGINS, BEGINS, later, later)
        return taken + [await take(56, sari, start, today=TODAY, now=NOW) for start in starts]

    assert [False, True, False, True, False] == await database.write(unit)


@pytest.mark.parametrize(("minutes", "expected"), [(0, False), (29, False), (30, True)])
async def test_a_fresh_reminder_has_the_link_already(
    database: Database, minutes: int, *, expected: bool
) -> None:
    """Within 30 minutes of the day's reminder no link is sent."""

    async def unit(unit: Unit) -> bool:
        sari = await somebody(unit)
        await unit.attendances.add(56, sari, NOW)
        await unit.connection.execute(
            schema.reminder.insert().values(
                day=TODAY, person_id=sari, campaign_id=1, at=NOW - timedelta(minutes=minutes)
            )
        )
        return await unit.attendances.take_notice(56, sari, BEGINS, today=TODAY, now=NOW)

    assert expected is await database.write(unit)
