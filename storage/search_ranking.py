"""What both dialects rank by: BM25 as SQLite's FTS5 computes it, with a weight for each field."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from community.synonyms import Phrase

TITLE, BODY = 3.0, 1.0
K1, B = 1.2, 0.75
"""Fixed in FTS5; repeated for PostgreSQL."""
CROWD = 5_000
"""Words that stand in more entries than this say little, and counting them takes long."""

Group = tuple[Phrase, ...]
"""Phrases of which one is enough."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What an index files an entry under."""

    id: int
    kind: str
    topic: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What an index is asked: of every group one phrase at least, in some kinds, in one topic."""

    telling: tuple[Group, ...]
    """What entries are ranked by."""
    crowded: tuple[Group, ...] = ()
    """What they have to hold besides; where nothing is telling, titles decide."""
    kinds: tuple[str, ...] = ()
    topic: str | None = None

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """All phrases that count."""
        return tuple(dict.fromkeys(phrase for group in self.telling for phrase in group))


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry that an index found."""

    entry: int
    score: float


def parted(
    groups: Sequence[Group], counts: Mapping[str, int]
) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """Part groups into those that tell something and the crowded ones, the rarest first."""
    ordered = sorted(groups, key=lambda group: crowd(group, counts))
    telling = tuple(group for group in ordered if crowd(group, counts) <= CROWD)
    return telling, tuple(ordered[len(telling) :])


def telling(phrases: Sequence[Phrase], counts: Mapping[str, int]) -> Group:
    """Return the phrases, the rarest first, that are not a crowd all together."""
    kept: list[Phrase] = []
    entries = 0
    for phrase in sorted(phrases, key=lambda one: crowd((one,), counts)):
        entries += crowd((phrase,), counts)
        if entries > CROWD:
            break
        kept.append(phrase)
    return tuple(kept)


def crowd(group: Group, counts: Mapping[str, int]) -> int:
    """Return in how many entries a group stands at most."""
    return sum(min(counts.get(term, 0) for term in phrase) for phrase in group)


def rarity(entries: int, of: int) -> float:
    """Return how much a term says that stands in so many entries of all."""
    return max(math.log((of - entries + 0.5) / (entries + 0.5)), 1e-6)
