"""A text as the index holds it: the stems of its title and of its body."""

from collections.abc import Sequence
from dataclasses import dataclass

from community.stems import content_words, stem


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the index knows of one text."""

    title: tuple[str, ...]
    body: tuple[str, ...]
    words: tuple[str, ...]
    """Words as they were written, where they differ from their stem: typos are mended by them.

    Ranking by them too makes it worse: a name counts once, a derived word twice (docs/search.md).
    """

    @property
    def length(self) -> int:
        """How many terms were indexed."""
        return len(self.title) + len(self.body)

    @property
    def terms(self) -> frozenset[str]:
        """The different terms."""
        return frozenset((*self.title, *self.body, *self.words))


def index(title: str, body: str) -> Indexed:
    """Return a text as the index holds it."""
    in_title, in_body = content_words(title), content_words(body)
    return Indexed(
        title=_stems(in_title),
        body=_stems(in_body),
        words=tuple(word for word in (*in_title, *in_body) if stem(word) != word),
    )


def _stems(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(stem, words))
