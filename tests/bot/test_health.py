"""/healthz and /metrics of a real bot, over real HTTP."""

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from bot import app
from bot.config import load
from bot.health import FRESH_SECONDS, INTAKE_SECONDS, Health
from bot.health_server import CannotListen
from bot.worker import Answer
from community.charter import Charter
from community.incoming import Incoming
from community.reply import SILENCE, Lane, Reply
from handlers import dispatch
from simulator.server import Simulator
from storage.database import Database
from storage.inbox import Arrived
from storage.outbox import NewRow
from storage.unit import Unit
from tests.crash.process import bot_process, polling
from tests.fixtures_postgres import Postgres, free_port
from tests.movable_clock import MovableClock

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "monitoring.md"
GUARD = 30.0


class LeapingClock(MovableClock):
    """A clock whose intervals can be made to pass, too."""

    def __init__(self) -> None:
        super().__init__("2026-11-22 10:00")
        self._leapt = 0.0

    def monotonic(self) -> float:
        """Return the computer's monotonic seconds, and those that were leapt over."""
        return super().monotonic() + self._leapt

    def leaps(self, seconds: float = FRESH_SECONDS + 1) -> None:
        """Let so many seconds have passed: enough, unless said otherwise, to be judged anew."""
        self._leapt += seconds


@dataclass
class Patient:
    """A running bot, and how it answers those who ask after it."""

    parts: app.Parts
    clock: LeapingClock
    url: str

    async def health(self) -> tuple[int, set[str]]:
        """Ask /healthz anew; returns its status and the parts that are not well."""
        self.clock.leaps()
        status, body = await get(f"{self.url}/healthz")
        return status, {one["part"] for one in json.loads(body)["reasons"]}

    async def samples(self) -> list[Sample]:
        """Read /metrics anew."""
        self.clock.leaps()
        status, body = await get(f"{self.url}/metrics")
        assert 200 == status
        return list(samples(body))

    async def value(self, name: str, **labels: str) -> float:
        """Read one value of /metrics."""
        found = [one for one in await self.samples() if one.name == name and one.labels == labels]
        assert 1 == len(found)
        return found[0].value


async def get(url: str) -> tuple[int, str]:
    """Ask a page."""
    async with aiohttp.ClientSession() as http, http.get(url) as answer:
        return answer.status, await answer.text()


def samples(page: str) -> Iterator[Sample]:
    """Read a page of metrics."""
    for family in text_string_to_metric_families(page):
        yield from family.samples


@contextlib.asynccontextmanager
async def patient(
    simulator: Simulator, database_url: str, answer: Answer = dispatch.answer, **changes: str
) -> AsyncIterator[Patient]:
    """Run a bot that can be asked after."""
    listen = f"127.0.0.1:{free_port()}"
    clock = LeapingClock()
    settings = load(polling(simulator, database_url, HEALTH_LISTEN=listen, **changes))
    async with app.running(settings, clock, answer) as parts:
        yield Patient(parts, clock, f"http://{listen}")


def sqlite(folder: Path) -> str:
    """Name a database."""
    return f"sqlite:///{folder}/cop.db"


async def test_a_bot_that_serves_people_is_well(simulator: Simulator, tmp_path: Path) -> None:
    """200, and no reasons."""
    async with patient(simulator, sqlite(tmp_path)) as bot:
        assert (200, set()) == await bot.health()


async def test_a_bot_that_cannot_reach_telegram_is_still_starting(
    simulator: Simulator, tmp_path: Path
) -> None:
    """Both pages answer before anything else works, and /healthz says 503."""
    listen = f"127.0.0.1:{free_port()}"
    nowhere = f"http://127.0.0.1:{free_port()}"
    settings = polling(simulator, sqlite(tmp_path), HEALTH_LISTEN=listen, TELEGRAM_API_URL=nowhere)
    async with bot_process(tmp_path, settings) as process:
        await process.start()
        await process.logs("Telegram cannot be reached")

        status, body = await get(f"http://{listen}/healthz")
        metrics_status, page = await get(f"http://{listen}/metrics")

    assert (503, {"status": "starting", "reasons": []}) == (status, json.loads(body))
    assert 200 == metrics_status
    assert {"cop_healthy": 0.0, "cop_database_up": 0.0} == {
        one.name: one.value
        for one in samples(page)
        if one.name in {"cop_healthy", "cop_database_up"}
    }


