"""What seldom happens around questions: people come and go, time leaps, the process dies."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from community.appointing import Appoint, EndDuty
from community.my_data import Erase
from community.question_card import ListQueue, LookUpAsker
from community.question_forms import LOOK_UP
from community.questions import OPEN, Event
from community.settings import EndPause, Pause
from tests.proofs.question_machine import anybody, likely, moderators, which
from tests.proofs.question_model import ADMIN, BUDI, CICI, DEWI, HIDDEN
from tests.proofs.question_public import Public
from tests.proofs.question_stage import Death

staff = st.sampled_from((BUDI, CICI))
seldom = st.integers(0, 1)


class Rarities(Public):
    """All that happens to questions, with what seldom does."""

    # --- beside a question ----------------------------------------------------------------

    @rule(place=which, who=likely)
    def notes(self, place: int, who: str) -> None:
        """`/catatan`: only moderators read it."""
        question = self.question(place)
        is_possible = self.model.may(question, Event.NOTE, who)
        words = self.new_words("catatan", question)
        self.does(self.play.commands(who, "catatan", f"{question.number} {words}"))
        self.settles(question, *([Event.NOTE] if is_possible else []))

    @rule(place=which, who=anybody, by_admin=st.booleans())
    def looks_up(self, place: int, who: str, by_admin: bool) -> None:
        """`Lihat penanya`, and the reason: an admin reads who asked, and it is written down."""
        question, play = self.question(place), self.play
        who = ADMIN if by_admin else who
        self.does(play.taps(who, LookUpAsker(question=question.number)))
        is_possible = who == ADMIN and question.is_anonymous
        if is_possible:
            play.judge.is_looking = True
            play.judge.looks += 1
            assert self.does(play.writes(who, "Ada laporan yang perlu dijawab", LOOK_UP.name))
        self.settles(question, *([Event.LOOK_UP] if is_possible else []))
        self.does(play.judge.shows_looks())

    @rule(who=anybody, is_mine=st.booleans())
    def lists_queue(self, who: str, is_mine: bool) -> None:
        """`/antrean`, and `Punya saya`: the counts are the model's."""
        waiting = [one for one in self.model.questions if one.state in OPEN]
        self.does(self.play.commands(who, "antrean"))
        if is_mine:
            self.does(self.play.taps(who, ListQueue(only="mine", topic="", page=0)))
            waiting = [one for one in waiting if one.holder == who]
        screen = self.play.people[who].screen.text
        is_listed = f"<b>Antrean pertanyaan</b> ({len(waiting)})" in screen
        assert self.model.is_moderator(who) == is_listed, screen
        self.does(self.play.settles([]))

    @rule(who=anybody, number=st.integers(0, 10_000))
    def taps_anything(self, who: str, number: int) -> None:
        """Somebody taps a button that stands somewhere, also in another's chat."""
        buttons = self.play.buttons()
        self.does(self.play.taps_old(who, buttons[number % len(buttons)]))
        self.does(self.play.settles(None))

    # --- people ---------------------------------------------------------------------------

    @rule(who=st.sampled_from((DEWI, HIDDEN)))
    def blocks(self, who: str) -> None:
        """Somebody blocks the bot, until they write again."""
        self.play.stage.blocked.add(self.play.people[who].telegram_id)
        self.totals["blocked"] += 1

    @precondition(lambda self: self.has_room())
    @rule(who=moderators, is_blocked=st.booleans())
    def is_asked_back(self, who: str, is_blocked: bool) -> None:
        """`Minta penjelasan` of somebody who perhaps blocks the bot; then they write anyway."""
        self.asks(DEWI)
        self.claims(0, who)
        if is_blocked:
            self.blocks(DEWI)
        self.asks_explanation(0, who, by_holder=True)
        self.explains(0, DEWI, by_asker=True)

    @rule(who=staff)
    def ends_duty(self, who: str) -> None:
        """`Akhiri tugas`: what they held is anybody's again."""
        held = [(one.number, Event.RELEASE) for one in self.model.held_by(who)]
        self.does(self.play.taps(ADMIN, EndDuty(person=self.play.judge.ids[who])))
        self.model.on_duty.discard(who)
        self.totals["duties ended"] += 1
        self.does(self.play.settles(held))

    @rule()
    def appoints(self) -> None:
        """Whoever is not on duty is appointed again."""
        for who in {BUDI, CICI} - self.model.on_duty:
            self.does(self.play.taps(ADMIN, Appoint(person=self.play.judge.ids[who])))
            self.model.on_duty.add(who)
        self.does(self.play.settles([]))

    @rule(who=moderators, days=st.integers(0, 4))
    def pauses(self, who: str, days: int) -> None:
        """A pause until a day."""
        until = self.model.today + timedelta(days=days)
        self.does(self.play.taps(who, Pause(until=until.isoformat())))
        self.model.paused_until[who] = until
        self.model.noted.discard(who)
        self.totals["pauses"] += 1
        self.does(self.play.settles([]))

    @rule(who=moderators)
    def ends_pause(self, who: str) -> None:
        """`Akhiri jeda`."""
        self.does(self.play.taps(who, EndPause()))
        self.model.paused_until.pop(who, None)
        self.model.noted.discard(who)
        self.does(self.play.settles([]))

    @rule(
        who=st.sampled_from((HIDDEN, HIDDEN, DEWI, BUDI, CICI)),
        with_posts=st.booleans(),
        is_meant=seldom,
    )
    def erases(self, who: str, with_posts: bool, is_meant: int) -> None:
        """`Hapus data saya`: their questions are nobody's; they come back as somebody new."""
        if not is_meant:
            self.does(self.play.taps(who, Erase(with_posts=with_posts)))
            self.totals["erased"] += 1
            self.totals["erased askers"] += any(one.asker == who for one in self.model.questions)
            self.does(self.play.settles_erasure(who, with_posts=with_posts))

    # --- time and deaths ------------------------------------------------------------------

    @rule(hours=st.sampled_from([0.02, 0.5, 3, 9, 26, 75, 24 * 8]))
    def time_passes(self, hours: float) -> None:
        """Hours go by, and the clock's jobs run."""
        self.does(self.play.clock(hours))

    @rule(hours=st.sampled_from([0.01, 0.5, 3, 20]))
    def clock_jumps_back(self, hours: float) -> None:
        """Somebody sets the clock back."""
        self.totals["jumps back"] += 1
        self.play.went_back = True
        self.does(self.play.clock(-hours))

    @rule(is_meant=seldom)
    def nobody_says_a_word(self, is_meant: int) -> None:
        """Weeks go by: nothing is held, answered or proposed any more."""
        if not is_meant:
            self.totals["silences"] += 1
            self.does(self.play.is_silent(working_days=12))

    @rule()
    def restarts(self) -> None:
        """The bot comes back as a new process."""
        self.totals["restarts"] += 1
        self.does(self.play.stage.reopen())
        self.does(self.play.settles([]))

    @rule(death=st.sampled_from(Death))
    def dies_at_the_next_update(self, death: Death) -> None:
        """The process is killed while the next update is handled, and comes back."""
        self.play.stage.death = death

    @rule(hours=st.sampled_from([0.5, 9, 26]), at=st.integers(1, 4), commits=st.booleans())
    def dies_in_a_job(self, hours: float, at: int, commits: bool) -> None:
        """The process is killed in the clock's jobs; the next one does what is left."""
        self.does(self.play.clock(hours, dies_at=at, commits=commits))
        self.does(self.play.clock(0.02))
