"""One search over all that the community knows, the same on SQLite and PostgreSQL.

Who writes a text calls `put` in the same unit, who withdraws it `remove`: only what is published
may ever be put. Tables: `search_tables`.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection

from community import likeness, synonyms
from community.search_query import Concept, concepts
from community.snippets import marked, snippet
from community.stems import STOP_WORDS, stem, tokens
from community.synonyms import Phrase, Synonyms
from storage import search_postgres, search_sqlite
from storage.search_index import SearchIndex
from storage.search_ranking import Asked, Group, Placed, parted, telling
from storage.synonym_edits import SynonymEdits
from storage.vocabulary import Vocabulary

FAQ = "faq"
POST = "post"

FEW = 5
"""With fewer entries that hold every word, those that hold any follow them."""
CANDIDATES = 30
"""Entries that are compared with a question."""

UNSEEN = 100
"""Entries that a small index is taken to have more, so that two of three is not "common"."""

_READ = text("SELECT id, kind, number, title, body FROM search_entry WHERE id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that was found."""

    kind: str
    number: int
    score: float
    title: str
    snippet: str
    """The part of its body that was found, as HTML, hits in bold; empty for similar questions."""
    marked: str = ""
    """Its title as HTML, hits in bold."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the index knows of a concept, and the parts of it that count loosely."""

    group: Group
    loose: Group


class Search:
    """Keeps the index beside the texts and asks it."""

    __slots__ = ("_connection", "_given", "_index", "_vocabulary")

    def __init__(self, connection: AsyncConnection, table: Synonyms | None = None) -> None:
        self._connection = connection
        self._given = table
        self._index = SearchIndex(connection)
        self._vocabulary = Vocabulary(connection)

    async def put(
        self, kind: str, number: int, *, title: str, body: str, topic: str | None = None
    ) -> None:
        """Make a text findable, in place of what it was before."""
        await self._index.put(kind, number, title=title, body=body, topic=topic)

    async def remove(self, kind: str, number: int) -> bool:
        """Make a text impossible to find; False when it was not there."""
        return await self._index.remove(kind, number)

    async def is_outdated(self) -> bool:
        """Say whether the index was made with other stems than today's (see `rebuild`)."""
        return await self._index.is_outdated()

    async def rebuild(self) -> None:
        """Make the index anew from its texts."""
        await self._index.rebuild()

    async def sweep(self) -> bool:
        """Blank a little of what was removed; True when nothing is left (call until then)."""
        return await self._index.sweep()

    async def find(
        self,
        query: str,
        *,
        kinds: Sequence[str] = (),
        topic: str | None = None,
        limit: int = 5,
        offset: int = 0,
    ) -> list[Hit]:
        """Return what holds all words, the best first; when that is little, also what holds any."""
        groups, counts = await self._groups(query)
        wanted = offset + limit
        found: list[Placed] = []
        if groups and all(one.group for one in groups):
            rare, crowded = parted([one.group for one in groups], counts)
            every = Asked(rare, crowded, tuple(kinds), topic)
            found = await self._rank(every, max(wanted, FEW), counts)
        if len(found) < FEW and (some := _some(groups, counts, tuple(kinds), topic)):
            others = await self._rank(some, wanted, counts)
            is_whole = set(some.phrases) == set(_phrases(groups))
            found = others if is_whole else _joined(found, others)
        terms = {term for one in groups for phrase in one.group + one.loose for term in phrase}
        return [_hit(one, row, terms) for one, row in await self._read(found[offset:wanted])]

    async def similar(self, question: str, *, kind: str = FAQ, limit: int = 3) -> list[Hit]:
        """Return the questions (titles) that ask nearly the same; often none does."""
        found = await self.compare(question, kind=kind)
        return [hit for hit in found if hit.score >= likeness.OFFERED_FROM][:limit]

    async def compare(self, question: str, *, kind: str = FAQ) -> list[Hit]:
        """Return the questions that share most with this one, with how alike they are."""
        groups, counts = await self._groups(question)
        some = _some(groups, counts, (kind,), None)
        if some is None:
            return []
        found = await self._read(await self._rank(some, CANDIDATES, counts))
        table = await self._synonyms()
        asked = likeness.read(await self._mended(question, counts), table)
        titles = [likeness.read(row.title, table) for _, row in found]
        weigh = await self._weights(
            {term for read in (asked, *titles) for about in read.about.values() for term in about}
        )
        hits = [
            Hit(row.kind, row.number, likeness.likeness(asked, title, weigh), row.title, "")
            for (_, row), title in zip(found, titles, strict=True)
        ]
        return sorted(hits, key=lambda hit: -hit.score)

    async def _mended(self, question: str, counts: dict[str, int]) -> str:
        """Return a question with the words that the index lacks replaced by what they may mean."""
        words = (await self._synonyms()).written_out(tokens(question))
        mended: list[str] = []
        for word in words:
            is_known = word in counts or stem(word) in counts or word in STOP_WORDS
            meant = [] if is_known else await self._vocabulary.meant(word)
            mended.append(meant[0] if meant else word)
        return " ".join(mended)

    async def _weights(self, terms: Iterable[str]) -> Callable[[Iterable[str]], float]:
        """Return what says how much the rarest of some terms says."""
        counts = await self._vocabulary.counts(terms)
        entries = (await self._index.total()).entries

        def weigh(of: Iterable[str]) -> float:
            rarest = min((counts.get(term, 0) for term in of), default=0)
            return math.log(1 + (entries + UNSEEN) / (rarest + 1))

        return weigh

    async def _rank(self, asked: Asked, most: int, counts: dict[str, int]) -> list[Placed]:
        if self._connection.dialect.name == "sqlite":
            return await search_sqlite.rank(self._connection, asked, most)
        total = await self._index.total()
        average = total.length / max(total.entries, 1)
        return await search_postgres.rank(
            self._connection, asked, most, counts, (total.entries, average)
        )

    async def _read(self, placed: Sequence[Placed]) -> list[tuple[Placed, "_Row"]]:
        """Return what was found with its texts; only of what is shown they are read."""
        if not placed:
            return []
        found = await self._connection.execute(_READ, {"ids": [one.entry for one in placed]})
        rows = {row.id: _Row(row.kind, row.number, row.title, row.body) for row in found}
        return [(one, rows[one.entry]) for one in placed]

    async def _synonyms(self) -> Synonyms:
        """Return the table as admins edited it."""
        return self._given or synonyms.edited(await SynonymEdits(self._connection).edits())

    async def _groups(self, query: str) -> tuple[list[_Known], dict[str, int]]:
        """Return what the index knows of each concept of a query, typos mended."""
        asked = concepts(query, await self._synonyms())
        if not asked:
            return [], {}
        phrases = [phrase for one in asked for phrase in (*one.phrases, *one.loose)]
        counts = await self._vocabulary.counts(term for phrase in phrases for term in phrase)
        groups: list[_Known] = []
        for one in asked:
            known, loose = _known(one.phrases, counts), _known(one.loose, counts)
            groups.append(_Known(known or await self._instead(one, counts), loose))
        return groups, counts

    async def _instead(self, concept: Concept, counts: dict[str, int]) -> Group:
        """Return what a word that the index lacks may stand for: its endings, or its typos."""
        if " " in concept.word:
            return ()
        terms = await self._vocabulary.completions(concept.word) if concept.is_open else []
        terms = terms or await self._vocabulary.meant(concept.word)
        terms = list(dict.fromkeys(map(stem, terms)))
        counts.update(await self._vocabulary.counts(terms))
        return _known([(term,) for term in terms], counts)


