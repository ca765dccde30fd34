"""A mass message drains at the full rate, and people are answered as if it were not there."""

from __future__ import annotations

import asyncio
import os
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from community.reply import Lane
from simulator.clock import VirtualClock
from simulator.flood import FloodModel
from simulator.person import Person
from simulator.server import Simulator
from simulator.wire.dispatch import Exchange
from storage.campaigns import CHUNK, LOWEST_PERSON, Campaigns
from storage.database import Database
from storage.schema import account, person
from storage.unit import Unit
from tests.crash.process import polling
from tests.fixtures_simulator import Watch
from tests.proofs.inside import bot_inside

MONDAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
RATE = 30  # Telegram: about 30 messages a second over all chats
ROWS = 5_000 if os.environ.get("PROOFS") else 1_500
TALKERS = 30
PAUSE = 6.0  # mean virtual seconds between two messages of a person
LIMIT = 1.0  # seconds within which 95 of 100 answers leave
FIRST_CHAT = 1_000_000


@pytest.mark.proof
async def test_people_are_answered_while_a_mass_message_drains(
    watch_simulator: Watch, tmp_path: Path
) -> None:
    """Under the flood model p95 of answers is under 1 s, no 429, and bulk uses what is left."""
    clock = VirtualClock(MONDAY)
    simulator = watch_simulator(Simulator(seed=7, clock=clock, flood=FloodModel(rate=RATE)))
    await simulator.start()
    url = f"sqlite:///{tmp_path}/cop.db"
    await _people_exist(simulator, url)
    talkers = [simulator.person(f"Penanya {number}") for number in range(TALKERS)]
    async with bot_inside(polling(simulator, url), clock) as parts:
        busy = [lambda: parts.is_busy, lambda: simulator.in_flight > 0]
        talk = _Talk(clock, random.Random(11))
        heard = _Heard(clock)
        simulator.observe_exchanges(heard.note)
        talking = [asyncio.create_task(talk.goes_on(one)) for one in talkers]
        await parts.database.write(_mass_message)
        parts.delivery.wake()

        latest = 2 * ROWS / RATE + 60

        await clock.play(
            until=lambda: len(heard.bulk) == ROWS or clock.monotonic() > latest, busy=busy
        )
        for task in talking:
            task.cancel()
        await asyncio.gather(*talking, return_exceptions=True)
        said = len(talk.said)
        await clock.play(until=lambda: len(heard.answers) == said, busy=busy)

    _judge(simulator, talk, heard)
    await simulator.stop()
    assert [] == simulator.complaints()


class _Talk:
    """People who write at random virtual instants; remembers when."""

    def __init__(self, clock: VirtualClock, rng: random.Random) -> None:
        self._clock = clock
        self._rng = rng
        self.said: dict[tuple[int, str], float] = {}

    async def goes_on(self, one: Person) -> None:
        """Write numbered words until cancelled."""
        number = 0
        while True:
            await self._clock.sleep(self._rng.expovariate(1 / PAUSE))
            number += 1
            self.said[one.id, f"/kata{number} "] = self._clock.monotonic()
            await one.says(f"/kata{number}")


class _Heard:
    """What left, and when: mass messages and answers apart."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self.bulk: list[float] = []
        self.answers: list[tuple[int, str, float]] = []

    def note(self, exchange: Exchange) -> None:
        """Note an accepted message."""
        if exchange.method != "sendMessage" or exchange.code != 200:
            return
        chat_id, at = exchange.parameters.integer("chat_id"), self._clock.monotonic()
        if FIRST_CHAT <= chat_id < FIRST_CHAT + ROWS:
            self.bulk.append(at)
        else:
            self.answers.append((chat_id, exchange.parameters.text("text"), at))

    def waits(self, talk: _Talk) -> list[float]:
        """List how long each answer took, shortest first."""
        waits = []
        for chat_id, text, at in self.answers:
            word = next(words for who, words in talk.said if who == chat_id and words in text)
            waits.append(at - talk.said[chat_id, word])
        return sorted(waits)


def _judge(simulator: Simulator, talk: _Talk, heard: _Heard) -> None:
    waits = heard.waits(talk)
    first, last = heard.bulk[0], heard.bulk[-1]
    answered = [at for _, _, at in heard.answers if first <= at <= last]
    left = RATE * (last - first) - len(answered)
    p95 = waits[int(len(waits) * 0.95)]
    print(
        f"\nlanes: {ROWS} mass messages in {last - first:.1f} virtual s, {len(waits)} answers, "
        f"p50 {waits[len(waits) // 2]:.3f} s, p95 {p95:.3f} s, worst {waits[-1]:.3f} s, "
        f"{ROWS / left:.1%} of what was left, "
        f"most in a second {simulator.flood.most_in_a_second()}"
    )
    assert len(talk.said) == len(waits)
    assert p95 < LIMIT
    assert 0 == simulator.flood.refused
    assert simulator.flood.most_in_a_second() <= RATE
    assert ROWS >= 0.95 * left


async def _people_exist(simulator: Simulator, url: str) -> None:
    """Let as many people exist as the mass message has rows, here and in the database."""
    for number in range(ROWS):
        simulator.person(f"Anggota {number}", id=FIRST_CHAT + number, started=True)

    async def meet(unit: Unit) -> None:
        people = [
            {"id": number + 1, "state": "member", "created_at": MONDAY, "state_at": MONDAY}
            for number in range(ROWS)
        ]
        accounts = [
            {"telegram_id": FIRST_CHAT + number, "person_id": number + 1, "seen_at": MONDAY}
            for number in range(ROWS)
        ]
        await unit.connection.execute(insert(person), people)
        await unit.connection.execute(insert(account), accounts)

    database = await Database.open(url)
    await database.write(meet)
    await database.close()


async def _mass_message(unit: Unit) -> None:
    """Put the rows of one text for everybody into the outbox."""
    campaigns = Campaigns(unit.connection)
    text = {"text": "Pengumuman untuk semua.", "parse_mode": "HTML"}
    campaign_id = await campaigns.add("sendMessage", text, MONDAY)
    everybody = select(account.c.telegram_id.label("chat_id"), account.c.person_id)
    chunk = await campaigns.fan_out(
        campaign_id,
        lane=Lane.BULK,
        to=everybody,
        after_person_id=LOWEST_PERSON,
        limit=CHUNK,
        now=MONDAY,
    )
    assert ROWS == chunk.count
