"""Questions on the stage, for tests: asked without the form, cards delivered as ever."""

from bot import outgoing
from community.incoming import Chat, ChatKind, Incoming, Sender, Text
from community.reply import Attached, Reply, Say
from handlers import question_cards
from handlers.request import Request
from storage.question_entries import Kind
from storage.questions import Question
from storage.unit import Unit
from tests.handlers.driver import Actor, Stage

GROUP = Chat(-500, ChatKind.SUPERGROUP)


async def on_duty(stage: Stage, name: str, telegram_id: int, *topics: str) -> Actor:
    """Return a moderator on duty."""
    actor = await stage.person(name, telegram_id).joined()
    person = await actor.known()

    async def appoint(unit: Unit) -> None:
        await unit.moderators.appoint(person.id, 1, stage.now)
        for topic in topics:
            await unit.moderators.set_expertise(person.id, topic, has=True)

    await stage.database.write(appoint)
    return actor


async def ask(
    actor: Actor,
    text: str = "Bagaimana menghitung angka kredit?",
    *,
    topic: str = "penilaian_kinerja_angka_kredit",
    is_anonymous: bool = False,
    files: tuple[Attached, ...] = (),
) -> Question:
    """Ask a question as the form does at its end; its cards are delivered."""
    stage, person = actor.stage, await actor.known()

    async def send(unit: Unit) -> tuple[Question, Reply]:
        question = await unit.questions.add(
            person.id, text, topic, is_anonymous=is_anonymous, now=stage.now
        )
        await unit.question_entries.add(
            question.id, Kind.QUESTION, person.id, text, now=stage.now, attachments=files
        )
        incoming = Incoming(
            1, stage.now, Sender(actor.telegram_id, actor.name), actor.chat, Text(text, 1)
        )
        request = Request(incoming, person, unit, stage.now, stage.charter)
        reply = await question_cards.announce(request, question)
        if not stage.delivers:
            await unit.outbox.add(outgoing.rows(reply, stage.now), stage.now)
        return question, reply

    question, reply = await stage.database.write(send)
    stage.said += reply.says
    for say in reply.says if stage.delivers else ():
        message_id = stage.deliver(say)
        if isinstance(say, Say) and message_id is not None:
            await stage.remember(say, message_id)
    return question


async def question_of(stage: Stage, number: int) -> Question:
    """Return a question as it stands, which must be there."""
    async with stage.database.snapshot() as unit:
        question = await unit.questions.get(number)
    assert question is not None
    return question