@dataclass(frozen=True, slots=True)
class _Row:
    """A text as it was put."""

    kind: str
    number: int
    title: str
    body: str


def _known(phrases: Iterable[Phrase], counts: dict[str, int]) -> Group:
    return tuple(phrase for phrase in phrases if all(term in counts for term in phrase))


def _phrases(groups: Sequence[_Known]) -> Group:
    return tuple(dict.fromkeys(phrase for one in groups for phrase in one.group + one.loose))


def _some(
    groups: Sequence[_Known], counts: dict[str, int], kinds: tuple[str, ...], topic: str | None
) -> Asked | None:
    """Ask for any of the phrases; crowded ones count only when there are no others."""
    phrases = _phrases(groups)
    if not phrases:
        return None
    rare = telling(phrases, counts)
    if rare:
        return Asked((rare,), (), kinds, topic)
    return Asked((), (phrases,), kinds, topic)


def _joined(first: Sequence[Placed], others: Sequence[Placed]) -> list[Placed]:
    """Put what holds any word behind what holds all: the crowded words do not rank it."""
    known = {one.entry for one in first}
    return [*first, *(one for one in others if one.entry not in known)]


def _hit(placed: Placed, row: _Row, terms: set[str]) -> Hit:
    shown = snippet(row.body, terms)
    return Hit(row.kind, row.number, placed.score, row.title, shown, marked(row.title, terms))
