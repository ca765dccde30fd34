"""The community chat hears of posts: three a day at once, the rest in a list; all of it kept true.

Delivery and the edit that fails are played in tests/journeys/test_announcing.py.
"""

from datetime import UTC, datetime

import pytest

from bot import outgoing
from community.posts import Event
from community.reply import Reply, Rewrite
from handlers import announcing
from handlers.request import Request
from storage.posts import Post
from tests.handlers.clockwork import Row, runs, said
from tests.handlers.driver import Actor, Stage
from tests.handlers.poster import (
    COMMUNITY,
    TITLE,
    acts,
    all_sent,
    announced,
    community,
    published,
    revised,
    waiting,
)

SATURDAY = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """Give an author of a community with a chat; it is Monday, 08.00 WIB."""
    stage.runs_with(community_chat_id=COMMUNITY.id)
    return await stage.person("Sari", 11).joined()


async def withdrawn(author: Actor, post: Post) -> Post:
    """Let an author withdraw a post."""
    return await moved(author, post, Event.WITHDRAW)


async def moved(author: Actor, post: Post, event: Event) -> Post:
    """Let something happen to a post, and what is told of it follow."""

    async def act(request: Request) -> tuple[Post, Reply]:
        becomes = await request.unit.posts.step(post, event, request.person.id, request.now)
        assert becomes is not None
        return becomes, await announcing.changed(request, becomes)

    return await acts(author, act)


async def lists(stage: Stage, hour: float = 7.5) -> list[Row]:
    """Let it be 15.30 (or so many hours behind 08.00), and return what the job said."""
    before = len(await said(stage))
    stage.passes(hours=hour)
    await runs(stage, announcing.send_list)
    return (await said(stage))[before:]


async def test_a_post_is_announced_with_its_author_and_a_link(stage: Stage, sari: Actor) -> None:
    """Silent, with title, author, instansi and topic; `Baca` opens the bot at the post."""
    await published(sari, "Humas & <b>media</b>")

    [message] = community(stage)
    assert "<b>Humas &amp; &lt;b&gt;media&lt;/b&gt;</b>" in message.text
    assert "Sari, Pemerintah Kabupaten Banyuwangi" in message.text
    assert "Media sosial" in message.text
    assert "Ahli" not in message.text
    assert message.silent
    [[button]] = message.buttons
    assert ("Baca", "https://t.me/cop_humas_jatim_bot?start=p_1") == (button.label, button.url)


async def test_nothing_is_announced_where_there_is_no_chat(stage: Stage) -> None:
    """Without COMMUNITY_CHAT_ID neither now nor later, also when there is one tomorrow."""
    author = await stage.person("Sari", 11).joined()
    post = await published(author)
    stage.runs_with(community_chat_id=COMMUNITY.id)
    await withdrawn(author, post)

    assert [] == await lists(stage)
    assert [] == announced(stage)


async def test_the_fourth_of_a_day_waits_for_the_list(stage: Stage, sari: Actor) -> None:
    """Three at once, the rest at 15.30 in one silent message; a second look adds none."""
    for number in range(1, 6):
        await published(sari, f"Praktik nomor {number}")
    assert ["nomor 1", "nomor 2", "nomor 3"] == [
        text.split("Praktik ")[1][:7] for text in announced(stage)
    ]

    assert [] == await lists(stage, 7.4)
    [row] = await lists(stage, 0.1)
    stage.passes(hours=0.5)
    await published(sari, "Praktik nomor 6")

    assert "Senin, 23 November 2026" in row.text
    assert "1. <b>Praktik nomor 4</b>" in row.text
    assert "2. <b>Praktik nomor 5</b>" in row.text
    assert row.is_silent
    assert [] == await lists(stage, 0.5)


async def test_the_day_ends_at_midnight_of_the_community(stage: Stage, sari: Actor) -> None:
    """On Tuesday there are three turns again; what was late on Monday is in Tuesday's list."""
    for number in range(3):
        await published(sari, f"Praktik Senin {number}")
    stage.passes(hours=15.9)  # 23.54 WIB
    await published(sari, "Praktik terlambat")
    assert 3 == len(announced(stage))
    stage.passes(hours=0.2)
    await published(sari, "Praktik Selasa")
    assert 4 == len(announced(stage))

    [row] = await lists(stage, 15.4)

    assert "Selasa, 24 November 2026" in row.text
    assert "Praktik terlambat" in row.text
    assert "Praktik Selasa" not in row.text


async def test_a_day_without_any_says_nothing(stage: Stage, sari: Actor) -> None:
    """An empty list is not sent, and what comes after 15.30 does not bring it."""
    assert [] == await lists(stage)
    for number in range(4):
        await published(sari, f"Praktik sore {number}")

    assert [] == [row for row in await lists(stage, 1) if "Praktik" in row.text]


async def test_on_days_off_nothing_is_announced(stage: Stage, sari: Actor) -> None:
    """What is published on Saturday stands in Monday's list."""
    stage.now = SATURDAY
    await published(sari, "Praktik Sabtu")
    assert [] == announced(stage)
    assert [] == await lists(stage)

    stage.passes(days=1.5)
    [row] = await lists(stage, 12)

    assert "Senin, 30 November 2026" in row.text
    assert "Praktik Sabtu" in row.text


