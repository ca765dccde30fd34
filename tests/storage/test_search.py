"""The search over what the community knows, on both dialects."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.search import FAQ, POST, Hit, Search
from storage.search_ranking import CROWD
from storage.search_tables import create_tables, drop_tables
from storage.unit import Unit
from tests.search.asking import UNINDEXED, make_tables

T = TypeVar("T")

TEXTS = (
    (FAQ, 1, "Bagaimana mengusulkan angka kredit?", "Usul diajukan lewat e-kinerja.", "jenjang"),
    (FAQ, 2, "Berapa lama menjawab aduan di LAPOR?", "Paling lama lima hari kerja.", "aduan"),
    (POST, 1, "Siaran pers dalam satu jam", "Cara kami menulis rilis, lalu menyebarkannya.", "x"),
    (POST, 2, "Perangkat daerah bicara satu suara", "Narasi bersama dan jadwal unggahan.", "x"),
)


async def searching(database: Database, act: Callable[[Search], Awaitable[T]]) -> T:
    """Act on the search in a unit of its own."""

    async def unit(opened: Unit) -> T:
        return await act(Search(opened.connection))

    return await database.write(unit)


@pytest.fixture
async def filled(database: Database) -> Database:
    """Give a database in which a few texts can be found."""

    async def fill(unit: Unit) -> None:
        await unit.connection.run_sync(make_tables)
        for kind, number, title, body, topic in TEXTS:
            await Search(unit.connection).put(kind, number, title=title, body=body, topic=topic)

    await database.write(fill)
    return database


async def found(database: Database, query: str, **narrowed: object) -> list[tuple[str, int]]:
    """Return which texts a query finds."""
    hits = await hits_of(database, query, **narrowed)
    return [(hit.kind, hit.number) for hit in hits]


async def hits_of(database: Database, query: str, **narrowed: object) -> list[Hit]:
    """Return what a query finds."""
    return await searching(database, lambda search: search.find(query, **narrowed))  # type: ignore[arg-type] # passed on as it came


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("pengusulan", (FAQ, 1)),  # stem
        ("AK", (FAQ, 1)),  # abbreviation
        ("komplain", (FAQ, 2)),  # synonym
        ("OPD", (POST, 2)),  # abbreviation of two words
        ("press release", (POST, 1)),  # two words for two others
        ("mengusukan", (FAQ, 1)),  # typo
        ("menyeb", (POST, 1)),  # the beginning of a word
        ("nara* bersama", (POST, 2)),  # the beginning of a word, said so
        ('"satu jam"', (POST, 1)),  # a phrase
        ("brp lama jwb aduan", (FAQ, 2)),  # as people write in a chat
    ],
)
async def test_finds(filled: Database, query: str, first: tuple[str, int]) -> None:
    """Stems, abbreviations, synonyms, typos, beginnings and phrases find the text that is meant."""
    answer = await found(filled, query)

    assert first == answer[0]


async def test_phrase_keeps_order(filled: Database) -> None:
    """What stands in quotes is found in this order only."""
    answer = await found(filled, '"jam satu"')

    assert [] == answer


async def test_title_weighs_more(filled: Database) -> None:
    """A word in a title counts more than in a body."""
    await searching(
        filled, lambda search: search.put(POST, 3, title="Lain hal", body="satu suara perangkat")
    )

    answer = await found(filled, "perangkat suara")

    assert [(POST, 2), (POST, 3)] == answer


async def test_narrows(filled: Database) -> None:
    """Kind and topic narrow a search, pages go on where the last one ended."""
    every = await found(filled, "satu")

    assert [(POST, 1), (POST, 2)] == sorted(every)
    assert [] == await found(filled, "satu", kinds=[FAQ])
    assert [(FAQ, 2)] == await found(filled, "lama", topic="aduan")
    assert every[1:] == await found(filled, "satu", limit=1, offset=1)


@pytest.mark.parametrize("topic", ["x' OR 1=1 --", 'kfaq" OR "', "日本語", "\u202e\u200b", "😀"])
async def test_narrows_by_any_topic(filled: Database, topic: str) -> None:
    """A topic is compared and never read as a query."""
    await searching(
        filled, lambda search: search.put(POST, 3, title="Satu hal", body="", topic=topic)
    )

    assert [(POST, 3)] == await found(filled, "satu", topic=topic)
    assert [] == await found(filled, "satu", topic=f"{topic}a")
    assert [] == await found(filled, "satu", kinds=[topic])
    assert [(POST, 3)] == await found(filled, "satu hal", kinds=[FAQ, POST], topic=topic)


async def test_phrase_and_beginning_narrowed(filled: Database) -> None:
    """Words in quotes and beginnings of words are found within a kind and a topic."""
    assert [(POST, 2)] == await found(filled, '"narasi bersama"', kinds=[POST], topic="x")
    assert [] == await found(filled, '"narasi bersama"', kinds=[FAQ])
    assert [(POST, 2)] == await found(filled, "jadw*", topic="x")
    assert [] == await found(filled, "jadw*", topic="aduan")


async def test_title_shows_hits(filled: Database) -> None:
    """The hit is bold in the title, too, and nothing of it is markup."""
    await searching(
        filled, lambda search: search.put(POST, 3, title="<u>Webinar</u> kita", body="")
    )

    (hit,) = await hits_of(filled, "webinar")

    assert "<b>&lt;u&gt;Webinar&lt;/u&gt;</b> kita" == hit.marked


async def test_snippet_is_html(filled: Database) -> None:
    """A snippet shows the hit in bold and nothing of the text as markup."""
    await searching(
        filled, lambda search: search.put(POST, 3, title="", body="<i>Webinar</i> & lain")
    )

    (hit,) = await hits_of(filled, "webinar")

    assert "<b>&lt;i&gt;Webinar&lt;/i&gt;</b> &amp; lain" == hit.snippet


@pytest.mark.parametrize(
    "query",
    [
        "", "   ", "???", "apa itu", '"', "* OR NOT", "NEAR(a b)", "title:x", "C++ -usul", "^a",
        "'; DROP TABLE search_entry; --", "a & b | !c <-> d:*", "\u202e\u200b", "😀" * 60,
        "x" * 4_096, "kata " * 800, "日本語 é ß ؀", "%_\\",
    ],
)  # fmt: skip
async def test_hostile_queries(filled: Database, query: str) -> None:
    """Nothing that is typed reaches a query syntax, and no text breaks the index."""
    await found(filled, query)
    await searching(filled, lambda search: search.similar(query))
    await searching(
        filled, lambda search: search.put(POST, 9, title=query, body=query, topic=query[:40])
    )
    await found(filled, query, topic=query, kinds=[query])
    await searching(filled, lambda search: search.remove(POST, 9))

    assert [(FAQ, 1)] == await found(filled, "usul")


async def test_foreign_letters(filled: Database) -> None:
    """Words in other letters are found too."""
    await searching(filled, lambda search: search.put(POST, 3, title="日本語 コース", body="é"))

    assert [(POST, 3)] == await found(filled, "コース")


async def test_put_replaces(filled: Database) -> None:
    """A changed text is found by its new words and no longer by its old ones."""
    await searching(filled, lambda search: search.put(FAQ, 2, title="Kapan ukom?", body="Maret."))

    assert [(FAQ, 2)] == await found(filled, "ukom")
    assert [] == await found(filled, "aduan")


async def test_remove_leaves_nothing(filled: Database, database_url: str) -> None:
    """A removed text is in no table, and after the sweep not in SQLite's files."""
    secret = "zqxjkvwpsecret"
    await searching(filled, lambda search: search.put(POST, 3, title=secret, body=secret))
    assert [(POST, 3)] == await found(filled, secret)

    assert await searching(filled, lambda search: search.remove(POST, 3))

    assert not await searching(filled, lambda search: search.remove(POST, 3))
    assert [] == await found(filled, secret)
    await filled.checkpoint()
    assert not filled.takes_turns or _holds(database_url, secret)  # else the sweep proves nothing
    while not await searching(filled, lambda search: search.sweep()):
        pass
    await filled.checkpoint()
    if filled.takes_turns:
        assert not _holds(database_url, secret)
    assert [(FAQ, 1)] == await found(filled, "usul")


