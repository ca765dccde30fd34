"""Twenty people who correct their profiles and ask numbered things, as fast as they are let."""

from __future__ import annotations

import asyncio
import random

from simulator.person import NotSeenError, Person
from tests.crash.ledger import Ledger
from tests.crash.people import shows

PEOPLE = 20
PROMPT = "Di unit kerja mana?"
PATIENCE = 12  # times ten seconds: starts, retries of webhooks, a busy machine


class Gate:
    """Lets so many updates through in each life of the bot."""

    def __init__(self) -> None:
        self._permits = asyncio.Semaphore(0)

    def open(self, updates: int) -> None:
        """Let so many more through."""
        for _ in range(updates):
            self._permits.release()

    async def passes(self) -> None:
        """Wait for one's turn."""
        await self._permits.acquire()


class Talker:
    """One person's script: corrections with numbered values, and numbered questions between."""

    def __init__(self, person: Person, gate: Gate, rng: random.Random, cycles: int) -> None:
        self.person = person
        self.asked: list[str] = []  # what the answers to texts must show, in order
        self.corrected = 0
        self.updates = 0
        self._gate = gate
        self._rng = rng
        self._cycles = cycles

    async def goes_through(self) -> None:
        """Play the whole script, waiting only where a person must."""
        await self._says("/profil", "<b>Profil</b>")
        await self._sees("Silakan ketuk yang ingin diubah")
        for number in range(1, self._cycles + 1):
            await self._corrects(number)
            if number < self._cycles:  # four questions for five corrections
                await self._asks(number)
        for word in self.asked:
            if word.startswith("Perintah"):
                await self._shows(word)

    async def _corrects(self, number: int) -> None:
        await self._gate.passes()
        await self.person.taps("Unit kerja")
        self.updates += 1
        await self._sees(PROMPT)
        await self._says(f"Bidang {number}", f"Unit kerja: Bidang {number}\n")
        self.corrected += 1
        await self._sees(f"Unit kerja: Bidang {number}\n")

    async def _asks(self, number: int) -> None:
        """Ask without waiting, so that several updates of a chat are on their way at once."""
        await self._says(f"/cek{number}", f"Perintah /cek{number} ")

    async def _says(self, words: str, answer: str) -> None:
        await self._gate.passes()
        await self.person.says(words)
        self.updates += 1
        self.asked.append(answer)

    async def _sees(self, words: str) -> None:
        for _ in range(PATIENCE - 1):
            try:
                await self.person.sees(words)
            except NotSeenError:
                continue
            return
        await self.person.sees(words)

    async def _shows(self, words: str) -> None:
        for _ in range(PATIENCE - 1):
            try:
                await shows(self.person, words)
            except NotSeenError:
                continue
            return
        await shows(self.person, words)


def judge_effects(found: Ledger, talkers: list[Talker], joined: dict[int, int]) -> None:
    """Each update was taken once, and did once what it does."""
    assert sum(talker.updates for talker in talkers) == found.updates
    assert 0 == found.unhandled
    assert [] == found.errors
    for talker in talkers:
        person_id = joined[talker.person.id]
        assert talker.corrected == found.corrections[person_id]
        assert f"Bidang {talker.corrected}" == found.units[person_id]
