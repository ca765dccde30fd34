"""Asking a question, from `/tanya` to the receipt."""

from datetime import timedelta

import pytest

from community.incoming import Attachment
from community.questions import State
from community.reply import Attached, Say
from storage.question_entries import Entry, Kind
from storage.questions import Question
from tests.handlers.driver import Actor, Stage

ADMIN_ID = 9001
QUESTION = "Bagaimana menyusun SKP tahunan bagi pranata humas?"


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """Give a member."""
    return await stage.person("Sari", 11).joined()


async def questions_of(actor: Actor) -> list[Question]:
    """Return what somebody asked, newest first."""
    async with actor.stage.database.snapshot() as unit:
        return await unit.questions.list_of((await actor.known()).id, limit=50, offset=0)


async def entries_of(actor: Actor) -> list[Entry]:
    """Return what was said about somebody's newest question."""
    newest = (await questions_of(actor))[0]
    async with actor.stage.database.snapshot() as unit:
        return await unit.question_entries.list_of(newest.id)


async def to_preview(actor: Actor, words: str = QUESTION) -> None:
    """Write a question up to its preview."""
    await actor.says(f"/tanya {words}")
    await actor.taps("Selesai")
    await actor.taps(actor.labels[0])


async def send(actor: Actor, words: str = QUESTION) -> None:
    """Send a question."""
    await to_preview(actor, words)
    await actor.taps("Kirim")


async def test_a_question_goes_from_the_command_to_the_receipt(stage: Stage, sari: Actor) -> None:
    """What stands behind the command is carried; text, topic, preview, receipt with its hour."""
    await sari.says(f"/tanya {QUESTION}")
    assert QUESTION in sari.screen.text
    await sari.taps("Selesai")
    assert "Topik lain" == sari.labels[3]
    topic = sari.labels[0]
    await sari.taps(topic)
    assert ["Kirim", "Ubah", "Anonim: tidak", "Batal"] == sari.labels
    assert topic in sari.screen.text

    await sari.taps("Kirim")

    # 08.00 on Monday and eight hours of work: Tuesday 08.00 (7.5 hours a day, 07.30 to 16.00).
    expected = (
        "Pertanyaan #1 terkirim. Perkiraan dijawab paling lambat "
        "Selasa, 24 November 2026 pukul 08.30 WIB."
    )
    assert expected in sari.screen.text
    [question] = await questions_of(sari)
    assert (QUESTION, State.NEW, False) == (question.text, question.state, question.is_anonymous)
