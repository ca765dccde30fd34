"""The life of a question while the bot is killed at every step: nothing lost, nothing doubled."""

from __future__ import annotations

import os
import random
import re
import secrets
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import text

from simulator.person import Person
from simulator.server import Simulator
from storage.database import Database
from storage.unit import Unit
from tests.crash.mortal import MortalHouse
from tests.crash.people import shows
from tests.crash.reaper import Instant
from tests.fixtures_postgres import Postgres
from tests.journeys.asking import QUESTION, asks, opens_for_questions

IS_LONG = bool(os.environ.get("PROOFS"))
EVERY = 1 if IS_LONG else 8  # of how many acts one is killed over
PATIENCE = 50  # acts until which everything has left
ANSWER = "Predikat dikalikan koefisien."
CORRECTED = "Predikat dikalikan koefisien jenjang."
MISSED = "Mohon contohnya."
CARD = "Pertanyaan #1\nPenanya: "
ANSWERED = "Jawaban untuk pertanyaan #1\n"
EXAMPLE = "Misalnya dua kali tiga."
STEPS = [
    "ask", "claim", "ask_explanation", "explain", "answer", "correct", "not_answered",
    "explain", "answer", "propose", "consent", "revoke", "accept",
]  # fmt: skip


class Fate:
    """Says over which acts the bot dies, and at which request."""

    def __init__(self, instant: Instant, seed: int) -> None:
        self._instant = instant
        self._rng = random.Random(seed)
        self._acts = self._rng.randrange(EVERY)

    def __call__(self) -> tuple[Instant, int] | None:
        """Choose for the act that comes now."""
        self._acts += 1
        if self._acts % EVERY:
            return None
        return self._instant, self._rng.randint(1, 3)


