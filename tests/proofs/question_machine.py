"""The machine of the play of questions: the stage beside its model, asking, and the desk."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from community.incoming import Edited
from community.own_questions import Withdraw
from community.question_card import (
    AskExplanation,
    ClaimQuestion,
    Explain,
    HandOver,
    Prioritise,
    RefuseQuestion,
    ReleaseQuestion,
)
from community.question_forms import EXPLAIN, REQUEST
from community.questions import OPEN, Event, State
from tests.proofs.question_model import (
    ADMIN,
    ASKERS,
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
from tests.proofs.question_play import Play

T = TypeVar("T")
MOST, MOST_OPEN = 8, 4  # questions in one example, and those that are not over
IN_PRIVATE = frozenset({Event.WITHDRAW, Event.ACCEPT, Event.RATE})  # where their buttons stand
anybody = st.sampled_from((ADMIN, BUDI, CICI, DEWI, EVE, GUEST, HIDDEN))
moderators = st.sampled_from((BUDI, CICI, ADMIN))
likely = st.sampled_from((BUDI, BUDI, CICI, ADMIN, EVE))
which = st.integers(0, MOST_OPEN - 1)


class Machine(RuleBasedStateMachine):
    """The bot and its model, side by side."""

    totals: ClassVar[Counter[str]] = Counter()  # over all examples, for the report

    def begins(self) -> None:
        """Let everybody come; the first question is the anonymous one."""
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.runner = asyncio.Runner()
        self.play = self.does(Play.open(Path(self.folder.name) / "cop.db"))
        self.words = 0
        self.does(self.play.asks(HIDDEN))

    def teardown(self) -> None:
        """Add the figures up, close everything."""
        if hasattr(self, "play"):
            self.totals.update(self.play.totals)
            self.totals.update(self.play.judge.counts)
            self.totals.update({"examples": 1, "deaths": self.play.stage.deaths})
            self.does(self.play.stage.database.close())
            self.runner.close()
            self.folder.cleanup()

    def does(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something on the machine's own loop."""
        return self.runner.run(work)

    @property
    def model(self) -> Model:
        """What is believed."""
        return self.play.model

    def settles(self, question: Believed, *events: Event) -> None:
        """Expect just these events, all of that question, and what follows from them."""
        self.totals["steps"] += 1
        self.does(self.play.settles(self.model.expected(question, *events)))

    def question(self, place: int) -> Believed:
        """Return one of the newest questions."""
        questions = self.model.questions
        return questions[-1 - place % len(questions)]

    def new_words(self, kind: str, question: Believed) -> str:
        """Return words that were never said."""
        self.words += 1
        return f"{kind}q{question.number}q ke-{self.words}"

    def tries(self, who: str, question: Believed, event: Event, data: object) -> None:
        """Tap: what the table lets this person do happens, and nothing else."""
        expected = [event] if self.model.may(question, event, who) else []
        in_group = who in STAFF and event not in IN_PRIVATE
        self.does(self.play.taps(who, data, in_group=in_group))
        self.settles(question, *expected)


