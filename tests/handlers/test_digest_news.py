"""What a digest tells members besides sessions: the week's posts and answers, three of each."""

from datetime import UTC, datetime, timedelta

import pytest

from community.marking import Kind
from community.posts import Event
from community.replicating import Place
from community.roles import State
from handlers import digest
from storage.posts import Post
from storage.unit import Unit
from tests.handlers.asker import on_duty
from tests.handlers.clockwork import counted, runs, said
from tests.handlers.driver import Actor, Stage
from tests.handlers.practices import shares
from tests.handlers.publisher import published
from tests.handlers.test_reminders import add_session, member

FRIDAY = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)  # 15.00 WIB
NEXT_THURSDAY = datetime(2026, 12, 3, 2, 0, tzinfo=UTC)
LINK = '<a href="https://t.me/cop_humas_jatim_bot?start={}">'


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """An author who wants the digest."""
    return await member(stage, "Sari", 101, digest=True)


async def likes(stage: Stage, post: Post, people: int, kind: Kind = Kind.USEFUL) -> None:
    """Let that many people mark a post."""

    async def mark(unit: Unit) -> None:
        for number in range(people):
            person = await unit.people.meet(5000 + number, stage.now)
            await unit.post_marks.add(post.id, kind, person.id, stage.now)

    await stage.database.write(mark)


async def plans(stage: Stage, post: Post, people: int) -> None:
    """Let that many people promise to replicate a post."""

    async def promise(unit: Unit) -> None:
        for number in range(people):
            person = await unit.people.meet(6000 + number, stage.now)
            place = Place("Puskesmas", "35.01", "35.01")
            await unit.replications.promise(post.id, person.id, place, stage.now)

    await stage.database.write(promise)


async def told(stage: Stage, to: int = 101, at: datetime = FRIDAY) -> str:
    """Return the digest of that moment, empty where none is sent."""
    stage.now = at
    await runs(stage, digest.send)
    rows = [row for row in await said(stage, to=to) if "Rangkuman mingguan" in row.text]
    return rows[-1].text if rows else ""


async def test_the_posts_that_helped_most(stage: Stage, sari: Actor) -> None:
    """Marks and promises count alike; three at most; what nobody marked is not named."""
    titles = ("Satu", "<Dua>", "Tiga", "Empat", "Lima")
    posts = [await shares(sari, f"Praktik {title}") for title in titles]
    await likes(stage, posts[0], 1)
    await likes(stage, posts[1], 2, Kind.SAVED)
    await plans(stage, posts[1], 2)
    await likes(stage, posts[2], 3)
    await likes(stage, posts[3], 2)
    expected = "\n".join(
        [
            "Tulisan pilihan pekan ini:",
            f"• {LINK.format('p_2')}Praktik &lt;Dua&gt;</a>",
            f"• {LINK.format('p_3')}Praktik Tiga</a>",
            f"• {LINK.format('p_4')}Praktik Empat</a>",
        ]
    )

    assert f"<b>Rangkuman mingguan</b>\n\n{expected}" == await told(stage)


async def test_posts_answers_and_sessions_are_one_message(stage: Stage, sari: Actor) -> None:
    """In this order; a question is named by what everybody reads of it."""
    asker = await stage.person("Anton", 104).joined()
    budi = await on_duty(stage, "Budi", 105)
    number = await published(asker, budi)
    await likes(stage, await shares(sari), 1)
    await add_session(stage, NEXT_THURSDAY, "Krisis & isu")
    blocks = (await told(stage)).split("\n\n")

    assert ["Tulisan pilihan pekan ini:", "Pertanyaan yang terjawab:", "Sesi pekan depan:"] == [
        block.splitlines()[0] for block in blocks[1:4]
    ]
    assert LINK.format(f"q_{number}") in blocks[2]
    assert "Anton" not in "".join(blocks)
    assert 1 == (await counted(stage))[101]


