"""The play of questions: everybody taps everything, at any time; the table holds, secrets stay."""

import asyncio
import os
import tempfile
from collections import Counter
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine

from community.answer_forms import ANSWER, FOLLOW_UP
from community.answering import AcceptAnswer, FollowUp, MissAnswer, RateAnswer, RetractAnswer
from community.incoming import Edited
from community.own_questions import Withdraw
from community.publishing import Consent, Decline, OpenPublished, Publish, Revoke
from community.publishing import State as Publishing
from community.publishing_form import FORM as PUBLISHING
from community.question_card import (
    AnswerPrivately,
    AskExplanation,
    ClaimQuestion,
    Explain,
    HandOver,
    Prioritise,
    RefuseQuestion,
    ReleaseQuestion,
)
from community.question_forms import EXPLAIN, REQUEST
from community.questions import FINAL, OPEN, Event, State, after
from tests.handlers.asker import GROUP
from tests.proofs.question_play import (
    ADMIN,
    ASKERS,
    BUDI,
    CICI,
    DESK,
    DEWI,
    EVE,
    GUEST,
    HIDDEN,
    PRESENT,
    Believed,
    Play,
)

T = TypeVar("T")
MOST = 4  # questions in one example
anybody = st.sampled_from((ADMIN, BUDI, CICI, DEWI, EVE, GUEST, HIDDEN))
moderators = st.sampled_from((BUDI, CICI, ADMIN))
likely = st.sampled_from((BUDI, BUDI, CICI, ADMIN, EVE))
which = st.integers(0, MOST - 1)
Pairs = set[tuple[int, Event]]


