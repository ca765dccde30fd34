"""What a plain model believes of questions: who may do what, and where each of them stands."""

from dataclasses import dataclass, field
from datetime import date

from community.publishing import KEPT_PRIVATE
from community.publishing import State as Publishing
from community.questions import (
    ANSWERED,
    CLAIMED,
    CLOCK,
    CLOSED,
    FINAL,
    OPEN,
    WAITING,
    Actor,
    Event,
    State,
    after,
    ends_publication,
    may,
    standing,
)

ADMIN, BUDI, CICI = "Ani", "Budi", "Cici"  # Cici is a moderator who asks, too
DEWI, EVE, GUEST = "Dewi", "Eve", "Tamu"  # two members, and somebody who never joined
HIDDEN = "Zuleika Wiramartapura"  # asks anonymously, always
GONE = ""  # somebody whose data were deleted
STAFF = frozenset({ADMIN, BUDI, CICI})  # on duty at the beginning
ASKERS = (DEWI, HIDDEN, CICI)
PRESENT = frozenset({Publishing.PROPOSED, Publishing.PUBLISHED})
REFUSED_BY = {Event.DECLINE: Publishing.DECLINED, Event.PROPOSAL_LAPSE: Publishing.LAPSED}


@dataclass(slots=True)
class Given:
    """An answer that was not taken back, and the message in the group that it stands in."""

    author: str
    message_id: int | None = None
    is_past: bool = False  # the question was opened again since


@dataclass(slots=True)
class Believed:
    """A question as the model believes it stands."""

    number: int
    asker: str
    source: int  # the message that it was asked in
    state: State = State.NEW
    holder: str | None = None
    taken_in_pause: bool = False  # its holder means to answer it although they pause
    publishing: Publishing | None = None
    is_proposed: bool = False  # its asker is asked for a text
    answers: list[Given] = field(default_factory=list)

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody may learn who asked."""
        return self.asker == HIDDEN

    @property
    def is_held(self) -> bool:
        """Whether somebody works on it."""
        return self.state in (CLAIMED, WAITING)

    def own_answer(self, who: str) -> Given | None:
        """Return the newest answer of somebody's."""
        return next((one for one in reversed(self.answers) if one.author == who), None)

    def is_opened_by(self, event: Event) -> bool:
        """Say whether an event opens it again."""
        return self.state in (ANSWERED, CLOSED) and after(self.state, event) is CLAIMED


