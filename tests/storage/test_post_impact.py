"""Marks, promises to replicate, and what is counted of them, on both dialects."""

from datetime import UTC, datetime, timedelta

from community.impact import Practice
from community.marking import Kind, Marks
from community.posts import Content
from community.replicating import Interest, Place, Reach, State
from community.roles import State as PersonState
from community.week import Item
from storage.database import Database
from storage.recipients import Usual
from storage.replications import Replication
from storage.unit import Unit

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
GRESIK = Place("Gresik", "35.25", "35.25")
USUAL = Usual("07:30", "Asia/Jakarta")


async def shared(unit: Unit, title: str = "Klinik SKP", *, is_trusted: bool = True) -> int:
    """Share a post from Banyuwangi; returns its number."""
    author = await unit.people.meet(11, NOW)
    content = Content(topic="kehumasan", title=title, body="Setiap Selasa kami membuka klinik.")
    post = await unit.posts.add(author.id, content, area="35.10", is_trusted=is_trusted, now=NOW)
    return post.id


async def promised(unit: Unit, post: int, telegram_id: int, place: Place = GRESIK) -> Replication:
    """Let somebody promise, and return it."""
    person = await unit.people.meet(telegram_id, NOW)
    await unit.replications.promise(post, person.id, place, NOW)
    found = await unit.replications.get(post, person.id)
    assert found is not None
    return found


async def runs(unit: Unit, seen: Replication) -> Replication | None:
    """Let somebody say that it runs, elsewhere."""
    return await unit.replications.answer(
        seen, State.RUNNING, counts=True, is_asked_on=False, now=NOW
    )


async def test_marks_are_counted_once_a_person(database: Database) -> None:
    """Putting twice or taking back what is not there changes nothing."""

    async def act(unit: Unit) -> list[bool | Marks]:
        post, marks = await shared(unit), unit.post_marks
        me, other = [(await unit.people.meet(number, NOW)).id for number in (12, 13)]
        return [
            await marks.add(post, Kind.USEFUL, me, NOW),
            await marks.add(post, Kind.USEFUL, me, NOW),
            await marks.add(post, Kind.USEFUL, other, NOW),
            await marks.add(post, Kind.SAVED, other, NOW),
            await marks.of(post, me),
            await marks.of(post, other),
            await marks.remove(post, Kind.USEFUL, me),
            await marks.remove(post, Kind.USEFUL, me),
            await marks.of(post, me),
        ]

    assert [
        True,
        False,
        True,
        True,
        Marks(2, is_useful=True, is_saved=False),
        Marks(2, is_useful=True, is_saved=True),
        True,
        False,
        Marks(1, is_useful=False, is_saved=False),
    ] == await database.write(act)


async def test_a_promise_is_one_row(database: Database) -> None:
    """Promised anew, it begins anew; an answer to what was seen before changes nothing."""

    async def act(unit: Unit) -> None:
        post = await shared(unit)
        first = await promised(unit, post, 12)
        running = await runs(unit, first)
        assert running is not None
        assert (True, None) == (running.counts, running.ask_at)
        assert await runs(unit, first) is None
        assert Interest(1, Reach(1, 0), is_own=True) == await unit.replications.interest(
            post, first.person_id
        )
        again = await promised(unit, post, 12, Place("Desa", "kemenag"))
        assert (State.PLANNED, False, None) == (again.state, again.counts, again.area)
        assert Interest(1, Reach(), is_own=False) == await unit.replications.interest(post, 1)

    await database.write(act)


async def test_a_question_is_put_once(database: Database) -> None:
    """Whoever looks second, with what was seen first, finds it done."""

    async def act(unit: Unit) -> list[object]:
        post = await shared(unit)
        seen = await promised(unit, post, 12)
        now = NOW + timedelta(days=30)
        listed = await unit.replications.list_overdue(now, 9)
        done = [await unit.replications.pass_on(seen, now) for _ in range(2)]
        after = await unit.replications.get(post, seen.person_id)
        assert after is not None
        return [listed, done, after.asked, after.ask_at]

    listed, *rest = await database.write(act)
    assert isinstance(listed, list)
    assert 1 == len(listed)
    assert [[True, False], 1, NOW + timedelta(days=90)] == rest


async def test_who_is_due(database: Database) -> None:
    """Members of that zone who want it, about what everybody reads."""

    async def act(unit: Unit) -> list[tuple[int, str]]:
        post, hidden = await shared(unit), await shared(unit, is_trusted=False)
        for telegram_id in (12, 13, 14):
            seen = await promised(unit, post, telegram_id)
            await promised(unit, hidden, telegram_id)
            if telegram_id != 14:
                await unit.reminder_settings.turn_on(seen.person_id, NOW)
            await unit.people.change_state(
                seen.person_id, was=tuple(PersonState), becomes=PersonState.MEMBER, now=NOW
            )
            if telegram_id == 13:
                await unit.reminder_settings.pause(
                    seen.person_id, (NOW + timedelta(days=30)).date()
                )
        now = NOW + timedelta(days=30)
        found = []
        for zone in ("Asia/Jakarta", "Asia/Makassar"):
            found += await unit.replications.list_due(
                zone, USUAL, today=now.date(), now=now, limit=9
            )
        return [(due.telegram_id, due.title) for due in found]

    assert [(12, "Klinik SKP")] == await database.write(act)


async def test_practices_and_areas(database: Database) -> None:
    """By kabupaten/kota and other instansi; the newest first among equals."""

    async def act(unit: Unit) -> list[object]:
        one, two, three = [await shared(unit, title) for title in ("Satu", "Dua", "Tiga")]
        places = (GRESIK, GRESIK, Place("Pacitan", "35.01", "35.01"), Place("Kanwil", "kanwil"))
        for number, place in enumerate(places):
            assert await runs(unit, await promised(unit, one, 20 + number, place))
        for post in (two, three):
            assert await runs(unit, await promised(unit, post, 20))
        await promised(unit, three, 30, Place("Pacitan", "35.01", "35.01"))
        return [
            await unit.impact.list_practices(limit=9, offset=0),
            await unit.impact.list_practices(limit=1, offset=2),
            await unit.impact.count_practices(),
            await unit.impact.adopted(),
            await unit.impact.shared(),
        ]

    ranked = [
        Practice(1, "Satu", Reach(2, 1)),
        Practice(3, "Tiga", Reach(1, 0)),
        Practice(2, "Dua", Reach(1, 0)),
    ]
    adopted = {"35.25": 3, "35.01": 1, None: 1}
    assert [ranked, ranked[2:], 3, adopted, {"35.10": 3}] == await database.write(act)


async def test_what_a_week_brought(database: Database) -> None:
    """Marks and promises between two moments, the end not included."""

    async def act(unit: Unit) -> list[object]:
        one, two = await shared(unit, "Satu"), await shared(unit, "Dua")
        await unit.post_marks.add(one, Kind.SAVED, (await unit.people.meet(12, NOW)).id, NOW)
        await promised(unit, one, 13)
        await promised(unit, two, 13)
        day = timedelta(days=1)
        week = unit.week
        return [
            await week.list_posts(NOW, NOW + day, limit=3),
            await week.list_posts(NOW, NOW + day, limit=1),
            await week.list_posts(NOW - day, NOW, limit=3),
            await week.list_answers(NOW, NOW + day, limit=3),
        ]

    both = [Item(1, "Satu"), Item(2, "Dua")]
    assert [both, both[:1], [], []] == await database.write(act)
