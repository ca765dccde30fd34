"""Reading posts: lists, pages, and the way through them, whatever happens to posts meanwhile."""

import itertools

import pytest
from sqlalchemy import delete

from community.callback import pack
from community.post_buttons import LIST_KINDS, ListPosts, OpenPost
from community.reading import A_PAGE, ListPostAreas, ListPostTopics, NextPost, PreviousPost
from storage.schema import post_mark
from storage.unit import Unit
from tests.handlers.asker import on_duty
from tests.handlers.driver import Actor, Stage
from tests.handlers.inliner import TOPIC
from tests.handlers.library import (
    OTHER_TOPIC,
    SURABAYA,
    publishes,
    saves,
    shown,
    takes_back,
    title,
)
from tests.handlers.publisher import opens, published


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """A member who reads."""
    return await stage.person("Sari", 11).joined()


@pytest.fixture
async def budi(stage: Stage) -> Actor:
    """A moderator who writes."""
    return await on_duty(stage, "Budi", 13)


async def test_the_newest_come_first_five_a_page(sari: Actor, budi: Actor) -> None:
    """Each line says title, author and topic; the number buttons go on counting on page two."""
    for number in range(7):
        await publishes(budi, f"Tulisan ke-{number}")

    await sari.says("/terbaru")
    first, labels = shown(sari), sari.labels
    await sari.taps("Berikutnya")

    assert [f"{n + 1}. <b>Tulisan ke-{6 - n}</b>" for n in range(A_PAGE)] == first
    assert ["1", "2", "3", "4", "5", "Berikutnya ›"] == labels[:6]
    assert ["6. <b>Tulisan ke-1</b>", "7. <b>Tulisan ke-0</b>"] == shown(sari)
    assert ["6", "7", "‹ Sebelumnya"] == sari.labels[:3]
    assert "Budi, Pemerintah Kabupaten Banyuwangi · " in sari.screen.text
    assert "Ahli" not in sari.screen.text
    assert 1 == len(sari.messages)


async def test_a_post_is_opened_in_place_and_leads_on(sari: Actor, budi: Actor) -> None:
    """Next and previous walk over the page's edge; `Kembali` leads to the page of the post."""
    for number in range(7):
        await publishes(budi, f"Tulisan ke-{number}")
    await sari.says("/terbaru")

    await sari.taps("1")
    assert "Tulisan ke-6" == title(sari)
    assert "‹ Sebelumnya" not in sari.labels
    walked = [title(sari)]
    while "Berikutnya ›" in sari.labels:
        await sari.taps("Berikutnya")
        walked.append(title(sari))
    back_from_the_end = title(sari)
    await sari.taps("‹ Sebelumnya")
    one_back = title(sari)
    await sari.taps("Kembali")

    assert [f"Tulisan ke-{6 - number}" for number in range(7)] == walked
    assert ("Tulisan ke-0", "Tulisan ke-1") == (back_from_the_end, one_back)
    assert ["6. <b>Tulisan ke-1</b>", "7. <b>Tulisan ke-0</b>"] == shown(sari)
    assert 1 == len(sari.messages)


async def test_what_was_hidden_meanwhile_is_passed_over(sari: Actor, budi: Actor) -> None:
    """The arrows skip it, in both directions, also from below the post that is gone itself."""
    posts = [await publishes(budi, f"Tulisan ke-{number}") for number in range(5)]
    await sari.says("/terbaru")
    await sari.taps("2")
    assert "Tulisan ke-3" == title(sari)

    await takes_back(budi, posts[2])
    await sari.taps("Berikutnya")
    assert "Tulisan ke-1" == title(sari)
    await takes_back(budi, posts[1])
    await sari.taps("‹ Sebelumnya")
    assert "Tulisan ke-3" == title(sari)
    await takes_back(budi, posts[3])
    await opens(sari, OpenPost(post=posts[3].id, kind="newest", place=1))
    assert "tidak tersedia" in sari.screen.text
    assert "Tulisan ke-3" not in sari.screen.text
    await sari.taps("Berikutnya")

    assert "Tulisan ke-0" == title(sari)


async def test_new_posts_do_not_turn_up_twice(sari: Actor, budi: Actor) -> None:
    """Whoever reads on while others publish goes on from the post that they read."""
    for number in range(3):
        await publishes(budi, f"Tulisan ke-{number}")
    await sari.says("/terbaru")
    await sari.taps("1")

    await publishes(budi, "Yang paling baru")
    await sari.taps("Berikutnya")

    assert "Tulisan ke-1" == title(sari)