@pytest.mark.parametrize("event", [Event.HIDE, Event.WITHDRAW, Event.REMOVE])
async def test_what_cannot_be_read_is_not_named(stage: Stage, sari: Actor, event: Event) -> None:
    """With nothing else to tell, nothing is sent."""
    post = await shares(sari)
    waiting = await shares(sari, is_trusted=False)
    for one in (post, waiting):
        await likes(stage, one, 2)

    async def end(unit: Unit) -> None:
        assert await unit.posts.step(post, event, None, stage.now)

    await stage.database.write(end)
    assert "" == await told(stage)


async def test_guests_read_of_sessions_only(stage: Stage, sari: Actor) -> None:
    """What members wrote is for members; a guest who wants the digest gets what all may know."""
    guest = stage.person("Tamu", 106)
    await guest.says("/pengaturan")
    person = await guest.known()

    async def choose(unit: Unit) -> None:
        await unit.reminder_settings.turn_on(person.id, stage.now)
        await unit.reminder_settings.set_digest(person.id, wanted=True)

    await stage.database.write(choose)
    await likes(stage, await shares(sari), 1)
    assert "" != await told(stage)
    assert [] == [row for row in await said(stage, to=106) if "Rangkuman" in row.text]

    await add_session(stage, FRIDAY + timedelta(days=10))
    await likes(stage, await shares(sari, "Lain"), 1)
    text = await told(stage, 106, FRIDAY + timedelta(days=7))
    assert ("Sesi pekan depan" in text, "Lain" in text) == (True, False)


async def test_who_joins_meanwhile_gets_no_second_one(stage: Stage, sari: Actor) -> None:
    """A guest who got theirs is a member before the members' turn comes."""
    guest = await member(stage, "Tamu", 106, digest=True)
    person = await guest.known()
    await likes(stage, await shares(sari), 1)
    await add_session(stage, NEXT_THURSDAY)
    await becomes(stage, person.id, State.GUEST)
    assert "Tulisan" not in await told(stage, 106)
    await becomes(stage, person.id, State.MEMBER)

    async def reopen_week(unit: Unit) -> None:
        for audience in (0, 1):
            await unit.occasions.forget(f"digest:2026-11-27:Asia/Jakarta:{audience}")

    await stage.database.write(reopen_week)
    await told(stage)
    assert {101: 1, 106: 1} == dict(await counted(stage))


async def becomes(stage: Stage, person_id: int, state: State) -> None:
    """Let somebody be in a state."""

    async def change(unit: Unit) -> None:
        await unit.people.change_state(person_id, was=tuple(State), becomes=state, now=stage.now)

    await stage.database.write(change)


async def test_a_week_reaches_back_to_the_digest_before(stage: Stage, sari: Actor) -> None:
    """Nothing is told twice, and what happens while offices are closed is not lost."""
    post = await shares(sari)
    stage.now = FRIDAY - timedelta(seconds=1)
    await likes(stage, post, 1)
    assert "Klinik SKP" in await told(stage)
    await likes(stage, await shares(sari, "Kedua"), 1)
    week = await told(stage, at=FRIDAY + timedelta(days=7))
    assert ("Klinik SKP" in week, "Kedua" in week) == (False, True)

    wednesday = datetime(2026, 12, 23, 8, tzinfo=UTC)  # then Natal, and a weekend
    await told(stage, at=wednesday)
    await likes(stage, await shares(sari, "Libur"), 1)
    assert "Libur" in await told(stage, at=datetime(2026, 12, 31, 8, tzinfo=UTC))


async def test_the_longest_digest_fits_into_a_message(stage: Stage, sari: Actor) -> None:
    """Titles are cut, and sessions that find no room are counted."""
    for _ in range(3):
        await likes(stage, await shares(sari, "<&>" * 50), 1)
    for hour in range(20):
        await add_session(stage, NEXT_THURSDAY + timedelta(hours=hour / 2), "&" * 200)
    text = await told(stage)

    assert 3_000 < len(text) <= 4_000
    assert "sesi lain." in text
    assert 3 == text.count("start=p_")