class Desk(Machine):
    """Questions are asked, and taken in hand."""

    # --- asking ---------------------------------------------------------------------------

    @precondition(lambda self: self.has_room())
    @rule(who=st.sampled_from(ASKERS))
    def asks(self, who: str) -> None:
        """One more question."""
        self.does(self.play.asks(who))

    def has_room(self) -> bool:
        """Say whether one more question can be asked."""
        questions = self.model.questions
        going_on = [one for one in questions if one.state in OPEN or one.state is State.ANSWERED]
        return len(questions) < MOST and len(going_on) < MOST_OPEN

    @rule(place=which, who=anybody, is_meant=st.integers(0, 1))
    def withdraws(self, place: int, who: str, is_meant: int) -> None:
        """`Ya, tarik pertanyaan`; the asker's own now and then."""
        question = self.question(place)
        if who != question.asker or not is_meant:
            self.tries(who, question, Event.WITHDRAW, Withdraw(question=question.number))

    @rule(place=which)
    def edits_question(self, place: int) -> None:
        """The asker edits the message that was sent."""
        question = self.question(place)
        if question.asker != GONE:
            is_possible = self.model.may(question, Event.EDIT, question.asker)
            words = self.new_words("Pertanyaan yang diubah", question)
            self.does(self.play.people[question.asker].does(Edited(words, question.source)))
            self.settles(question, *([Event.EDIT] if is_possible else []))

    @rule(place=which, who=anybody, by_asker=st.booleans())
    def explains(self, place: int, who: str, by_asker: bool) -> None:
        """`Jawab penjelasan`, and the words."""
        question = self.question(place)
        who = question.asker if by_asker and question.asker != GONE else who
        self.does(self.play.taps(who, Explain(question=question.number)))
        is_asked = who == question.asker and question.state in OPEN
        if is_asked:
            words = self.new_words("Penjelasan", question)
            assert self.does(self.play.writes(who, words, EXPLAIN.name))
        self.settles(question, *([Event.EXPLAIN] if is_asked else []))

    # --- the desk -------------------------------------------------------------------------

    @rule(place=which, who=likely)
    def claims(self, place: int, who: str) -> None:
        """`Ambil`."""
        question = self.question(place)
        self.tries(who, question, Event.CLAIM, ClaimQuestion(question=question.number))

    @rule(place=which, who=likely)
    def releases(self, place: int, who: str) -> None:
        """`Lepaskan`."""
        question = self.question(place)
        self.tries(who, question, Event.RELEASE, ReleaseQuestion(question=question.number))

    @rule(place=which, who=anybody, is_urgent=st.booleans())
    def prioritises(self, place: int, who: str, is_urgent: bool) -> None:
        """`Penting`."""
        question = self.question(place)
        data = Prioritise(question=question.number, is_urgent=is_urgent)
        self.tries(who, question, Event.PRIORITISE, data)

    @rule(place=which, who=likely, taker=anybody, by_holder=st.booleans())
    def hands_over(self, place: int, who: str, taker: str, by_holder: bool) -> None:
        """`Alihkan`, also to people who cannot take it."""
        question, play = self.question(place), self.play
        who = question.holder or who if by_holder else who
        self.model.taker = taker
        person = self.does(play.people[taker].found())
        data = HandOver(question=question.number, person=0 if person is None else person.id)
        is_other = taker not in (question.asker, question.holder)
        if is_other and self.model.is_able(taker):
            self.tries(who, question, Event.HAND_OVER, data)
        else:
            self.does(play.taps(who, data, in_group=who in STAFF))
            self.settles(question)

    @rule(place=which, who=likely, by_holder=st.booleans())
    def asks_explanation(self, place: int, who: str, by_holder: bool) -> None:
        """`Minta penjelasan`, and the words."""
        question = self.question(place)
        who = question.holder or who if by_holder else who
        is_possible = self.model.may(question, Event.ASK_EXPLANATION, who)
        self.does(self.play.taps(who, AskExplanation(question=question.number)))
        words = self.new_words("Mohon dijelaskan", question)
        if is_possible:
            assert self.does(self.play.writes(who, words, REQUEST.name))
        self.settles(question, *([Event.ASK_EXPLANATION] if is_possible else []))
        assert not is_possible or self.play.judge.heard(question.asker, words)

    @precondition(lambda self: len(self.model.questions) > 1)
    @rule(place=which, who=anybody, is_meant=st.integers(0, 1), by_holder=st.booleans())
    def refuses(self, place: int, who: str, is_meant: int, by_holder: bool) -> None:
        """`Tolak`; by who may now and then."""
        question = self.question(place)
        who = question.holder or who if by_holder else who
        if not is_meant or not self.model.may(question, Event.REFUSE, who):
            data = RefuseQuestion(question=question.number, reason="ranah")
            self.tries(who, question, Event.REFUSE, data)

    @precondition(lambda self: self.has_room())
    @rule(who=moderators, is_claimed=st.booleans())
    def is_refused(self, who: str, is_claimed: bool) -> None:
        """A question that is asked, perhaps claimed, and refused."""
        self.asks(DEWI)
        if is_claimed:
            self.claims(0, who)
        self.refuses(0, who, is_meant=0, by_holder=False)
