"""Publishing an answered question: what is published, where it stands, and the buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from community import links, privacy_guard
from community.callback import callback
from community.folding import fold
from community.links import Broken

SILENCE_IS_NO = timedelta(days=14)
QUESTION_LENGTH = (10, 400)
ANSWER_LENGTH = (10, 2_800)
SOURCE_LENGTH = (3, 300)
RULE_LENGTH = (3, 200)
REVIEW_DAYS_AHEAD = 5 * 366
SOONEST_REVIEW = timedelta(days=7)
NEXT_REVIEW = timedelta(days=365)
"""When an answer that still holds is looked at again."""
PRACTICE = "Praktik"
A_PAGE = 8


class State(StrEnum):
    """How a question stands towards everybody."""

    PROPOSED = "proposed"  # the asker is asked
    PUBLISHED = "published"
    DECLINED = "declined"  # by the asker, for good
    LAPSED = "lapsed"  # the asker said nothing
    REVOKED = "revoked"  # by the asker, for good
    ENDED = "ended"  # by a moderator, or with the question or its answer


KEPT_PRIVATE = frozenset({State.DECLINED, State.REVOKED})
"""The asker said no: they are not asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is published of a question; `rules` are the rules that its source names."""

    question: str
    answer: str
    source: str
    review_on: date | None
    rules: tuple[int, ...] = ()

    @property
    def holds_identity(self) -> bool:
        """Whether a NIK or NIP stands in it: then it can never be published."""
        texts = (self.question, self.answer, self.source)
        return any(privacy_guard.holds_identity(text) for text in texts)

    def is_allowed_by(self, other: "Content", *, is_anonymous: bool) -> bool:
        """Say whether what the asker allowed covers this, too.

        Where it is taken from is the moderators' to say, unless that could tell who asked.
        """
        is_same = (self.question, self.answer) == (other.question, other.answer)
        return is_same and (not is_anonymous or self.source == other.source)


@callback("ub")
class Publish:
    """`Terbitkan`, on the card of an answered question; what was begun is thrown away if anew."""

    question: int
    is_anew: bool = False


@callback("uy")
class Consent:
    """`Izinkan`: the asker allows what they were shown, which is that version."""

    question: int
    version: int


@callback("un")
class Decline:
    """`Tidak, tetap pribadi`."""

    question: int
    version: int


@callback("ur")
class Revoke:
    """`Cabut izin`; the second tap is sure."""

    question: int
    is_sure: bool = False


@callback("uq")
class OpenConsent:
    """`Lihat permintaan izin`, on the asker's own question, while they are asked."""

    question: int


@callback("uf")
class OpenFaq:
    """The topics in which something is published."""


@callback("ul")
class ListFaq:
    """What is published in a topic."""

    topic: str
    page: int = 0


@callback("uo")
class OpenPublished:
    """A published question; topic and page lead back to the list, where there is one."""

    question: int
    topic: str = ""
    page: int = 0


def parts_of(source: str) -> list[str]:
    """Return what a source names, one by one."""
    return [part.strip() for part in source.split(";") if part.strip()]


def is_link(part: str) -> bool:
    """Say whether a part of a source is a link."""
    return not isinstance(links.read(part), Broken)


def rules_named(source: str) -> Sequence[str]:
    """Return the names of rules and circulars in a source: all but links and `Praktik`."""
    return [part for part in parts_of(source) if not is_link(part) and fold(part) != "praktik"]
