"""What must be true after each step of the play: tables, lists, cards, and who reads what."""

import json
import re
from collections import Counter
from collections.abc import Collection

from sqlalchemy import select

from community.callback import pack
from community.question_card import ShowQuestion, subject
from community.questions import ANSWERED, FINAL, OPEN, State
from community.reply import Message
from community.texts.answering import REQUEST_UNREACHED, UNREACHED
from community.texts.question_card import MODERATOR
from handlers.question_writing import write
from storage.schema import audit, campaign, outbox
from storage.unit import Unit
from tests.handlers.asker import GROUP
from tests.handlers.driver import Actor
from tests.proofs.question_model import ADMIN, ASKERS, GONE, HIDDEN, STAFF, Believed, Model
from tests.proofs.question_stage import RoughStage

TOKEN = re.compile(r"(jawaban|terbitan|catatan)q(\d+)q")
LATE = " <b>(terlambat)</b>"


class Judge:
    """Compares the bot with the model; reads all that was said since it last looked."""

    def __init__(self, stage: RoughStage, model: Model, people: dict[str, Actor]) -> None:
        self.stage = stage
        self.model = model
        self.people = people
        self.ids: dict[str, int] = {}
        self.secrets: set[str] = set()
        self.forgotten: set[str] = set()  # moderators whose data were deleted
        self.looks = 0  # at who asked anonymously
        self.is_looking = False  # in this step an admin reads who asked
        self.told: dict[int, list[str]] = {}  # by chat, in this step
        self.counts: Counter[str] = Counter()
        self._rows_seen = 0

    async def judge(self) -> None:
        """Look at everything."""
        self.model.holds_together()
        async with self.stage.database.snapshot() as unit:
            for one in self.model.questions:
                await self._judge_question(unit, one)
                await self._judge_card(unit, one)
            await self._judge_lists(unit)
        await self._judge_words()

    # --- tables -----------------------------------------------------------------------------

    async def _judge_question(self, unit: Unit, one: Believed) -> None:
        kept = await unit.questions.get(one.number)
        assert kept is not None
        assert one.state is kept.state
        assert (one.asker == GONE) == (kept.person_id is None)
        assert self.ids.get(one.asker) == kept.person_id
        if one.holder == GONE:
            assert kept.holder_id not in self.ids.values()
        else:
            assert (None if one.holder is None else self.ids[one.holder]) == kept.holder_id
        stands = await unit.publications.get(one.number)
        assert one.publishing == (None if stands is None else stands.state)
        assert one.is_proposed == (stands is not None and stands.proposal is not None)

    async def _judge_lists(self, unit: Unit) -> None:
        questions = self.model.questions
        for who in ASKERS:
            own = [one.number for one in questions if one.asker == who]
            listed = await unit.questions.list_of(self.ids[who], limit=50, offset=0)
            assert own == sorted(one.id for one in listed)
        waiting = {one.id for one in await unit.queue.list_open()}
        assert {one.number for one in questions if one.state in OPEN} == waiting
        words = "Bagaimana menghitung angka kredit?"
        public = self.model.public()
        assert public == {hit.number for hit in await unit.search.find(words, limit=50)}
        assert {hit.number for hit in await unit.search.similar(words)} <= public

    # --- cards ------------------------------------------------------------------------------

    async def _judge_card(self, unit: Unit, one: Believed) -> None:
        """The newest card in the group reads as the tables say."""
        kept = await unit.questions.get(one.number)
        assert kept is not None
        now, charter = self.stage.now, self.stage.charter
        expected = (await write(unit, charter, kept, now)).message(GROUP.id)
        shown = [
            card.message
            for card in self.stage.chats[GROUP.id]
            if card.subject == subject(one.number)
        ][-1]
        if _offers(shown, pack(ShowQuestion(question=one.number))):
            return  # a list stands in its place, with a way back
        wanted, read = (_settled(one.text, self.forgotten) for one in (expected, shown))
        assert wanted == read, f"\n--- by the tables:\n{wanted}\n--- shown:\n{read}"
        assert expected.buttons == shown.buttons
        if one.state is ANSWERED and UNREACHED in expected.text:
            assert UNREACHED in shown.text
            self.counts["lost answers"] += 1

    # --- words ------------------------------------------------------------------------------

    async def _judge_words(self) -> None:
        """Look at everything that was said since, and at the audit: who may read it?"""
        self.told.clear()
        async with self.stage.database.snapshot() as unit:
            rows = await unit.connection.execute(
                select(outbox, campaign.c.payload.label("shared"))
                .outerjoin(campaign, campaign.c.id == outbox.c.campaign_id)
                .where(outbox.c.id > self._rows_seen)
                .order_by(outbox.c.id)
            )
            said = list(rows)
            trail = [row.details for row in await unit.connection.execute(select(audit))]
        assert [] == self._secrets_in(json.dumps(trail, ensure_ascii=False))
        looked = 0
        for row in said:
            self._rows_seen = row.id
            if row.chat_id is None:
                continue
            told = json.dumps([row.payload, row.shared, row.subject], ensure_ascii=False)
            self.told.setdefault(row.chat_id, []).append(told)
            self._judge_readers(row.chat_id, row.subject or "", told)
            if row.chat_id == self.people[HIDDEN].telegram_id:
                continue
            if self.is_looking and row.chat_id == self.people[ADMIN].telegram_id:
                looked += bool(self._secrets_in(told))
                continue
            assert [] == self._secrets_in(told), told
        assert self.is_looking == (looked == 1)
        self.is_looking = False

    def _judge_readers(self, chat_id: int, kind: str, told: str) -> None:
        """Answers are their asker's and the desk's; what is public, everybody's."""
        on_duty = (name for name in STAFF if self.model.is_moderator(name))
        desk = {GROUP.id, *(self.people[name].telegram_id for name in on_duty)}
        for token, number in TOKEN.findall(told):
            question = self.model.questions[int(number) - 1]
            asker = None if question.asker == GONE else self.people[question.asker].telegram_id
            if kind.startswith("answer:"):
                assert asker == chat_id, told
            if token == "catatan":
                assert chat_id in desk, told
            elif token == "jawaban" or int(number) not in self.model.public():
                assert chat_id in {*desk, asker}, told

    def _secrets_in(self, told: str) -> list[str]:
        lowered = told.lower()
        return [secret for secret in self.secrets if secret in lowered]

    async def shows_looks(self) -> None:
        """Who asked anonymously finds each look in their own data."""
        async with self.stage.database.snapshot() as unit:
            held = await unit.held.everything(self.ids[HIDDEN], has_duties=False)
        assert self.looks == json.dumps(held, default=str).count("asker_looked_up")

    def heard(self, who: str, words: str) -> bool:
        """Say whether somebody was told just these words in this step, in private."""
        return any(words in told for told in self.told.get(self.people[who].telegram_id, []))

    def is_blocking(self, one: Believed) -> bool:
        """Say whether who asked blocks the bot."""
        return one.asker != GONE and self.people[one.asker].telegram_id in self.stage.blocked

    # --- after a long silence ---------------------------------------------------------------

    def nobody_waits_forever(self) -> None:
        """After weeks without a word nothing is held, answered or proposed any more.

        What was answered stays open to askers who block the bot and read no notice.
        """
        for one in self.model.questions:
            if one.state is ANSWERED and self.is_blocking(one):
                continue
            assert one.state in {State.NEW, State.WAITING, State.CLOSED, *FINAL}, one
            assert not one.is_proposed, one


def _settled(text: str, forgotten: Collection[str]) -> str:
    """Leave out what time alone changes, what a blocked asker's return does, and old names.

    Cards of answered questions keep the name of a moderator whose data were deleted.
    """
    for who in forgotten:
        text = text.replace(who, MODERATOR)
    lost = (UNREACHED, REQUEST_UNREACHED)
    lines = text.replace(LATE, "").splitlines()
    lines = [line for line in lines if not any(words in line for words in lost)]
    return "\n".join(lines).strip()


def _offers(message: Message, data: str) -> bool:
    return any(button.data == data for row in message.buttons for button in row)
