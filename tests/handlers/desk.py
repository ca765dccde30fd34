"""A question before moderators, for tests: replies to its card, edits, and what became of it."""

from dataclasses import dataclass

from community.incoming import Attachment, Edited, Event, Replied, Sender, Text
from community.questions import Event as Step
from community.reply import Reply
from storage.messages import Said
from storage.questions import Question
from storage.queue import Happened
from storage.unit import Unit
from tests.handlers.asker import GROUP, ask, on_duty
from tests.handlers.driver import Actor, Stage

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

    @classmethod
    async def open(cls, stage: Stage) -> "Desk":
        """Open a desk with a question of Sari's that nobody took."""
        stage.runs_with(moderator_chat_id=GROUP.id)
        sari = await stage.person("Sari", 11).joined()
        budi, cici = await on_duty(stage, "Budi", 13), await on_duty(stage, "Cici", 15)
        question = await ask(sari, "Bagaimana menghitung <angka> kredit?")
        return cls(stage, sari, budi, cici, question.id)

    @property
    def card(self) -> int:
        """The message of the card."""
        chat = self.stage.chats[GROUP.id]
        return next(one.id for one in chat if one.subject == f"question:{self.number}")

    @property
    def card_words(self) -> str:
        """What the card says."""
        chat = self.stage.chats[GROUP.id]
        return next(one.message.text for one in chat if one.id == self.card)

    def to_card(self) -> Replied:
        """Return that a message replies to the card."""
        return Replied(self.card, BOT, is_ours=True)

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

    async def edits(self, who: Actor, words: str, message_id: int | None = None) -> Reply:
        """Edit a message in the group, the last reply where none is named."""
        return await who.does(Edited(words, message_id or self.next_id), chat=GROUP)

    async def question(self) -> Question:
        """Return the question as it stands."""
        async with self.stage.database.snapshot() as unit:
            found = await unit.questions.get(self.number)
        assert found is not None
        return found

    async def happened(self) -> list[Happened]:
        """Return all that happened to the question."""
        async with self.stage.database.snapshot() as unit:
            return await unit.queue.history(self.number, 100)

    async def events(self) -> list[Step]:
        """Return what happened to the question, in order."""
        return [one.event for one in await self.happened()]

    async def claimed_by(self, who: Actor) -> None:
        """Let somebody hold the question."""
        await self.steps(Step.CLAIM, who, holder_id=(await who.known()).id)

    async def steps(self, event: Step, who: Actor, **changes: object) -> None:
        """Let something happen to the question that no test here is about."""
        actor = await who.known()
        if event is Step.CLAIM:
            changes["claimed_at"] = self.stage.now

        async def unit(unit: Unit) -> None:
            seen = await unit.questions.get(self.number)
            assert seen is not None
            assert await unit.questions.step(seen, event, actor.id, self.stage.now, changes=changes)

        await self.stage.database.write(unit)

    async def file_below(self) -> int:
        """Return the message of a file that stands below the card."""
        said = Said(
            subject=f"question:{self.number}:files", chat_id=GROUP.id, message_ids=(7001, 7002)
        )
        await self.stage.database.write(lambda unit: unit.messages.add([said], self.stage.now))
        return 7002

    def group_words(self) -> list[str]:
        """Return what stands in the group, without cards."""
        chat = self.stage.chats[GROUP.id]
        return [one.message.text for one in chat if not (one.subject or "").startswith("question")]