async def test_a_handler_that_hangs_is_noticed(simulator: Simulator, tmp_path: Path) -> None:
    """A unit that never ends holds the writer: nobody is served."""
    is_reached, may_go = asyncio.Event(), asyncio.Event()

    async def hang(_incoming: Incoming, _unit: Unit, _now: Any, _charter: Charter) -> Reply:
        is_reached.set()
        await may_go.wait()
        return SILENCE

    async with patient(simulator, sqlite(tmp_path), hang) as bot:
        await simulator.person("Sari").says("/start")
        async with asyncio.timeout(GUARD):
            await is_reached.wait()
        assert (503, {"database"}) == await bot.health()

        may_go.set()
        assert (200, set()) == await bot.health()


async def test_what_waits_for_too_long_is_noticed(tmp_path: Path) -> None:
    """An update that no worker takes, an answer that does not leave; mass messages may wait."""
    clock = LeapingClock()
    database = await Database.open(sqlite(tmp_path))
    health = Health(clock, tmp_path)
    health.goes_on("delivery", list)
    health.watches(database, datetime.date)
    rows = [
        NewRow(chat_id=11, lane=lane, kind="sendMessage", payload={"text": "x"})
        for lane in (Lane.BULK, Lane.REPLY)
    ]

    async def told(act: Callable[[Unit], Awaitable[Any]]) -> list[set[str]]:
        await database.write(act)
        found = []
        for _ in range(2):
            clock.leaps()
            found.append({one.part for one in (await health.judge()).ailments})
            clock.moves_to(f"{clock.now() + timedelta(hours=7, minutes=6):%Y-%m-%d %H:%M:%S}")
        return found

    bulk = await told(lambda unit: unit.outbox.add(rows[:1], clock.now()))
    reply = await told(lambda unit: unit.outbox.add(rows[1:], clock.now()))
    update = await told(lambda unit: unit.inbox.add([Arrived(1, 5, "{}")], clock.now()))
    health.ends("delivery")  # another replica leads
    clock.leaps()
    alone = {one.part for one in (await health.judge()).ailments}
    await database.close()

    assert [[set(), set()], [set(), {"outbox"}]] == [bulk, reply]
    assert [{"outbox"}, {"inbox", "outbox"}] == update
    assert {"inbox"} == alone


async def test_a_loop_that_ended_is_noticed(simulator: Simulator, tmp_path: Path) -> None:
    """Whoever runs the bot starts it anew; until then it is not well."""
    async with patient(simulator, sqlite(tmp_path)) as bot:
        bot.parts.delivery.loops[0].cancel()
        await asyncio.wait({bot.parts.failed}, timeout=GUARD)

        assert (503, {"delivery"}) == await bot.health()


async def test_silence_of_telegram_is_noticed(simulator: Simulator, tmp_path: Path) -> None:
    """Polls that nobody answers: after a minute and a half the bot is not well."""
    sari = simulator.person("Sari")
    async with patient(simulator, sqlite(tmp_path)) as bot:
        await sari.says("/start")
        await sari.sees("Selamat datang")
        bot.clock.leaps(INTAKE_SECONDS + 1)
        await bot.parts.timetable.look_all()

        assert (503, {"intake"}) == await bot.health()

        await sari.says("/menu")
        await sari.sees("Menu")
        assert (200, set()) == await bot.health()


