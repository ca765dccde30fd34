"""Answers: by reply and in private, held, guarded, corrected, taken back, and what askers say."""

from dataclasses import dataclass

import pytest

from community.incoming import Attachment, Chat, ChatKind, Edited, Event, Replied, Sender, Text
from community.questions import Event as Step
from community.questions import State
from community.reply import Reply, Say, SendFiles
from handlers import question_cards
from handlers.request import Request
from storage.question_entries import Kind
from storage.questions import Question
from storage.unit import Unit
from tests.handlers.driver import Actor, Stage

GROUP = Chat(-500, ChatKind.SUPERGROUP)
BOT = Sender(1, "CoP", is_bot=True)
NIK = "3578011203850001"


@dataclass
class Desk:
    """A group of moderators, an asker, and a question with its card."""

    stage: Stage
    sari: Actor
    budi: Actor
    cici: Actor
    number: int
    next_id: int = 9000

    @property
    def card(self) -> int:
        """The message of the card."""
        chat = self.stage.chats[GROUP.id]
        return next(one.id for one in chat if one.subject == f"question:{self.number}")

    async def replies(self, who: Actor, words: str, *, to: int | None = None, **more: str) -> Reply:
        """Reply to the card, in words or with a file."""
        self.next_id += 1
        replied = Replied(self.card if to is None else to, BOT, is_ours=True)
        event: Event = Text(words, self.next_id, replied)
        if more:
            event = Attachment(
                more["kind"], more["file"], words, self.next_id, more.get("album"), replied
            )
        return await who.does(event, chat=GROUP)

    async def edits(self, who: Actor, words: str, message_id: int) -> Reply:
        """Edit a message in the group."""
        return await who.does(Edited(words, message_id), chat=GROUP)

    async def question(self) -> Question:
        """Return the question as it stands."""
        async with self.stage.database.snapshot() as unit:
            found = await unit.questions.get(self.number)
        assert found is not None
        return found

    async def claimed_by(self, who: Actor) -> None:
        """Let somebody hold the question."""
        holder = await who.known()

        async def unit(unit: Unit) -> None:
            seen = await unit.questions.get(self.number)
            assert seen is not None
            changes = {"holder_id": holder.id, "claimed_at": self.stage.now}
            assert await unit.questions.step(
                seen, Step.CLAIM, holder.id, self.stage.now, changes=changes
            )

        await self.stage.database.write(unit)

    def group_words(self) -> list[str]:
        """Return what stands in the group, without cards."""
        chat = self.stage.chats[GROUP.id]
        return [one.message.text for one in chat if not (one.subject or "").startswith("question")]


@pytest.fixture
async def desk(stage: Stage) -> Desk:
    """Give a desk with an open question of Sari's."""
    stage.runs_with(moderator_chat_id=GROUP.id)
    sari = await stage.person("Sari", 11).joined()
    budi = await stage.person("Budi", 13).joined()
    cici = await stage.person("Cici", 15).joined()
    admin = stage.person("Ani", 9001)
    for one in (budi, cici):
        await admin.says(f"/moderator {one.telegram_id}")
        await admin.taps("Lanjut")
    asker = await sari.known()

    async def ask(unit: Unit) -> tuple[int, Reply]:
        question = await unit.questions.add(
            asker.id,
            "Bagaimana menghitung <angka> kredit?",
            "angka-kredit",
            is_anonymous=False,
            now=stage.now,
        )
        await unit.question_entries.add(
            question.id, Kind.QUESTION, asker.id, question.text, now=stage.now
        )
        request = Request(None, asker, unit, stage.now, stage.charter)  # type: ignore[arg-type] # announcing looks at no update
        return question.id, await question_cards.announce(request, question)

    number, reply = await stage.database.write(ask)
    for say in reply.says:
        message_id = stage.deliver(say)
        if isinstance(say, Say) and message_id is not None:
            await stage.remember(say, message_id)
    return Desk(stage, sari, budi, cici, number)


async def test_the_holders_reply_is_the_answer(desk: Desk) -> None:
    """It goes out at once with the question quoted; a second reply adds to it."""
    await desk.claimed_by(desk.budi)

    await desk.replies(desk.budi, "Pakai <b>Permenpan</b>.")

    assert "&lt;angka&gt; kredit?</blockquote>" in desk.sari.screen.text
    assert "Pakai &lt;b&gt;Permenpan&lt;/b&gt;." in desk.sari.screen.text
    assert "Jawaban ini bukan keputusan resmi instansi" in desk.sari.screen.text
    assert "Budi" not in desk.sari.screen.text
    buttons = ["Sudah terjawab", "Belum terjawab", "Tanya lanjutan", "1", "2", "3", "4", "5"]
    assert buttons == desk.sari.labels
    assert State.ANSWERED is (await desk.question()).state
    assert [] == desk.group_words()

    await desk.replies(desk.budi, "Lihat juga lampiran I.")

    assert "Tambahan jawaban" in desk.sari.screen.text
    assert "Lihat juga lampiran I." in desk.sari.screen.text
    assert 2 == len(desk.sari.messages)
