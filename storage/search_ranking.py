"""What both dialects rank by: BM25 as SQLite's FTS5 computes it, with a weight for each field."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, bindparam

from community.synonyms import Phrase

TITLE, BODY = 3.0, 1.0
K1, B = 1.2, 0.75
"""Fixed in FTS5; repeated for PostgreSQL."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an index is asked: of every group one phrase at least, in some kinds, in one topic."""

    groups: tuple[tuple[Phrase, ...], ...]
    kinds: tuple[str, ...] = ()
    topic: str | None = None

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """All phrases that count."""
        return tuple(dict.fromkeys(phrase for group in self.groups for phrase in group))

    def narrowed(self) -> tuple[str, dict[str, Any]]:
        """Return the SQL that keeps the kinds and the topic, and its values."""
        kinds = (" AND e.kind IN :kinds", {"kinds": list(self.kinds)}) if self.kinds else ("", {})
        topic = (" AND e.topic = :topic", {"topic": self.topic}) if self.topic else ("", {})
        return kinds[0] + topic[0], {**kinds[1], **topic[1]}

    def lists(self) -> Sequence[BindParameter[Any]]:
        """Return the parameters that are lists."""
        return (bindparam("kinds", expanding=True),) if self.kinds else ()


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that an index found."""

    entry: int
    kind: str
    number: int
    title: str
    body: str
    score: float


def rarity(entries: int, of: int) -> float:
    """Return how much a term says that stands in so many entries of all."""
    return max(math.log((of - entries + 0.5) / (entries + 0.5)), 1e-6)
