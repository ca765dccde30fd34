"""Lists of posts and kept searches on both dialects: order, ties, neighbours, ownership."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, insert, text

from community.keeping import SEARCHES
from community.posts import Content, Event
from storage.database import Database
from storage.kept_searches import Wanted
from storage.post_lists import Listed
from storage.posts import Post
from storage.schema import post_mark
from storage.unit import Unit

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TOPIC, AREA = "media_sosial", "35.10"


async def published(unit: Unit, count: int, *, at: datetime = NOW) -> list[Post]:
    """Publish some posts in the same moment."""
    person = await unit.people.meet(11, NOW)
    said = Content(topic=TOPIC, title="Judul", body="Isi tulisan yang cukup panjang.")
    return [
        await unit.posts.add(person.id, said, area=AREA, is_trusted=True, now=at)
        for _ in range(count)
    ]


async def walked(unit: Unit, listed: Listed, begin: int) -> list[int]:
    """Walk a list from a post to its end, then all the way back."""
    found, place, here = [begin], 0, begin
    while (following := await unit.post_lists.after(listed, here, place)) is not None:
        found.append(following)
        here, place = following, place + 1
    while (previous := await unit.post_lists.before(listed, here, place)) is not None:
        found.append(previous)
        here, place = previous, place - 1
    return found


def there_and_back(numbers: Sequence[int]) -> list[int]:
    """Return the numbers in order, then back to the first."""
    return [*numbers, *numbers[-2::-1]]


@pytest.mark.parametrize(
    ("kind", "of"), [("newest", ""), ("topic", TOPIC), ("area", AREA), ("author", "1")]
)
async def test_posts_of_one_moment_are_each_passed_once(
    database: Database, kind: str, of: str
) -> None:
    """Ties are broken by the number; what a walk passes is what the pages list."""

    async def act(unit: Unit) -> None:
        posts = [
            *await published(unit, 3),
            *await published(unit, 2, at=NOW + timedelta(seconds=1)),
        ]
        listed = Listed(kind, of, 1)
        newest = [post.id for post in reversed(posts)]
        pages = [
            *await unit.post_lists.page(listed, limit=2, offset=0),
            *await unit.post_lists.page(listed, limit=9, offset=2),
        ]
        assert newest == [post.id for post in pages]
        assert len(newest) == await unit.post_lists.count(listed)
        assert there_and_back(newest) == await walked(unit, listed, newest[0])
        assert {TOPIC: 5} == await unit.post_lists.topics()
        assert {AREA: 5} == await unit.post_lists.areas()

    await database.write(act)


async def test_only_what_everybody_may_read_is_listed(database: Database) -> None:
    """A withdrawn post is in no list, in no count, and beside nothing, saved or not."""

    async def act(unit: Unit) -> None:
        first, gone, last = await published(unit, 3)
        person = await unit.people.meet(12, NOW)
        marks = [
            {"post_id": post.id, "kind": "saved", "person_id": person.id, "at": NOW}
            for post in (first, gone, last)
        ]
        await unit.connection.execute(insert(post_mark), marks)
        assert await unit.posts.step(gone, Event.WITHDRAW, gone.person_id, NOW)

        for listed in (Listed("newest", "", 0), Listed("saved", "", person.id)):
            found = await unit.post_lists.page(listed, limit=9, offset=0)
            assert [last.id, first.id] == [post.id for post in found]
            assert 2 == await unit.post_lists.count(listed)
            assert first.id == await unit.post_lists.after(listed, gone.id, 1)
            assert last.id == await unit.post_lists.before(listed, gone.id, 1)
            assert there_and_back([last.id, first.id]) == await walked(unit, listed, last.id)
        assert [] == await unit.post_lists.page(Listed("saved", "", 999), limit=9, offset=0)
        assert {TOPIC: 2} == await unit.post_lists.topics()

    await database.write(act)


async def test_posts_without_a_name_have_no_author_in_common(database: Database) -> None:
    """What was kept without a name is listed under nobody's."""

    async def act(unit: Unit) -> None:
        posts = await published(unit, 2)
        await unit.connection.execute(text("UPDATE post SET person_id = NULL"))

        for post in posts:
            listed = Listed("author", str(post.id), 1)
            assert [] == await unit.post_lists.page(listed, limit=9, offset=0)

    await database.write(act)


@pytest.mark.parametrize("kind", ["newest", "topic", "area"])
async def test_a_page_is_read_from_an_index(tmp_path: Path, kind: str) -> None:
    """Lists of what is published are not read whole: SQLite names the index that serves."""
    database = await Database.open(f"sqlite:///{tmp_path}/cop.db")
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, given: Any, *_rest: Any) -> None:
        asked.append((statement, given))

    async def act(unit: Unit) -> str:
        connection = unit.connection.sync_connection
        event.listen(connection, "before_cursor_execute", note)
        await unit.post_lists.page(Listed(kind, "x", 1), limit=6, offset=0)
        event.remove(connection, "before_cursor_execute", note)
        ((statement, given),) = asked
        plan = await unit.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
        return " ".join(str(row) for row in plan)

    plan = await database.write(act)
    await database.close()

    assert "ix_post_published" in plan


async def test_a_search_is_kept_once_and_for_its_owner(database: Database) -> None:
    """The same words have the same number, other filters another, other people none of them."""

    async def act(unit: Unit) -> None:
        sari, budi = await unit.people.meet(11, NOW), await unit.people.meet(12, NOW)
        wanted = Wanted(words="angka kredit", message_id=2**40)
        first = await unit.kept_searches.keep(sari.id, wanted, NOW)
        narrowed = await unit.kept_searches.keep(
            sari.id, Wanted(words="angka kredit", kind="post", topic=TOPIC), NOW
        )
        later = NOW + timedelta(days=14)
        again = await unit.kept_searches.keep(sari.id, wanted, later)
        others = await unit.kept_searches.keep(budi.id, wanted, NOW)

        assert first == again
        assert 3 == len({first, narrowed, others})
        assert wanted == await unit.kept_searches.get(sari.id, first)
        assert await unit.kept_searches.get(budi.id, first) is None
        gone = await unit.retention.drop(SEARCHES, later + timedelta(seconds=1), 10)
        assert 2 == gone.gone
        assert wanted == await unit.kept_searches.get(sari.id, first)

    await database.write(act)


async def test_a_forged_list_names_no_author_of_what_was_never_published(
    database: Database,
) -> None:
    """A number that waits for review leads to nobody's posts."""

    async def act(unit: Unit) -> None:
        [one] = await published(unit, 1)
        said = Content(topic=TOPIC, title="Judul", body="Isi tulisan yang cukup panjang.")
        assert one.person_id is not None
        waits = await unit.posts.add(one.person_id, said, area=AREA, is_trusted=False, now=NOW)

        forged, known = Listed("author", str(waits.id), 1), Listed("author", str(one.id), 1)

        assert [] == await unit.post_lists.page(forged, limit=5, offset=0)
        assert [one] == await unit.post_lists.page(known, limit=5, offset=0)

    await database.write(act)
