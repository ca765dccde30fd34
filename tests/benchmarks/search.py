"""How fast the search finds among 100,000 posts, how long its index takes, how big it is."""

import asyncio
import contextlib
import resource
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import asyncpg
from sqlalchemy import text

from community.stems import stems_version
from storage.database import Database
from storage.search import FAQ, Search
from storage.unit import Unit
from tests.benchmarks import processes
from tests.benchmarks.scale import Scale
from tests.benchmarks.search_corpus import Corpus, Searches, Text
from tests.benchmarks.sliding import percentiles
from tests.benchmarks.table import Table
from tests.search.asking import UNINDEXED
from tests.search.server import postgres

CHUNK = 5_000
KNOWN = 20_000
"""Texts that searches are made of."""
_SIZES = {
    "sqlite": ("SELECT name, pgsize FROM dbstat WHERE aggregate = TRUE AND name LIKE '%search%'",),
    "postgresql": (
        "SELECT relname, pg_relation_size(oid) FROM pg_class WHERE relname LIKE '%search%'",
        "SELECT 'vectors', sum(pg_column_size(vector)) FROM search_entry",
        (
            "SELECT 'out of line', pg_total_relation_size(reltoastrelid) FROM pg_class "
            "WHERE relname = 'search_entry'"
        ),
    ),
}

Ask = Callable[[Search, str], Awaitable[Sequence[object]]]


@dataclass(frozen=True, slots=True)
class Way:
    """A way to search: what is typed, and how it is asked."""

    name: str
    make: Callable[[], str]
    ask: Ask


def measure(scale: Scale) -> list[Table]:
    """Measure the search on SQLite."""
    with processes.folder() as folder:
        return asyncio.run(_measure(f"sqlite:///{folder}/search.db", "SQLite", scale))


def measure_postgres(scale: Scale) -> list[Table]:
    """Measure the search on PostgreSQL, on a server of its own."""
    with postgres() as new_database:
        if new_database is None:
            return [Table("no PostgreSQL server on this machine", ("",), [])]
        return asyncio.run(_measure(new_database(), "PostgreSQL", scale))


async def _measure(url: str, name: str, scale: Scale) -> list[Table]:
    """Fill, build, ask."""
    texts = Corpus().texts(scale.posts)
    known = list(islice(texts, min(KNOWN, scale.posts)))
    async with _opened(url) as database:
        size = await _fill(database, known) + await _fill(database, texts)
        started = time.perf_counter()
        await database.write(lambda unit: unit.search.rebuild())
        built = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        await _settle(database, url)
        searches = Searches(known)
        asked = [await _row(database, way, scale) for way in _ways(searches, known)]
        about = await _about(database, size, built, peak)
    return [
        Table(
            f"Searching {scale.posts:,} posts, {name}: milliseconds",
            ("search", "p50", "p95", "p99", "most", "CPU p50 / p99", "found"),
            asked,
        ),
        Table(f"The index of {scale.posts:,} posts, {name}", ("what", "figure"), about),
    ]


def _ways(searches: Searches, known: Sequence[Text]) -> Iterator[Way]:
    topics = sorted({text.topic for text in known})
    find: Ask = lambda search, typed: search.find(typed)  # noqa: E731 # one of several alike
    yield Way("two to five words", searches.typical, find)
    yield Way("the same, a typo in one", searches.typo, find)
    yield Way("common words only", searches.common, find)
    yield Way("a word and a beginning", searches.beginning, find)
    yield Way("a phrase", searches.phrase, find)
    yield Way("in a topic", searches.typical, lambda s, typed: s.find(typed, topic=topics[0]))
    yield Way(
        "common words in a topic", searches.common, lambda s, typed: s.find(typed, topic=topics[0])
    )
    yield Way("answers only", searches.typical, lambda s, typed: s.find(typed, kinds=(FAQ,)))
    yield Way("the 20th page", searches.typical, lambda s, typed: s.find(typed, offset=95))
    yield Way("a question (find)", searches.question, find)
    yield Way("suggestion (similar)", searches.question, lambda s, typed: s.similar(typed))


async def _row(database: Database, way: Way, scale: Scale) -> tuple[object, ...]:
    """Ask one way again and again, each time on a snapshot of its own."""
    taken, worked, found = [], [], 0
    for _ in range(scale.searches):
        typed = way.make()
        started, before = time.perf_counter(), time.process_time()
        async with database.snapshot() as unit:
            hits = await way.ask(unit.search, typed)
        taken.append(time.perf_counter() - started)
        worked.append(time.process_time() - before)
        found += bool(hits)
    figures, cpu = percentiles(taken), percentiles(worked)
    numbers = (f"{figures[name]:.1f}" for name in ("p50", "p95", "p99", "most"))
    ours = f"{cpu['p50']:.1f} / {cpu['p99']:.1f}"
    return (way.name, *numbers, ours, f"{found / scale.searches:.0%}")


@contextlib.asynccontextmanager
async def _opened(url: str) -> AsyncIterator[Database]:
    database = await Database.open(url)
    try:
        yield database
    finally:
        await database.close()


async def _fill(database: Database, texts: Iterable[Text]) -> int:
    """Put the texts where a rebuild finds them; says how many bytes they are."""
    size = 0
    rest = iter(texts)
    while chunk := list(islice(rest, CHUNK)):
        rows = [
            {
                "kind": one.kind,
                "number": one.number,
                "topic": one.topic,
                "title": one.title,
                "body": one.body,
            }
            for one in chunk
        ]
        size += sum(len(f"{one.title}{one.body}".encode()) for one in chunk)

        async def put(unit: Unit, rows: list[dict[str, Any]] = rows) -> None:
            await unit.connection.execute(text(UNINDEXED[database.dialect]), rows)

        await database.write(put)
    return size


async def _settle(database: Database, url: str) -> None:
    """Leave the database as a day later: log written back, statistics known."""
    await database.checkpoint()
    if database.dialect == "postgresql":
        connection = await asyncpg.connect(url)
        await connection.execute("VACUUM ANALYZE")
        await connection.close()


async def _about(
    database: Database, size: int, built: float, peak: float
) -> list[tuple[object, ...]]:
    parts: dict[str, int] = {}
    async with database.snapshot() as unit:
        for query in _SIZES[database.dialect]:
            found = await unit.connection.execute(text(query))
            parts |= {row[0]: int(row[1] or 0) for row in found}
        terms = await unit.connection.scalar(text("SELECT count(*) FROM search_term"))
    put = await _puts(database)
    return [
        ("text, MB", f"{size / 1e6:.1f}"),
        *((f"{name}, of the text", f"{bytes_ / size:.3f}") for name, bytes_ in parts.items()),
        ("terms", f"{terms:,}"),
        ("build, s", f"{built:.1f}"),
        ("peak memory, MB", f"{peak:.0f}"),
        ("one text put, ms: p50 / p99", put),
        ("stems", stems_version()),
    ]


async def _puts(database: Database) -> str:
    """Put new texts, one a unit."""
    taken = []
    for one in Corpus(seed=9).texts(50):
        started = time.perf_counter()

        async def put(unit: Unit, one: Text = one) -> None:
            await unit.search.put(
                one.kind, one.number, title=one.title, body=one.body, topic=one.topic
            )

        await database.write(put)
        taken.append(time.perf_counter() - started)
    figures = percentiles(taken)
    return f"{figures['p50']:.1f} / {figures['p99']:.1f}"
