"""Our search over a set of texts, in a database of its own."""

import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from sqlalchemy import Connection, inspect

from community.synonyms import Synonyms, from_package
from storage.database import Database
from storage.search import FAQ, Search
from storage.search_tables import create_tables
from storage.unit import Unit

UNINDEXED = {
    "sqlite": "INSERT INTO search_entry (kind, number, topic, title, body, length) "
    "VALUES (:kind, :number, :topic, :title, :body, 0)",
    "postgresql": "INSERT INTO search_entry (kind, number, topic, title, body, length, vector) "
    "VALUES (:kind, :number, :topic, :title, :body, 0, '')",
}
"""Write a text down without indexing it, for `rebuild` to find: the quick way to many."""


@asynccontextmanager
async def filled(
    texts: Sequence[str], *, as_titles: bool, url: str | None = None
) -> AsyncIterator[Database]:
    """Give a database (a new SQLite file, or an empty one) in which the texts can be found."""

    async def fill(unit: Unit) -> None:
        await unit.connection.run_sync(make_tables)
        search = Search(unit.connection)
        for number, written in enumerate(texts):
            title, body = (written, "") if as_titles else ("", written)
            await search.put(FAQ, number, title=title, body=body)

    with tempfile.TemporaryDirectory() as folder:
        database = await Database.open(url or f"sqlite:///{folder}/search.db")
        try:
            await database.write(fill)
            yield database
        finally:
            await database.close()


def make_tables(connection: Connection) -> None:
    """Make the search's tables where no migration has made them."""
    if not inspect(connection).has_table("search_entry"):
        create_tables(connection)


async def find(database: Database, question: str) -> list[int]:
    """Return the ten best texts."""
    async with database.snapshot() as unit:
        return [hit.number for hit in await Search(unit.connection).find(question, limit=10)]


async def compare(
    database: Database, question: str, synonyms: Synonyms | None = None
) -> list[tuple[int, float]]:
    """Return the texts most like the question, with how alike they are."""
    async with database.snapshot() as unit:
        hits = await Search(unit.connection, synonyms or from_package()).compare(question)
    return [(hit.number, hit.score) for hit in hits]
