"""Answered questions on the stage, and publishing them, for tests."""

from community.callback import pack
from community.publishing import Publish
from community.questions import Event
from storage.publication import Publication
from storage.question_entries import Kind
from storage.questions import Question
from storage.search import Hit
from storage.unit import Unit
from tests.handlers.asker import ask
from tests.handlers.driver import Actor, Stage

QUESTION = "Bagaimana menghitung angka kredit jabatan fungsional?"
ANSWER = "Angka kredit dihitung dari predikat kinerja tahunan."
RULE = "PermenPANRB Nomor 1 Tahun 2023"


async def answered(
    asker: Actor, by: Actor, text: str = QUESTION, *, is_anonymous: bool = False
) -> Question:
    """Let a question be asked, claimed and answered."""
    question = await ask(asker, text, is_anonymous=is_anonymous)
    holder, now = await by.known(), asker.stage.now

    async def act(unit: Unit) -> Question:
        changes = {"holder_id": holder.id, "claimed_at": now}
        claimed = await unit.questions.step(question, Event.CLAIM, holder.id, now, changes=changes)
        assert claimed is not None
        await unit.question_entries.add(question.id, Kind.ANSWER, holder.id, ANSWER, now=now)
        done = await unit.questions.step(claimed, Event.ANSWER, holder.id, now)
        assert done is not None
        return done

    return await asker.stage.database.write(act)


async def proposes(
    moderator: Actor,
    number: int,
    *,
    question: str = QUESTION,
    answer: str = ANSWER,
    source: str = RULE,
) -> None:
    """Fill in the form of `Terbitkan` and send it."""
    await moderator.taps_data(pack(Publish(question=number, is_anew=True)))
    for words in (question, answer, source):
        await moderator.says(words)
    await moderator.taps("1 tahun")
    await moderator.taps("Kirim")


async def published(asker: Actor, by: Actor, text: str = QUESTION) -> int:
    """Let a question be published."""
    question = await answered(asker, by, text)
    await proposes(by, question.id, question=text)
    await asker.taps("Izinkan")
    return question.id


async def publication(stage: Stage, number: int) -> Publication:
    """Return how a question stands towards everybody."""
    async with stage.database.snapshot() as unit:
        found = await unit.publications.get(number)
    assert found is not None
    return found


async def finds(stage: Stage, words: str = QUESTION) -> list[int]:
    """Return the numbers that a search finds."""
    async with stage.database.snapshot() as unit:
        hits: list[Hit] = await unit.search.find(words)
    return [hit.number for hit in hits]


async def opens(actor: Actor, data: object) -> None:
    """Tap a button below the last message, whether it is there or not."""
    last = actor.stage.chats[actor.telegram_id][-1].id
    await actor.taps_data(pack(data), last)