def _holds(database_url: str, secret: str) -> bool:
    return secret.encode() in Path(database_url.removeprefix("sqlite:///")).read_bytes()


async def test_similar(filled: Database) -> None:
    """A question asked in other words is offered the answered one; another question is not."""
    alike = await searching(filled, lambda s: s.similar("brp hari batas jawab keluhan lewat lapor"))
    other = await searching(filled, lambda s: s.similar("Aplikasi desain apa yang paling murah?"))

    assert [2] == [hit.number for hit in alike]
    assert [] == other


async def test_rebuild(filled: Database) -> None:
    """An index made with other stems says so, and is as it was when it was made anew."""
    before = await hits_of(filled, "satu suara jam"), await _counted(filled)
    assert not await searching(filled, lambda search: search.is_outdated())

    await searching(filled, lambda search: search.rebuild())

    assert before == (await hits_of(filled, "satu suara jam"), await _counted(filled))


async def _counted(database: Database) -> list[tuple[object, ...]]:
    """Return what the index counts."""

    async def read(unit: Unit) -> list[tuple[object, ...]]:
        terms = await unit.connection.execute(
            text("SELECT term, reversed, entries FROM search_term ORDER BY reversed")
        )
        total = await unit.connection.execute(text("SELECT entries, length FROM search_total"))
        return [tuple(row) for row in (*terms, *total)]

    return await database.write(read)