async def test_the_end_of_a_list_that_shrank_is_said(sari: Actor, budi: Actor) -> None:
    """An arrow to what is gone says that this is the last; the post stays on the screen."""
    posts = [await publishes(budi, f"Tulisan ke-{number}") for number in range(2)]
    await sari.says("/terbaru")
    await sari.taps("1")

    await takes_back(budi, posts[0])
    await sari.taps("Berikutnya")

    assert "Ini yang terakhir pada daftar ini." == sari.toast
    assert "Tulisan ke-1" == title(sari)
    assert "Berikutnya ›" not in sari.labels


async def test_a_page_beyond_the_list_is_its_last(sari: Actor, budi: Actor) -> None:
    """An old `Berikutnya ›` of a list that shrank leads to what is left."""
    posts = [await publishes(budi, f"Tulisan ke-{number}") for number in range(6)]
    await sari.says("/terbaru")
    await takes_back(budi, posts[0])

    await sari.taps("Berikutnya")

    assert A_PAGE == len(shown(sari))
    assert ["1", "2", "3", "4", "5"] == sari.labels[:5]
    await opens(sari, ListPosts(kind="newest", page=10**15))
    assert A_PAGE == len(shown(sari))


async def test_saved_posts_are_the_readers_own(sari: Actor, budi: Actor) -> None:
    """Newest mark first; what is no longer for everybody is not listed; nobody sees another's."""
    posts = [await publishes(budi, f"Tulisan ke-{number}") for number in range(4)]
    for number in (2, 0, 3):
        await saves(sari, posts[number])
    await takes_back(budi, posts[0])

    await sari.says("/tersimpan")
    listed = shown(sari)
    await sari.taps("1")
    await sari.taps("Berikutnya")
    second = title(sari)
    await budi.says("/tersimpan")

    assert ["1. <b>Tulisan ke-3</b>", "2. <b>Tulisan ke-2</b>"] == listed
    assert "Tulisan ke-2" == second
    assert [] == shown(budi)
    assert "Belum ada tulisan yang disimpan" in budi.screen.text


async def test_a_mark_taken_back_meanwhile_keeps_the_place(sari: Actor, budi: Actor) -> None:
    """From a post that is no longer saved the arrows lead to its neighbours in the list."""
    posts = [await publishes(budi, f"Tulisan ke-{number}") for number in range(3)]
    for post in posts:
        await saves(sari, post)
    await sari.says("/tersimpan")
    await sari.taps("2")
    assert "Tulisan ke-1" == title(sari)

    async def forget(unit: Unit) -> None:
        await unit.connection.execute(delete(post_mark).where(post_mark.c.post_id == posts[1].id))

    await sari.stage.database.write(forget)
    await sari.taps("Berikutnya")
    following = title(sari)
    await opens(sari, PreviousPost(post=posts[1].id, kind="saved", place=1))

    assert ("Tulisan ke-0", "Tulisan ke-2") == (following, title(sari))


async def test_topics_lead_to_their_posts(sari: Actor, budi: Actor) -> None:
    """Only topics with something to read are listed, with how much; answers are one tap away."""
    for number in range(2):
        await publishes(budi, f"Tulisan ke-{number}")
    await publishes(budi, "Tentang media sosial", topic=OTHER_TOPIC)
    await published(sari, budi)
    await sari.says("/terbaru")

    await sari.taps("Topik")
    topics = sari.labels[:-2]
    await opens(sari, ListPosts(kind="topic", of=TOPIC))
    listed, labels = shown(sari), sari.labels
    await sari.taps("1")
    await sari.taps("Berikutnya")

    assert ["(1)", "(2)"] == sorted(label[-3:] for label in topics)
    assert ["1. <b>Tulisan ke-1</b>", "2. <b>Tulisan ke-0</b>"] == listed
    assert ["Semua topik", "Tanya jawab"] == labels[2:4]
    assert "Tulisan ke-0" == title(sari)
    assert "Berikutnya ›" not in sari.labels
    await sari.taps("Kembali")
    assert listed == shown(sari)


async def test_areas_lead_to_their_posts(sari: Actor, budi: Actor) -> None:
    """Kabupaten and kota come before agencies, two in a row, with counts."""
    await publishes(budi, "Dari Surabaya", area=SURABAYA)
    await publishes(budi, "Dari Banyuwangi satu")
    await publishes(budi, "Dari Banyuwangi dua")
    await publishes(budi, "Dari entah mana", area=None)
    await sari.says("/terbaru")

    await sari.taps("Wilayah")
    assert ["Kabupaten Banyuwangi (2)", "Kota Surabaya (1)"] == sari.labels[:2]
    assert 2 == len(sari.screen.buttons[0])
    await sari.taps("Kabupaten Banyuwangi")

    assert "<b>Tulisan dari Kabupaten Banyuwangi</b>" in sari.screen.text
    assert ["1. <b>Dari Banyuwangi dua</b>", "2. <b>Dari Banyuwangi satu</b>"] == shown(sari)
    await sari.taps("2")
    assert "Berikutnya ›" not in sari.labels


