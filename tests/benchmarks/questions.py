"""What a year of questions costs the clock and the screen of answer times, and who waits for it."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Table as Stored
from sqlalchemy import insert

from bot.post import OutboxPost
from community import answer_times
from handlers import question_cards, question_clock, question_closing, unreached
from handlers.tick import Tick
from storage.database import Database
from storage.schema import account, moderator, person, question, question_event
from storage.unit import Unit
from tests.benchmarks import processes
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Table, middle
from tests.handlers.driver import charter

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # Monday, 09.00 WIB
CHARTER = charter()
ASKER, HOLDER = 1, 2
STEPS = ("ask", "claim", "answer", "accept")


def measure(scale: Scale) -> list[Table]:
    """Measure with a year of questions, most of them closed, some of them held."""
    found: dict[str, list[float]] = {}
    for _ in range(scale.repeats):
        for name, seconds in asyncio.run(_measured(scale)).items():
            found.setdefault(name, []).append(1000 * seconds)
    rows = [(name, middle(values)) for name, values in found.items()]
    title = f"{scale.questions:,} questions of a year, {scale.held:,} of them held"
    return [Table(title, ("what", "milliseconds"), rows)]


async def _measured(scale: Scale) -> dict[str, float]:
    with processes.folder() as folder:
        database = await Database.open(f"sqlite:///{folder}/cop.db")
        await database.write(lambda unit: _fill(unit, scale))
        tick = Tick(NOW, CHARTER, database, OutboxPost(lambda: None))
        works: dict[str, Callable[[], Awaitable[object]]] = {
            "Waktu jawab by month, in the unit": lambda: database.write(_months),
            "Waktu jawab by topic, in the unit": lambda: database.write(_topics),
            "the clock looks, nothing is due": lambda: question_clock.watch(tick),
            "the clock looks for closings": lambda: question_closing.close(tick),
            "the clock looks for what did not arrive": lambda: unreached.note(tick),
            "the end of the holder's duty, in the unit": lambda: database.write(_release),
        }
        found = {name: await _timed(work) for name, work in works.items()}
        await database.close()
        return found


async def _timed(work: Callable[[], Awaitable[object]]) -> float:
    begun = time.perf_counter()
    await work()
    return time.perf_counter() - begun


async def _months(unit: Unit) -> object:
    return await unit.answer_times.by_month(answer_times.months(NOW, CHARTER.zone))


async def _topics(unit: Unit) -> object:
    begins = answer_times.months(NOW, CHARTER.zone)
    return await unit.answer_times.by_topic(begins[0], begins[-1])


async def _release(unit: Unit) -> object:
    return await question_cards.release_claims(unit, CHARTER, HOLDER, NOW, "admin")


async def _fill(unit: Unit, scale: Scale) -> None:
    """Put questions and what happened to them into the tables."""
    everybody = (ASKER, HOLDER)
    await _put(unit, person, [_person(one) for one in everybody])
    await _put(unit, account, [_account(one) for one in everybody])
    on_duty = {"person_id": HOLDER, "appointed_by": ASKER, "appointed_at": NOW}
    await _put(unit, moderator, [on_duty])
    await _put(unit, question, [_question(one, scale) for one in range(scale.questions)])
    events = [_event(one, place) for one in range(scale.questions) for place in range(len(STEPS))]
    await _put(unit, question_event, events)


async def _put(unit: Unit, table: Stored, rows: Sequence[dict[str, Any]]) -> None:
    for first in range(0, len(rows), 2_000):
        await unit.connection.execute(insert(table), list(rows[first : first + 2_000]))


def _person(number: int) -> dict[str, Any]:
    return {"id": number, "state": "member", "created_at": NOW, "state_at": NOW}


def _account(number: int) -> dict[str, Any]:
    return {"person_id": number, "telegram_id": 100 + number, "seen_at": NOW}


def _asked(number: int) -> datetime:
    return NOW - timedelta(days=300) + timedelta(minutes=4 * number)


def _question(number: int, scale: Scale) -> dict[str, Any]:
    is_held = number < scale.held
    state = "claimed" if is_held else "answered" if number % 500 == 0 else "closed"
    took = None if is_held else 60 * (7 * number % 2_000)
    return {
        "id": number + 1,
        "person_id": ASKER,
        "state": state,
        "topic": f"topik_{number % 20}",
        "text": "x" * 800,
        "holder_id": HOLDER if is_held else None,
        "asked_at": _asked(number),
        "state_at": NOW,
        "clock_from": NOW if is_held else _asked(number),
        "claimed_at": NOW,
        "pauses": [],
        "nudges": [],
        "first_seconds": took,
        "last_seconds": took,
    }


def _event(number: int, place: int) -> dict[str, Any]:
    at = _asked(number) + timedelta(hours=place)
    return {
        "question_id": number + 1,
        "at": at,
        "event": STEPS[place],
        "actor_id": HOLDER,
        "details": {},
    }
