"""What an operator meets: stops, a refused token, a network that is away, a second poller."""

import asyncio
import contextlib
import os
from collections.abc import Callable
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import text

from bot.__main__ import TOO_NEW
from simulator.faults import Delay, Fault
from simulator.server import Simulator
from simulator.wire.dispatch import Exchange
from storage.database import Database
from tests.crash.people import shows
from tests.crash.process import READY, bot_process, polling, webhook
from tests.fixtures_postgres import free_port

AWAY = "Telegram cannot be reached"
STOP_LIMIT = 10  # seconds, product.md section 8

Source = Callable[..., dict[str, str]]


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """Give the URL of a SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path}/cop.db"


@pytest.mark.parametrize("source", [polling, webhook], ids=["polling", "webhook"])
async def test_a_stop_in_the_middle_of_work_loses_nothing(
    simulator: Simulator, tmp_path: Path, database_url: str, source: Source
) -> None:
    """SIGTERM while many wait and Telegram hangs ends within 10 s; later all are answered."""
    people = [simulator.person(f"Orang {number}") for number in range(20)]
    hanging = Fault(Delay(3600), method="sendMessage", times=None)
    async with bot_process(tmp_path, source(simulator, database_url)) as bot:
        await bot.start_and_wait()
        simulator.faults.add(hanging)
        for person in people:
            for number in range(5):
                await person.says(f"/nomor{number}")
        await _first_update_confirmed(simulator)

        async with asyncio.timeout(STOP_LIMIT):
            code = await bot.stop()

        assert 0 == code
        simulator.faults.clear()
        await bot.start_and_wait()
        for person in people:
            for number in range(5):
                await shows(person, f"/nomor{number} ")


async def _first_update_confirmed(simulator: Simulator) -> None:
    """Return when the bot took something, so that it is in the middle of work."""
    version = simulator.people.version()
    while simulator.pending_updates == 100:  # twenty people, five each
        version = await simulator.people.wait(version=version, limit=0.01)


@pytest.mark.proof
@pytest.mark.skipif(not os.environ.get("PROOFS"), reason="takes a real minute: make proofs")
async def test_a_quiet_minute_is_not_taken_for_trouble(
    simulator: Simulator, tmp_path: Path, database_url: str
) -> None:
    """Long polls that bring nothing end by themselves; nothing is logged about them."""
    polls: asyncio.Queue[Exchange] = asyncio.Queue()
    simulator.observe_exchanges(
        lambda one: polls.put_nowait(one) if one.method == "getUpdates" else None
    )
    async with bot_process(tmp_path, polling(simulator, database_url)) as bot:
        await bot.start_and_wait()

        for _ in range(2):
            assert 200 == (await polls.get()).code

        assert [] == bot.said("WARNING")


async def test_a_refused_token_is_said_in_one_line(
    simulator: Simulator, tmp_path: Path, database_url: str
) -> None:
    """A token that Telegram refuses ends the bot with exit code 1 and one line."""
    wrong = f"{simulator.token[:-5]}wrong"
    async with bot_process(tmp_path, polling(simulator, database_url, BOT_TOKEN=wrong)) as bot:
        await bot.start()

        code = await bot.ends()

        assert 1 == code
        assert ["BOT_TOKEN: ditolak Telegram. Salin ulang dari @BotFather."] == bot.lines


async def test_a_database_of_a_newer_version_is_said_in_one_line(
    simulator: Simulator, tmp_path: Path, database_url: str
) -> None:
    """A bot that is older than its database touches nothing and ends with exit code 1."""
    database = await Database.open(database_url)
    await database.write(
        lambda unit: unit.connection.execute(text("UPDATE alembic_version SET version_num='9999'"))
    )
    await database.close()
    async with bot_process(tmp_path, polling(simulator, database_url)) as bot:
        await bot.start()

        code = await bot.ends()

        assert 1 == code
        assert [TOO_NEW] == bot.lines


async def test_a_network_that_is_away_is_waited_for(
    watch_simulator: object, tmp_path: Path, database_url: str
) -> None:
    """Without Telegram at the start, and again later, the bot says one line and keeps trying."""
    simulator = Simulator(seed=1)
    simulator.port = free_port()
    sari = simulator.person("Sari")
    async with bot_process(tmp_path, polling(simulator, database_url)) as bot:
        await bot.start()
        await bot.logs(AWAY, "trying again")
        await simulator.start(port=simulator.port)
        await bot.logs(READY)
        await sari.says("/menu")
        await sari.sees("Menu")

        at_start = len(bot.said("trying again"))
        await simulator.stop()
        await sari.says("/pertama")
        await bot.logs("intake", AWAY, "trying again")
        await simulator.start(port=simulator.port)
        await sari.says("/kedua")
        await sari.sees("/pertama ")
        await sari.sees("/kedua ")

        assert 1 == at_start
        assert 1 == len(bot.said("intake", AWAY, "trying again"))
        assert 1 == len(bot.said("intake", AWAY, "over"))
        await bot.stop()
    await simulator.stop()
    assert [] == simulator.complaints()


async def test_another_poller_is_named_once(
    simulator: Simulator, tmp_path: Path, database_url: str
) -> None:
    """A second program on the same token costs one line; when it is gone the bot goes on."""
    sari = simulator.person("Sari")
    async with bot_process(tmp_path, polling(simulator, database_url)) as bot:
        await bot.start_and_wait()
        await sari.says("/menu")
        await sari.sees("Menu")

        other = asyncio.create_task(_poll(simulator))
        await bot.logs("Another program polls with this token (409)")
        other.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await other
        await sari.says("/sesudah")
        await sari.sees("/sesudah ")

        assert 1 == len(bot.said("(409)", "trying again"))
        assert 1 == len(bot.said("(409)", "over"))


async def _poll(simulator: Simulator) -> None:
    """Poll as a second program would; takes nothing, because it confirms nothing."""
    address = f"{simulator.url}/bot{simulator.token}/getUpdates"
    async with aiohttp.ClientSession() as session:
        while True:
            async with session.post(address, json={"timeout": 50}) as answer:
                await answer.read()


async def test_mistakes_in_the_settings_are_told_at_once(tmp_path: Path) -> None:
    """All mistakes of an .env file come together, each with its mend, with exit code 2."""
    async with bot_process(tmp_path, {}) as bot:
        (bot.folder / ".env").write_text(
            "BOT_TOKEN=24680:pendek\nADMIN_IDS=-100200300\nSEND_RATE=31\nTIMEZONE=Surabaya\n"
            "DATABASE_URL=mysql://localhost/cop\nREMINDER_TIM=07:30\n"
        )
        await bot.start()

        code = await bot.ends()

        assert 2 == code
        wrong = {line.partition(":")[0] for line in bot.lines}
        expected = {"BOT_TOKEN", "ADMIN_IDS", "SEND_RATE", "TIMEZONE", "DATABASE_URL"}
        assert expected | {"REMINDER_TIM"} == wrong
        assert 6 == len(bot.lines)
        assert [] == [line for line in bot.lines if "24680" in line or "mysql" in line]
