"""What a week brought: posts that helped, answers that were published, sessions that come."""

from collections.abc import Sequence
from dataclasses import dataclass

from community.sessions import Session


@dataclass(frozen=True, slots=True)
class Item:
    """A post or a published question that a digest names."""

    number: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """All that a digest tells; who is no member reads of sessions only."""

    posts: Sequence[Item] = ()
    answers: Sequence[Item] = ()
    sessions: Sequence[Session] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.posts or self.answers or self.sessions)
