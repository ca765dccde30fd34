"""Deleting an author's data: what stays without a name, what ends, what counts afterwards."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Table, func, select

from community.keeping import POSTS
from community.posts import Content, Event, State
from community.profile import Profile
from community.reply import Attached
from storage import schema
from storage.database import Database
from storage.posts import Post
from storage.search import POST
from storage.unit import Unit

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
MODERATOR = 77
FILE = Attached("photo", "berkas-1")


def content(title: str) -> Content:
    """Return what a version says; its words can be found."""
    return Content(topic="media_sosial", title=title, body=f"{title} di pasar", media=(FILE,))


async def member(database: Database, telegram_id: int, name: str) -> int:
    """Let somebody exist."""

    async def unit(unit: Unit) -> int:
        person = await unit.people.meet(telegram_id, NOW)
        await unit.profiles.save(person.id, Profile(name=name, area="35.10"), NOW)
        return person.id

    return await database.write(unit)


async def write(unit: Unit, person_id: int, title: str, *, is_trusted: bool = False) -> Post:
    """Hand a post in."""
    return await unit.posts.add(
        person_id, content(title), area="35.10", is_trusted=is_trusted, now=NOW
    )


async def life(database: Database, sari: int) -> dict[str, int]:
    """Let an author have a post in each state; one published has a version that waits."""

    async def unit(unit: Unit) -> dict[str, int]:
        steps = unit.post_steps
        review = await write(unit, sari, "Menunggu")
        returned = await write(unit, sari, "Diperbaiki")
        await steps.send_back(returned, MODERATOR, NOW, "Catatan untuk Sari")
        refused = await write(unit, sari, "Ditolak")
        await steps.refuse(refused, MODERATOR, NOW, "lain", "Alasan untuk Sari")
        published = await write(unit, sari, "Terbit", is_trusted=True)
        await steps.revise(published, content("Usulan"), sari, NOW, is_trusted=False)
        older = await write(unit, sari, "Lama", is_trusted=True)
        older = await steps.revise(older, content("Baru"), sari, NOW, is_trusted=True) or older
        hidden = await write(unit, sari, "Tersembunyi", is_trusted=True)
        await unit.posts.step(hidden, Event.HIDE, None, NOW)
        removed = await write(unit, sari, "Turun", is_trusted=True)
        await steps.end(removed, Event.REMOVE, MODERATOR, NOW, reason="lain", reason_text="Sari")
        posts = {
            "review": review,
            "returned": returned,
            "refused": refused,
            "published": published,
            "older": older,
            "hidden": hidden,
            "removed": removed,
        }
        return {name: post.id for name, post in posts.items()}

    return await database.write(unit)


async def states(database: Database, numbers: dict[str, int]) -> dict[str, str]:
    """Return in which states posts are."""
    found = {}
    async with database.snapshot() as unit:
        for name, number in numbers.items():
            post = await unit.posts.get(number)
            assert post is not None
            assert (post.person_id, post.area, post.reason_text) == (None, None, None)
            found[name] = str(post.state)
    return found


async def titles(database: Database, numbers: dict[str, int]) -> dict[str, list[str]]:
    """Return what the versions of posts are called."""
    async with database.snapshot() as unit:
        return {
            name: [one.content.title for one in await unit.post_versions.list_of(number)]
            for name, number in numbers.items()
        }


async def found(database: Database, words: str) -> list[int]:
    """Return the posts that a search finds."""
    async with database.snapshot() as unit:
        return sorted(hit.number for hit in await unit.search.find(words) if hit.kind == POST)


async def erased(database: Database, person_id: int, *, with_posts: bool) -> None:
    """Delete somebody's data."""
    assert await database.write(
        lambda unit: unit.erasures.erase(person_id, with_posts=with_posts, now=NOW)
    )


async def test_published_posts_stay_without_a_name(database: Database) -> None:
    """Pending ones are withdrawn, all that nobody reads is emptied, revisions are dropped."""
    sari = await member(database, 11, "Sari")
    numbers = await life(database, sari)

    await erased(database, sari, with_posts=False)

    assert {
        "review": "withdrawn",
        "returned": "withdrawn",
        "refused": "refused",
        "published": "published",
        "older": "published",
        "hidden": "hidden",
        "removed": "removed",
    } == await states(database, numbers)
    assert {
        "review": [""],
        "returned": [""],
        "refused": [""],
        "published": ["Terbit", ""],
        "older": ["", "Baru"],
        "hidden": ["Tersembunyi"],
        "removed": [""],
    } == await titles(database, numbers)
    assert [numbers["published"]] == await found(database, "Terbit")
    assert [] == await found(database, "Tersembunyi")
    async with database.snapshot() as unit:
        post = await unit.posts.get(numbers["published"])
        assert post is not None
        assert (1, None, False) == (post.version, post.proposed, post.is_returned)
        kept = await unit.post_versions.get(numbers["published"], 1)
        assert kept is not None
        assert (FILE,) == kept.content.media


