"""The worker: one unit an update, groups that fail are judged one by one, nothing is lost."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import telegram
from sqlalchemy import insert, select

from bot.clock import SystemClock
from bot.worker import TRIES, Answer, Worker
from community.charter import Charter
from community.incoming import Incoming, Text
from community.reply import Message, Reply, Say
from storage.database import Database
from storage.inbox import Arrived
from storage.outbox import Row
from storage.schema import audit, inbox
from storage.unit import Unit
from tests.fresh import open_fresh

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
ME = telegram.User(1, "CoP", is_bot=True, username="cop_bot")
CHARTER = Charter(
    bot_username="cop_bot",
    admin_ids=frozenset(),
    controller_name="CoP",
    controller_contact="",
    zone=ZoneInfo("Asia/Jakarta"),
    reminder_time=time(7, 30),
)


def _update(number: int, text: str, person: int = 500) -> Arrived:
    raw = {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": 1_795_000_000,
            "chat": {"id": person, "type": "private", "first_name": "Sari"},
            "from": {"id": person, "is_bot": False, "first_name": "Sari"},
            "text": text,
        },
    }
    return Arrived(number, person, json.dumps(raw))


class Echo:
    """A handler that notes each text once and says it back; "rusak" breaks it, "pernah" once."""

    def __init__(self) -> None:
        self.attempts: list[str] = []

    async def answer(
        self, incoming: Incoming, unit: Unit, now: datetime, charter: Charter
    ) -> Reply:
        """Write, then fail or answer: what was written must go with a failure."""
        del charter
        assert isinstance(incoming.event, Text)
        text = incoming.event.text
        self.attempts.append(text)
        await unit.connection.execute(insert(audit).values(at=now, action=text, details={}))
        if text == "rusak" or (text == "pernah" and self.attempts.count(text) < 3):
            raise LookupError(text)
        return Reply((Say(chat_id=500, message=Message(text)),))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A real SQLite file."""
    opened = await open_fresh(tmp_path / "cop.db")
    yield opened
    await opened.close()


async def _work(
    database: Database, answer: Answer, updates: Sequence[Arrived], *, rows: int
) -> list[Row]:
    """Let the worker handle updates until it handed so many rows to delivery; return these."""
    handed: list[Row] = []
    is_done = asyncio.Event()

    def hand(some: Sequence[Row]) -> None:
        handed.extend(some)
        if len(handed) >= rows:
            is_done.set()

    await database.write(lambda unit: unit.inbox.add(updates, NOW))
    worker = Worker(
        database=database,
        clock=SystemClock(),
        charter=CHARTER,
        bot=ME,
        hand=hand,
        answer=answer,
    )
    running = asyncio.create_task(worker.run())
    async with asyncio.timeout(30):  # only against a hanging test
        await is_done.wait()
    worker.stop()
    await running
    return handed


async def _effects(database: Database) -> list[str]:
    async def read(unit: Unit) -> list[str]:
        return list(await unit.connection.scalars(select(audit.c.action).order_by(audit.c.id)))

    return await database.write(read)


def _texts(rows: Sequence[Row]) -> list[str]:
    return [str((row.payload or {})["text"]) for row in rows]


async def test_updates_are_handled_in_order_and_handed_over(database: Database) -> None:
    """Each update has its effect once, and its answer goes to delivery in order."""
    said = [str(number) for number in range(250)]

    rows = await _work(database, Echo().answer, [_update(1000 + int(n), n) for n in said], rows=250)

    assert await _effects(database) == said
    assert _texts(rows) == said


async def test_one_bad_update_spoils_no_other(database: Database) -> None:
    """A unit that keeps failing is set aside with an incident number; the rest have one effect."""
    updates = [_update(1, "satu"), _update(2, "rusak"), _update(3, "tiga")]
    echo = Echo()

    rows = await _work(database, echo.answer, updates, rows=3)

    assert await _effects(database) == ["satu", "tiga"]
    first, apology, third = _texts(rows)
    assert (first, third) == ("satu", "tiga")
    assert apology.startswith("Maaf, terjadi gangguan (kode ")
    assert echo.attempts.count("rusak") == 1 + TRIES  # in the group, then alone


async def test_a_passing_failure_is_tried_again(database: Database) -> None:
    """What fails twice and then works has its effect once and no apology."""
    rows = await _work(database, Echo().answer, [_update(1, "pernah")], rows=1)

    assert await _effects(database) == ["pernah"]
    assert _texts(rows) == ["pernah"]


async def test_what_cannot_be_read_is_set_aside_at_once(database: Database) -> None:
    """An update that the library refuses never blocks the ones behind it."""
    broken = Arrived(1, 500, '{"update_id": 1, "message": {"message_id": "?", "chat": 5}}')

    rows = await _work(database, Echo().answer, [broken, _update(2, "dua")], rows=1)

    assert _texts(rows) == ["dua"]

    async def kept(unit: Unit) -> tuple[str | None, str | None]:
        query = select(inbox.c.raw, inbox.c.error).where(inbox.c.update_id == 1)
        row = (await unit.connection.execute(query)).one()
        return row.raw, row.error

    raw, error = await database.write(kept)
    assert raw == broken.raw
    assert error is not None
    assert "Unreadable" in error


async def test_a_unit_sees_what_was_said_before_it(database: Database) -> None:
    """Of two updates in one group the second knows, and may drop, what the first one says."""
    seen: list[bool] = []

    async def answer(incoming: Incoming, unit: Unit, now: datetime, charter: Charter) -> Reply:
        del incoming, now, charter
        seen.append(await unit.outbox.is_replaceable("satu"))
        say = Say(chat_id=500, message=Message("Satu"), replace_key="satu")
        return Reply((say,))

    await _work(database, answer, [_update(1, "a"), _update(2, "b")], rows=2)

    assert [False, True] == seen