@pytest.fixture(params=["sqlite", "postgresql"] if IS_LONG else ["sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of an empty database of each dialect; on PostgreSQL two workers run."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/cop.db"
    postgres: Postgres = request.getfixturevalue("postgres")
    return postgres.create_database()


@pytest.mark.proof
@pytest.mark.parametrize(
    "instant",
    list(Instant) if IS_LONG else [Instant.DONE],
    ids=lambda one: one.name,
)
async def test_a_question_lives_through_every_kill(
    simulator: Simulator, tmp_path: Path, url: str, instant: Instant
) -> None:
    """Each step happened once, in order; one card, each answer once, but for what was in doubt."""
    seed = int(os.environ.get("CRASH_SEED") or secrets.randbits(32))
    print(f"CRASH_SEED={seed}")
    house = MortalHouse(simulator, tmp_path, Fate(instant, seed))
    house.database_url = url
    sari, budi, dewi = house.sari, house.budi, house.person("Dewi Lestari")
    try:
        group = house.moderators
        await opens_for_questions(house, members=[sari], moderators=[budi, dewi], group=group)
        await _lives(sari, budi, budi.at(group))
        await house.reaper.spares()
        await shows(dewi.at(group), "penanya: sudah terjawab")
        await _talks_until_final(dewi, url)
        await house.closes()
    finally:
        await house.breaks()

    kills = house.reaper.kills
    assert kills, "the bot was never killed"
    found = await _read(url)
    assert STEPS == found.events
    assert [("closed", 1)] == found.questions
    assert [
        ("question", QUESTION),
        ("request", "Periode mana?"),
        ("explanation", "Tahun 2026."),
        ("answer", CORRECTED),
        ("follow_up", MISSED),
        ("answer", EXAMPLE),
    ] == found.entries
    assert {"sent", "replaced", "dropped"} >= set(found.states), found.unfinished
    assert (0, []) == (found.unhandled, found.errors)
    cards = [one for one in await dewi.at(group).transcript() if CARD in one]
    answers = [one for one in await sari.transcript() if ANSWERED in one]
    assert "Status: ditutup" in cards[-1]
    assert 1 <= len(cards) <= 1 + sum(CARD in _plain(words) for _, words in house.in_doubt)
    assert {True} == {any(words in one for one in answers) for words in (CORRECTED, EXAMPLE)}
    assert 2 <= len(answers) <= 2 + sum(ANSWERED in _plain(words) for _, words in house.in_doubt)
    print(
        f"questions, {instant.name}: {len(kills)} kills, {len(house.in_doubt)} sends on their way, "
        f"{len(cards)} cards, {len(answers)} of 2 answers, rows {dict(found.states)}"
    )


def _plain(words: str) -> str:
    return re.sub("<[^>]+>", "", words)


async def _lives(sari: Person, budi: Person, here: Person) -> None:
    """Ask, claim, explain, answer, correct, miss, answer, publish, take back, accept."""
    await asks(sari)
    await here.sees("Pertanyaan #1", "baru")
    await here.taps("Ambil")
    await here.sees("Pertanyaan #1", "dipegang Budi Santoso")
    await here.taps("Minta penjelasan")
    await budi.sees("Apa yang perlu dijelaskan")
    await budi.says("Periode mana?")
    await budi.sees("Permintaan penjelasan #1 terkirim")
    await sari.sees("Moderator CoP memerlukan penjelasan")
    await sari.taps("Jawab penjelasan")
    await sari.sees("Silakan ketik penjelasannya")
    await sari.says("Tahun 2026.")
    await sari.sees("penjelasan #1 sudah diteruskan")

    card = await here.sees("Pertanyaan #1", "Tahun 2026.")
    said = await here.replies(card, ANSWER)
    await sari.sees("Jawaban untuk pertanyaan #1", ANSWER)
    await here.sees("Pertanyaan #1", "dijawab")
    await here.edits(said, CORRECTED)
    await sari.sees("Jawaban untuk pertanyaan #1", CORRECTED)
    await sari.taps("Belum terjawab")
    await sari.sees("Apa yang masih kurang?")
    await sari.says(MISSED)
    await sari.sees("Sudah disampaikan")
    await budi.sees("Penanya menambahkan", MISSED)
    await here.replies(card, EXAMPLE)
    await sari.sees("Jawaban untuk pertanyaan #1", EXAMPLE)

    await here.sees("Pertanyaan #1", "dijawab", EXAMPLE)
    await _publishes(budi, here)
    await sari.sees("Bolehkah diterbitkan")
    await sari.taps("Izinkan")
    await sari.sees("Pertanyaan #1 sudah diterbitkan")
    await sari.taps("Cabut izin")
    await sari.sees("Cabut izin #1?")
    await sari.taps("Ya, cabut izin")
    await sari.sees("Izin dicabut.")
    await sari.taps("Sudah terjawab")
    await sari.sees("Pertanyaan #1 ditutup.")


async def _publishes(budi: Person, here: Person) -> None:
    await here.taps("Terbitkan")
    await budi.sees("Terbitkan #1: pertanyaan")
    await budi.says(QUESTION)  # typed: a screen that came twice has a button for each step
    await budi.sees("Silakan ketik jawaban yang diterbitkan")
    await budi.says(CORRECTED)
    await budi.sees("Apa rujukan jawabannya?")
    await budi.taps("Praktik")
    await budi.sees("Tanggal peninjauan")
    await budi.taps("1 tahun")
    await budi.sees("Beginilah #1 akan dibaca anggota")
    await budi.taps("Kirim")
    await budi.sees("Permintaan izin menerbitkan #1 sudah dikirim")


async def _talks_until_final(person: Person, url: str) -> None:
    """Return when nothing is under way any more; somebody talks to the bot meanwhile."""
    for _ in range(PATIENCE):
        await person.says("/menu")
        await person.sees("Menu", person.name)
        if not (await _read(url)).unfinished:
            return


class _Found:
    """What the tables say at the end."""

    def __init__(self) -> None:
        self.events: list[str] = []
        self.questions: list[tuple[str, int]] = []
        self.entries: list[tuple[str, str]] = []
        self.states: Counter[str] = Counter()
        self.unfinished: list[tuple[object, ...]] = []
        self.unhandled = 0
        self.errors: list[str] = []


async def _read(url: str) -> _Found:
    async def unit(unit: Unit) -> _Found:
        async def rows(statement: str) -> list[tuple[object, ...]]:
            return [tuple(row) for row in await unit.connection.execute(text(statement))]

        found = _Found()
        found.events = [
            str(one) for (one,) in await rows("SELECT event FROM question_event ORDER BY id")
        ]
        found.questions = [
            (str(state), int(str(count)))
            for state, count in await rows("SELECT state, count(*) FROM question GROUP BY state")
        ]
        found.entries = [
            (str(kind), str(words))
            for kind, words in await rows("SELECT kind, text FROM question_entry ORDER BY id")
        ]
        # what was dropped were acknowledgements of taps, which nobody waits for
        found.states = Counter(
            str(state)
            for (state,) in await rows(
                "SELECT state FROM outbox WHERE kind <> 'answerCallbackQuery'"
            )
        )
        found.unfinished = await rows(
            "SELECT id, chat_id, kind, payload, state, not_before, attempts, error FROM outbox"
            " WHERE state NOT IN ('sent', 'replaced', 'dropped')"
        )
        ((found.unhandled,),) = [
            (int(str(count)),)
            for (count,) in await rows("SELECT count(*) FROM inbox WHERE handled_at IS NULL")
        ]
        found.errors = [
            str(one) for (one,) in await rows("SELECT error FROM inbox WHERE error IS NOT NULL")
        ]
        return found

    database = await Database.open(url)
    try:
        return await database.write(unit)
    finally:
        await database.close()
