"""The bot is killed at random instants: every effect once, every answer at least once, in order."""

from __future__ import annotations

import asyncio
import os
import random
import secrets
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.faults import Delay, Fault, Repeat
from simulator.server import Simulator
from simulator.wire.dispatch import Exchange
from simulator.wire.parameters import Parameters
from tests.crash import ledger
from tests.crash.ledger import Ledger, Said
from tests.crash.people import join, judge_manners
from tests.crash.process import BotProcess, bot_process, polling, webhook
from tests.crash.talk import PEOPLE, Gate, Talker, judge_effects
from tests.fixtures_postgres import Postgres

IS_LONG = bool(os.environ.get("PROOFS"))
KILLS = 30 if IS_LONG else 6
CYCLES = 25 if IS_LONG else 5  # corrections of a person; 15 updates of each in five
FIRST = 800_000_001
MOST_LIFE = 10  # real seconds after which a bot is killed although its event did not come
LONGEST_SILENCE = 90  # real seconds in which a bot must have spoken, also beside other work

Source = Callable[..., dict[str, str]]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of an empty database of each dialect; on PostgreSQL two workers run."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/cop.db"
    postgres: Postgres = request.getfixturevalue("postgres")
    return postgres.create_database()


@pytest.mark.proof
@pytest.mark.parametrize("source", [polling, webhook], ids=["polling", "webhook"])
async def test_nothing_is_lost_or_done_twice_when_killed(
    simulator: Simulator, tmp_path: Path, url: str, source: Source
) -> None:
    """300 updates of 20 people, killed again and again: nothing lost, nothing done twice."""
    seed = int(os.environ.get("CRASH_SEED") or secrets.randbits(32))
    print(f"CRASH_SEED={seed}")
    rng = random.Random(seed)
    numbers = range(FIRST, FIRST + PEOPLE)
    joined = await join(url, numbers)
    gate = Gate()
    talkers = [
        Talker(simulator.person(f"Orang {number}", id=number), gate, rng, CYCLES)
        for number in numbers
    ]
    total = PEOPLE * 3 * CYCLES
    named = source(simulator, url, SEND_RATE="0")
    async with bot_process(tmp_path, named) as bot:
        assassin = _Assassin(simulator, bot, rng, url, tmp_path / "copy")
        talking = asyncio.gather(*(talker.goes_through() for talker in talkers))
        for number in range(KILLS):
            gate.open(total * (number + 1) // (KILLS + 1) - total * number // (KILLS + 1))
            await assassin.strikes()
        await bot.start()
        gate.open(total)
        await talking
        assert 0 == await bot.stop()

    found = await ledger.read(url)
    judge_effects(found, talkers, joined)
    _judge_answers(simulator, found, talkers, assassin)
    judge_manners(simulator)


class _Assassin:
    """Starts the bot, kills it at a random instant, and notes what was on its way."""

    def __init__(
        self, simulator: Simulator, bot: BotProcess, rng: random.Random, url: str, copy: Path
    ) -> None:
        self.in_flight: list[Counter[int]] = []
        self._bot = bot
        self._rng = rng
        self._url = url
        self._copy = copy
        self._polls = "WEBHOOK_URL" not in bot.settings
        self._waits_for = ""
        self._left = 0
        self._reached = asyncio.Event()
        simulator.observe_exchanges(self._said)
        # These faults never strike: they watch updates being handed over, and polls confirm them.
        simulator.faults.add(Fault(Repeat(), times=None, when=self._handed_over))
        simulator.faults.add(Fault(Delay(0), method="getUpdates", times=None, when=self._polled))

    async def strikes(self) -> None:
        """Let the bot live for a while, and kill it at an event or between two."""
        await self._bot.start()
        polled = 15 if self._polls else 0
        events = ("start", "said", "handed over", "polled")
        match self._rng.choices(events, (15, 45, 25, polled))[0]:
            case "start":
                await self._instant(1.0)
            case "polled":
                await self._event("polled", self._rng.randint(2, 5))
            case "handed over":
                await self._event("handed over", self._rng.randint(1, 20))
            case _:
                await self._event("said", self._rng.randint(1, 40))
        await self._bot.kill()
        self.in_flight.append(await ledger.in_flight(self._url, self._copy))

    async def _event(self, name: str, number: int) -> None:
        """Wait for so many events; what was said is followed by a random little time."""
        self._waits_for, self._left = name, number
        self._reached.clear()
        try:
            async with asyncio.timeout(LONGEST_SILENCE if name == "said" else MOST_LIFE):
                await self._reached.wait()
        except TimeoutError:
            if name == "said":
                raise AssertionError(f"{self._left} to go\n{self._bot.story()}") from None
        if name == "said":
            await self._instant(0.02)

    async def _instant(self, most: float) -> None:
        """Let a random time pass: an instant between two events is what this proof needs."""
        passed = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_later(self._rng.uniform(0, most), passed.set_result, None)
        await passed

    def _said(self, exchange: Exchange) -> None:
        if exchange.method in ledger.SAYING or exchange.method == "answerCallbackQuery":
            self._count("said")

    def _handed_over(self, _method: str, _parameters: Parameters) -> bool:
        self._count("handed over")
        return False

    def _polled(self, _method: str, _parameters: Parameters) -> bool:
        self._count("polled")
        return False

    def _count(self, name: str) -> None:
        if name != self._waits_for:
            return
        self._left -= 1
        if self._left == 0:
            if name != "said":
                self._bot.shoot()
            self._waits_for = ""
            self._reached.set()


def _judge_answers(
    simulator: Simulator, found: Ledger, talkers: list[Talker], assassin: _Assassin
) -> None:
    """Each answer arrived, in order; twice only what was on its way at a kill."""
    assert {"sent"} == set(found.states)
    calls = list(simulator.calls)
    doubles = 0
    for talker in talkers:
        chat_id = talker.person.id
        rows = found.rows[chat_id]
        assert talker.updates == len(rows)
        _judge_order(talker, rows)
        repeated = ledger.doubled(rows, ledger.accepted(calls, chat_id))
        assert repeated <= sum(kill[chat_id] for kill in assassin.in_flight)
        doubles += repeated
    most = [max(kill.values(), default=0) for kill in assassin.in_flight]
    assert [] == [number for number in most if number > 1]
    print(
        f"crash: {len(assassin.in_flight)} kills, {found.updates} updates, "
        f"{sum(kill.total() for kill in assassin.in_flight)} sends in flight, {doubles} doubled"
    )


def _judge_order(talker: Talker, rows: list[Said]) -> None:
    """Texts of a chat were answered in the order in which they were written."""
    answers = iter(row.text for row in rows)
    missing = [word for word in talker.asked if not any(word in text for text in answers)]
    assert [] == missing
