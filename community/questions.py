"""A question's way from the asker to an answer: states, and every step between them in one table.

Who may take a step stands beside it; what a step says and stores does not. docs/questions.md
shows the diagram that is written from the table.
"""

from enum import StrEnum

from community.state_table import StateTable, entering, staying, steps


class State(StrEnum):
    """Where a question stands; the words for people are in `NAMES`."""

    NEW = "new"
    CLAIMED = "claimed"
    WAITING = "waiting"  # the holder waits for the asker's explanation
    ANSWERED = "answered"
    CLOSED = "closed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Actor(StrEnum):
    """In what standing somebody takes a step; see `standing`."""

    ASKER = "asker"
    HOLDER = "holder"  # the moderator who claimed it
    AUTHOR = "author"  # the moderator who wrote the answer in question
    MODERATOR = "moderator"  # any moderator or admin who is not the asker
    ADMIN = "admin"
    CLOCK = "clock"


class Event(StrEnum):
    """What can happen to a question."""

    ASK = "ask"
    EDIT = "edit"
    EXPLAIN = "explain"
    WITHDRAW = "withdraw"

    CLAIM = "claim"
    RELEASE = "release"  # also when the holder pauses, or is no moderator any more
    LAPSE = "lapse"  # an unanswered claim, after CLAIM_HOURS
    HAND_OVER = "hand_over"
    ASK_EXPLANATION = "ask_explanation"
    UNREACHED = "unreached"  # the asker cannot be asked: nobody waits for them
    REFUSE = "refuse"

    ANSWER = "answer"
    ADD = "add"  # a second reply
    CORRECT = "correct"  # an answer was edited
    WITHDRAW_ADDITION = "withdraw_addition"  # another answer is left
    WITHDRAW_ANSWER = "withdraw_answer"  # the only answer

    ACCEPT = "accept"
    NOT_ANSWERED = "not_answered"
    FOLLOW_UP = "follow_up"
    RATE = "rate"
    CLOSE = "close"  # after 7 working days without a word

    PROPOSE = "propose"  # to publish it; the asker is asked
    CONSENT = "consent"
    DECLINE = "decline"
    PROPOSAL_LAPSE = "proposal_lapse"  # 14 days' silence is no
    REVOKE = "revoke"  # by the asker for good; a moderator takes a text down

    NOTE = "note"
    PRIORITISE = "prioritise"
    LOOK_UP = "look_up"  # who asked anonymously; with a reason, audited


NAMES = {
    State.NEW: "baru",
    State.CLAIMED: "diambil",
    State.WAITING: "menunggu penanya",
    State.ANSWERED: "dijawab",
    State.CLOSED: "ditutup",
    State.REFUSED: "ditolak",
    State.WITHDRAWN: "ditarik",
}
"""The words of the community; to the asker ditolak reads "Belum dapat diproses"."""

NEW, CLAIMED, WAITING, ANSWERED, CLOSED, REFUSED, WITHDRAWN = State
ASKER, HOLDER, AUTHOR, MODERATOR, ADMIN, CLOCK = Actor

OPEN = frozenset({NEW, CLAIMED, WAITING})
"""What `/antrean` lists: still to be answered."""
RUNNING = frozenset({NEW, CLAIMED})
"""The states in which the clocks of answer and claim run."""
FINAL = frozenset({REFUSED, WITHDRAWN})
"""The states that a question never leaves."""


_LIVING = (NEW, CLAIMED, WAITING, ANSWERED, CLOSED)  # a reopened question was answered before

