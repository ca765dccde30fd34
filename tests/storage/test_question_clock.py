"""What the clock keeps of questions, on both dialects."""

import asyncio
from datetime import UTC, datetime, timedelta

from community.questions import Event
from storage.database import Database
from storage.questions import Question
from storage.unit import Unit

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def asked(unit: Unit, topic: str = "jf", now: datetime = NOW) -> Question:
    """Let somebody ask."""
    sari = await unit.people.meet(11, now)
    return await unit.questions.add(sari.id, "Bagaimana?", topic, is_anonymous=False, now=now)


async def taken(unit: Unit, seen: Question, *events: Event) -> Question:
    """Let things happen, an hour apart."""
    for place, event in enumerate(events, 1):
        changes = {"holder_id": 5} if event is Event.CLAIM else {}
        after = await unit.questions.step(seen, event, 5, NOW + place * HOUR, changes=changes)
        assert after is not None
        seen = after
    return seen


async def test_of_two_that_nudge_at_once_one_does(database: Database) -> None:
    """Two processes saw the same question; what they keep is there once."""
    seen = await database.write(asked)

    async def nudge() -> bool:
        return await database.write(lambda unit: unit.question_clock.nudge(seen, ("sla",)))

    said = await asyncio.gather(*(nudge() for _ in range(4)))

    assert [False, False, False, True] == sorted(said)
    async with database.snapshot() as unit:
        after = await unit.questions.get(seen.id)
    assert after is not None
    assert ("sla",) == after.nudges


async def test_nudges_add_up_and_stop_where_the_question_moved_on(database: Database) -> None:
    """An old look at a question tells nothing any more."""

    async def unit(unit: Unit) -> list[bool]:
        clock, seen = unit.question_clock, await asked(unit)
        results = [await clock.nudge(seen, ("opening",))]
        now = await unit.questions.get(seen.id)
        assert now is not None
        results += [
            await clock.nudge(now, ("opening",)),
            await clock.nudge(now, ()),
            await clock.nudge(now, ("sla", "sla2")),
        ]
        await taken(unit, now, Event.CLAIM)
        return [*results, await clock.nudge(now, ("other",))]

    assert [True, False, False, True, False] == await database.write(unit)


async def test_the_last_word_on_an_answer(database: Database) -> None:
    """Answer, addition and rating are words; a proposal and a note are none."""

    async def unit(unit: Unit) -> list[tuple[int, datetime]]:
        await asked(unit)
        await taken(unit, await asked(unit), Event.CLAIM, Event.ANSWER, Event.PROPOSE, Event.NOTE)
        await taken(unit, await asked(unit), Event.CLAIM, Event.ANSWER, Event.ADD)
        await taken(unit, await asked(unit), Event.CLAIM, Event.ANSWER, Event.RATE, Event.ADD)
        await taken(unit, await asked(unit), Event.CLAIM, Event.ANSWER, Event.ACCEPT)
        return [
            (one.question.id, one.last_word) for one in await unit.question_clock.list_answered()
        ]

    words = await database.write(unit)

    assert [(2, NOW + 2 * HOUR), (3, NOW + 3 * HOUR), (4, NOW + 4 * HOUR)] == words