async def test_the_friday_pause_counts(stage: Stage, sari: Actor) -> None:
    """The row names the community's zone, by which delivery holds it back."""
    stage.delivers = False
    await published(sari)

    async with stage.database.snapshot() as unit:
        found = await unit.connection.exec_driver_sql("SELECT zone FROM outbox ORDER BY id")
        assert ["Asia/Jakarta"] == list(found.scalars())


async def test_an_announcement_follows_its_post(stage: Stage, sari: Actor) -> None:
    """Revised it says the new title; hidden it says nothing; restored it is back."""
    post = await published(sari)
    post = await revised(sari, post, "Judul yang diperbarui")
    assert "Judul yang diperbarui" in announced(stage)[0]

    post = await moved(sari, post, Event.HIDE)
    assert [("Tulisan ini tidak lagi tersedia.", ())] == [
        (message.text, message.buttons) for message in community(stage)
    ]
    post = await moved(sari, post, Event.RESTORE)
    assert "Judul yang diperbarui" in announced(stage)[0]
    await moved(sari, post, Event.REMOVE)

    assert ["Tulisan ini tidak lagi tersedia."] == announced(stage)
    last = stage.said[-1]
    assert isinstance(last, Rewrite)
    assert last.else_message is not None
    assert "RALAT" in last.else_message.text
    assert "#1" in last.else_message.text


async def test_a_line_of_a_list_follows_its_post(stage: Stage, sari: Actor) -> None:
    """The other lines keep their places."""
    posts = [await published(sari, f"Praktik nomor {number}") for number in range(1, 7)]
    [row] = await lists(stage)
    assert "3. <b>Praktik nomor 6</b>" in row.text
    await all_sent(stage)

    await withdrawn(sari, posts[4])

    edit = (await said(stage))[-1]
    assert ("editMessageText", "announced_list:2026-11-23") == (edit.kind, edit.edits)
    assert "1. <b>Praktik nomor 4</b>" in edit.text
    assert "2. Tulisan ini tidak lagi tersedia." in edit.text
    assert "3. <b>Praktik nomor 6</b>" in edit.text
    assert "Praktik nomor 5" not in edit.text


@pytest.mark.parametrize("event", [Event.HIDE, Event.WITHDRAW, Event.REMOVE], ids=str)
async def test_what_was_not_sent_yet_is_not_sent(stage: Stage, sari: Actor, event: Event) -> None:
    """A post that goes before its announcement left leaves nothing to say."""
    stage.delivers = False
    post = await published(sari)
    assert 1 == len(await waiting(stage))

    await moved(sari, post, event)

    assert [] == await waiting(stage)
    assert [] == await lists(stage)


async def test_what_was_hidden_unsent_is_listed_once_restored(stage: Stage, sari: Actor) -> None:
    """Nobody was told of it, so it has a turn after all."""
    stage.delivers = False
    post = await moved(sari, await published(sari), Event.HIDE)
    await moved(sari, post, Event.RESTORE)
    assert [] == await waiting(stage)

    [row] = await lists(stage)

    assert TITLE in row.text


async def test_what_was_not_sent_yet_is_sent_as_it_is_now(stage: Stage, sari: Actor) -> None:
    """A new title takes the old one's place in the outbox; nothing is edited."""
    stage.delivers = False
    await revised(sari, await published(sari), "Judul yang diperbarui")

    [text] = await waiting(stage)

    assert "Judul yang diperbarui" in text
    assert TITLE not in text


async def test_a_list_that_was_not_sent_yet_loses_its_line(stage: Stage, sari: Actor) -> None:
    """And with its last line itself."""
    posts = [await published(sari, f"Praktik nomor {number}") for number in range(1, 6)]
    stage.delivers = False
    await lists(stage)

    await withdrawn(sari, posts[3])
    [text] = await waiting(stage)
    assert "1. <b>Praktik nomor 5</b>" in text
    assert "Praktik nomor 4" not in text
    await withdrawn(sari, posts[4])

    assert [] == await waiting(stage)


async def test_a_message_that_may_have_arrived_is_edited(stage: Stage, sari: Actor) -> None:
    """An announcement that left without an answer is followed, never taken back."""
    stage.delivers = False
    post = await published(sari)

    async def unanswered(request: Request) -> tuple[Post, Reply]:
        await request.unit.connection.exec_driver_sql("UPDATE outbox SET error = 'unknown'")
        return post, Reply()

    await acts(sari, unanswered)
    await withdrawn(sari, post)

    kinds = [row.kind for row in await said(stage, to=COMMUNITY.id) if row.state == "pending"]
    assert ["sendMessage", "editMessageText"] == kinds


async def test_a_long_list_counts_what_it_does_not_show(stage: Stage, sari: Actor) -> None:
    """Ten lines of the longest titles fit one message; the rest is in the bot."""
    long = "😀" * 140 + " praktik"
    for _ in range(15):
        await published(sari, long)

    [row] = await lists(stage)

    assert "… dan 2 tulisan lain di bot: /terbaru" in row.text
    shown = outgoing.content(community(stage)[0])["text"]
    assert len(shown.encode("utf-16-le")) // 2 < 4_096
    assert len(row.text.encode("utf-16-le")) // 2 < 4_096
