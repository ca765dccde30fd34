"""The index of the search, kept beside the texts: what is put in, taken out, made anew."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from community.indexed import Indexed, index
from community.stems import stems_version
from storage import search_postgres, search_sqlite
from storage.search_ranking import Entry
from storage.vocabulary import Vocabulary

CHUNK = 1_000
"""Texts that are read at once where all are."""

_GET = text(
    "SELECT id, topic, title, body, length FROM search_entry "
    "WHERE kind = :kind AND number = :number"
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
_SOME = text(
    "SELECT id, kind, topic, title, body FROM search_entry WHERE id > :last ORDER BY id LIMIT :most"
)
_RENEWED = text(
    "UPDATE search_total SET entries = :entries, length = :length, stems = :stems, removed = 1"
)  # what stood there before is swept


@dataclass(frozen=True, slots=True)
class Total:
    """What the index holds in all."""

    entries: int
    length: int
    removed: int
    stems: str


class SearchIndex:
    """Writes `search_entry` and what belongs to it, in the unit that publishes or withdraws."""

    __slots__ = ("_connection", "_is_sqlite", "_vocabulary")

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._vocabulary = Vocabulary(connection)
        self._is_sqlite = connection.dialect.name == "sqlite"

    async def put(
        self, kind: str, number: int, *, title: str, body: str, topic: str | None
    ) -> None:
        """Put a text in, in place of what it was before."""
        new = index(title, body)
        await self._count(entries=1, length=new.length)  # first: two writers wait here, in turn
        old = await self._drop(kind, number)
        values = {"kind": kind, "number": number, "topic": topic, "title": title, "body": body}
        if not self._is_sqlite:
            values["vector"] = search_postgres.vector(new)
        added = await self._connection.scalar(
            _ADD[self._connection.dialect.name], {**values, "length": new.length}
        )
        if self._is_sqlite:
            entry = Entry(int(added or 0), kind, topic)
            await search_sqlite.add(self._connection, entry, new)
        before = old.terms if old else frozenset()
        await self._vocabulary.change(gone=before - new.terms, new=new.terms - before)

    async def remove(self, kind: str, number: int) -> bool:
        """Take a text out; False when it was not there."""
        await self._count(entries=0, length=0)
        old = await self._drop(kind, number)
        if old is not None:
            await self._vocabulary.change(gone=old.terms, new=())
        return old is not None

    async def total(self) -> Total:
        """Return what the index holds in all."""
        return Total(*(await self._connection.execute(_TOTAL)).one())

    async def is_outdated(self) -> bool:
        """Say whether it was made with other stems than today's."""
        total = await self.total()
        return total.entries > 0 and total.stems != stems_version()

    async def rebuild(self) -> None:
        """Make it anew from its texts."""
        if self._is_sqlite:
            await search_sqlite.empty(self._connection)
        terms: Counter[str] = Counter()
        entries, length, last = 0, 0, 0
        while rows := (await self._connection.execute(_SOME, {"last": last, "most": CHUNK})).all():
            made = [
                (Entry(row.id, row.kind, row.topic), index(row.title, row.body)) for row in rows
            ]
            for _, one in made:
                terms.update(one.terms)
                length += one.length
            dialect = search_sqlite if self._is_sqlite else search_postgres
            await dialect.write_anew(self._connection, made)
            entries, last = entries + len(made), rows[-1].id
        if self._is_sqlite:
            await search_sqlite.pack(self._connection)
        await self._vocabulary.replace(terms)
        total = {"entries": entries, "length": length, "stems": stems_version()}
        await self._connection.execute(_RENEWED, total)

    async def sweep(self) -> bool:
        """Blank a little of what was removed; True when nothing is left (call until then)."""
        if not (await self.total()).removed:
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
            await search_sqlite.take(self._connection, Entry(row.id, kind, row.topic), old)
        await self._connection.execute(_DROP, {"id": row.id})
        await self._count(entries=-1, length=-row.length, removed=1)
        return old

    async def _count(self, *, entries: int, length: int, removed: int = 0) -> None:
        change = {"entries": entries, "length": length, "removed": removed}
        await self._connection.execute(_COUNT, {**change, "stems": stems_version()})
