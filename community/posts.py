"""A knowledge post's way to everybody: states, and every step between them in one table.

Who may take a step stands beside it; what a step says and stores does not. docs/posts.md shows the
diagram that is written from the table. Only what is `published` is ever shown to everybody.
"""

from dataclasses import dataclass
from enum import StrEnum

from community.reply import Attached
from community.state_table import StateTable, entering, staying, steps

TITLE_LENGTH = (5, 150)
BODY_LENGTH = (20, 3_500)
CAPTION_LENGTH = 900
MOST_FILES = 10  # of an album, Bot API: sendMediaGroup
TRUSTED_FROM = 3
"""So many approved posts must somebody have before a moderator may trust them."""
REPORTS_THAT_HIDE = 3
"""So many different members hide a post until it is decided."""


class State(StrEnum):
    """Where a post stands; the words for people are in `NAMES`."""

    REVIEW = "review"  # the first version waits for a moderator
    RETURNED = "returned"  # the first version is to be improved
    REFUSED = "refused"
    PUBLISHED = "published"
    HIDDEN = "hidden"  # reported by several, until it is decided
    REMOVED = "removed"  # by a moderator
    WITHDRAWN = "withdrawn"  # by its author


class Actor(StrEnum):
    """In what standing somebody takes a step; see `standing`."""

    AUTHOR = "author"
    TRUSTED = "trusted"  # an author whose posts need no review
    MODERATOR = "moderator"  # any moderator or admin who is not the author
    READER = "reader"  # any member who is not the author
    CLOCK = "clock"


class Event(StrEnum):
    """What can happen to a post."""

    SUBMIT = "submit"
    SUBMIT_TRUSTED = "submit_trusted"  # published at once, looked at afterwards
    RESUBMIT = "resubmit"  # the first version, improved or only changed while it waits
    APPROVE = "approve"
    RETURN = "return"  # `Minta perbaikan`
    REFUSE = "refuse"
    WITHDRAW = "withdraw"

    REVISE = "revise"  # a new version; the old one stays until it is approved
    REVISE_TRUSTED = "revise_trusted"
    APPROVE_REVISION = "approve_revision"
    RETURN_REVISION = "return_revision"
    REFUSE_REVISION = "refuse_revision"
    DROP_REVISION = "drop_revision"  # by its author: the published version stays
    LOOK_OVER = "look_over"  # what was published at once is fine

    REPORT = "report"
    HIDE = "hide"
    KEEP = "keep"  # the reports were looked at: it stays
    RESTORE = "restore"
    REMOVE = "remove"


NAMES = {
    State.REVIEW: "menunggu tinjauan",
    State.RETURNED: "perlu perbaikan",
    State.REFUSED: "belum dapat diterbitkan",
    State.PUBLISHED: "terbit",
    State.HIDDEN: "disembunyikan sementara",
    State.REMOVED: "diturunkan",
    State.WITHDRAWN: "ditarik",
}

REVIEW, RETURNED, REFUSED, PUBLISHED, HIDDEN, REMOVED, WITHDRAWN = State
AUTHOR, TRUSTED, MODERATOR, READER, CLOCK = Actor

VISIBLE = frozenset({PUBLISHED})
"""What everybody may read, find and be told of. Nothing else, by any way."""
FINAL = frozenset({REFUSED, REMOVED, WITHDRAWN})
"""The states that a post never leaves."""


class Outcome(StrEnum):
    """What became of a version; empty while moderators are waited for."""

    WAITING = ""
    APPROVED = "approved"
    RETURNED = "returned"
    REFUSED = "refused"
    DROPPED = "dropped"  # replaced by the next one before anybody decided, or taken back


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a version says; `media` in the order in which it was sent."""

    topic: str
    title: str
    body: str
    link: str = ""
    media: tuple[Attached, ...] = ()


_OUT = (PUBLISHED, HIDDEN)
_LIVING = (REVIEW, RETURNED, PUBLISHED, HIDDEN)

TABLE = StateTable[State, Event, Actor](
    (
        # the first version
        *entering(Event.SUBMIT, REVIEW, AUTHOR),
        *entering(Event.SUBMIT_TRUSTED, PUBLISHED, TRUSTED),
        *steps(Event.RESUBMIT, {REVIEW: REVIEW, RETURNED: REVIEW}, AUTHOR),
        *steps(Event.APPROVE, {REVIEW: PUBLISHED}, MODERATOR),
        *steps(Event.RETURN, {REVIEW: RETURNED}, MODERATOR),
        *steps(Event.REFUSE, {REVIEW: REFUSED}, MODERATOR),
        *steps(Event.WITHDRAW, dict.fromkeys(_LIVING, WITHDRAWN), AUTHOR),
        # further versions, while everybody reads the old one
        *staying(Event.REVISE, _OUT, AUTHOR),
        *staying(Event.REVISE_TRUSTED, (PUBLISHED,), TRUSTED),  # never of what is reported
        *staying(Event.APPROVE_REVISION, _OUT, MODERATOR),
        *staying(Event.RETURN_REVISION, _OUT, MODERATOR),
        *staying(Event.REFUSE_REVISION, _OUT, MODERATOR),
        *staying(Event.DROP_REVISION, _OUT, AUTHOR),
        *staying(Event.LOOK_OVER, (PUBLISHED,), MODERATOR),
        # what readers object to
        *staying(Event.REPORT, _OUT, READER),
        *steps(Event.HIDE, {PUBLISHED: HIDDEN}, CLOCK),
        *staying(Event.KEEP, (PUBLISHED,), MODERATOR),
        *steps(Event.RESTORE, {HIDDEN: PUBLISHED}, MODERATOR),
        *steps(Event.REMOVE, dict.fromkeys(_OUT, REMOVED), MODERATOR),
    ),
    NAMES,
    FINAL,
)
after, may = TABLE.after, TABLE.may


def standing(
    *,
    is_author: bool = False,
    is_member: bool = False,
    is_trusted: bool = False,
    is_on_duty: bool = False,
    is_sole_admin: bool = False,
) -> frozenset[Actor]:
    """Return in what standings a person faces a post.

    Nobody decides on their own post, except a sole admin (which is audited).
    """
    claims = {
        AUTHOR: is_author,
        TRUSTED: is_author and is_trusted,
        MODERATOR: (is_on_duty and not is_author) or is_sole_admin,
        READER: is_member and not is_author,
    }
    return frozenset(actor for actor, holds in claims.items() if holds)
