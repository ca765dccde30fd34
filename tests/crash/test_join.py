"""The bot is killed between every two steps of joining: people go on where they stood."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from simulator.faults import Delay, Fault
from simulator.person import Person, Screen
from simulator.server import Simulator
from simulator.wire.parameters import Parameters
from storage.database import Database
from storage.unit import Unit
from tests.crash.people import judge_manners
from tests.crash.process import BotProcess, bot_process, polling


@dataclass(frozen=True, slots=True)
class Step:
    """What a person does, by tapping or typing, and what they see then."""

    taps: str
    types: str
    sees: str


# fmt: off
STEPS = (
    Step("Gabung",           "/gabung",                "Pemberitahuan privasi"),
    Step("Setuju",           "",                       "Langkah 1/7"),
    Step("Pakai: Sari",      "Budi Santoso",           "Langkah 2/7"),
    Step("Kabupaten/Kota",   "Kabupaten/Kota",         "Langkah 3/7"),
    Step("",                 "banyu",                  "Langkah 3/7"),
    Step("Kabupaten Banyuwangi", "ya",                     "Langkah 4/7"),
    Step("Lewati",           "Bidang Informasi",       "Langkah 5/7"),
    Step("Ahli Pertama",     "Ahli Pertama",           "Langkah 6/7"),
    Step("Rabu: ASN Mengaji",             "",                       "Langkah 6/7"),
    Step("Lanjut",           "",                       "Langkah 7/7"),
    Step("Saya berkomitmen", "",                       "Selamat datang, Bapak/Ibu"),
)
# fmt: on


async def test_joining_goes_on_after_every_kill(simulator: Simulator, tmp_path: Path) -> None:
    """Killed after each answer, the form stands where it stood, for tapping and for typing."""
    url = f"sqlite:///{tmp_path}/cop.db"
    sari, budi = simulator.person("Sari"), simulator.person("Budi")
    async with bot_process(tmp_path, polling(simulator, url)) as bot:
        await bot.start()
        for person in (sari, budi):
            await person.says("/start")
            await person.sees("Selamat datang")
        for step in STEPS:
            await bot.kill()
            await bot.start()
            for person in (sari, budi):
                await _acts(person, step, typing=person is budi)
        assert 0 == await bot.stop()

    judge_manners(simulator)
    assert {
        ("Sari", "35.10", None, "ahli_pertama", 27, "member"),
        ("Budi Santoso", "35.10", "Bidang Informasi", "ahli_pertama", 27, "member"),
    } == await _members(url)
    assert 2 == await _count(url, "audit WHERE action = 'joined'")
    assert 2 == await _count(url, "consent")


def _confirms(method: str, parameters: Parameters) -> bool:
    """Tell whether a poll confirms an update: it is committed, and hardly handled yet."""
    return method == "getUpdates" and parameters.integer("offset") > 0


def _answers(method: str, parameters: Parameters) -> bool:
    """Tell whether this is the answer to the name: it is on its way, and nobody has it yet."""
    return method == "sendMessage" and "Langkah 2/7" in parameters.text("text")


@pytest.mark.parametrize("instant", [_confirms, _answers])
async def test_a_kill_between_commit_and_answer_costs_nothing(
    simulator: Simulator, tmp_path: Path, instant: Callable[[str, Parameters], bool]
) -> None:
    """Killed when the update is committed and its answer not yet said, the answer comes later."""
    url = f"sqlite:///{tmp_path}/cop.db"
    sari = simulator.person("Sari")
    async with bot_process(tmp_path, polling(simulator, url)) as bot:
        await bot.start()
        await sari.says("/gabung")
        await sari.sees("Pemberitahuan privasi")
        await sari.taps("Setuju")
        await sari.sees("Langkah 1/7")

        await _kill_at(simulator, bot, instant, sari.says("Sari Wulandari"))
        await bot.start()
        await sari.sees("Langkah 2/7")

        await sari.taps("Instansi lain")
        await sari.sees("Langkah 3/7")
        assert 0 == await bot.stop()

    judge_manners(simulator)
    answers = [call for call in simulator.calls.of("sendMessage") if call.code == 200]
    assert 1 == len([one for one in answers if "Langkah 2/7" in one.parameters["text"]])


async def _kill_at(
    simulator: Simulator,
    bot: BotProcess,
    instant: Callable[[str, Parameters], bool],
    act: Awaitable[Screen],
) -> None:
    """Let a person act, and kill the bot when a request of that sort reaches Telegram."""
    is_reached = asyncio.Event()

    def strikes(method: str, parameters: Parameters) -> bool:
        if instant(method, parameters):
            is_reached.set()
            return True
        return False

    fault = simulator.faults.add(Fault(Delay(3600), when=strikes))
    await act
    await is_reached.wait()
    await bot.kill()
    simulator.faults.remove(fault)


async def _acts(person: Person, step: Step, *, typing: bool) -> None:
    if step.types and (typing or not step.taps):
        await person.says(step.types)
    else:
        await person.taps(step.taps)
    await person.sees(step.sees)


async def _members(url: str) -> set[tuple[object, ...]]:
    found = await _select(
        url,
        "SELECT name, area, unit, level, days, state FROM profile"
        " JOIN person ON person.id = profile.person_id"
        " JOIN reminder_setting ON reminder_setting.person_id = person.id",
    )
    return set(found)


async def _count(url: str, rows: str) -> int:
    return len(await _select(url, f"SELECT 1 FROM {rows}"))  # noqa: S608 # the test's own words


async def _select(url: str, statement: str) -> list[tuple[object, ...]]:
    async def read(unit: Unit) -> list[tuple[object, ...]]:
        return [tuple(row) for row in await unit.connection.execute(text(statement))]

    database = await Database.open(url)
    try:
        return await database.write(read)
    finally:
        await database.close()
