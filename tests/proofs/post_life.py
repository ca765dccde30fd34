"""The machine of the play of posts, further: what readers do, and what seldom happens."""

from datetime import time

from hypothesis import strategies as st
from hypothesis.stateful import rule

from community.marking import MarkPost
from community.menu import ResumeDraft
from community.own_posts import DropRevision, TakePostBack
from community.post_card import TakePostDown
from community.posts import HIDDEN, REPORTS_THAT_HIDE, Event
from community.replicating import Answer, AnswerReplication, Replicate
from community.report_forms import REPORT
from community.reporting import OTHER, KeepReported, RemovePost, SendReport
from community.trusting import SetTrust
from tests.proofs.post_machine import Review, anybody, authors, moderators, seldom, which
from tests.proofs.post_model import MEMBERS, MODERATORS, READERS
from tests.proofs.question_stage import Death

members = st.sampled_from((*READERS, *READERS, *MEMBERS))
FORMS_WITHOUT_POSTS = ("replication", "report", "search")
"""What is typed there becomes no part of a post."""


class Life(Review):
    """The bot and its model, side by side: all that happens to posts."""

    # --- one's own ------------------------------------------------------------------------

    @rule(place=which, who=anybody, by_author=st.booleans(), is_meant=st.booleans())
    def withdraws(self, place: int, who: str, *, by_author: bool, is_meant: bool) -> None:
        """`Tarik tulisan`; the author's own half of the time."""
        post = self.post(place, Event.WITHDRAW)
        who = post.author or who if by_author else who
        if who == post.author and not is_meant:
            return
        is_possible = self.model.may(post, Event.WITHDRAW, who)
        self.does(self.play.taps(who, TakePostBack(post=post.number)))
        self.settles(post, *([Event.WITHDRAW] if is_possible else []))

    @rule(place=which, who=anybody, by_author=st.booleans(), is_stale=seldom)
    def drops_revision(self, place: int, who: str, *, by_author: bool, is_stale: bool) -> None:
        """`Batalkan perubahan`."""
        post = self.post(place, Event.DROP_REVISION)
        who = post.author or who if by_author else who
        is_possible = self.model.may(post, Event.DROP_REVISION, who) and not is_stale
        version = (post.proposed or 1) - is_stale
        self.does(self.play.taps(who, DropRevision(post=post.number, version=version)))
        self.settles(post, *([Event.DROP_REVISION] if is_possible else []))

    # --- reports --------------------------------------------------------------------------

    @rule(place=which, who=members, in_words=seldom)
    def reports(self, place: int, who: str, *, in_words: bool) -> None:
        """`Laporkan`, perhaps in words, which moderators read."""
        post = self.post(place, Event.REPORT)
        is_possible = self.model.may(post, Event.REPORT, who)
        reason = OTHER if in_words else "hoaks"
        self.does(self.play.taps(who, SendReport(post=post.number, reason=reason)))
        if self.does(self.play.form_of(who)) == REPORT.name and in_words:
            word = self.play.coin("report")
            self.model.tells_moderators(word, post, who, stays=False)
            self.does(self.play.types(who, f"Menurut saya {word} tidak tepat"))
        events = [Event.REPORT] if is_possible else []
        if is_possible and len(post.reporters | {who}) >= REPORTS_THAT_HIDE:
            events.append(Event.HIDE)
        self.settles(post, *events)

    @rule(place=which, number=st.integers(0, len(READERS)))
    def is_reported_by_all(self, place: int, number: int) -> None:
        """Several readers report a post, one after the other."""
        for who in READERS[:number]:
            self.reports(place, who, in_words=False)

    @rule(place=which, who=moderators, is_stale=seldom)
    def keeps(self, place: int, who: str, *, is_stale: bool) -> None:
        """`Biarkan`, `Pulihkan`."""
        post = self.post(place, Event.KEEP, Event.RESTORE)
        event = Event.RESTORE if post.state is HIDDEN else Event.KEEP
        is_possible = self.model.may(post, event, who) and not is_stale
        case = self.does(self.play.case_of(post))
        data = KeepReported(case=case, version=(post.version or 1) - is_stale)
        self.does(self.play.taps(who, data))
        self.settles(post, *([event] if is_possible else []))

    @rule(place=which, who=moderators, is_meant=st.booleans())
    def removes(self, place: int, who: str, *, is_meant: bool) -> None:
        """`Turunkan`, of what was reported."""
        post = self.post(place, Event.REMOVE)
        is_possible = post.has_case and self.model.may(post, Event.REMOVE, who)
        if is_possible and not is_meant:
            return
        case = self.does(self.play.case_of(post))
        data = RemovePost(case=case, version=post.version or 1, reason="hoaks")
        self.does(self.play.taps(who, data))
        self.settles(post, *([Event.REMOVE] if is_possible else []))

    @rule(place=which, who=moderators, is_meant=seldom)
    def takes_down(self, place: int, who: str, *, is_meant: bool) -> None:
        """`Turunkan`, of what a trusted author published."""
        post = self.post(place, Event.REMOVE)
        is_possible = (
            self.model.may(post, Event.REMOVE, who)
            and post.is_visible
            and post.is_direct
            and not post.has_case
        )
        if is_possible and not is_meant:
            return
        data = TakePostDown(post=post.number, version=post.version or 1, reason="hoaks")
        self.does(self.play.taps(who, data, card=post))
        self.settles(post, *([Event.REMOVE] if is_possible else []))

    # --- marks ----------------------------------------------------------------------------

    @rule(place=which, who=anybody, mark=st.sampled_from("uss"), on=st.integers(0, 3))
    def marks(self, place: int, who: str, mark: str, on: int) -> None:
        """`Bermanfaat`, `Simpan`, or no longer."""
        post = self.post(place, Event.REPORT)
        self.does(self.play.taps(who, MarkPost(post=post.number, mark=f"{mark}{int(on > 0)}")))
        self.settles(post)

    @rule(place=which, who=anybody)
    def begins_to_replicate(self, place: int, who: str) -> None:
        """`Akan saya replikasi`: asked where, and not yet answered."""
        post = self.post(place, Event.REPORT)
        self.does(self.play.taps(who, Replicate(post=post.number)))
        self.settles(post)

    @rule(who=members, words=st.sampled_from(("ab", "Puskesmas Waru", "/batal", "/menu")))
    def goes_on(self, who: str, words: str) -> None:
        """Somebody types into the form that is open, or goes on with the one that was kept."""
        if not self.does(self.play.form_of(who)):
            self.does(self.play.taps(who, ResumeDraft(form="replication")))
        if self.does(self.play.form_of(who)) in FORMS_WITHOUT_POSTS:
            self.does(self.play.types(who, words))
        self.does(self.play.settles(None))

    @rule(place=which, who=members, answer=st.sampled_from(Answer))
    def tells_of_replication(self, place: int, who: str, answer: Answer) -> None:
        """How it goes."""
        post = self.post(place, Event.REPORT)
        self.does(self.play.taps(who, AnswerReplication(post=post.number, answer=answer)))
        self.settles(post)

    # --- people ---------------------------------------------------------------------------

    @rule(who=authors, has=st.booleans())
    def is_trusted(self, who: str, *, has: bool) -> None:
        """`Percayai`, `Cabut kepercayaan`."""
        number = self.does(self.play.number_of(who))
        moderator = next(one for one in sorted(MODERATORS) if one != who)
        self.does(self.play.taps(moderator, SetTrust(person=number, has=has)))
        published = sum(one.is_visible and one.author == who for one in self.model.posts)
        if not has:
            self.model.trusted.discard(who)
        elif published >= 3:
            self.model.trusted.add(who)
        self.does(self.play.settles([]))

    @rule(who=st.sampled_from(MEMBERS), with_posts=st.booleans(), is_meant=seldom)
    def erases(self, who: str, *, with_posts: bool, is_meant: bool) -> None:
        """`Hapus data saya`: nobody's name, and none of the words that go with it, is said."""
        if is_meant:
            self.totals[f"erased {'with posts' if with_posts else 'without name'}"] += 1
            self.does(self.play.leaves(who, with_posts=with_posts))

    # --- whatever else --------------------------------------------------------------------

    @rule(who=anybody, kind=st.integers(0, 1_000), number=st.integers(0, 1_000))
    def taps_anything(self, who: str, kind: int, number: int) -> None:
        """Somebody taps a button that stands somewhere, also in another's chat."""
        buttons = self.play.buttons()
        same = buttons[sorted(buttons)[self.mixed(kind) % len(buttons)]]
        self.does(self.play.taps_old(who, same[self.mixed(number) % len(same)]))
        self.does(self.play.settles(None))

    @rule(hours=st.sampled_from([0.02, 3, 9, 26, 75, 24 * 31]))
    def time_passes(self, hours: float) -> None:
        """Hours go by, or a month, and the clock's jobs run."""
        self.does(self.play.clock(hours))

    @rule(is_friday=st.booleans())
    def hour_strikes(self, *, is_friday: bool) -> None:
        """The day's list of posts is due, or on Friday the digest of the week."""
        hour = (5, time(15, 5)) if is_friday else (None, time(15, 35))
        self.does(self.play.strikes(*hour))

    @rule(is_meant=seldom)
    def restarts(self, *, is_meant: bool) -> None:
        """The bot comes back as a new process."""
        if is_meant:
            self.totals["restarts"] += 1
            self.does(self.play.stage.reopen())
            self.does(self.play.settles([]))

    @rule(death=st.sampled_from(Death))
    def dies_at_the_next_update(self, death: Death) -> None:
        """The process is killed while the next update is handled, and comes back."""
        self.play.stage.death = death