async def test_a_clock_that_stands_is_noticed(simulator: Simulator, tmp_path: Path) -> None:
    """No job was looked at for long."""
    async with patient(simulator, sqlite(tmp_path)) as bot:
        bot.parts.timetable.stop()
        bot.clock.leaps(61)

        assert (503, {"timetable"}) == await bot.health()


async def test_a_database_that_is_away_is_noticed(
    simulator: Simulator, tmp_path: Path, postgres: Postgres
) -> None:
    """503 while it is away, 200 when it is back; /metrics goes on."""
    del tmp_path
    async with patient(simulator, postgres.create_database()) as bot:
        assert (200, set()) == await bot.health()
        postgres.stop()
        try:
            assert (503, {"database"}) == await bot.health()
            assert 0.0 == await bot.value("cop_database_up")
        finally:
            postgres.start()

        assert 1.0 == await bot.value("cop_database_up")
        assert (200, set()) == await bot.health()


async def test_an_address_that_is_taken_is_refused(simulator: Simulator, tmp_path: Path) -> None:
    """The command line says which setting it is."""
    async with patient(simulator, sqlite(tmp_path)) as bot:
        taken = bot.url.removeprefix("http://")
        elsewhere = sqlite(tmp_path / "elsewhere")
        settings = load(polling(simulator, elsewhere, HEALTH_LISTEN=taken))

        with pytest.raises(CannotListen, match="HEALTH_LISTEN"):
            async with app.running(settings, bot.clock):
                pass


async def test_what_is_done_is_counted(simulator: Simulator, tmp_path: Path) -> None:
    """Updates, answers with their time, and finished rows; nothing is left waiting."""
    sari = simulator.person("Sari")
    async with patient(simulator, sqlite(tmp_path)) as bot:
        for command, words in (("/start", "Selamat datang"), ("/bantuan", "/menu")) * 2:
            await sari.says(command)
            await sari.sees(words)

        assert 4 == await bot.value("cop_updates_received_total")
        assert 4 == await bot.value("cop_updates_handled_total")
        assert 4 == await bot.value("cop_update_handling_seconds_count")
        # The last answer may still be about to be recorded.
        assert 3 <= await bot.value("cop_answer_seconds_count")
        assert 3 <= await bot.value("cop_messages_total", lane="reply", outcome="sent")
        assert 0 == await bot.value("cop_inbox_waiting")


async def test_every_metric_is_documented_and_every_documented_one_is_there(
    simulator: Simulator, tmp_path: Path
) -> None:
    """The table of docs/monitoring.md and the page name the same."""
    documented = set(re.findall(r"`(cop_[a-z_]+)`", DOCUMENT.read_text().split("Worth")[0]))
    backups = tmp_path / "backups"
    backups.mkdir()
    (backups / "cop-humas-2026-11-21.db").write_bytes(b"")
    async with patient(simulator, sqlite(tmp_path), BACKUP_DIR=str(backups)) as bot:
        await bot.parts.timetable.look_all()
        found = {one.name for one in await bot.samples() if one.name.startswith("cop_")}
    histograms = {re.sub("_(bucket|count|sum)$", "", name) for name in found}

    families = {name for name in found | histograms if not re.search("_(bucket|sum|count)$", name)}
    families |= {"cop_errors_total", "cop_messages_total"}  # none yet: families without a value
    assert documented == families


async def test_labels_are_few_and_name_nobody(simulator: Simulator, tmp_path: Path) -> None:
    """No id of a person or chat, and no word of theirs, stands on either page."""
    sari = simulator.person("Sari Rahasia")
    async with patient(simulator, sqlite(tmp_path)) as bot:
        await sari.says("/start kata-rahasia")
        await sari.sees("Selamat datang")
        await bot.parts.timetable.look_all()
        _, page = await get(f"{bot.url}/metrics")
        found = await bot.samples()

    assert not re.search(f"{sari.id}|ahasia", page)
    assert {"le", "lane", "state", "outcome", "job", "result"} >= {
        label for one in found for label in one.labels
    }
    assert 1_000 > len(found)