async def test_crowded_words(filled: Database) -> None:
    """Words that stand everywhere: titles first, then the newest; rarer words find, these hold."""
    crowd = [(POST, 100 + at, f"Lain {at}", "kegiatan humas daerah") for at in range(CROWD + 50)]
    crowd[5] = (POST, 105, "Humas dan kegiatan", "hal lain")
    crowd[9] = (POST, 109, "Lain lagi", "kegiatan humas Sumenep")
    crowd[12] = (POST, 112, "Lain pula", "kegiatan di Sumenep")
    await filled.write(lambda unit: _fill_at_once(unit, crowd))

    newest = (POST, 100 + CROWD + 49)
    assert [(POST, 105), newest] == (await found(filled, "kegiatan humas"))[:2]
    assert [(POST, 105)] == await found(filled, "kegiatan humas", topic="aduan")
    assert [] == await found(filled, "kegiatan humas", kinds=[FAQ])
    assert [newest] == await found(filled, '"humas daerah"', limit=1)
    assert [(POST, 109), (POST, 112)] == await found(filled, "humas sumenep kegiatan")
    assert [(POST, 109)] == await found(filled, "humas sumenep kegiatan", limit=1)
    assert [(POST, 112)] == await found(filled, "humas sumenep kegiatan", limit=1, offset=1)
    assert [] == await found(filled, "humas sumenep", kinds=[FAQ])


async def _fill_at_once(unit: Unit, texts: Sequence[tuple[str, int, str, str]]) -> None:
    """Put many texts: write them down and make the index anew."""
    rows = [
        {"kind": kind, "number": number, "title": title, "body": body}
        for kind, number, title, body in texts
    ]
    rows[5]["topic"] = "aduan"
    await unit.connection.execute(
        text(UNINDEXED[unit.connection.dialect.name]),
        [{"topic": None, **row} for row in rows],
    )
    await unit.search.rebuild()


async def test_tables_go(filled: Database) -> None:
    """The tables can be dropped and made again."""

    async def again(unit: Unit) -> None:
        await unit.connection.run_sync(drop_tables)
        await unit.connection.run_sync(create_tables)

    await filled.write(again)

    assert [] == await found(filled, "usul")