TABLE = StateTable[State, Event, Actor](
    (
        # the asker, until there is an answer
        *entering(Event.ASK, NEW, ASKER),
        *steps(Event.EXPLAIN, {WAITING: CLAIMED}, ASKER),
        *staying(Event.EXPLAIN, (NEW, CLAIMED), ASKER),  # nobody waits any more: it is added
        *staying(Event.EDIT, (NEW, CLAIMED), ASKER),
        *steps(Event.EDIT, {WAITING: CLAIMED}, ASKER),  # an edit now is the explanation
        *steps(Event.EDIT, {ANSWERED: CLAIMED, CLOSED: CLAIMED}, ASKER),  # now, a follow-up
        *steps(Event.WITHDRAW, dict.fromkeys(_LIVING, WITHDRAWN), ASKER),
        # the moderators
        *steps(Event.CLAIM, {NEW: CLAIMED}, MODERATOR),
        *steps(Event.RELEASE, {CLAIMED: NEW, WAITING: NEW}, HOLDER, ADMIN, CLOCK),
        *steps(Event.LAPSE, {CLAIMED: NEW}, CLOCK),
        *staying(Event.HAND_OVER, (CLAIMED, WAITING), HOLDER),
        *steps(Event.ASK_EXPLANATION, {CLAIMED: WAITING}, HOLDER),
        *steps(Event.UNREACHED, {WAITING: CLAIMED}, CLOCK),
        *steps(Event.REFUSE, {NEW: REFUSED}, MODERATOR),
        *steps(Event.REFUSE, {CLAIMED: REFUSED, WAITING: REFUSED}, HOLDER),
        # the answer; what was answered can be put right while the question is open again, too
        *steps(Event.ANSWER, {CLAIMED: ANSWERED, WAITING: ANSWERED}, HOLDER),
        *staying(Event.ADD, (ANSWERED, CLOSED), HOLDER),
        *staying(Event.CORRECT, _LIVING, AUTHOR),
        # an admin takes back what somebody wrote who is no moderator any more
        *staying(Event.WITHDRAW_ADDITION, _LIVING, AUTHOR, ADMIN),
        *staying(Event.WITHDRAW_ANSWER, (NEW, CLAIMED, WAITING), AUTHOR, ADMIN),
        *steps(Event.WITHDRAW_ANSWER, {ANSWERED: CLAIMED, CLOSED: CLAIMED}, AUTHOR, ADMIN),
        # what the asker makes of it; buttons below an answer work after it was closed, too
        *steps(Event.ACCEPT, {ANSWERED: CLOSED}, ASKER),
        *steps(Event.CLOSE, {ANSWERED: CLOSED}, CLOCK),
        *steps(Event.NOT_ANSWERED, {ANSWERED: CLAIMED, CLOSED: CLAIMED}, ASKER),
        *steps(Event.FOLLOW_UP, {ANSWERED: CLAIMED, CLOSED: CLAIMED}, ASKER),
        *staying(Event.RATE, (ANSWERED, CLOSED), ASKER),
        # to everybody; a question that was opened again stays published until somebody objects
        *staying(Event.PROPOSE, (ANSWERED, CLOSED), MODERATOR),
        *staying(Event.CONSENT, _LIVING, ASKER),
        *staying(Event.DECLINE, _LIVING, ASKER),
        *staying(Event.PROPOSAL_LAPSE, _LIVING, CLOCK),
        *staying(Event.REVOKE, _LIVING, ASKER, MODERATOR),
        # beside it
        *staying(Event.PRIORITISE, (NEW, CLAIMED, WAITING), MODERATOR),
        *staying(Event.NOTE, State, MODERATOR),
        *staying(Event.LOOK_UP, State, ADMIN),
    ),
    NAMES,
    FINAL,
)
after, may, befores = TABLE.after, TABLE.may, TABLE.befores


def standing(
    *,
    is_asker: bool = False,
    is_holder: bool = False,
    is_author: bool = False,
    is_moderator: bool = False,
    is_admin: bool = False,
    is_sole_admin: bool = False,
) -> frozenset[Actor]:
    """Return in what standings a person faces a question.

    Nobody decides on their own question, except a sole admin (which is audited).
    """
    on_duty = is_moderator or is_admin or is_sole_admin
    decides = on_duty and (not is_asker or is_sole_admin)
    claims = {
        ASKER: is_asker,
        HOLDER: is_holder and decides,
        AUTHOR: is_author and decides,
        MODERATOR: decides,
        ADMIN: is_admin or is_sole_admin,
    }
    return frozenset(actor for actor, holds in claims.items() if holds)


def ends_publication(event: Event) -> bool:
    """Say whether what was published goes with an event."""
    return event in {Event.WITHDRAW, Event.REFUSE, Event.WITHDRAW_ANSWER}


class ClockMove(StrEnum):
    """What a step does to the time in which a question is to be answered."""

    START = "start"  # anew
    GO_ON = "go_on"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


def clock_move(before: State | None, then: State) -> ClockMove:
    """Say what becomes of the clock; it runs only where somebody is to answer."""
    if then in RUNNING:
        if before in RUNNING:
            return ClockMove.GO_ON
        return ClockMove.RESUME if before is WAITING else ClockMove.START
    return ClockMove.PAUSE if then is WAITING else ClockMove.STOP
