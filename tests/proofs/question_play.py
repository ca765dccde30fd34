"""The play of questions: the real handlers on a real file, people, and the clock."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from community.appointing import Appoint, EndDuty
from community.callback import UnknownCallback, pack, unpack
from community.incoming import Chat, Command, Replied, Sender, Text
from community.my_data import Erase
from community.question_card import HandOver
from community.questions import Event
from community.settings import EndPause, Pause
from handlers import publishing, question_clock, question_closing, unreached
from handlers.question_writing import office_of
from storage.database import Database
from storage.schema import question_event
from tests.handlers.asker import GROUP, on_duty
from tests.handlers.driver import Actor, Shown, charter
from tests.proofs.question_judge import Judge
from tests.proofs.question_model import (
    ADMIN,
    BUDI,
    CICI,
    DEWI,
    EVE,
    GONE,
    GUEST,
    HIDDEN,
    STAFF,
    Believed,
    Model,
)
from tests.proofs.question_stage import Job, RoughStage

WIB = ZoneInfo("Asia/Jakarta")
BOT = Sender(1, "CoP", is_bot=True)
IDS = {ADMIN: 9001, BUDI: 4013, CICI: 4015, DEWI: 4011, EVE: 4017, GUEST: 4019}
HIDDEN_ID = 7_713_377_331
SECRETS = {"zuleika", "wiramartapura", "kriptozoologi", "sumenep", "utama", str(HIDDEN_ID)}
PROFILE = {"area": "35.29", "unit": "Bagian Kriptozoologi", "level": "ahli_utama"}
JOBS: Sequence[Job] = (
    question_clock.watch,
    question_clock.open_office,
    question_clock.empty_desk,
    question_closing.close,
    publishing.lapse_proposals,
    unreached.note,
)
STEPS_OF_THEIR_OWN = (Appoint, EndDuty, Erase, Pause, EndPause)
"""Buttons that change who is there: tapped in steps that the model follows."""


class Play:
    """A stage with its people, the model of their questions, and the judge of both."""

    def __init__(self, stage: RoughStage) -> None:
        self.stage = stage
        self.people: dict[str, Actor] = {}
        self.names: dict[int, str] = {}  # by person id
        self.model = Model()
        self.judge = Judge(stage, self.model, self.people)
        self.message_id = 10_000  # of what people write
        self.totals: Counter[str] = Counter()
        self.went_back = False  # the clock did: claims may seem younger than they are
        self._events_seen = 0

    @classmethod
    async def open(cls, path: Path) -> "Play":
        """Open a new file; everybody is there."""
        database = await Database.open(f"sqlite:///{path}")
        settings = charter(moderator_chat_id=GROUP.id, max_questions_a_day=50)
        play = cls(RoughStage(database, path, settings))
        stage = play.stage
        for name in (BUDI, CICI):
            play.people[name] = await on_duty(stage, name, IDS[name])
        for name in (ADMIN, DEWI, EVE):
            play.people[name] = await stage.person(name, IDS[name]).joined()
        play.people[GUEST] = stage.person(GUEST, IDS[GUEST])
        play.people[HIDDEN] = await stage.person(HIDDEN, HIDDEN_ID).joined(**PROFILE)
        for name in play.people:
            await play.learns(name)
        return play

    async def learns(self, name: str) -> None:
        """Let model and judge know the number of somebody who joined."""
        person = await self.people[name].found()
        if person is not None:
            self.names[person.id] = name
            self.judge.ids[name] = person.id
        if person is not None and name == HIDDEN:
            self.judge.secrets = {*SECRETS, str(person.id)}

    # --- what people do -------------------------------------------------------------------

    async def taps(self, who: str, data: object, *, in_group: bool = False) -> None:
        """Tap a button, whether it is on a screen or not; in the group, below the newest card."""
        if not in_group:
            await self.people[who].taps_data(pack(data))
            return
        question = getattr(data, "question", None)
        cards = self.cards(question) if isinstance(question, int) else []
        await self.people[who].taps_data(pack(data), cards[-1].id if cards else 1, chat=GROUP)

    def cards(self, question: int) -> list[Shown]:
        """List the cards of a question in the group, oldest first."""
        shown = self.stage.chats[GROUP.id]
        return [one for one in shown if one.subject == f"question:{question}"]

    async def writes(self, who: str, words: str, form: str) -> bool:
        """Write into a form, when it is that one that is open; returns whether it was."""
        person = await self.people[who].found()
        draft = None if person is None else person.draft
        if draft is None or draft.form != form:
            return False
        self.message_id += 1
        await self.people[who].does(Text(words, self.message_id))
        return True

    async def commands(self, who: str, name: str, argument: str = "") -> None:
        """Send a command in private."""
        self.message_id += 1
        await self.people[who].does(Command(name, argument, self.message_id))

    async def asks(self, who: str) -> None:
        """Ask with the form."""
        actor, number = self.people[who], len(self.model.questions) + 1
        words = f"Bagaimana menghitung angka kredit, tanya{number}?"
        if actor.telegram_id in self.stage.blocked:
            await self.commands(who, "menu")  # what they missed comes first
        await self.commands(who, "tanya", words)
        source = self.message_id
        await actor.taps("Selesai")
        await actor.taps(actor.labels[0])
        if "Tetap kirim" in actor.labels:
            await actor.taps("Tetap kirim")
        if who == HIDDEN:
            await actor.taps("Anonim: tidak")
        await actor.taps("Kirim")
        self.model.questions.append(Believed(number, who, source))
        await self.settles([(number, Event.ASK)])

    async def replies(self, who: str, question: Believed, words: str, card: int) -> int:
        """Reply to one of a question's cards in the group; returns the message."""
        cards = self.cards(question.number)
        shown = cards[card % len(cards)]
        self.message_id += 1
        seen = re.sub(r"<[^>]+>", "", shown.message.text)  # as Telegram quotes it
        replied = Replied(shown.id, BOT, is_ours=True, text=seen)
        await self.people[who].does(Text(words, self.message_id, replied), chat=GROUP)
        return self.message_id

    async def comes_back(self, who: str) -> None:
        """Join again, as somebody new, with the same account of Telegram."""
        profile = PROFILE if who == HIDDEN else {}
        await self.people[who].joined(**profile)
        await self.learns(who)

    def buttons(self) -> list[tuple[int, int, str]]:
        """List the buttons that stand anywhere: chat, message, data."""
        return [
            (chat_id, shown.id, button.data)
            for chat_id, chat in self.stage.chats.items()
            for shown in chat
            for row in shown.message.buttons
            for button in row
            if button.data is not None and not isinstance(_meant(button.data), STEPS_OF_THEIR_OWN)
        ]

    async def taps_old(self, who: str, button: tuple[int, int, str]) -> None:
        """Tap whatever stands somewhere; only the table says what may come of it."""
        chat_id, message_id, data = button
        meant = _meant(data)
        if isinstance(meant, HandOver):
            self.model.taker = self.names.get(meant.person, GONE)
        chat = Chat(chat_id, GROUP.kind) if chat_id < 0 else None
        await self.people[who].taps_data(data, message_id, chat=chat)

    # --- time -----------------------------------------------------------------------------

    async def clock(self, hours: float, *, dies_at: int = 0, commits: bool = False) -> None:
        """Let time go by, and the clock's jobs run; perhaps the process dies in one of them."""
        self.stage.passes(hours=hours)
        self._looks_at_calendar()
        for job in JOBS:
            await self.stage.runs(job, dies_at=dies_at, commits=commits)
        await self.settles(None, by_clock=True)
        if not dies_at:
            self.model.noted |= {
                who for who in self.model.paused_until if self.model.is_paused(who)
            }
            await self._judges_pauses()

    async def is_silent(self, working_days: int) -> None:
        """Let weeks go by without a word: the clock runs at ten o'clock each day."""
        worked = days = 0
        while worked < working_days or days < 17:
            there = self.stage.now.astimezone(WIB)
            ten = (there + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)
            await self.clock((ten - there).total_seconds() / 3_600)
            worked += await self._is_open()
            days += 1
        self.judge.nobody_waits_forever()

    def _looks_at_calendar(self) -> None:
        self.model.today = self.stage.now.astimezone(WIB).date()
        for who in list(self.model.noted):
            if not self.model.is_paused(who):
                self.model.noted.discard(who)

    async def _is_open(self) -> bool:
        async with self.stage.database.snapshot() as unit:
            office = await office_of(unit, self.stage.charter)
        return office.is_open(self.stage.now)

    async def _judges_pauses(self) -> None:
        """Nobody who pauses is left with what they held before, once the office is open."""
        if await self._is_open() and not self.went_back:
            for one in self.model.questions:
                if one.is_held and one.holder is not None and self.model.is_paused(one.holder):
                    assert one.taken_in_pause, one

    # --- what came of it ------------------------------------------------------------------

    async def settles(
        self, expected: Collection[tuple[int, Event]] | None, *, by_clock: bool = False
    ) -> None:
        """Let the model follow what was written down, and compare; None expects anything legal."""
        self._looks_at_calendar()
        if self.stage.blocked:
            await self.stage.runs(unreached.note)
        happened = await self._follows(by_clock=by_clock)
        happened = [one for one in happened if one[1] is not Event.UNREACHED]
        if expected is not None:
            assert sorted(expected) == sorted(happened), (expected, happened)
        await self.judge.judge()

    async def settles_erasure(self, who: str, *, with_posts: bool) -> None:
        """The same, when somebody's data were deleted."""
        expected = [(one.number, Event.WITHDRAW) for one in self.model.open_of(who)]
        expected += [(one.number, Event.RELEASE) for one in self.model.held_by(who)]
        self.model.leaving = who
        self.model.on_duty.discard(who)
        happened = await self._follows(by_clock=False)
        assert sorted(expected) == sorted(happened), (expected, happened)
        self.model.leaving = GONE
        self.model.forget(who, with_posts=with_posts)
        del self.names[self.judge.ids.pop(who)]
        if who in STAFF:
            self.judge.forgotten.add(who)
        if who == HIDDEN:
            self.judge.looks = 0
        await self.comes_back(who)
        await self.settles([])

    async def _follows(self, *, by_clock: bool) -> list[tuple[int, Event]]:
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
            who = None if row.actor_id is None else self.names.get(row.actor_id, self.model.leaving)
            assert who is None or not by_clock
            assert who != GONE
            self.totals[event] += 1
            question = self.model.questions[row.question_id - 1]
            assert event is not Event.UNREACHED or self.judge.is_blocking(question)
            self.model.happens(question, event, who)
            happened.append((row.question_id, event))
        return happened


def _meant(data: str) -> object:
    """Return what a button carries; None where it is none of ours."""
    try:
        return unpack(data)
    except UnknownCallback:
        return None
