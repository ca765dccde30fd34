"""The index of the search on PostgreSQL: stems of ours in a tsvector, BM25 computed in SQL.

PostgreSQL's own ranking knows nothing of rare and common words (recall@1 .55 where BM25 has .67).
"""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection

from community.indexed import Indexed
from community.synonyms import Phrase
from storage.search_ranking import BODY, K1, TITLE, Asked, B, Entry, Group, Placed, rarity

_AGAIN = text(
    "UPDATE search_entry SET length = :length, "
    "vector = CAST(CAST(:vector AS text) AS tsvector) WHERE id = :id"
)
_LAST_POSITION = 16_383  # of a tsvector
_OCCURRENCES = "round(1 / (1.64493406685 * (1 - ts_rank('{%s}', found.vector, part.asked))) - 0.5)"
"""How often one word stands in a vector, from what ts_rank makes of it: (1 + 1/4 + 1/9 …) / 1.645.

What is left to the series' end is nearly 1 / (count + 0.5). Unfolding the vectors with `unnest`
says the same and takes longer.
"""
_RANKED = f"""
WITH part AS MATERIALIZED (
    SELECT CAST(phrase AS tsquery) AS asked, rarity, is_word
    FROM unnest(CAST(:phrases AS text[]), CAST(:rarities AS float8[]), CAST(:words AS boolean[]))
      AS given (phrase, rarity, is_word)
), found AS MATERIALIZED (
    SELECT e.id, e.vector, {K1} * ({1 - B} + {B} * e.length / CAST(:average AS float8)) AS damping
    FROM search_entry e WHERE e.vector @@ CAST(CAST(:match AS text) AS tsquery)%s
), counted AS (
    SELECT found.id, found.damping, part.rarity, CASE
      WHEN part.is_word THEN {BODY} * {_OCCURRENCES % "1,1,1,1"}
        + {TITLE - BODY} * {_OCCURRENCES % "0,0,0,1"}
      ELSE {BODY} END AS frequency
    FROM found JOIN part ON found.vector @@ part.asked
)
SELECT id, sum(rarity * frequency * {K1 + 1} / (frequency + damping)) AS score
FROM counted GROUP BY id ORDER BY score DESC, id LIMIT :most
"""  # noqa: S608 # made of our own constants
_NEWEST = (
    "SELECT e.id FROM search_entry e WHERE e.vector @@ CAST(CAST(:match AS text) AS tsquery)%s "
    "ORDER BY e.id DESC LIMIT :most"
)


async def rank(
    connection: AsyncConnection,
    asked: Asked,
    most: int,
    counts: Mapping[str, int],
    total: tuple[int, float],
) -> list[Placed]:
    """Return the best entries that hold every group; where all are crowded, titles come first."""
    if not asked.telling:
        titles = await _newest(connection, asked, _all(asked.crowded, "A"), most)
        others = await _newest(connection, asked, _all(asked.crowded), most)
        return [Placed(at, 0.0) for at in dict.fromkeys([*titles, *others])][:most]
    found = await connection.execute(
        _narrowed(_RANKED, asked),
        {
            "match": _all(asked.telling + asked.crowded),
            "average": total[1],
            "phrases": [_quoted(phrase) for phrase in asked.phrases],
            "rarities": [_rarity(phrase, counts, total[0]) for phrase in asked.phrases],
            "words": [len(phrase) == 1 for phrase in asked.phrases],
            "most": most,
            **_narrowing(asked),
        },
    )
    return [Placed(row.id, row.score) for row in found]


async def _newest(connection: AsyncConnection, asked: Asked, match: str, most: int) -> list[int]:
    values = {"match": match, "most": most, **_narrowing(asked)}
    return list(await connection.scalars(_narrowed(_NEWEST, asked), values))


def _narrowed(statement: str, asked: Asked) -> TextClause:
    """Return a statement that keeps the kinds and the topic."""
    where = " AND e.kind = ANY(CAST(:kinds AS text[]))" if asked.kinds else ""
    where += " AND e.topic = :topic" if asked.topic else ""
    return text(statement % where)


def _narrowing(asked: Asked) -> dict[str, object]:
    kinds: dict[str, object] = {"kinds": list(asked.kinds)} if asked.kinds else {}
    return {**kinds, "topic": asked.topic} if asked.topic else kinds


async def write_anew(connection: AsyncConnection, made: Sequence[tuple[Entry, Indexed]]) -> None:
    """Write the terms of many entries in place of what they were."""
    rows = [
        {"id": entry.id, "length": indexed.length, "vector": vector(indexed)}
        for entry, indexed in made
    ]
    await connection.execute(_AGAIN, rows)


def vector(indexed: Indexed) -> str:
    """Return an entry's terms as PostgreSQL writes a tsvector."""
    return " ".join(f"'{term}':{place}{weight}" for term, place, weight in _placed(indexed))


def _placed(indexed: Indexed) -> Iterator[tuple[str, int, str]]:
    place = 0
    for terms, weight in ((indexed.title, "A"), (indexed.body, "B")):
        place += 2  # no phrase reaches from one field into the next
        for term in terms:
            place = min(place + 1, _LAST_POSITION)
            yield term, place, weight


def _rarity(phrase: Phrase, counts: Mapping[str, int], of: int) -> float:
    """Return what a phrase says; it is at least as rare as its rarest word."""
    return rarity(min(counts.get(term, 0) for term in phrase), of)


def _all(groups: Sequence[Group], weight: str = "") -> str:
    parts = (
        "(" + " | ".join(_quoted(phrase, weight) for phrase in group) + ")" for group in groups
    )
    return " & ".join(parts)


def _quoted(phrase: Phrase, weight: str = "") -> str:
    """Return a phrase as PostgreSQL's query syntax has it; terms are letters and digits only."""
    ending = f":{weight}" if weight else ""
    return "(" + " <-> ".join(f"'{term}'{ending}" for term in phrase) + ")"
