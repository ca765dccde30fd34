"""Searches that ours is measured against: FTS5 as it comes, and PostgreSQL's own."""

import sqlite3
from collections.abc import Callable, Sequence

import asyncpg

from community.stems import tokens

Rival = Callable[[str], Sequence[int]]
"""Gives the numbers of the ten best texts for a question."""


_RANKED = (
    "SELECT id FROM t, to_tsquery('indonesian', $1) AS asked WHERE words @@ asked "
    "ORDER BY {rank} DESC, id LIMIT 11"
)


def fts5(texts: Sequence[str], tokenizer: str) -> Rival:
    """Return FTS5 with one of its tokenizers: the words of the question, any of them."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE t USING fts5(body, tokenize='{tokenizer}')")
    connection.executemany("INSERT INTO t(rowid, body) VALUES (?, ?)", enumerate(texts))
    shortest = 3 if tokenizer == "trigram" else 1

    def ask(question: str) -> list[int]:
        words = [word for word in tokens(question) if len(word) >= shortest]
        match = " OR ".join(f'"{word}"' for word in words)
        sql = "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT 11"
        return [row[0] for row in connection.execute(sql, (match,))] if words else []

    return ask


RANKS = {
    "ts_rank": "ts_rank(words, asked)",
    "ts_rank by length": "ts_rank(words, asked, 1)",
    "ts_rank_cd": "ts_rank_cd(words, asked)",
}
"""Ways of PostgreSQL to rank."""


async def indonesian(
    url: str, texts: Sequence[str], questions: Sequence[str], how: str
) -> list[Sequence[int]]:
    """Return the ten best texts of PostgreSQL's `indonesian` for each question."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("CREATE TEMP TABLE t (id int, words tsvector)")
        await connection.executemany(
            "INSERT INTO t VALUES ($1, to_tsvector('indonesian', $2))", list(enumerate(texts))
        )
        ranked = _RANKED.format(rank=RANKS[how])
        return [
            [row["id"] for row in await connection.fetch(ranked, " | ".join(tokens(question)))]
            for question in questions
        ]
    finally:
        await connection.close()
