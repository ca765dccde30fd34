"""Three replicas on one PostgreSQL: killed and frozen at random, nothing lost or done twice."""

from __future__ import annotations

import asyncio
import os
import random
import secrets
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from simulator.faults import Delay, Fault
from simulator.server import Simulator
from storage.database import Database
from tests.crash import ledger
from tests.crash.fleet import FOLLOWS, Fleet, fleet, freeze, thaw
from tests.crash.ledger import Ledger
from tests.crash.mornings import HOUR, Morning, instant, shifted, tally
from tests.crash.people import join, judge_manners
from tests.crash.process import READY
from tests.crash.shifted import CHUNK
from tests.crash.talk import PEOPLE, Gate, Talker, judge_effects
from tests.fixtures_postgres import Postgres

IS_LONG = bool(os.environ.get("PROOFS"))
KILLS = 40 if IS_LONG else 4
CYCLES = 25 if IS_LONG else 3  # corrections of a person; nine updates of each in three
MEMBERS = 1_200 if IS_LONG else 150  # who are reminded
MORNING_KILLS = 12 if IS_LONG else 2
FIRST = 800_000_001
RATE = 30
SHIFTED = "tests.crash.shifted"


@pytest.fixture
def url(postgres: Postgres) -> str:
    """Give the URL of an empty database."""
    return postgres.create_database()


@pytest.fixture
def rng() -> random.Random:
    """Give chance that can be repeated."""
    seed = int(os.environ.get("CRASH_SEED") or secrets.randbits(32))
    print(f"CRASH_SEED={seed}")
    return random.Random(seed)


