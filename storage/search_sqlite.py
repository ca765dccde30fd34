"""The index of the search on SQLite: FTS5, which never sees what a person typed.

Terms reach it as ASCII letters and digits in quotes, so its query syntax, its own idea of Unicode
and its tokenizer have nothing to decide.
"""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from community.indexed import Indexed
from community.synonyms import Phrase
from storage.search_ranking import BODY, TITLE, Asked, Found

PAGES = 200
"""Pages that one step of a sweep writes at most."""

_ADD = text("INSERT INTO search_index (rowid, title, body) VALUES (:id, :title, :body)")
_TAKE = text(
    "INSERT INTO search_index (search_index, rowid, title, body) "
    "VALUES ('delete', :id, :title, :body)"
)
_MERGE = text("INSERT INTO search_index (search_index, rank) VALUES ('merge', :pages)")
_EMPTY = text("INSERT INTO search_index (search_index) VALUES ('delete-all')")
_RANKED = f"""
SELECT e.id, e.kind, e.number, e.title, e.body, -bm25(search_index, {TITLE}, {BODY}) AS score
FROM search_index JOIN search_entry e ON e.id = search_index.rowid WHERE search_index MATCH :match
"""  # noqa: S608 # made of our own constants


async def add(connection: AsyncConnection, entry: int, indexed: Indexed) -> None:
    """Put an entry's terms into the index."""
    await connection.execute(_ADD, _columns(entry, indexed))


async def take(connection: AsyncConnection, entry: int, indexed: Indexed) -> None:
    """Take an entry's terms, the very same, out of the index."""
    await connection.execute(_TAKE, _columns(entry, indexed))


async def empty(connection: AsyncConnection) -> None:
    """Forget all terms."""
    await connection.execute(_EMPTY)


async def sweep(connection: AsyncConnection) -> bool:
    """Write a few pages of the index without what was taken out; True when nothing is left.

    FTS5 marks what is deleted and drops it when it merges; SQLite's secure_delete then blanks it.
    """
    before = await _changes(connection)
    await connection.execute(_MERGE, {"pages": -PAGES})
    return await _changes(connection) - before < 2  # so FTS5 says that there was nothing to do


async def rank(connection: AsyncConnection, asked: Asked, most: int) -> list[Found]:
    """Return the best entries that hold every group of the asked phrases."""
    groups = ("(" + " OR ".join(map(_quoted, group)) + ")" for group in asked.groups)
    where, values = asked.narrowed()
    found = await connection.execute(
        text(f"{_RANKED}{where} ORDER BY score DESC, e.id LIMIT :most").bindparams(*asked.lists()),
        {"match": " AND ".join(groups), "most": most, **values},
    )
    return [Found(row.id, row.kind, row.number, row.title, row.body, row.score) for row in found]


async def _changes(connection: AsyncConnection) -> int:
    return int(await connection.scalar(text("SELECT total_changes()")) or 0)


def _columns(entry: int, indexed: Indexed) -> dict[str, object]:
    return {
        "id": entry,
        "title": _joined(indexed.title),
        "body": _joined(indexed.body),
    }


def _joined(terms: Sequence[str]) -> str:
    return " ".join(map(_ascii, terms))


def _quoted(phrase: Phrase) -> str:
    return f'"{_joined(phrase)}"'


def _ascii(term: str) -> str:
    return term if term.isascii() else f"0x{term.encode().hex()}"
