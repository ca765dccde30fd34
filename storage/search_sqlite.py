"""The index of the search on SQLite: FTS5, which never sees what a person typed.

Terms reach it as ASCII letters and digits in quotes, so its query syntax, its own idea of Unicode
and its tokenizer have nothing to decide.
"""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from community.indexed import Indexed
from community.synonyms import Phrase
from storage.search_ranking import BODY, TITLE, Asked, Entry, Group, Placed

_IN_TITLE = "h"
"""Before a word of a title in the column `scope`: a list of its own, far shorter than the word's.

That column also holds kind and topic, so that narrowing reads no entries; ranking leaves it out.
"""
PAGES = 200
"""Pages that one step of a sweep writes at most."""

_ADD = text(
    "INSERT INTO search_index (rowid, title, body, scope) VALUES (:id, :title, :body, :scope)"
)
_TAKE = text(
    "INSERT INTO search_index (search_index, rowid, title, body, scope) "
    "VALUES ('delete', :id, :title, :body, :scope)"
)
_LENGTH = text("UPDATE search_entry SET length = :length WHERE id = :id")
_PACK = text("INSERT INTO search_index (search_index) VALUES ('optimize')")
_MERGE = text("INSERT INTO search_index (search_index, rank) VALUES ('merge', :pages)")
_EMPTY = text("INSERT INTO search_index (search_index) VALUES ('delete-all')")
# `+` keeps SQLite from looking each of them up in the index by itself.
_HELD = " AND +rowid IN (SELECT rowid FROM search_index WHERE search_index MATCH :held)"
_RANKED = f"""
SELECT rowid, -bm25(search_index, {TITLE}, {BODY}, 0) AS score
FROM search_index WHERE search_index MATCH :match%s ORDER BY score DESC, rowid LIMIT :most
"""  # noqa: S608 # made of our own constants
_BY_SCORE = (text(_RANKED % ""), text(_RANKED % _HELD))
_NEWEST = text(
    "SELECT rowid FROM search_index WHERE search_index MATCH :match ORDER BY rowid DESC LIMIT :most"
)


async def add(connection: AsyncConnection, entry: Entry, indexed: Indexed) -> None:
    """Put an entry's terms into the index."""
    await connection.execute(_ADD, _columns(entry, indexed))


async def take(connection: AsyncConnection, entry: Entry, indexed: Indexed) -> None:
    """Take an entry's terms, the very same, out of the index."""
    await connection.execute(_TAKE, _columns(entry, indexed))


async def empty(connection: AsyncConnection) -> None:
    """Forget all terms."""
    await connection.execute(_EMPTY)


async def write_anew(connection: AsyncConnection, made: Sequence[tuple[Entry, Indexed]]) -> None:
    """Put the terms of many entries into an index that lacks them."""
    await connection.execute(_ADD, [_columns(entry, indexed) for entry, indexed in made])
    lengths = [{"id": entry.id, "length": indexed.length} for entry, indexed in made]
    await connection.execute(_LENGTH, lengths)


async def pack(connection: AsyncConnection) -> None:
    """Write the index as one piece: it is the smallest so, and the quickest."""
    await connection.execute(_PACK)


async def sweep(connection: AsyncConnection) -> bool:
    """Write a few pages of the index without what was taken out; True when nothing is left.

    FTS5 marks what is deleted and drops it when it merges; SQLite's secure_delete then blanks it.
    """
    before = await _changes(connection)
    await connection.execute(_MERGE, {"pages": -PAGES})
    return await _changes(connection) - before < 2  # so FTS5 says that there was nothing to do


async def rank(connection: AsyncConnection, asked: Asked, most: int) -> list[Placed]:
    """Return the best entries that hold every group of phrases.

    FTS5's bm25 walks through all entries of each word it is given, so crowded words only hold
    back; where all are crowded, titles come first and then what is newest.
    """
    if not asked.telling:
        titles = await _newest(connection, _in_titles(asked), most)
        others = await _newest(connection, _every(asked), most)
        return [Placed(at, 0.0) for at in dict.fromkeys([*titles, *others])][:most]
    is_held = bool(asked.crowded or asked.kinds or asked.topic)
    values = {"match": _all(asked.telling), "most": most}
    if is_held:
        values["held"] = _every(asked)
    found = await connection.execute(_BY_SCORE[is_held], values)
    return [Placed(row.rowid, row.score) for row in found]


async def _newest(connection: AsyncConnection, match: str, most: int) -> list[int]:
    return list(await connection.scalars(_NEWEST, {"match": match, "most": most}))


async def _changes(connection: AsyncConnection) -> int:
    return int(await connection.scalar(text("SELECT total_changes()")) or 0)


def _columns(entry: Entry, indexed: Indexed) -> dict[str, object]:
    scope = [_kind(entry.kind), *([_topic(entry.topic)] if entry.topic else [])]
    scope += [f"{_IN_TITLE}{_ascii(term)}" for term in indexed.title]
    return {
        "id": entry.id,
        "title": _joined(indexed.title),
        "body": _joined(indexed.body),
        "scope": " ".join(scope),
    }


def _every(asked: Asked) -> str:
    """Return what an entry has to hold, in FTS5's syntax, the rarest first."""
    return _narrowed(asked, f"{{title body}} : ({_all(asked.telling + asked.crowded)})")


def _in_titles(asked: Asked) -> str:
    return _narrowed(asked, f"scope : ({_all(asked.crowded, _IN_TITLE)})")


def _narrowed(asked: Asked, match: str) -> str:
    parts = [match]
    if asked.topic:
        parts.append(f'scope : "{_topic(asked.topic)}"')
    if asked.kinds:
        kinds = " OR ".join(f'"{_kind(kind)}"' for kind in asked.kinds)
        parts.append(f"scope : ({kinds})")
    return " AND ".join(parts)


def _all(groups: Sequence[Group], before: str = "") -> str:
    parts = (" OR ".join(_quoted(phrase, before) for phrase in group) for group in groups)
    return " AND ".join(f"({part})" for part in parts)


def _kind(kind: str) -> str:
    return f"k{_hex(kind)}"


def _topic(topic: str) -> str:
    return f"t{_hex(topic)}"


def _joined(terms: Sequence[str]) -> str:
    return " ".join(map(_ascii, terms))


def _quoted(phrase: Phrase, before: str) -> str:
    return '"' + " ".join(f"{before}{_ascii(term)}" for term in phrase) + '"'


def _ascii(term: str) -> str:
    return term if term.isascii() else f"0x{_hex(term)}"


def _hex(word: str) -> str:
    return word.encode().hex()