class Model:
    """All questions, who is on duty, who pauses."""

    def __init__(self) -> None:
        self.questions: list[Believed] = []
        self.on_duty = {BUDI, CICI}
        self.paused_until: dict[str, date] = {}
        self.noted: set[str] = set()  # whose pause the clock has seen
        self.today = date.min
        self.taker = GONE  # who is handed a question in this step
        self.leaving = GONE  # whose data are deleted in this step

    # --- people -----------------------------------------------------------------------------

    def is_moderator(self, who: str) -> bool:
        """Say whether somebody may decide about questions."""
        return who == ADMIN or who in self.on_duty

    def is_paused(self, who: str) -> bool:
        """Say whether somebody pauses today, that day included."""
        return self.today <= self.paused_until.get(who, date.min)

    def is_able(self, who: str | None) -> bool:
        """Say whether somebody can be given a question."""
        return who is not None and self.is_moderator(who) and not self.is_paused(who)

    def standing(self, question: Believed, who: str) -> frozenset[Actor]:
        """Return in what standings somebody faces a question."""
        return standing(
            is_asker=who == question.asker,
            is_holder=who == question.holder,
            is_author=question.own_answer(who) is not None,
            is_moderator=self.is_moderator(who),
            is_admin=who == ADMIN,
            is_sole_admin=who == ADMIN,
        )

    def may(self, question: Believed, event: Event, who: str) -> bool:
        """Say whether somebody may take a step now."""
        return may(question.state, event, self.standing(question, who))

    def answer_of(self, question: Believed, who: str) -> Given | None:
        """Return what somebody can take back; admins see to those who are no moderators now."""
        own = question.own_answer(who)
        if own is not None or who != ADMIN:
            return own
        left = [one for one in question.answers if not self.is_moderator(one.author)]
        return left[-1] if left else None

    def taking_back(self, question: Believed, who: str) -> Event | None:
        """Return what it is when somebody takes an answer back; None where they cannot."""
        given = self.answer_of(question, who)
        if given is None or question.asker == GONE:
            return None
        left = [one for one in question.answers if one is not given and not one.is_past]
        event = Event.WITHDRAW_ADDITION if left else Event.WITHDRAW_ANSWER
        return event if self.may(question, event, who) else None

    def may_propose(self, question: Believed, who: str) -> bool:
        """Say whether somebody may write what is published."""
        is_public = question.publishing is Publishing.PUBLISHED
        is_refused = question.publishing in KEPT_PRIVATE
        if question.asker == GONE:  # what stays published can be put right
            return is_public and self.is_moderator(who)
        return self.may(question, Event.PROPOSE, who) and not is_refused

    # --- what is expected -------------------------------------------------------------------

    def expected(self, question: Believed, *events: Event) -> list[tuple[int, Event]]:
        """Return what is written down: a question opened again is let go by who cannot hold it."""
        happened = [(question.number, event) for event in events]
        is_opened = any(question.is_opened_by(event) for event in events)
        if is_opened and not self.is_able(question.holder):
            happened.append((question.number, Event.RELEASE))
        return happened

    def held_by(self, who: str) -> list[Believed]:
        """Return the questions that somebody works on."""
        return [one for one in self.questions if one.is_held and one.holder == who]

    def open_of(self, who: str) -> list[Believed]:
        """Return what somebody asked and nobody answered."""
        return [one for one in self.questions if one.asker == who and one.state in OPEN]

    def public(self) -> set[int]:
        """Return the numbers of what everybody may read."""
        return {one.number for one in self.questions if one.publishing is Publishing.PUBLISHED}

    # --- what happens -----------------------------------------------------------------------

    def happens(self, question: Believed, event: Event, who: str | None) -> None:
        """Let an event happen, if whoever caused it (None: the clock) may."""
        if event is Event.ASK:
            assert question.asker == who
            return
        actors = frozenset({CLOCK}) if who is None else self.standing(question, who)
        assert may(question.state, event, actors), (question, event, who)
        if event is Event.RELEASE and who is None:
            assert not self.is_able(question.holder), question
        then = after(question.state, event)
        assert then is not None
        if question.is_opened_by(event):
            for one in question.answers:
                one.is_past = True
        question.state = then
        self._holds(question, event, who)
        self._answers(question, event, who)
        self._publishes(question, event, who)

    def _holds(self, question: Believed, event: Event, who: str | None) -> None:
        match event:
            case Event.CLAIM:
                question.holder = who
            case Event.RELEASE | Event.LAPSE:
                question.holder = None
            case Event.HAND_OVER:
                question.holder = self.taker
        if event in (Event.CLAIM, Event.HAND_OVER):
            holder = question.holder or GONE
            question.taken_in_pause = self.is_paused(holder) and holder in self.noted

    def _answers(self, question: Believed, event: Event, who: str | None) -> None:
        if event in (Event.ANSWER, Event.ADD):
            question.answers.append(Given(who or GONE))
        if event in (Event.WITHDRAW_ANSWER, Event.WITHDRAW_ADDITION):
            given = self.answer_of(question, who or GONE)
            assert given is not None
            question.answers.remove(given)

    def _publishes(self, question: Believed, event: Event, who: str | None) -> None:
        is_public = question.publishing is Publishing.PUBLISHED
        if event is Event.PROPOSE:
            question.is_proposed = True
            question.publishing = question.publishing if is_public else Publishing.PROPOSED
        elif event is Event.CONSENT:
            question.is_proposed, question.publishing = False, Publishing.PUBLISHED
        elif event in REFUSED_BY:
            question.is_proposed = False
            question.publishing = question.publishing if is_public else REFUSED_BY[event]
        elif event is Event.REVOKE:
            question.is_proposed = False
            is_asker = who == question.asker
            question.publishing = Publishing.REVOKED if is_asker else Publishing.ENDED
        elif event is Event.WITHDRAW and who == self.leaving:
            pass  # their choice with the deletion, see `forget`
        elif ends_publication(event) and question.publishing in PRESENT:
            question.is_proposed, question.publishing = False, Publishing.ENDED

    def forget(self, who: str, *, with_posts: bool) -> None:
        """Delete somebody's data."""
        self.on_duty.discard(who)
        self.paused_until.pop(who, None)
        self.noted.discard(who)
        for one in self.questions:
            for given in one.answers:
                if given.author == who:
                    given.author, given.message_id = GONE, None
            if one.holder == who:
                one.holder = GONE
            if one.asker == who:
                one.asker, one.is_proposed = GONE, False
                if with_posts:
                    one.publishing = None
                elif one.publishing is Publishing.PROPOSED:
                    one.publishing = Publishing.REVOKED

    # --- what must be true whatever happened ------------------------------------------------

    def holds_together(self) -> None:
        """Each question stands somewhere that makes sense."""
        for one in self.questions:
            if one.state is State.NEW:
                assert one.holder is None
            if one.is_held:
                assert one.holder is not None
                assert self.is_moderator(one.holder), one
            if one.state in (ANSWERED, CLOSED):
                assert any(not given.is_past for given in one.answers), one
            if one.state in FINAL and one.asker != GONE:
                assert one.publishing not in PRESENT, one