class Questions(RuleBasedStateMachine):
    """What happens to questions."""

    totals: ClassVar[Counter[str]] = Counter()  # over all examples, for the report

    @initialize()
    def opens(self) -> None:
        """Everybody comes; the first question is the anonymous one."""
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.runner = asyncio.Runner()
        self.play = self.does(Play.open(Path(self.folder.name) / "cop.db"))
        self.play.stage.runs_with(max_questions_a_day=50)
        self.words = 0
        self.does(self.play.asks(HIDDEN))

    def teardown(self) -> None:
        """Add the figures up, close everything."""
        if hasattr(self, "play"):
            self.totals.update(self.play.totals, examples=1)
            self.does(self.play.stage.database.close())
            self.runner.close()
            self.folder.cleanup()

    def does(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something on the machine's own loop."""
        return self.runner.run(work)

    def settles(self, question: Believed, *events: Event) -> None:
        """Expect just these events, all of that question."""
        self.does(self.play.settles([(question.number, event) for event in events]))

    def question(self, place: int) -> Believed:
        """Return one of the questions."""
        return self.play.questions[place % len(self.play.questions)]

    def new_words(self, kind: str, question: Believed) -> str:
        """Return words that were never said."""
        self.words += 1
        return f"{kind}q{question.number}q ke-{self.words}"

    def tries(self, who: str, question: Believed, event: Event, data: object) -> None:
        """Tap: what the table lets this person do happens, and nothing else."""
        expected = [event] if question.may(event, who) else []
        in_group = who in DESK and (who != question.asker or self.words % 2 == 0)
        self.does(self.play.taps(who, data, in_group=in_group))
        self.settles(question, *expected)

    # --- asking ---------------------------------------------------------------------------

    @precondition(lambda self: len(self.play.questions) < MOST)
    @rule(who=st.sampled_from(ASKERS))
    def asks(self, who: str) -> None:
        """One more question."""
        self.does(self.play.asks(who))

    @rule(place=which, who=anybody)
    def withdraws(self, place: int, who: str) -> None:
        """`Ya, tarik pertanyaan`; seldom the asker's, or nothing else would happen."""
        question = self.question(place)
        if who != question.asker or question.state in (State.ANSWERED, State.WAITING):
            self.tries(who, question, Event.WITHDRAW, Withdraw(question=question.number))

    @rule(place=which)
    def edits_question(self, place: int) -> None:
        """The asker edits the message that was sent."""
        question = self.question(place)
        expected = [Event.EDIT] if question.may(Event.EDIT, question.asker) else []
        words = self.new_words("Pertanyaan yang diubah", question)
        self.does(self.play.people[question.asker].does(Edited(words, question.source)))
        self.settles(question, *expected)

    @rule(place=which, who=anybody)
    def explains(self, place: int, who: str) -> None:
        """`Jawab penjelasan`, and the words."""
        question = self.question(place)
        self.does(self.play.taps(who, Explain(question=question.number)))
        is_asked = who == question.asker and question.state in OPEN
        expected = [Event.EXPLAIN] if is_asked else []
        if is_asked:
            words = self.new_words("Penjelasan", question)
            assert self.does(self.play.writes(who, words, EXPLAIN.name))
        self.settles(question, *expected)

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

    @rule(place=which, who=likely, taker=anybody)
    def hands_over(self, place: int, who: str, taker: str) -> None:
        """`Alihkan`, also to people who cannot take it."""
        question, play = self.question(place), self.play
        play.taker = taker
        person = self.does(play.people[taker].found())
        data = HandOver(question=question.number, person=0 if person is None else person.id)
        can_take = taker in DESK - {question.asker, question.holder}
        if can_take:
            self.tries(who, question, Event.HAND_OVER, data)
        else:
            self.does(play.taps(who, data, in_group=who in DESK))
            self.settles(question)

    @rule(place=which, who=likely)
    def asks_explanation(self, place: int, who: str) -> None:
        """`Minta penjelasan`, and the words."""
        question = self.question(place)
        may = question.may(Event.ASK_EXPLANATION, who)
        self.does(self.play.taps(who, AskExplanation(question=question.number)))
        if may:
            words = self.new_words("Mohon dijelaskan", question)
            assert self.does(self.play.writes(who, words, REQUEST.name))
        self.settles(question, *([Event.ASK_EXPLANATION] if may else []))

    @precondition(lambda self: len(self.play.questions) > 1)
    @rule(place=which, who=anybody, is_meant=st.integers(0, 3))
    def refuses(self, place: int, who: str, is_meant: int) -> None:
        """`Tolak`; seldom by who may, or nothing else would happen."""
        question = self.question(place)
        if not is_meant or not question.may(Event.REFUSE, who):
            data = RefuseQuestion(question=question.number, reason="ranah")
            self.tries(who, question, Event.REFUSE, data)

    # --- answers --------------------------------------------------------------------------

    @rule(place=which, who=likely, card=st.integers(0, 5), by_holder=st.booleans())
    def replies(self, place: int, who: str, card: int, by_holder: bool) -> None:
        """A reply to a card: the holder's is the answer."""
        question = self.question(place)
        who = question.holder or who if by_holder else who
        expected = self.giving(question, who)
        words = self.new_words("jawaban", question)
        message_id = self.does(self.play.replies(who, question, words, card))
        self.settles(question, *expected)
        if expected:
            question.answers[-1].message_id = message_id

    @rule(place=which, who=likely)
    def answers_privately(self, place: int, who: str) -> None:
        """`Jawab`, the words, `Kirim`."""
        question, play = self.question(place), self.play
        claims = [Event.CLAIM] if question.may(Event.CLAIM, who) else []
        self.does(play.taps(who, AnswerPrivately(question=question.number)))
        self.settles(question, *claims)
        expected = self.giving(question, who)
        if expected:
            assert self.does(play.writes(who, self.new_words("jawaban", question), ANSWER.name))
            self.does(play.people[who].taps("Kirim"))
        self.settles(question, *expected)

    def giving(self, question: Believed, who: str) -> list[Event]:
        """Return what an answer by somebody is."""
        return [one for one in (Event.ANSWER, Event.ADD) if question.may(one, who)]

    @rule(place=which, who=likely, newest=st.booleans())
    def edits_answer(self, place: int, who: str, newest: bool) -> None:
        """An answer is edited, by its author or by somebody else."""
        question = self.question(place)
        known = [one for one in question.answers if one.message_id is not None]
        if not known:
            return
        given = known[-1 if newest else 0]
        expected = [Event.CORRECT] if who == given.author and question.state not in FINAL else []
        words = self.new_words("jawaban", question)
        edited = Edited(words, given.message_id or 0)
        self.does(self.play.people[who].does(edited, chat=GROUP))
        self.settles(question, *expected)

    @rule(place=which, who=likely)
    def withdraws_answer(self, place: int, who: str) -> None:
        """`Ya, tarik`: the newest answer of one's own."""
        question = self.question(place)
        own = [one for one in question.answers if one.author == who]
        is_only = len(question.answers) == 1
        event = Event.WITHDRAW_ANSWER if is_only else Event.WITHDRAW_ADDITION
        expected = [event] if own and question.may(event, who) else []
        data = RetractAnswer(question=question.number, is_sure=True)
        self.does(self.play.taps(who, data, in_group=who in DESK))
        self.settles(question, *expected)

    # --- what askers make of it -----------------------------------------------------------

    @rule(place=which, who=anybody, by_asker=st.booleans())
    def accepts(self, place: int, who: str, by_asker: bool) -> None:
        """`Sudah terjawab`."""
        question = self.question(place)
        who = question.asker if by_asker else who
        self.tries(who, question, Event.ACCEPT, AcceptAnswer(question=question.number))

    @rule(place=which, who=anybody, rating=st.integers(1, 5), by_asker=st.booleans())
    def rates(self, place: int, who: str, rating: int, by_asker: bool) -> None:
        """A rating."""
        question = self.question(place)
        who = question.asker if by_asker else who
        self.tries(who, question, Event.RATE, RateAnswer(question=question.number, rating=rating))

    @rule(place=which, who=anybody, by_asker=st.booleans())
    def misses(self, place: int, who: str, by_asker: bool) -> None:
        """`Belum terjawab`."""
        question = self.question(place)
        who = question.asker if by_asker else who
        expected = [Event.NOT_ANSWERED] if question.may(Event.NOT_ANSWERED, who) else []
        self.does(self.play.taps(who, MissAnswer(question=question.number)))
        self.settles(question, *expected)

    @rule(place=which, who=anybody, by_asker=st.booleans())
    def follows_up(self, place: int, who: str, by_asker: bool) -> None:
        """`Tanya lanjutan`, and the words."""
        question = self.question(place)
        who = question.asker if by_asker else who
        self.does(self.play.taps(who, FollowUp(question=question.number, message=0)))
        expected = []
        if who == question.asker and question.state not in FINAL:
            is_answered = after(question.state, Event.FOLLOW_UP) is not None
            expected = [Event.FOLLOW_UP if is_answered else Event.EXPLAIN]
            words = self.new_words("Lanjutan", question)
            assert self.does(self.play.writes(who, words, FOLLOW_UP.name))
        self.settles(question, *expected)

    @rule(place=which, who=moderators, end=st.sampled_from(["", "revoke", "withdraw answer"]))
    def is_published(self, place: int, who: str, end: str) -> None:
        """The whole way, as far as it can be gone from where the question stands."""
        question = self.question(place)
        self.claims(place, who)
        self.replies(place, who, card=0, by_holder=True)
        self.proposes(place, BUDI if question.asker != BUDI else ADMIN)
        self.consents(place, question.asker, by_asker=True, is_old=False)
        self.reads(place, by_link=True)
        if end == "revoke":
            self.takes_back(place, question.asker, is_sure=True)
        elif end and question.answers:
            self.withdraws_answer(place, question.answers[-1].author)
        self.reads(place, by_link=False)

    # --- to everybody ---------------------------------------------------------------------

    @rule(place=which, who=likely)
    def proposes(self, place: int, who: str) -> None:
        """`Terbitkan`, and its form."""
        question, play = self.question(place), self.play
        may = question.may(Event.PROPOSE, who) and not question.is_kept_private
        self.does(play.taps(who, Publish(question=question.number)))
        expected = []
        if may:
            title = f"Bagaimana menghitung angka kredit, terbitanq{question.number}q?"
            answer = f"Angka kredit dihitung tahunan, terbitanq{question.number}q."
            for words in (title, answer, "Praktik"):
                assert self.does(play.writes(who, words, PUBLISHING.name))
            self.does(play.people[who].taps("1 tahun"))
            self.does(play.people[who].taps("Kirim"))
            if question.publishing is not Publishing.PUBLISHED:
                expected = [Event.PROPOSE]
        self.settles(question, *expected)

    @rule(place=which, who=anybody, by_asker=st.booleans(), is_old=st.booleans())
    def consents(self, place: int, who: str, by_asker: bool, is_old: bool) -> None:
        """`Izinkan`, below the newest or an older text."""
        question = self.question(place)
        who = question.asker if by_asker else who
        version = self.does(self.version(question)) - is_old
        is_asked = who == question.asker and question.publishing is Publishing.PROPOSED
        self.does(self.play.taps(who, Consent(question=question.number, version=version)))
        self.settles(question, *([Event.CONSENT] if is_asked and not is_old else []))

    async def version(self, question: Believed) -> int:
        """Return the newest version that was proposed."""
        async with self.play.stage.database.snapshot() as unit:
            seen = await unit.publications.get(question.number)
        return 0 if seen is None else seen.version

    @rule(place=which, who=anybody, is_sure=st.booleans())
    def takes_back(self, place: int, who: str, is_sure: bool) -> None:
        """`Ya, cabut izin`, or `Tidak, tetap pribadi`; of who asked now and then."""
        question = self.question(place)
        is_asked = who == question.asker and question.publishing in PRESENT
        event, data = Event.REVOKE, Revoke(question=question.number, is_sure=True)
        expected = [event] if is_asked else []
        if not is_sure:
            decline = Decline(question=question.number, version=self.does(self.version(question)))
            is_asked = who == question.asker and question.publishing is Publishing.PROPOSED
            self.does(self.play.taps(who, decline))
            self.settles(question, *([Event.DECLINE] if is_asked else []))
            return
        self.does(self.play.taps(who, data))
        self.settles(question, *expected)

    @rule(place=which, by_link=st.booleans())
    def reads(self, place: int, by_link: bool) -> None:
        """A member looks into `/faq`, or follows the link: only what is published is there."""
        question, eve = self.question(place), self.play.people[EVE]
        if by_link:
            self.does(eve.says(f"/start q_{question.number}"))
        else:
            self.does(self.play.taps(EVE, OpenPublished(question=question.number)))
        is_public = question.publishing is Publishing.PUBLISHED
        assert is_public == (f"terbitanq{question.number}q" in eve.screen.text)
        self.does(eve.says("/faq"))
        public = [one for one in self.play.questions if one.publishing is Publishing.PUBLISHED]
        assert bool(public) == any("(" in label for label in eve.labels), eve.labels
        self.settles(question)

    # --- old buttons, time, restarts ------------------------------------------------------

    @rule(who=anybody, number=st.integers(0, 10_000))
    def taps_anything(self, who: str, number: int) -> None:
        """Somebody taps a button that stands somewhere, also in another's chat."""
        buttons = self.play.buttons()
        self.does(self.play.taps_old(who, buttons[number % len(buttons)]))
        self.does(self.play.settles(None))

    @rule(hours=st.sampled_from([0.02, 0.5, 3, 9, 26, 75, 24 * 8]))
    def time_passes(self, hours: float) -> None:
        """Hours go by, and the clock's jobs run."""
        self.does(self.play.clock(hours))

    @rule()
    def restarts(self) -> None:
        """The bot comes back as a new process."""
        self.does(self.play.stage.reopen())
        self.does(self.play.settles([]))


def run(examples: int, steps: int) -> None:
    """Run so many examples of so many steps; print what happened in them."""
    Questions.totals.clear()
    run_machine(
        Questions,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(f"\nquestions: {dict(sorted(Questions.totals.items()))}")


def test_days_of_questions() -> None:
    """No illegal state, nothing lost, no name told, whatever happens: a short run."""
    run(examples=12, steps=30)


@pytest.mark.proof
def test_months_of_questions() -> None:
    """The same, with thousands of steps in `make proofs`."""
    run(*((60, 80) if os.environ.get("PROOFS") else (2, 40)))
