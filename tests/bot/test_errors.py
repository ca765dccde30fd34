"""Errors of each kind are told to the admins once, with nothing that people wrote."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import app
from bot.clock import SystemClock
from bot.config import Settings, load
from bot.errors import MOST_AN_HOUR, MOST_KINDS, Errors
from community.charter import Charter
from community.faults import Part
from community.incoming import Command, Incoming
from community.reply import Message, Reply, Say
from handlers import dispatch
from simulator.person import Person
from simulator.server import Simulator
from storage.database import Database
from storage.schema import fault, outbox
from storage.unit import Unit
from tests.bot.test_timetable import ADMIN, StandingClock
from tests.crash.process import polling
from tests.handlers.driver import charter

SECRET = "Sari-Wulandari-3578"
KIND = "LookupError at handlers/asking.py:12"
GUARD = 30.0


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A real SQLite file, on which an admin wrote to the bot."""
    opened = await Database.open(f"sqlite:///{tmp_path}/cop.db")
    await opened.write(lambda unit: unit.people.meet(ADMIN, datetime(2026, 11, 23, tzinfo=UTC)))
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> StandingClock:
    """A clock that stands."""
    return StandingClock(datetime(2026, 11, 23, 1, tzinfo=UTC))


def errors(database: Database, clock: StandingClock) -> Errors:
    """Return what counts errors, as a new process makes it."""
    return Errors(database=database, clock=clock, charter=charter(), wake=lambda: None)


async def told(database: Database) -> list[str]:
    """List the texts that the admin was sent."""
    async with database.snapshot() as unit:
        rows = await unit.connection.scalars(
            select(outbox.c.payload).where(outbox.c.chat_id == ADMIN).order_by(outbox.c.id)
        )
        return [row["text"] for row in rows]


async def meet(database: Database, clock: StandingClock, times: int = 1) -> int:
    """Let a new process meet an error; returns how many notices there are."""
    one = errors(database, clock)
    for _ in range(times):
        one.note(Part.UPDATES, KIND, "A1B2")
    await one.finish()
    return len(await told(database))


async def test_restarts_repeat_no_notice(database: Database, clock: StandingClock) -> None:
    """What admins know is in the database: first, tenfold, and after a quiet day."""
    counts = [await meet(database, clock) for _ in range(3)]
    tenfold = await meet(database, clock, times=7)
    again = await meet(database, clock)
    clock.at += timedelta(days=1)
    after_a_day = await meet(database, clock)

    assert ([1, 1, 1], 2, 2, 3) == (counts, tenfold, again, after_a_day)
    first, second, third = await told(database)
    assert "Gangguan baru" in first
    assert "Gangguan berulang" in second
    assert "10 kali" in second
    assert "Gangguan baru" in third
    assert all(words in first for words in ("A1B2", KIND, "pukul 08.00 WIB", "1 kali"))


async def test_a_storm_is_one_notice(database: Database, clock: StandingClock) -> None:
    """A thousand errors of a kind are written down at once; kinds beyond count as one."""
    one = errors(database, clock)
    for number in range(1_000):
        one.note(Part.UPDATES, KIND)
        one.note(Part.DELIVERY, f"sendMessage: kind {number}")
    await one.finish()

    async with database.snapshot() as unit:
        rows = await unit.connection.execute(select(fault.c.kind, fault.c.seen))
        seen = {row.kind: row.seen for row in rows}

    assert 1_000 == seen[KIND]
    assert 2_000 == sum(seen.values())
    assert MOST_KINDS + 1 == len(seen)
    assert MOST_AN_HOUR == len(await told(database))


async def test_what_a_stop_cuts_off_is_written_down_at_the_end(
    database: Database, clock: StandingClock
) -> None:
    """The loop waits for the writer when the bot stops: nothing noted is lost."""
    has_writer, may_go = asyncio.Event(), asyncio.Event()

    async def hold(_unit: Unit) -> None:
        has_writer.set()
        await may_go.wait()

    one = errors(database, clock)
    holding = asyncio.create_task(database.write(hold))
    await has_writer.wait()
    running = asyncio.create_task(one.run())
    one.note(Part.UPDATES, KIND, "A1B2")
    await asyncio.sleep(0)  # one turn of the loop: now it stands at the writer
    running.cancel()
    may_go.set()
    await asyncio.gather(holding, running, return_exceptions=True)

    await one.finish()

    assert 1 == len(await told(database))