async def test_with_posts_everything_goes(database: Database) -> None:
    """Nothing is found or read any more, no file is left, and no word of moderators about it."""
    sari = await member(database, 11, "Sari")
    numbers = await life(database, sari)

    await erased(database, sari, with_posts=True)

    after = await states(database, numbers)
    assert {"withdrawn", "refused", "removed"} == set(after.values())
    everything = await titles(database, numbers)
    assert {""} == {title for versions in everything.values() for title in versions}
    for word in ("Terbit", "Baru", "Tersembunyi", "pasar"):
        assert [] == await found(database, word)
    async with database.snapshot() as unit:
        assert [] == await unit.posts.list_visible(limit=10)
        rows = await unit.connection.execute(select(schema.post_version))
        words = json.dumps([dict(row) for row in rows.mappings()], default=str)
        events = (await unit.connection.execute(select(schema.post_event.c.details))).scalars()
        assert {"{}"} == {json.dumps(one) for one in events}
    assert "berkas-1" not in words
    assert "Sari" not in words


@pytest.mark.parametrize("with_posts", [False, True])
async def test_no_number_of_the_author_is_left(database: Database, with_posts: bool) -> None:
    """Marks, promises and reports go; where a deed stays, a random number stands."""
    sari, budi = await member(database, 11, "Sari"), await member(database, 13, "Budi")
    await life(database, sari)

    async def read(unit: Unit) -> int:
        post = await write(unit, budi, "Punya Budi", is_trusted=True)
        by_hand = {"post_id": post.id, "person_id": sari, "at": NOW}
        mark = {"kind": "useful", **by_hand}
        plan = {"where": "Pasar", "workplace": "35.10", "state": "planned", **by_hand}
        await unit.connection.execute(schema.post_mark.insert(), mark)
        await unit.connection.execute(schema.replication.insert(), plan)
        case, _ = await unit.report_cases.open(post.id, NOW)
        await unit.report_cases.add(case.id, sari, "hoaks", "", NOW)
        await unit.report_cases.add(case.id, budi, "hoaks", "", NOW)
        await unit.trusted_authors.add(sari, budi, NOW)
        await unit.trusted_authors.add(budi, sari, NOW)
        await unit.posts.note(post.id, Event.LOOK_OVER, sari, NOW)
        return case.id

    case_id = await database.write(read)
    await erased(database, sari, with_posts=with_posts)

    async with database.snapshot() as unit:
        assert [budi] == [one.person_id for one in await unit.report_cases.list_reports(case_id)]
        named: dict[Table, tuple[str, ...]] = {
            schema.post: ("person_id",),
            schema.post_version: ("decided_by",),
            schema.post_event: ("actor_id",),
            schema.post_mark: ("person_id",),
            schema.replication: ("person_id",),
            schema.report: ("person_id",),
            schema.report_case: ("decided_by",),
            schema.trusted_author: ("person_id", "by"),
        }
        for table, columns in named.items():
            for column in columns:
                query = select(func.count()).where(table.c[column] == sari)
                assert 0 == await unit.connection.scalar(query), (table.name, column)


async def test_words_of_reports_about_the_author_go(database: Database) -> None:
    """That readers objected stays with the nameless post; what they wrote about it does not."""
    sari, budi = await member(database, 11, "Sari"), await member(database, 13, "Budi")

    async def report(unit: Unit) -> int:
        post = await write(unit, sari, "Terbit", is_trusted=True)
        case, _ = await unit.report_cases.open(post.id, NOW)
        await unit.report_cases.add(case.id, budi, "lain", "Sari keliru", NOW)
        return case.id

    case_id = await database.write(report)
    await erased(database, sari, with_posts=False)

    async with database.snapshot() as unit:
        [left] = await unit.report_cases.list_reports(case_id)
    assert (budi, "lain", "") == (left.person_id, left.reason, left.text)


async def test_refused_posts_go_after_a_year(database: Database) -> None:
    """To the second, with their versions; nothing else goes."""
    sari = await member(database, 11, "Sari")
    numbers = await life(database, sari)
    year = timedelta(days=365)

    async def tidy(at: datetime) -> int:
        return (await database.write(lambda unit: unit.retention.drop(POSTS, at, 10))).gone

    assert 0 == await tidy(NOW + year)
    assert 1 == await tidy(NOW + year + timedelta(seconds=1))

    async with database.snapshot() as unit:
        assert await unit.posts.get(numbers["refused"]) is None
        assert [] == await unit.post_versions.list_of(numbers["refused"])
        left = await unit.connection.scalar(select(func.count()).select_from(schema.post))
        assert len(numbers) - 1 == left
        removed = await unit.posts.get(numbers["removed"])
        assert removed is not None
        assert State.REMOVED is removed.state
