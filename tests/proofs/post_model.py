"""What a plain model believes of posts: where each stands, and whose words may be read by whom."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from community.posts import (
    FINAL,
    HIDDEN,
    PUBLISHED,
    REPORTS_THAT_HIDE,
    RETURNED,
    REVIEW,
    TABLE,
    Actor,
    Event,
    State,
    after,
    may,
    standing,
)

ADMIN, BUDI, CICI = "Ani", "Budi", "Cici"  # Cici is a moderator who writes, too
DEWI, SRI = "Dewi", "Sri"  # authors; Sri is trusted at the beginning
EVE, FAJAR, GITA, GUEST = "Eve", "Fajar", "Gita", "Tamu"  # readers, and somebody who never joined
GONE = ""  # somebody whose data were deleted
MODERATORS = frozenset({ADMIN, BUDI, CICI})
AUTHORS = (DEWI, SRI, CICI, ADMIN)
READERS = (EVE, FAJAR, GITA)
MEMBERS = (*AUTHORS, BUDI, *READERS)
ENDS_PROPOSAL = frozenset(
    {Event.APPROVE, Event.APPROVE_REVISION, Event.REFUSE, Event.REFUSE_REVISION}
    | {Event.DROP_REVISION}
)
COMMON = "lumbungwarta"
"""A word of every post: who searches for it finds all that can be found."""
_LETTERS = "bcdfghjkmprstvwz"


def coined(about: str, number: int) -> str:
    """Return a word that stands nowhere else and resembles no other; no affix of Indonesian."""
    made = hashlib.sha256(f"{about} {number}".encode()).hexdigest()[:12]
    return "q" + "".join(_LETTERS[int(digit, 16)] for digit in made)


class Part(StrEnum):
    """A part of a post, with a coined word of its own in each version that changes it."""

    TITLE = "Judul"
    BODY = "Isi"
    LINK = "Tautan"
    CAPTION = "keterangan"
    FILE = "berkas"


Words = dict[Part, str]
"""The coined word of each part."""


@dataclass(slots=True)
class Believed:
    """A post as the model believes it stands; versions count from one."""

    number: int
    author: str
    state: State
    versions: list[Words]
    version: int | None = None
    proposed: int | None = None
    is_returned: bool = False
    is_direct: bool = False
    has_case: bool = False  # reports that nobody decided about
    reporters: set[str] = field(default_factory=set)  # of that case

    @property
    def is_visible(self) -> bool:
        """Whether everybody may read it."""
        return self.state is PUBLISHED

    @property
    def public(self) -> frozenset[str]:
        """The words that everybody may read."""
        if not self.is_visible or self.version is None:
            return frozenset()
        return frozenset(self.versions[self.version - 1].values())

    @property
    def everything(self) -> frozenset[str]:
        """The words of all its versions."""
        return frozenset(word for words in self.versions for word in words.values())

    @property
    def newest(self) -> Words:
        """What was written last."""
        return self.versions[-1]

    def shown(self) -> int:
        """Return the version that a moderator has before them."""
        return self.proposed or self.version or 0

    def takes(self, words: Words, *, is_direct: bool) -> None:
        """Take another version."""
        self.versions.append(words)
        self.is_returned, self.proposed = False, len(self.versions)
        if is_direct:
            self.version, self.proposed, self.is_direct = self.proposed, None, True

    def is_decided(self, event: Event) -> None:
        """Follow a decision, whoever took it."""
        if event in (Event.APPROVE, Event.APPROVE_REVISION):
            self.version = self.proposed
        if event in (Event.APPROVE, Event.APPROVE_REVISION, Event.LOOK_OVER):
            self.is_direct = False
        if event in (Event.RETURN, Event.RETURN_REVISION):
            self.is_returned = True
        if event in ENDS_PROPOSAL or self.state in FINAL:
            self.proposed, self.is_returned = None, False
        if event in (Event.KEEP, Event.RESTORE) or self.state in FINAL:
            self.reporters.clear()
            self.has_case = False
        if self.state in FINAL:
            self.is_direct = False


@dataclass(frozen=True, slots=True)
class Private:
    """A word that some may read; it goes with the data of certain people."""

    readers: frozenset[str]
    goes_with: frozenset[str]


class Model:
    """All posts, who is trusted, what nobody may read any more."""

    def __init__(self) -> None:
        self.posts: list[Believed] = []
        self.trusted = {SRI}
        self.written: dict[str, Words] = {}  # what somebody hands in with this step
        self.private: dict[str, Private] = {}  # drafts, comments, reports
        self.forgotten: set[str] = set()  # names, and words that went with their writer
        self.acting = GONE  # who did something last
        self.leaving = GONE  # whose data are deleted in this step

    # --- who may do what --------------------------------------------------------------------

    def standing(self, post: Believed, who: str) -> frozenset[Actor]:
        """Return in what standings somebody faces a post."""
        return standing(
            is_author=who == post.author,
            is_member=who in MEMBERS,
            is_trusted=who in self.trusted,
            is_on_duty=who in MODERATORS,
            is_sole_admin=who == ADMIN,
        )

    def may(self, post: Believed, event: Event, who: str) -> bool:
        """Say whether somebody may let that happen to a post now."""
        if not may(post.state, event, self.standing(post, who)):
            return False
        is_waiting = post.proposed is not None and not post.is_returned
        match event:
            case Event.APPROVE_REVISION | Event.RETURN_REVISION | Event.REFUSE_REVISION:
                return is_waiting
            case Event.DROP_REVISION:
                return post.proposed is not None
            case Event.LOOK_OVER:
                return post.is_direct
            case Event.KEEP | Event.RESTORE:
                return post.has_case
            case Event.REMOVE:
                return post.has_case or (post.is_direct and not is_waiting)
            case Event.REPORT:
                return post.is_visible and who not in post.reporters
            case _:
                return True

    def can(self, post: Believed, event: Event) -> bool:
        """Say whether that can happen to a post now, by whoever may."""
        return any(self.may(post, event, who) for who in MEMBERS)

    def revising(self, post: Believed, who: str) -> Event | None:
        """Return what it is when somebody hands in another version."""
        if who != post.author or post.state not in (REVIEW, RETURNED, PUBLISHED, HIDDEN):
            return None
        if post.version is None:
            return Event.RESUBMIT
        is_direct = who in self.trusted and post.is_visible
        return Event.REVISE_TRUSTED if is_direct else Event.REVISE

    def keeps_draft(self, who: str, words: Iterable[str]) -> None:
        """Remember words that only their writer may read yet."""
        only = frozenset({who})
        self.private |= {word: Private(only, only) for word in words}

    def hands_in(self, words: Collection[str]) -> None:
        """Remember that these are part of a post by now."""
        self.private = {word: one for word, one in self.private.items() if word not in words}

    def tells_moderators(self, word: str, post: Believed, who: str, *, stays: bool) -> None:
        """Remember a word about a post: a comment that stays with it, or a report of somebody's."""
        readers = {who, *MODERATORS, *((post.author,) if stays else ())}
        goes_with = {post.author, *(() if stays else (who,))} - {GONE}
        self.private[word] = Private(frozenset(readers), frozenset(goes_with))

    # --- what happens -----------------------------------------------------------------------

    def begins(self, number: int, event: Event, who: str) -> None:
        """Take a new post."""
        then = after(None, event)
        assert number == len(self.posts) + 1
        assert (event is Event.SUBMIT_TRUSTED) == (who in self.trusted)
        post = Believed(number, who, then or REVIEW, [self.written.pop(who)])
        if event is Event.SUBMIT_TRUSTED:
            post.version, post.is_direct = 1, True
        else:
            post.proposed = 1
        self.posts.append(post)

    def happens(self, post: Believed, event: Event, who: str | None) -> None:
        """Follow an event that was written down; it must be one that can happen."""
        then = TABLE.after(post.state, event)
        assert then is not None, (post, event)
        if event is Event.REPORT:
            assert who is None  # who reports stands in the case only
            assert self.may(post, event, self.acting), (post, event, self.acting)
        elif who is None:
            assert may(post.state, event, {Actor.CLOCK}), (post, event)
            assert len(post.reporters) >= REPORTS_THAT_HIDE
        elif who != self.leaving:
            assert self.may(post, event, who), (post, event, who)
        post.state = then
        if event in (Event.RESUBMIT, Event.REVISE, Event.REVISE_TRUSTED):
            post.takes(self.written.pop(post.author), is_direct=event is Event.REVISE_TRUSTED)
        elif event is Event.REPORT:
            post.reporters.add(self.acting)
            post.has_case = True
        else:
            post.is_decided(event)

    def forget(self, who: str, name: str) -> None:
        """Forget who wrote what; without the name only what everybody reads may stay.

        With their posts, those have been withdrawn by now.
        """
        self.forgotten.add(name)
        self.trusted.discard(who)
        for post in self.posts:
            post.reporters.discard(who)
            if post.author == who:
                is_kept = post.state in (PUBLISHED, HIDDEN) and post.version is not None
                kept = post.versions[(post.version or 1) - 1].values() if is_kept else ()
                self.forgotten |= post.everything - {*kept}
                post.author = GONE
        self.forgotten |= {word for word, one in self.private.items() if who in one.goes_with}

    # --- what may be read -------------------------------------------------------------------

    @property
    def visible(self) -> list[int]:
        """The numbers of what everybody may read."""
        return [post.number for post in self.posts if post.is_visible]

    def public(self) -> frozenset[str]:
        """Return all words that everybody may read."""
        return frozenset(word for post in self.posts for word in post.public)

    def all_words(self) -> Iterable[str]:
        """Return every coined word that was ever written, or deleted."""
        for post in self.posts:
            yield from post.everything
        yield from self.private
        yield from self.forgotten

    def readable(self, who: str) -> frozenset[str]:
        """Return the words that the bot may say to somebody, by whatever way."""
        if who == GUEST:
            return frozenset()
        own = {word for post in self.posts if post.author == who for word in post.everything}
        told = {word for word, one in self.private.items() if who in one.readers}
        cards = self.on_cards() if who in MODERATORS else frozenset()
        return (self.public() | own | told | cards) - self.forgotten

    def on_cards(self) -> frozenset[str]:
        """Return the words that moderators may read: all that was handed in, and comments."""
        handed_in = {word for post in self.posts for word in post.everything}
        comments = {word for word, one in self.private.items() if one.readers >= MODERATORS}
        return frozenset(handed_in | comments) - self.forgotten