async def test_what_an_author_wrote_besides(stage: Stage, sari: Actor, budi: Actor) -> None:
    """A second post of the author makes the button; posts of others are not in that list."""
    await publishes(sari, "Tulisan Sari")
    first = await publishes(budi, "Tulisan Budi satu")
    await opens_post(sari, first.id)
    assert "Tulisan lain dari penulis ini" not in sari.labels
    await publishes(budi, "Tulisan Budi dua")

    await opens_post(sari, first.id)
    await sari.taps("Tulisan lain dari penulis ini")
    listed = shown(sari)
    await sari.taps("1")

    assert ["1. <b>Tulisan Budi dua</b>", "2. <b>Tulisan Budi satu</b>"] == listed
    assert "Tulisan lain dari penulis ini" not in sari.labels
    assert f"{(await budi.known()).id}" not in [part for row in buttons(sari) for part in row]


async def opens_post(reader: Actor, post_id: int) -> None:
    """Open a post by its link."""
    await reader.says(f"/start p_{post_id}")


def buttons(actor: Actor) -> list[list[str]]:
    """Return what the buttons on the screen carry, in parts."""
    return [
        button.data.split(":")
        for row in actor.screen.buttons
        for button in row
        if button.data is not None
    ]


async def test_a_link_can_be_passed_on(sari: Actor, budi: Actor) -> None:
    """`Bagikan tautan` lets the reader choose a chat; the link opens the post."""
    post = await publishes(budi, "Tulisan")

    await opens_post(sari, post.id)

    (link,) = [
        button.url
        for row in sari.screen.buttons
        for button in row
        if button.label == "Bagikan tautan"
    ]
    assert link is not None
    assert link.startswith("https://t.me/share/url?url=https%3A%2F%2Ft.me%2F")
    assert link.endswith(f"p_{post.id}")


async def test_empty_lists_say_so(sari: Actor) -> None:
    """Nothing is published: every list has words and a way on."""
    for data in (
        ListPosts(kind="newest"),
        ListPosts(kind="saved"),
        ListPosts(kind="topic", of=TOPIC),
        ListPosts(kind="area", of=SURABAYA),
        ListPosts(kind="author", of="999"),
        ListPostTopics(),
        ListPostAreas(page=7),
    ):
        await sari.taps_data(pack(data))
        assert "elum ada" in sari.screen.text or "Tidak ada" in sari.screen.text, data
        assert "Menu" in sari.labels, data


@pytest.mark.parametrize("kind", [*LIST_KINDS, "x", "", "' OR 1=1"])
async def test_forged_buttons_open_no_more(sari: Actor, budi: Actor, kind: str) -> None:
    """Whatever a button carries, nothing is opened that is not for everybody."""
    post = await publishes(budi, "Terbit")
    hidden = await publishes(budi, "Rahasia")
    await takes_back(budi, hidden)

    numbers = (post.id, hidden.id, 0, 2**40)
    for number, of in itertools.product(numbers, ("", "x", "-1", "٣", "9" * 18, "\0", "' --")):
        for data in (
            ListPosts(kind=kind, of=of, page=-5),
            ListPosts(kind=kind, of=of, page=2**62),
            OpenPost(post=number, kind=kind, of=of, place=-(2**20)),
            OpenPost(post=number, kind=kind, of=of, place=2**20),
            NextPost(post=number, kind=kind, of=of, place=3),
            PreviousPost(post=number, kind=kind, of=of, place=0),
        ):
            await sari.taps_data(pack(data))
            assert "Rahasia" not in sari.screen.text


async def test_numbers_beyond_all_posts_open_nothing(sari: Actor) -> None:
    """A number that only just fits into a database is no post."""
    for kind in ("", "newest", "saved", "author"):
        await sari.taps_data(pack(OpenPost(post=2**63 - 1, kind=kind, place=2**40)))

        assert "tidak tersedia" in sari.screen.text


async def test_guests_read_nothing(stage: Stage, budi: Actor) -> None:
    """Commands and old buttons invite a guest to join, and show no title."""
    post = await publishes(budi, "Terbit")
    guest = stage.person("Tamu", 99)

    await guest.says("/terbaru")
    await guest.says("/tersimpan")
    await guest.taps_data(pack(ListPosts(kind="newest")))
    await guest.taps_data(pack(OpenPost(post=post.id, kind="newest")))

    assert all("Terbit" not in message.text for message in guest.messages)
    assert all("bergabung" in message.text for message in guest.messages)


async def test_hostile_titles_stay_words(sari: Actor, budi: Actor) -> None:
    """Markup in a title is shown, not obeyed, and long ones are cut."""
    await publishes(budi, "<b>&amp;</i>" + "x" * 138)

    await sari.says("/terbaru")

    assert "1. <b>&lt;b&gt;&amp;amp;&lt;/i&gt;" in sari.screen.text
    assert "…" in sari.screen.text
