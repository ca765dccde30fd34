"""What happens around answers: given, corrected, taken back; and what askers make of them."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from community.answer_forms import ANSWER, FOLLOW_UP
from community.answering import AcceptAnswer, FollowUp, MissAnswer, RateAnswer, RetractAnswer
from community.incoming import Edited
from community.question_card import AnswerPrivately
from community.questions import FINAL, Event, State, after
from tests.handlers.asker import GROUP
from tests.proofs.question_machine import Desk, anybody, likely, which
from tests.proofs.question_model import GONE, STAFF, Believed


class Answers(Desk):
    """Questions are answered, too."""

    def giving(self, question: Believed, who: str) -> list[Event]:
        """Return what an answer by somebody is."""
        possible = [one for one in (Event.ANSWER, Event.ADD) if self.model.may(question, one, who)]
        return possible if question.asker != GONE else []

    @rule(place=which, who=likely, card=st.integers(0, 5), by_holder=st.booleans())
    def replies(self, place: int, who: str, card: int, by_holder: bool) -> None:
        """A reply to a card: the holder's is the answer; another's, while unclaimed, is held."""
        question = self.question(place)
        who = question.holder or who if by_holder else who
        expected = self.giving(question, who)
        words = self.new_words("jawaban", question)
        message_id = self.does(self.play.replies(who, question, words, card))
        self.settles(question, *expected)
        if expected:
            self.is_given(question, words, message_id)

    @rule(place=which, who=likely, card=st.integers(0, 5))
    def sends_held(self, place: int, who: str, card: int) -> None:
        """A reply to an unclaimed card, and `Kirim jawaban`: claimed and answered in one."""
        question = self.question(place)
        if question.state is State.NEW and self.model.may(question, Event.CLAIM, who):
            words = self.new_words("jawaban", question)
            message_id = self.does(self.play.replies(who, question, words, card))
            self.settles(question)
            self.does(self.play.people[who].taps("Kirim jawaban", chat=GROUP))
            self.settles(question, Event.CLAIM, Event.ANSWER)
            self.is_given(question, words, message_id)

    @rule(place=which, who=likely)
    def answers_privately(self, place: int, who: str) -> None:
        """`Jawab`, the words, `Kirim`."""
        question, play = self.question(place), self.play
        claims = [Event.CLAIM] if self.model.may(question, Event.CLAIM, who) else []
        self.does(play.taps(who, AnswerPrivately(question=question.number)))
        self.settles(question, *claims)
        expected = self.giving(question, who)
        words = self.new_words("jawaban", question)
        if expected:
            assert self.does(play.writes(who, words, ANSWER.name))
            self.does(play.people[who].taps("Kirim"))
        self.settles(question, *expected)
        if expected:
            self.is_given(question, words, None)

    def is_given(self, question: Believed, words: str, message_id: int | None) -> None:
        """Expect that the asker was told, and remember where the answer stands."""
        assert self.play.judge.heard(question.asker, words)
        question.answers[-1].message_id = message_id

    @rule(place=which, who=likely, newest=st.booleans(), by_author=st.booleans())
    def edits_answer(self, place: int, who: str, newest: bool, by_author: bool) -> None:
        """An answer is edited, by its author or by somebody else."""
        question = self.question(place)
        known = [one for one in question.answers if one.message_id is not None]
        if not known:
            return
        given = known[-1 if newest else 0]
        who = given.author if by_author else who
        is_possible = who == given.author and question.state not in FINAL
        is_possible &= self.model.is_moderator(who) and question.asker != GONE
        words = self.new_words("jawaban", question)
        edited = Edited(words, given.message_id or 0)
        self.does(self.play.people[who].does(edited, chat=GROUP))
        self.settles(question, *([Event.CORRECT] if is_possible else []))
        assert not is_possible or self.play.judge.heard(question.asker, words)

    @rule(place=which, who=likely, by_author=st.booleans())
    def withdraws_answer(self, place: int, who: str, by_author: bool) -> None:
        """`Ya, tarik`: the newest answer of one's own, or (an admin) of a former moderator."""
        question = self.question(place)
        if by_author and question.answers:
            who = question.answers[-1].author or who
        event = self.model.taking_back(question, who)
        data = RetractAnswer(question=question.number, is_sure=True)
        self.does(self.play.taps(who, data, in_group=who in STAFF))
        self.settles(question, *([] if event is None else [event]))

    @rule(place=which, who=likely, opens=st.sampled_from(["misses", "follows up", "edits"]))
    def withdraws_after_reopening(self, place: int, who: str, opens: str) -> None:
        """An answer, a question opened again, perhaps a second answer; then one goes."""
        self.claims(place, who)
        self.replies(place, who, card=0, by_holder=True)
        match opens:
            case "misses":
                self.misses(place, who, by_asker=True)
            case "follows up":
                self.follows_up(place, who, by_asker=True)
            case _:
                self.edits_question(place)
        if self.words % 2:
            self.claims(place, who)
            self.replies(place, who, card=0, by_holder=True)
        self.withdraws_answer(place, who, by_author=True)

    # --- what askers make of it -----------------------------------------------------------

    def asker_or(self, who: str, question: Believed, *, by_asker: bool) -> str:
        """Return who asked, or somebody else."""
        return question.asker if by_asker and question.asker != GONE else who

    @rule(place=which, who=anybody, by_asker=st.booleans())
    def accepts(self, place: int, who: str, by_asker: bool) -> None:
        """`Sudah terjawab`."""
        question = self.question(place)
        who = self.asker_or(who, question, by_asker=by_asker)
        self.tries(who, question, Event.ACCEPT, AcceptAnswer(question=question.number))

    @rule(place=which, who=anybody, rating=st.integers(1, 5), by_asker=st.booleans())
    def rates(self, place: int, who: str, rating: int, by_asker: bool) -> None:
        """A rating."""
        question = self.question(place)
        who = self.asker_or(who, question, by_asker=by_asker)
        self.tries(who, question, Event.RATE, RateAnswer(question=question.number, rating=rating))

    @rule(place=which, who=anybody, by_asker=st.booleans())
    def misses(self, place: int, who: str, by_asker: bool) -> None:
        """`Belum terjawab`."""
        question = self.question(place)
        who = self.asker_or(who, question, by_asker=by_asker)
        expected = [Event.NOT_ANSWERED] if self.model.may(question, Event.NOT_ANSWERED, who) else []
        self.does(self.play.taps(who, MissAnswer(question=question.number)))
        self.settles(question, *expected)

    @rule(place=which, who=anybody, by_asker=st.booleans())
    def follows_up(self, place: int, who: str, by_asker: bool) -> None:
        """`Tanya lanjutan`, and the words."""
        question = self.question(place)
        who = self.asker_or(who, question, by_asker=by_asker)
        self.does(self.play.taps(who, FollowUp(question=question.number, message=0)))
        expected = []
        if who == question.asker and question.state not in FINAL:
            is_answered = after(question.state, Event.FOLLOW_UP) is not None
            expected = [Event.FOLLOW_UP if is_answered else Event.EXPLAIN]
            words = self.new_words("Lanjutan", question)
            assert self.does(self.play.writes(who, words, FOLLOW_UP.name))
        self.settles(question, *expected)
