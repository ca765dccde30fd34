"""What happens on the way to everybody: proposed, allowed, read, taken down."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from community.publishing import Consent, Decline, OpenPublished, Publish, Revoke
from community.publishing import State as Publishing
from community.publishing_form import FORM as PUBLISHING
from community.questions import FINAL, Event
from community.ruling import Unpublish
from tests.proofs.question_answers import Answers
from tests.proofs.question_machine import anybody, likely, moderators, which
from tests.proofs.question_model import ADMIN, BUDI, EVE, GONE, PRESENT, Believed


class Public(Answers):
    """Answers are published, too."""

    @rule(place=which, who=moderators, end=st.sampled_from(["", "revoke", "withdraw answer"]))
    def is_published(self, place: int, who: str, end: str) -> None:
        """The whole way, as far as it can be gone from where the question stands."""
        question = self.question(place)
        self.claims(place, who)
        self.replies(place, who, card=0, by_holder=True)
        self.proposes(place, BUDI if question.asker != BUDI else ADMIN, is_new=False)
        self.consents(place, EVE, by_asker=True, is_old=False)
        self.reads(place, by_link=True)
        if end == "revoke":
            self.takes_back(place, EVE, by_asker=True, is_sure=True)
        elif end and question.answers:
            self.withdraws_answer(place, who, by_author=True)
        self.reads(place, by_link=False)

    @rule(place=which, who=moderators, end=st.sampled_from(["decline", "take back", "silence"]))
    def is_kept_private(self, place: int, who: str, end: str) -> None:
        """Proposed, as far as it can be, and not allowed."""
        self.claims(place, who)
        self.replies(place, who, card=0, by_holder=True)
        self.proposes(place, ADMIN, is_new=True)
        match end:
            case "decline":
                self.declines(place, EVE, by_asker=True)
            case "take back":
                self.takes_back(place, EVE, by_asker=True, is_sure=True)
            case _:
                self.totals["silences"] += 1
                self.does(self.play.is_silent(working_days=12))
        self.reads(place, by_link=True)

    @rule(place=which, who=likely, is_new=st.booleans())
    def proposes(self, place: int, who: str, is_new: bool) -> None:
        """`Terbitkan`, and its form; what is public already is asked for anew when it changed."""
        question, play = self.question(place), self.play
        is_possible = self.model.may_propose(question, who)
        self.does(play.taps(who, Publish(question=question.number, is_anew=True)))
        expected = []
        if is_possible:
            title = f"Bagaimana menghitung angka kredit, terbitanq{question.number}q?"
            answer = f"Angka kredit dihitung tahunan, terbitanq{question.number}q."
            answer += f" Diperbarui {self.new_words('kali', question)}." if is_new else ""
            for words in (title, answer, "Praktik"):
                assert self.does(play.writes(who, words, PUBLISHING.name))
            self.does(play.people[who].taps("1 tahun"))
            self.does(play.people[who].taps("Kirim"))
            is_public = question.publishing is Publishing.PUBLISHED
            is_changed = not is_public or self.texts.get(question.number) != answer
            expected = [Event.PROPOSE] if is_changed and question.asker != GONE else []
            if expected:
                self.proposals[question.number] = answer
            elif is_public:
                self.texts[question.number] = answer
        self.settles(question, *expected)

    def begins(self) -> None:
        """Begin with nothing published."""
        self.proposals: dict[int, str] = {}  # by question
        self.texts: dict[int, str] = {}  # that are public, where the question is published
        super().begins()

    @rule(place=which, who=anybody, by_asker=st.booleans(), is_old=st.booleans())
    def consents(self, place: int, who: str, by_asker: bool, is_old: bool) -> None:
        """`Izinkan`, below the newest or an older text."""
        question = self.question(place)
        who = self.asker_or(who, question, by_asker=by_asker)
        version = self.does(self.version(question)) - is_old
        is_asked = who == question.asker and question.is_proposed and not is_old
        self.does(self.play.taps(who, Consent(question=question.number, version=version)))
        self.settles(question, *([Event.CONSENT] if is_asked else []))
        if is_asked:
            self.texts[question.number] = self.proposals[question.number]

    async def version(self, question: Believed) -> int:
        """Return the newest version that was proposed."""
        async with self.play.stage.database.snapshot() as unit:
            seen = await unit.publications.get(question.number)
        return 0 if seen is None else seen.version

    @rule(place=which, who=anybody, by_asker=st.booleans(), is_sure=st.booleans())
    def takes_back(self, place: int, who: str, by_asker: bool, is_sure: bool) -> None:
        """`Ya, cabut izin`, or the tap before it."""
        question = self.question(place)
        who = self.asker_or(who, question, by_asker=by_asker)
        is_possible = who == question.asker and question.publishing in PRESENT and is_sure
        self.does(self.play.taps(who, Revoke(question=question.number, is_sure=is_sure)))
        self.settles(question, *([Event.REVOKE] if is_possible else []))

    @rule(place=which, who=anybody, by_asker=st.booleans())
    def declines(self, place: int, who: str, by_asker: bool) -> None:
        """`Tidak, tetap pribadi`."""
        question = self.question(place)
        who = self.asker_or(who, question, by_asker=by_asker)
        is_possible = who == question.asker and question.is_proposed
        data = Decline(question=question.number, version=self.does(self.version(question)))
        self.does(self.play.taps(who, data))
        self.settles(question, *([Event.DECLINE] if is_possible else []))

    @rule(place=which, who=likely)
    def takes_down(self, place: int, who: str) -> None:
        """`Ya, cabut`, a moderator's."""
        question = self.question(place)
        is_public = question.publishing is Publishing.PUBLISHED
        is_possible = is_public and self.model.is_moderator(who) and who != question.asker
        is_step = is_possible and self.model.may(question, Event.REVOKE, who)
        self.does(self.play.taps(who, Unpublish(question=question.number, is_sure=True)))
        if is_possible and not is_step:  # the question was over, only its text stood there
            question.publishing = Publishing.ENDED
        self.settles(question, *([Event.REVOKE] if is_step else []))

    @rule(place=which, by_link=st.booleans())
    def reads(self, place: int, by_link: bool) -> None:
        """A member looks into `/faq`, or follows the link: only what is published is there."""
        question, eve = self.question(place), self.play.people[EVE]
        if by_link:
            self.does(self.play.commands(EVE, "start", f"q_{question.number}"))
        else:
            self.does(self.play.taps(EVE, OpenPublished(question=question.number)))
        is_public = question.publishing is Publishing.PUBLISHED
        assert not is_public or question.state not in FINAL or question.asker == GONE
        assert is_public == (f"terbitanq{question.number}q" in eve.screen.text)
        if is_public:
            assert self.texts[question.number] in eve.screen.text
        self.does(self.play.commands(EVE, "faq"))
        assert bool(self.model.public()) == any("(" in label for label in eve.labels), eve.labels
        self.settles(question)
