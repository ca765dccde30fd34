"""One search over all that the community knows, the same on SQLite and PostgreSQL.

Who writes a text calls `put` in the same unit, who withdraws it `remove`: only what is published
may ever be put. Tables: `search_tables`.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from community import likeness, synonyms
from community.indexed import Indexed, index
from community.search_query import Concept, concepts
from community.snippets import snippet
from community.stems import STOP_WORDS, stem, stems_version, tokens
from community.synonyms import Phrase, Synonyms
from storage import search_postgres, search_sqlite
from storage.search_ranking import Asked, Found
from storage.synonym_edits import SynonymEdits
from storage.vocabulary import Vocabulary

FAQ = "faq"
POST = "post"

FEW = 5
"""With fewer entries that hold every word, those that hold any are ranked together."""
CROWD = 5_000
"""A word in more entries than this finds nothing by itself when there are rarer ones."""
CANDIDATES = 30
"""Entries that are compared with a question."""

UNSEEN = 100
"""Entries that a small index is taken to have more, so that two of three is not "common"."""

_GET = text(
    "SELECT id, title, body, length FROM search_entry WHERE kind = :kind AND number = :number"
)
_ADD = {
    "sqlite": text(
        "INSERT INTO search_entry (kind, number, topic, title, body, length) "
        "VALUES (:kind, :number, :topic, :title, :body, :length) RETURNING id"
    ),
    "postgresql": text(
        "INSERT INTO search_entry (kind, number, topic, title, body, length, vector) VALUES (:kind,"
        " :number, :topic, :title, :body, :length, CAST(CAST(:vector AS text) AS tsvector)) "
        "RETURNING id"
    ),
}
_DROP = text("DELETE FROM search_entry WHERE id = :id")
_COUNT = text(
    "UPDATE search_total SET entries = entries + :entries, length = length + :length, "
    "removed = removed + :removed, stems = :stems"
)
_TOTAL = text("SELECT entries, length, removed, stems FROM search_total")
_SWEPT = text("UPDATE search_total SET removed = 0")
_ALL = text("SELECT kind, number, topic, title, body FROM search_entry ORDER BY id")
_EMPTY = (
    "DELETE FROM search_entry",
    "DELETE FROM search_term",
    "UPDATE search_total SET entries = 0, length = 0",
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that was found."""

    kind: str
    number: int
    score: float
    title: str
    snippet: str
    """The part of its body that was found, as HTML, hits in bold."""


