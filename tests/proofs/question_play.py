"""The play of questions: the real handlers on a real file, and what a plain model believes."""

import json
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from community.callback import pack
from community.incoming import Chat, Command, Replied, Sender, Text
from community.publishing import KEPT_PRIVATE
from community.publishing import State as Publishing
from community.questions import (
    ANSWERED,
    CLOCK,
    CLOSED,
    OPEN,
    Actor,
    Event,
    State,
    after,
    ends_publication,
    may,
    standing,
)
from handlers import publishing, question_clock, question_closing, unreached
from storage.schema import audit, campaign, outbox, question_event
from tests.handlers import driver
from tests.handlers.asker import GROUP, on_duty
from tests.handlers.clockwork import runs
from tests.handlers.driver import Stage

BOT = Sender(1, "CoP", is_bot=True)
ADMIN, BUDI, CICI = "Ani", "Budi", "Cici"  # Cici is a moderator who asks, too
DEWI, EVE, GUEST = "Dewi", "Eve", "Tamu"  # two members, and somebody who never joined
HIDDEN = "Zuleika Wiramartapura"  # asks anonymously, always
IDS = {ADMIN: 9001, BUDI: 4013, CICI: 4015, DEWI: 4011, EVE: 4017, GUEST: 4019}
HIDDEN_ID = 7_713_377_331
DESK = frozenset({ADMIN, BUDI, CICI})
ASKERS = (DEWI, HIDDEN, CICI)
TOKEN = re.compile(r"(jawaban|terbitan)q(\d+)q")
PRESENT = frozenset({Publishing.PROPOSED, Publishing.PUBLISHED})
PUBLISHED_BY = {
    Event.PROPOSE: Publishing.PROPOSED,
    Event.CONSENT: Publishing.PUBLISHED,
    Event.DECLINE: Publishing.DECLINED,
    Event.PROPOSAL_LAPSE: Publishing.LAPSED,
    Event.REVOKE: Publishing.REVOKED,
}


@dataclass(slots=True)
class Given:
    """An answer that was not taken back, and the message in the group that it stands in."""

    author: str
    message_id: int | None


@dataclass(slots=True)
class Believed:
    """A question as the model believes it stands."""

    number: int
    asker: str
    source: int  # the message that it was asked in
    state: State = State.NEW
    holder: str | None = None
    publishing: Publishing | None = None
    answers: list[Given] = field(default_factory=list)

    def standing(self, who: str) -> frozenset[Actor]:
        """Return in what standings somebody faces it."""
        return standing(
            is_asker=who == self.asker,
            is_holder=who == self.holder,
            is_author=any(one.author == who for one in self.answers),
            is_moderator=who in DESK,
            is_admin=who == ADMIN,
            is_sole_admin=who == ADMIN,
        )

    def may(self, event: Event, who: str) -> bool:
        """Say whether somebody may take a step now."""
        return may(self.state, event, self.standing(who))

    @property
    def is_kept_private(self) -> bool:
        """Whether its asker said no."""
        return self.publishing in KEPT_PRIVATE