@pytest.mark.proof
async def test_nothing_is_lost_or_done_twice_when_replicas_are_killed(
    simulator: Simulator, tmp_path: Path, url: str, rng: random.Random
) -> None:
    """Updates go to three replicas, any of which dies at any time: all once, and in order."""
    numbers = range(FIRST, FIRST + PEOPLE)
    joined = await join(url, numbers)
    gate = Gate()
    talkers = [
        Talker(simulator.person(f"Orang {number}", id=number), gate, rng, CYCLES)
        for number in numbers
    ]
    total = PEOPLE * 3 * CYCLES
    # Telegram does at once what it is asked, and its answer is late: kills leave doubts.
    simulator.faults.add(Fault(Delay(0.1, after_act=True), method="sendMessage", times=None))
    killed_leaders = 0
    async with fleet(simulator, tmp_path, url, settings={"SEND_RATE": "0"}) as replicas:
        await replicas.start()
        talking = asyncio.gather(*(talker.goes_through() for talker in talkers))
        for number in range(KILLS):
            gate.open(total * (number + 1) // (KILLS + 1) - total * number // (KILLS + 1))
            await instant(rng.uniform(0.0, 0.5))
            killed_leaders += await _kill_one(replicas, rng)
        gate.open(total)
        await talking
        await replicas.stop()

    found = await ledger.read(url)
    judge_effects(found, talkers, joined)
    doubles, doubts = await _judge_answers(simulator, found, talkers, url)
    judge_manners(simulator)
    print(
        f"replicas: {KILLS} kills, {killed_leaders} of leaders, {found.updates} updates, "
        f"{doubts} sends in doubt, {doubles} doubled"
    )


async def _kill_one(replicas: Fleet, rng: random.Random) -> bool:
    """Kill a replica, mostly the leader, and start it again; says whether it led."""
    leaders = replicas.leaders
    victim = leaders[0] if leaders and rng.random() < 0.6 else rng.choice(replicas.replicas)
    led = victim in leaders
    await victim.kill()
    await instant(rng.uniform(0.0, 0.3))
    await victim.start()
    if rng.random() < 0.7:  # else the next kill may strike in the middle of its start
        await victim.logs(READY)
    return led


async def _judge_answers(
    simulator: Simulator, found: Ledger, talkers: list[Talker], url: str
) -> tuple[int, int]:
    """Each answer arrived, in order; twice only what was in doubt when a leader died."""
    assert {"sent"} == set(found.states)
    calls = list(simulator.calls)
    doubts = await _doubts(url)
    doubles = 0
    for talker in talkers:
        chat_id = talker.person.id
        rows = found.rows[chat_id]
        assert talker.updates == len(rows)
        answers = iter(row.text for row in rows)
        assert all(any(word in answer for answer in answers) for word in talker.asked)
        repeated = ledger.doubled(rows, ledger.accepted(calls, chat_id))
        assert repeated <= doubts[chat_id]
        doubles += repeated
    return doubles, doubts.total()


async def _doubts(url: str) -> Counter[int]:
    """Count, by chat, how often a row was marked once more because its leader had died."""
    database = await Database.open(url)
    try:
        async with database.snapshot() as unit:
            found = await unit.connection.execute(
                text(
                    "SELECT chat_id, sum(attempts - 1) FROM outbox"
                    " WHERE kind <> 'answerCallbackQuery' GROUP BY chat_id"
                )
            )
            return Counter({chat_id: int(number) for chat_id, number in found})
    finally:
        await database.close()


@pytest.mark.proof
async def test_nobody_is_reminded_twice_whoever_leads(
    simulator: Simulator, tmp_path: Path, url: str, rng: random.Random
) -> None:
    """Leaders die while reminders are made and sent: never two, never more than 30 a second."""
    morning = Morning(simulator, MEMBERS)
    await morning.begin(url)
    simulator.faults.add(Fault(Delay(0.1, after_act=True), method="sendMessage", times=None))
    settings = {"SEND_RATE": str(RATE), **shifted(HOUR), CHUNK: "2"}
    async with fleet(simulator, tmp_path, url, module=SHIFTED, settings=settings) as replicas:
        await replicas.start()
        for _ in range(MORNING_KILLS):
            await morning.until_next(rng.randint(1, 25))
            await instant(rng.uniform(0.0, 0.1))
            (leader,) = replicas.leaders
            await leader.kill()
            await leader.start_and_wait()
            await replicas.next_leader(leader)
        await morning.until_next(1)
        await _until_final(simulator, url)
        await replicas.stop()

    books = await tally(url, HOUR + timedelta(minutes=30))
    unknown = books.chats.get("unknown", set())
    print(
        f"reminders of replicas: {MORNING_KILLS} leaders killed, {MEMBERS} promised, "
        f"{len(unknown)} unknown, at most {simulator.flood.most_in_a_second()} in a second"
    )
    assert set() == {chat for chat, times in morning.came.items() if times > 1}
    assert set() == set(morning.members) - set(morning.came) - unknown
    assert MEMBERS == books.promised == books.states.total()
    assert len(unknown) <= RATE * MORNING_KILLS
    assert simulator.flood.most_in_a_second() <= RATE


async def test_a_frozen_leader_sends_nothing_when_it_wakes(
    simulator: Simulator, tmp_path: Path, url: str
) -> None:
    """A leader stops in the middle of sending, another takes over; thawed, it stays silent."""
    morning = Morning(simulator, MEMBERS)
    await morning.begin(url)
    settings = {"SEND_RATE": str(RATE), **shifted(HOUR)}
    async with fleet(
        simulator, tmp_path, url, size=2, module=SHIFTED, settings=settings
    ) as replicas:
        await replicas.start()
        (old,) = replicas.leaders
        await morning.until(20)
        freeze(old)
        try:
            await replicas.next_leader(old)
            await _until_final(simulator, url)
        finally:
            came = morning.came.copy()
            thaw(old)
        await old.logs(FOLLOWS)
        await replicas.stop()

    books = await tally(url, HOUR + timedelta(minutes=30))
    unknown = books.chats.get("unknown", set())
    assert came == morning.came, "the one that was frozen sent something"
    assert {1} == set(came.values())
    assert set(morning.members) - set(came) <= unknown
    assert 0 < len(unknown) <= RATE
    assert simulator.flood.most_in_a_second() <= RATE


async def test_a_leader_that_stops_hands_over_at_once(
    simulator: Simulator, tmp_path: Path, url: str
) -> None:
    """SIGTERM to whoever leads, again and again: somebody else leads, people are answered."""
    sari = simulator.person("Sari")
    async with fleet(simulator, tmp_path, url) as replicas:
        await replicas.start()
        for number in range(3):
            (leader,) = replicas.leaders
            assert 0 == await leader.stop()
            await replicas.next_leader(leader)
            await sari.says(f"/nomor{number}")
            await sari.sees(f"/nomor{number} ")
            await leader.start_and_wait()
        assert 1 == len(replicas.leaders)
        await replicas.stop()


async def test_only_the_leader_polls(simulator: Simulator, tmp_path: Path, url: str) -> None:
    """Without a webhook one replica polls and the other waits; when it dies, that one polls."""
    sari = simulator.person("Sari")
    async with fleet(simulator, tmp_path, url, size=2, is_posted=False) as replicas:
        await replicas.start()
        await sari.says("/satu")
        await sari.sees("/satu ")
        (leader,) = replicas.leaders
        await leader.kill()
        await replicas.next_leader(leader)
        await sari.says("/dua")
        await sari.sees("/dua ")
        for one in replicas.replicas:
            assert [] == [line for line in one.lines if "409" in line]
        await replicas.stop()


async def test_another_secret_is_noticed(simulator: Simulator, tmp_path: Path, url: str) -> None:
    """A replica whose WEBHOOK_SECRET differs says so; one that agrees says nothing."""
    async with fleet(simulator, tmp_path, url) as replicas:
        first, second, third = replicas.replicas
        third.settings["WEBHOOK_SECRET"] = "kata-rahasia-yang-lain"
        await first.start_and_wait()
        await second.start_and_wait()
        assert [] == first.said("WEBHOOK_SECRET") + second.said("WEBHOOK_SECRET")

        await third.start_and_wait()

        assert 1 == len(third.said("WARNING", "WEBHOOK_SECRET"))


async def _until_final(simulator: Simulator, url: str) -> None:
    """Return when all reminders were made, and none is under way any more."""
    guest = simulator.person("Tamu")
    while True:
        books = await tally(url, HOUR + timedelta(minutes=30))
        if books.promised == MEMBERS and books.is_final:
            return
        await guest.says("/start")
        await guest.sees("Selamat datang")