class Search:
    """Keeps the index beside the texts and asks it."""

    __slots__ = ("_connection", "_given", "_is_sqlite", "_vocabulary")

    def __init__(self, connection: AsyncConnection, table: Synonyms | None = None) -> None:
        self._connection = connection
        self._given = table
        self._vocabulary = Vocabulary(connection)
        self._is_sqlite = connection.dialect.name == "sqlite"

    async def put(
        self, kind: str, number: int, *, title: str, body: str, topic: str | None = None
    ) -> None:
        """Make a text findable, in place of what it was before."""
        new = index(title, body)
        await self._count(entries=1, length=new.length)  # first: two writers wait here, in turn
        old = await self._drop(kind, number)
        values = {"kind": kind, "number": number, "topic": topic, "title": title, "body": body}
        if not self._is_sqlite:
            values["vector"] = search_postgres.vector(new)
        entry = await self._connection.scalar(
            _ADD[self._connection.dialect.name], {**values, "length": new.length}
        )
        if self._is_sqlite:
            await search_sqlite.add(self._connection, int(entry or 0), new)
        before = old.terms if old else frozenset()
        await self._vocabulary.change(gone=before - new.terms, new=new.terms - before)

    async def remove(self, kind: str, number: int) -> bool:
        """Make a text impossible to find; False when it was not there."""
        await self._count(entries=0, length=0)
        old = await self._drop(kind, number)
        if old is not None:
            await self._vocabulary.change(gone=old.terms, new=())
        return old is not None

    async def find(
        self,
        query: str,
        *,
        kinds: Sequence[str] = (),
        topic: str | None = None,
        limit: int = 5,
        offset: int = 0,
    ) -> list[Hit]:
        """Return what holds all words, the best first; when that is little, what holds any."""
        groups, counts = await self._groups(query)
        narrow = partial(Asked, kinds=tuple(kinds), topic=topic)
        wanted = offset + limit
        found: list[Found] = []
        if groups and all(group for group, _ in groups):
            every = narrow(tuple(group for group, _ in groups))
            found = await self._rank(every, max(wanted, FEW), counts)
        if len(found) < FEW and (some := _some(groups, counts)):
            found = await self._rank(narrow((some,)), wanted, counts)
        terms = {term for group, loose in groups for phrase in group + loose for term in phrase}
        return [_hit(one, terms) for one in found[offset:wanted]]

    async def similar(self, question: str, *, kind: str = FAQ, limit: int = 3) -> list[Hit]:
        """Return the questions (titles) that ask nearly the same; often none does."""
        found = await self.compare(question, kind=kind)
        return [hit for hit in found if hit.score >= likeness.OFFERED_FROM][:limit]

    async def compare(self, question: str, *, kind: str = FAQ) -> list[Hit]:
        """Return the questions that share most with this one, with how alike they are."""
        groups, counts = await self._groups(question)
        some = _some(groups, counts)
        if not some:
            return []
        found = await self._rank(Asked((some,), (kind,)), CANDIDATES, counts)
        table = await self._synonyms()
        asked = likeness.read(await self._mended(question, counts), table)
        titles = [likeness.read(one.title, table) for one in found]
        terms = {
            term for read in (asked, *titles) for about in read.about.values() for term in about
        }
        weigh = await self._weights(terms)
        scored = [
            (likeness.likeness(asked, title, weigh), one)
            for one, title in zip(found, titles, strict=True)
        ]
        scored.sort(key=lambda pair: -pair[0])
        return [replace(_hit(one, terms), score=score) for score, one in scored]

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
        entries, _, _, _ = await self._total()

        def weigh(of: Iterable[str]) -> float:
            rarest = min((counts.get(term, 0) for term in of), default=0)
            return math.log(1 + (entries + UNSEEN) / (rarest + 1))

        return weigh

    async def is_outdated(self) -> bool:
        """Say whether the index was made with other stems than today's (see `rebuild`)."""
        entries, _, _, stems = await self._total()
        return entries > 0 and stems != stems_version()

    async def rebuild(self) -> None:
        """Make the index anew from its texts."""
        entries = (await self._connection.execute(_ALL)).all()
        if self._is_sqlite:
            await search_sqlite.empty(self._connection)
        for statement in _EMPTY:
            await self._connection.execute(text(statement))
        for row in entries:
            await self.put(row.kind, row.number, title=row.title, body=row.body, topic=row.topic)

    async def sweep(self) -> bool:
        """Blank a little of what was removed; True when nothing is left (call until then)."""
        _, _, removed, _ = await self._total()
        if not removed:
            return True
        is_swept = not self._is_sqlite or await search_sqlite.sweep(self._connection)
        if is_swept:
            await self._connection.execute(_SWEPT)
        return is_swept

    async def _drop(self, kind: str, number: int) -> Indexed | None:
        """Take an entry out of everything but the vocabulary."""
        found = await self._connection.execute(_GET, {"kind": kind, "number": number})
        row = found.first()
        if row is None:
            return None
        old = index(row.title, row.body)
        if self._is_sqlite:
            await search_sqlite.take(self._connection, row.id, old)
        await self._connection.execute(_DROP, {"id": row.id})
        await self._count(entries=-1, length=-row.length, removed=1)
        return old

    async def _count(self, *, entries: int, length: int, removed: int = 0) -> None:
        change = {"entries": entries, "length": length, "removed": removed}
        await self._connection.execute(_COUNT, {**change, "stems": stems_version()})

    async def _total(self) -> tuple[int, int, int, str]:
        row = (await self._connection.execute(_TOTAL)).one()
        return row.entries, row.length, row.removed, row.stems

    async def _rank(self, asked: Asked, most: int, counts: dict[str, int]) -> list[Found]:
        if self._is_sqlite:
            return await search_sqlite.rank(self._connection, asked, most)
        entries, length, _, _ = await self._total()
        total = (entries, length / max(entries, 1))
        return await search_postgres.rank(self._connection, asked, most, counts, total)

    async def _synonyms(self) -> Synonyms:
        """Return the table as admins edited it."""
        return self._given or synonyms.edited(await SynonymEdits(self._connection).edits())

    async def _groups(self, query: str) -> tuple[list["_Group"], dict[str, int]]:
        """Return what the index knows of each concept of a query, typos mended."""
        asked = concepts(query, await self._synonyms())
        if not asked:
            return [], {}
        phrases = [phrase for one in asked for phrase in (*one.phrases, *one.loose)]
        counts = await self._vocabulary.counts(term for phrase in phrases for term in phrase)
        groups: list[_Group] = []
        for one in asked:
            known, loose = _known(one.phrases, counts), _known(one.loose, counts)
            groups.append((known or await self._instead(one, counts), loose))
        return groups, counts

    async def _instead(self, concept: Concept, counts: dict[str, int]) -> tuple[Phrase, ...]:
        """Return what a word that the index lacks may stand for: its endings, or its typos."""
        if " " in concept.word:
            return ()
        terms = await self._vocabulary.completions(concept.word) if concept.is_open else []
        terms = terms or await self._vocabulary.meant(concept.word)
        terms = list(dict.fromkeys(map(stem, terms)))
        counts.update(await self._vocabulary.counts(terms))
        return _known([(term,) for term in terms], counts)


_Group = tuple[tuple[Phrase, ...], tuple[Phrase, ...]]
"""What the index knows of a concept, and the parts of it that count loosely."""


def _known(phrases: Iterable[Phrase], counts: dict[str, int]) -> tuple[Phrase, ...]:
    return tuple(phrase for phrase in phrases if all(term in counts for term in phrase))


def _some(groups: Sequence[_Group], counts: dict[str, int]) -> tuple[Phrase, ...]:
    """Return the phrases of which one is enough; crowded ones only when there are no others."""
    phrases = tuple(dict.fromkeys(phrase for one in groups for part in one for phrase in part))
    rare = tuple(phrase for phrase in phrases if min(counts[term] for term in phrase) <= CROWD)
    return rare or phrases


def _hit(found: Found, terms: set[str]) -> Hit:
    shown = snippet(found.body, terms)
    return Hit(found.kind, found.number, found.score, found.title, shown)