async def test_who_cannot_be_told_now_is_told_later(
    database: Database, clock: StandingClock
) -> None:
    """Kinds beyond six an hour are told when they are seen again after it."""
    one = errors(database, clock)
    for number in range(MOST_AN_HOUR + 1):
        one.note(Part.DELIVERY, f"sendMessage: kind {number}")
    await one.finish()
    clock.at += timedelta(hours=1, seconds=1)
    one.note(Part.DELIVERY, f"sendMessage: kind {MOST_AN_HOUR}")
    await one.finish()

    assert MOST_AN_HOUR + 1 == len(await told(database))
    assert "2 kali" in (await told(database))[-1]


async def broken(incoming: Incoming, unit: Unit, now: datetime, in_charter: Charter) -> Reply:
    """Answer as the bot does, but break at /tanya, and say what Telegram refuses at /menu."""
    match incoming.event:
        case Command(name="tanya"):
            raise LookupError(SECRET)
        case Command(name="menu") if incoming.chat is not None:
            text = Message(f"<b>{SECRET}", ())
            return Reply((Say(chat_id=incoming.chat.id, message=text),))
    return await dispatch.answer(incoming, unit, now, in_charter)


def settings(simulator: Simulator, ratna: Person, folder: Path) -> Settings:
    """Give the settings of a bot whose admin is Ratna."""
    return load(polling(simulator, f"sqlite:///{folder}/cop.db", ADMIN_IDS=str(ratna.id)))


async def test_a_broken_handler_is_told_without_anything_personal(
    simulator: Simulator, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Admin, person and log share a number; what was written and by whom is nowhere."""
    caplog.set_level(logging.INFO)
    ratna, sari = simulator.person("Ratna"), simulator.person(SECRET)
    async with app.running(settings(simulator, ratna, tmp_path), SystemClock(), broken):
        await ratna.says("/start")
        await ratna.sees("Selamat datang")
        await sari.says(f"/tanya {SECRET}")
        apology = await sari.sees("Maaf, terjadi gangguan")
        notice = await ratna.sees("Gangguan baru")

    number = re.search(r"kode ([0-9A-F]{4})", apology.text)
    assert number is not None
    assert f"kode {number[1]}" in notice.text
    assert "LookupError" in notice.text
    assert number[1] in {getattr(record, "incident", None) for record in caplog.records}
    assert not re.search(f"{SECRET}|{sari.id}", notice.text + caplog.text)


async def test_what_telegram_refuses_is_told_by_its_fixed_words(
    simulator: Simulator, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A 400 of a new kind: method and reason, not the text that was refused."""
    simulator.complaints_expected = True
    ratna, sari = simulator.person("Ratna"), simulator.person("Sari")
    async with app.running(settings(simulator, ratna, tmp_path), SystemClock(), broken):
        await ratna.says("/start")
        await ratna.sees("Selamat datang")
        await sari.says("/menu")
        notice = await ratna.sees("Gangguan baru")

    assert "sendMessage: can't parse entities" in notice.text
    assert SECRET not in notice.text + caplog.text


async def test_what_brought_the_bot_down_is_told_after_its_next_start(
    simulator: Simulator, tmp_path: Path
) -> None:
    """A loop that ended ends the bot; the notice waits in the outbox."""
    ratna = simulator.person("Ratna")
    given = settings(simulator, ratna, tmp_path)
    async with app.running(given, SystemClock()) as parts:
        await ratna.says("/start")
        await ratna.sees("Selamat datang")
        parts.delivery.loops[0].cancel()
        await asyncio.wait({parts.failed}, timeout=GUARD)
        parts.monitoring.note_failure(parts.failed)

    async with app.running(given, SystemClock()):
        notice = await ratna.sees("Gangguan baru")

    assert "program bot berhenti sendiri" in notice.text