class Play:
    """A stage with its people, the model of their questions, and all that must be true."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.people: dict[str, driver.Actor] = {}
        self.names: dict[int, str] = {}  # by person id
        self.questions: list[Believed] = []
        self.secrets: tuple[str, ...] = ()
        self.taker = ""  # who is handed a question in this step
        self.message_id = 10_000  # of what people write
        self.totals: Counter[str] = Counter()
        self._events_seen = self._rows_seen = 0

    @classmethod
    async def open(cls, path: Path) -> "Play":
        """Open a new file; everybody is there."""
        play = cls(await Stage.open(path, moderator_chat_id=GROUP.id))
        stage = play.stage
        for name in (BUDI, CICI):
            play.people[name] = await on_duty(stage, name, IDS[name])
        for name in (ADMIN, DEWI, EVE):
            play.people[name] = await stage.person(name, IDS[name]).joined()
        play.people[GUEST] = stage.person(GUEST, IDS[GUEST])
        hidden = await stage.person(HIDDEN, HIDDEN_ID).joined(
            area="35.29", unit="Bagian Kriptozoologi", level="ahli_utama"
        )
        play.people[HIDDEN] = hidden
        for name, actor in play.people.items():
            person = await actor.found()
            if person is not None:
                play.names[person.id] = name
        known = await hidden.known()
        numbers = (str(HIDDEN_ID), str(known.id))
        play.secrets = ("zuleika", "wiramartapura", "kriptozoologi", "sumenep", "utama", *numbers)
        return play

    # --- what people do -------------------------------------------------------------------

    async def taps(self, who: str, data: object, *, in_group: bool = False) -> None:
        """Tap a button, whether it is on a screen or not."""
        chat = GROUP if in_group else None
        await self.people[who].taps_data(pack(data), chat=chat)

    async def writes(self, who: str, words: str, form: str) -> bool:
        """Write into a form, when it is that one that is open; returns whether it was."""
        person = await self.people[who].found()
        draft = None if person is None else person.draft
        if draft is None or draft.form != form:
            return False
        self.message_id += 1
        await self.people[who].does(Text(words, self.message_id))
        return True

    async def asks(self, who: str) -> None:
        """Ask with the form."""
        actor, number = self.people[who], len(self.questions) + 1
        self.message_id += 1
        source = self.message_id
        words = f"Bagaimana menghitung angka kredit, tanya{number}?"
        await actor.does(Command("tanya", words, source))
        await actor.taps("Selesai")
        await actor.taps(actor.labels[0])
        if "Tetap kirim" in actor.labels:
            await actor.taps("Tetap kirim")
        if who == HIDDEN:
            await actor.taps("Anonim: tidak")
        await actor.taps("Kirim")
        self.questions.append(Believed(number, who, source))
        await self.settles({(number, Event.ASK)})

    async def replies(self, who: str, question: Believed, words: str, card: int) -> int:
        """Reply to one of a question's cards in the group; returns the message."""
        subject = f"question:{question.number}"
        cards = [one for one in self.stage.chats[GROUP.id] if one.subject == subject]
        shown = cards[card % len(cards)]
        self.message_id += 1
        seen = re.sub(r"<[^>]+>", "", shown.message.text)  # as Telegram quotes it
        replied = Replied(shown.id, BOT, is_ours=True, text=seen)
        await self.people[who].does(Text(words, self.message_id, replied), chat=GROUP)
        return self.message_id

    async def clock(self, hours: float) -> None:
        """Let time go by, and the clock's jobs run."""
        self.stage.passes(hours=hours)
        for job in (
            question_clock.watch,
            question_clock.open_office,
            question_clock.empty_desk,
            question_closing.close,
            publishing.lapse_proposals,
            unreached.note,
        ):
            await runs(self.stage, job)
        await self.settles(None, by_clock=True)

    def buttons(self) -> list[tuple[int, int, str]]:
        """List all buttons that stand anywhere: chat, message, data."""
        return [
            (chat_id, shown.id, button.data)
            for chat_id, chat in self.stage.chats.items()
            for shown in chat
            for row in shown.message.buttons
            for button in row
            if button.data is not None
        ]

    async def taps_old(self, who: str, button: tuple[int, int, str]) -> None:
        """Tap whatever stands somewhere; only the table says what may come of it."""
        chat_id, message_id, data = button
        chat = Chat(chat_id, GROUP.kind) if chat_id < 0 else None
        await self.people[who].taps_data(data, message_id, chat=chat)

    # --- what came of it ------------------------------------------------------------------

    async def settles(
        self, expected: Collection[tuple[int, Event]] | None, *, by_clock: bool = False
    ) -> None:
        """Let the model follow what was written down, and compare; None expects anything legal."""
        happened = await self._follow(by_clock=by_clock)
        if expected is not None:
            assert sorted(expected) == sorted(happened), (expected, happened, self.questions)
        await self._judge_tables()
        await self._judge_words()

    async def _follow(self, *, by_clock: bool) -> list[tuple[int, Event]]:
        async with self.stage.database.snapshot() as unit:
            rows = await unit.connection.execute(
                select(question_event)
                .where(question_event.c.id > self._events_seen)
                .order_by(question_event.c.id)
            )
            found = list(rows)
        happened = []
        for row in found:
            self._events_seen = row.id
            event = Event(row.event)
            who = None if row.actor_id is None else self.names[row.actor_id]
            assert who is None or not by_clock
            self._happens(self.questions[row.question_id - 1], event, who)
            if who is not None:
                happened.append((row.question_id, event))
        return happened

    def _happens(self, question: Believed, event: Event, who: str | None) -> None:
        """Let an event happen in the model, if whoever caused it may."""
        self.totals[event] += 1
        if event is Event.ASK:
            assert question.asker == who
            return
        actors = frozenset({CLOCK}) if who is None else question.standing(who)
        assert may(question.state, event, actors), (question, event, who)
        then = after(question.state, event)
        assert then is not None
        question.state = then
        match event:
            case Event.CLAIM:
                question.holder = who
            case Event.RELEASE | Event.LAPSE:
                question.holder = None
            case Event.HAND_OVER:
                question.holder = self.taker
            case Event.ANSWER | Event.ADD if who is not None:
                question.answers.append(Given(who, None))
            case Event.WITHDRAW_ANSWER | Event.WITHDRAW_ADDITION:
                own = [one for one in question.answers if one.author == who]
                question.answers.remove(own[-1])
        if event in PUBLISHED_BY:
            question.publishing = PUBLISHED_BY[event]
        elif ends_publication(event) and question.publishing in PRESENT:
            question.publishing = Publishing.ENDED

    async def _judge_tables(self) -> None:
        """Compare the tables, the lists and the search with the model."""
        ids = {name: number for number, name in self.names.items()}
        async with self.stage.database.snapshot() as unit:
            for one in self.questions:
                kept = await unit.questions.get(one.number)
                assert kept is not None
                assert one.state is kept.state
                assert (None if one.holder is None else ids[one.holder]) == kept.holder_id
                assert ids[one.asker] == kept.person_id
                stands = await unit.publications.get(one.number)
                assert one.publishing == (None if stands is None else stands.state)
                if one.state in (ANSWERED, CLOSED):
                    assert one.answers
            for who in ASKERS:
                own = [one.number for one in self.questions if one.asker == who]
                listed = await unit.questions.list_of(ids[who], limit=50, offset=0)
                assert own == sorted(one.id for one in listed)
            queue = {one.id for one in await unit.queue.list_open()}
            assert {one.number for one in self.questions if one.state in OPEN} == queue
            public = {
                one.number for one in self.questions if one.publishing is Publishing.PUBLISHED
            }
            words = "Bagaimana menghitung angka kredit?"
            assert public == {hit.number for hit in await unit.search.find(words, limit=50)}
            assert {hit.number for hit in await unit.search.similar(words)} <= public

    async def _judge_words(self) -> None:
        """Look at everything that was said since, and at the audit: who may read it?"""
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
        for row in said:
            self._rows_seen = row.id
            if row.chat_id == HIDDEN_ID or row.chat_id is None:
                continue
            told = json.dumps([row.payload, row.shared, row.subject], ensure_ascii=False)
            assert [] == self._secrets_in(told), told
            self._judge_readers(row.chat_id, row.subject or "", told)

    def _judge_readers(self, chat_id: int, subject: str, told: str) -> None:
        """Answers are their asker's and the desk's; what is public, everybody's."""
        desk = {GROUP.id, *(IDS[name] for name in DESK)}
        for kind, number in TOKEN.findall(told):
            question = self.questions[int(number) - 1]
            asker = self.people[question.asker].telegram_id
            if subject.startswith("answer:"):
                assert asker == chat_id, told
            if kind == "terbitan" and question.publishing is Publishing.PUBLISHED:
                continue
            assert chat_id in {*desk, asker}, told

    def _secrets_in(self, told: str) -> list[str]:
        lowered = told.lower()
        return [secret for secret in self.secrets if secret in lowered]
