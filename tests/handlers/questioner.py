"""Asking by the form, for tests: up to the preview, sent, and what became of it."""

from storage.question_entries import Entry
from storage.questions import Question
from tests.handlers.driver import Actor

QUESTION = "Bagaimana menyusun SKP tahunan bagi pranata humas?"


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
