"""Two people reach for one question in the same instant, on PostgreSQL with its two workers.

The two updates are held until both are inside their transactions; then both go on at once.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import app
from community.callback import pack
from community.charter import Charter
from community.incoming import Incoming
from community.own_questions import Withdraw
from community.question_card import ClaimQuestion, RefuseQuestion
from community.reply import Reply
from handlers import dispatch
from simulator.person import Person, Screen
from simulator.server import Simulator
from storage.unit import Unit
from tests.fixtures_postgres import Postgres
from tests.journeys.asking import asks, opens_for_questions
from tests.journeys.house import House

ROUNDS = 40 if os.environ.get("PROOFS") else 3


class Gate:
    """Holds two updates inside their transactions until both are there."""

    def __init__(self) -> None:
        self.met = 0
        self._expected: set[int] = set()  # Telegram ids of whose updates are held
        self._one = asyncio.Event()
        self._both = asyncio.Event()

    async def meet(
        self, one: Person, act: Awaitable[object], other: Person, other_act: Awaitable[object]
    ) -> None:
        """Let two people act; their updates go on together.

        The second acts when a worker has the first one: a worker would take both otherwise.
        """
        self._expected = {one.id, other.id}
        self._one.clear()
        self._both.clear()
        await act
        await self._one.wait()
        await other_act
        await self._both.wait()

    async def answer(
        self, incoming: Incoming, unit: Unit, now: datetime, charter: Charter
    ) -> Reply:
        """Answer as the bot does; a second try is not held."""
        number = None if incoming.sender is None else incoming.sender.telegram_id
        if number in self._expected:
            self._expected.discard(number)
            self._one.set()
            if not self._expected:
                self.met += 1
                self._both.set()
            await self._both.wait()
        return await dispatch.answer(incoming, unit, now, charter)


class RacingHouse(House):
    """A house whose workers go through the gate."""

    def __init__(self, simulator: Simulator, folder: Path) -> None:
        super().__init__(simulator, folder)
        self.gate = Gate()
        self.dewi = self.person("Dewi Lestari")

    async def tells(self, statement: str, **values: int) -> list[tuple[object, ...]]:
        """Read from the database."""
        assert self.parts is not None
        async with self.parts.database.snapshot() as unit:
            return [tuple(row) for row in await unit.connection.execute(text(statement), values)]

    async def _start(self) -> None:
        assert self.settings is not None
        running = app.running(self.settings, self.clock, self.gate.answer)
        self.parts = await self._bot.enter_async_context(running)
        assert 2 == len(self.parts.workers)


@pytest.fixture
async def racing(
    simulator: Simulator, tmp_path: Path, postgres: Postgres
) -> AsyncIterator[RacingHouse]:
    """Give a house on PostgreSQL."""
    made = RacingHouse(simulator, tmp_path)
    made.database_url = postgres.create_database()
    yield made
    await made.closes()


@pytest.mark.proof
async def test_of_two_at_once_one_wins_and_the_other_reads_so(racing: RacingHouse) -> None:
    """Ambil and Ambil, Ambil and Tolak, two answers, Ambil and a withdrawal, over and over."""
    sari, budi, dewi, group = racing.sari, racing.budi, racing.dewi, racing.moderators
    await opens_for_questions(
        racing, members=[sari], moderators=[budi, dewi], group=group, MAX_QUESTIONS_PER_DAY="1000"
    )
    races = (_both_claim, _one_refuses, _both_answer, _one_withdraws)
    cards: dict[int, str] = {}
    for number in range(1, ROUNDS * len(races) + 1):
        await asks(sari, number)
        card = await budi.at(group).sees(f"Pertanyaan #{number}\n", "baru")
        truth = await races[number % len(races)](racing, number, card)
        cards[card.message_id] = f"Status: {truth}"

    assert len(cards) == racing.gate.met
    assert [] == await racing.tells("SELECT error FROM inbox WHERE error IS NOT NULL")
    await racing.closes()
    shown = {one.message_id: one.text for one in await budi.at(group).transcript()}
    assert [] == [words for at, words in cards.items() if words not in shown[at]]
    for person in (sari, budi, dewi, budi.at(group)):
        assert "gangguan" not in str(await person.transcript())


async def _both_claim(house: RacingHouse, number: int, card: Screen) -> str:
    """Of two claims one wins, the other reads who holds it."""
    budi, dewi, data = house.budi, house.dewi, pack(ClaimQuestion(question=number))
    here, there = budi.at(house.moderators), dewi.at(house.moderators)
    await house.gate.meet(budi, here.sends_data(card, data), dewi, there.sends_data(card, data))
    shown = await here.sees(f"Pertanyaan #{number}\n", "diambil, dipegang")
    winner, loser = (budi, dewi) if "dipegang Budi" in shown else (dewi, budi)
    await loser.is_told(f"Pertanyaan #{number} sudah diambil {winner.name}.")
    assert ["ask", "claim"] == await _events(house, number)
    return f"diambil, dipegang {winner.name}"


async def _one_refuses(house: RacingHouse, number: int, card: Screen) -> str:
    """A claim and a refusal: one of both."""
    budi, dewi = house.budi, house.dewi
    here, there = budi.at(house.moderators), dewi.at(house.moderators)
    refusal = there.sends_data(card, pack(RefuseQuestion(question=number, reason="ranah")))
    claim = here.sends_data(card, pack(ClaimQuestion(question=number)))
    await house.gate.meet(dewi, refusal, budi, claim)
    shown = await here.sees(f"Pertanyaan #{number}\n", "Status: di")
    happened = await _events(house, number)
    if "dipegang" in shown:
        await dewi.is_told(f"Pertanyaan #{number} sudah diambil Budi Santoso.")
        assert ["ask", "claim"] == happened
        return "diambil, dipegang Budi Santoso"
    await budi.is_told("")
    await house.sari.sees(f"Belum dapat diproses: pertanyaan #{number}")
    assert ["ask", "refuse"] == happened
    return "ditolak"


async def _both_answer(house: RacingHouse, number: int, card: Screen) -> str:
    """Two held answers are sent: one goes out, the other is said not to."""
    budi, dewi, sari = house.budi, house.dewi, house.sari
    here, there = budi.at(house.moderators), dewi.at(house.moderators)
    held = []
    for one in (here, there):
        await one.replies(card, f"Jawaban {one.name} untuk nomor {number}.")
        held.append(await one.sees(f"Kirim sebagai jawaban #{number}?"))
    taps = [
        one.sends_data(asked, asked.data["Kirim jawaban"])
        for one, asked in zip((here, there), held, strict=True)
    ]
    await house.gate.meet(budi, taps[0], dewi, taps[1])
    answer = await sari.sees(f"Jawaban untuk pertanyaan #{number}\n")
    winner = budi if "Jawaban Budi" in answer else dewi
    await here.sees(f"Pertanyaan #{number}\n", "dijawab oleh")
    said = {one.message_id: one.text for one in await here.transcript()}
    told = sorted(said[asked.message_id] for asked in held)
    assert ["ask", "claim", "answer"] == await _events(house, number)
    own = [one for one in await sari.transcript() if f"untuk nomor {number}." in one]
    assert 1 == len(own)
    assert f"Terkirim sebagai jawaban #{number}." in told
    return f"dijawab oleh {winner.name}"


async def _one_withdraws(house: RacingHouse, number: int, card: Screen) -> str:
    """A claim and a withdrawal: one of both, and the asker sees which."""
    budi, sari = house.budi, house.sari
    here = budi.at(house.moderators)
    receipt = await sari.screen()
    assert receipt is not None
    withdrawal = sari.sends_data(receipt, pack(Withdraw(question=number)))
    claim = here.sends_data(card, pack(ClaimQuestion(question=number)))
    await house.gate.meet(sari, withdrawal, budi, claim)
    shown = await sari.sees(f"Pertanyaan #{number}\n", "Keadaan: ")
    happened = await _events(house, number)
    if "Keadaan: ditarik" in shown:
        assert ["ask", "withdraw"] == happened
        return "ditarik"
    assert ["ask", "claim"] == happened
    assert "Keadaan: baru" not in shown
    assert "Tarik pertanyaan" in shown.labels
    return "diambil, dipegang Budi Santoso"


async def _events(house: RacingHouse, number: int) -> list[object]:
    """List what happened to a question."""
    found = await house.tells(
        "SELECT event FROM question_event WHERE question_id = :number ORDER BY id", number=number
    )
    return [event for (event,) in found]
