"""Searching: words, pages, filters, what is opened from it, and what helps where nothing is."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from community.callback import pack
from community.keeping import SEARCHES
from community.reply import Message
from community.roles import State
from community.searching import (
    A_PAGE,
    AskSearched,
    ChooseFoundTopic,
    ListFound,
    NarrowKind,
    NarrowTopic,
    NextFound,
    OpenFound,
    PreviousFound,
    SearchAbout,
)
from storage.schema import kept_search
from storage.unit import Unit
from tests.handlers.asker import on_duty
from tests.handlers.driver import Actor, Stage
from tests.handlers.inliner import TOPIC, writes
from tests.handlers.library import OTHER_TOPIC, publishes, shown, takes_back, title
from tests.handlers.publisher import ANSWER, opens, published

HOSTILE = [
    'skp" OR "1"="1',
    "NEAR(skp, 3) AND -kredit* ^title:",
    "'; DROP TABLE post; --",
    "<b>kredit</i> & <script>",
    "\u202ekredit\u202c \u200b\u200d",
    "\0kredit",
    "👍" * 60 + "kredit",
    "kredit " * 580,
    "a" * 4096,
    "%_\\ kredit",
    "١٢٣ كتاب",
]


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """A member who searches."""
    return await stage.person("Sari", 11).joined()


@pytest.fixture
async def budi(stage: Stage) -> Actor:
    """A moderator who writes."""
    return await on_duty(stage, "Budi", 13)


async def test_a_search_finds_posts_and_answers(sari: Actor, budi: Actor) -> None:
    """Each line says its kind and shows the hit in bold; a number opens it in place."""
    await published(sari, budi)
    await publishes(budi, "Usulan bersama")

    await sari.says("/cari angka kredit")
    found = sari.screen.text
    assert ["1", "2"] == sari.labels[:2]
    before = len(sari.messages)
    await sari.taps("1")
    first = sari.screen
    await sari.taps("Berikutnya")
    second = sari.screen
    await sari.taps("Kembali ke hasil")

    assert "Hasil pencarian “<b>angka kredit</b>”" in found
    assert "<i>Tanya jawab · " in found
    assert "<i>Tulisan · " in found
    assert "<b>angka</b> <b>kredit</b>" in found
    opened = first.text + second.text
    assert ANSWER in opened
    assert "<b>Usulan bersama</b>" in opened
    assert found == sari.screen.text
    assert before == len(sari.messages)


async def test_only_words_are_asked_for_and_taken(sari: Actor, budi: Actor) -> None:
    """`/cari` alone opens a form of one question, which survives a restart."""
    await publishes(budi, "Usulan bersama")
    await sari.says("/cari")
    assert ["Batal"] == sari.labels
    await sari.says("\u200b \u202e 👍")
    assert "sedikitnya satu huruf" in sari.screen.text
    await sari.stage.reopen()

    await sari.says("angka kredit")

    assert ["1. <b>Usulan bersama</b>"] == shown(sari)
    person = await sari.known()
    assert person.draft is None


async def test_an_open_search_is_no_half_filled_form(sari: Actor) -> None:
    """Whoever turns to something else is not reminded of words that they never typed."""
    await sari.says("/cari")

    await sari.says("/profil")
    assert "tersimpan" not in sari.screen.text
    await sari.says("/menu")

    assert "Lanjutkan draf" not in sari.labels


async def test_a_search_keeps_the_form_that_it_interrupts(sari: Actor, budi: Actor) -> None:
    """Somebody in the middle of a question looks something up, and goes on."""
    await publishes(budi, "Usulan bersama")
    await sari.says("/tanya")
    await sari.says("Bagaimana kami menghitung angka kredit tahun ini?")

    await sari.says("/cari angka kredit")

    assert ["1. <b>Usulan bersama</b>"] == shown(sari)
    assert "Isian pertanyaan tersimpan" in sari.screen.text
    await sari.taps("Lanjutkan draf")
    assert "Bagaimana kami menghitung" in sari.screen.text


async def test_free_text_is_searched_for(sari: Actor, budi: Actor) -> None:
    """`Cari` below the answer to free text finds it in place; nothing is typed again."""
    await publishes(budi, "Usulan bersama")

    await sari.says("penetapan angka kredit")
    assert ["Cari", "Bertanya", "Berbagi", "Menu"] == sari.labels
    await sari.taps("Cari")

    assert ["1. <b>Usulan bersama</b>"] == shown(sari)
    assert 1 == len(sari.messages)


async def test_an_old_offer_asks_for_words(sari: Actor) -> None:
    """`Cari` below a text that something else was typed after asks for the words."""
    await sari.taps_data(pack(SearchAbout(message=77)))

    assert "Silakan ketik beberapa kata" in sari.screen.text


async def test_nothing_found_leads_to_asking(sari: Actor, budi: Actor) -> None:
    """The words go along into the question; topics that they name are offered, others not."""
    await publishes(budi, "Usulan bersama")
    await publishes(budi, "Lain sekali", topic=OTHER_TOPIC, body="x" * 30)

    await sari.says("/cari zzqx media sosial qqqq")
    await sari.taps_data(pack(NarrowKind(search=1, kind="faq")))
    narrowed, near = sari.screen.text, sari.labels
    await sari.says("/cari bagaimana zzqxyw vvvvkk")
    assert "Belum ada yang cocok dengan “<b>bagaimana zzqxyw vvvvkk</b>”" in sari.screen.text
    assert "Bertanya" == sari.labels[0]
    assert not any(label.endswith("(1)") for label in sari.labels)
    await sari.taps("Bertanya")

    assert any(label.endswith("(1)") for label in near)
    assert "pada saringan Tanya jawab" in narrowed
    assert "bagaimana zzqxyw vvvvkk" in sari.screen.text
    assert "<b>Bertanya</b>" in sari.screen.text


async def test_an_old_empty_result_still_carries_its_words(sari: Actor) -> None:
    """Something else was typed meanwhile: the search itself remembers."""
    await sari.says("/cari bagaimana zzqxyw vvvvkk")
    await sari.says("halo")

    await sari.taps_data(pack(AskSearched(search=1)))

    assert "bagaimana zzqxyw vvvvkk" in sari.screen.text


async def test_pages_have_five(sari: Actor, budi: Actor) -> None:
    """Every post is on one page, numbered through; arrows lead over the edge and back."""
    for number in range(12):
        await publishes(budi, f"Angka kredit {number}")
    await sari.says("/cari angka kredit")

    listed = [shown(sari)]
    while "Berikutnya ›" in sari.labels:
        await sari.taps("Berikutnya")
        listed.append(shown(sari))
    await sari.taps("11")
    walked = [title(sari)]
    while "‹ Sebelumnya" in sari.labels:
        await sari.taps("‹ Sebelumnya")
        walked.append(title(sari))

    assert [A_PAGE, A_PAGE, 2] == [len(page) for page in listed]
    lines = [line for page in listed for line in page]
    assert [f"{n}." for n in range(1, 13)] == [line.split()[0] for line in lines]
    titles = [line.partition(" ")[2].removeprefix("<b>").removesuffix("</b>") for line in lines]
    assert 12 == len(set(titles))
    assert titles[10::-1] == walked
    await sari.taps("Kembali ke hasil")
    assert listed[0] == shown(sari)


async def test_filters_narrow_and_widen(sari: Actor, budi: Actor) -> None:
    """By kind and by topic, in place; what is in force is ticked."""
    await published(sari, budi)
    await publishes(budi, "Angka kredit satu")
    await publishes(budi, "Angka kredit dua", topic=OTHER_TOPIC)
    await sari.says("/cari angka kredit")
    before = len(sari.messages)
    assert "✅ Semua" in sari.labels

    await sari.taps("Tulisan")
    posts = shown(sari)
    assert "✅ Tulisan" in sari.labels
    await sari.taps("Topik")
    assert {"Semua topik", "Kembali ke hasil"} < set(sari.labels)
    await opens(sari, NarrowTopic(search=2, topic=OTHER_TOPIC))
    narrowed = shown(sari)
    assert any(label.startswith("✅ Topik: ") for label in sari.labels)
    await sari.taps("1")
    await sari.taps("Kembali ke hasil")
    again = shown(sari)
    await sari.taps("Semua")
    await sari.taps("✅ Topik")
    await sari.taps("Semua topik")

    assert 2 == len(posts)
    assert ["1. <b>Angka kredit dua</b>"] == narrowed == again
    assert 3 == len(shown(sari))
    assert before == len(sari.messages)


async def test_what_was_hidden_meanwhile_is_passed_over(sari: Actor, budi: Actor) -> None:
    """A result that is withdrawn is neither listed nor opened; the arrows go on from its place."""
    posts = [await publishes(budi, f"Angka kredit {number}") for number in range(3)]
    await sari.says("/cari angka kredit")
    titles = [line.partition("<b>")[2].removesuffix("</b>") for line in shown(sari)]
    by_title = {f"Angka kredit {number}": post for number, post in enumerate(posts)}
    second = by_title[titles[1]]

    await takes_back(budi, second)
    await sari.taps("2")
    assert "tidak tersedia" in sari.screen.text
    assert titles[1] not in sari.screen.text
    await sari.taps("Berikutnya")
    following = title(sari)
    await sari.taps("‹ Sebelumnya")

    assert (titles[2], titles[0]) == (following, title(sari))
    await sari.taps("Kembali ke hasil")
    assert 2 == len(shown(sari))


async def test_a_withdrawn_answer_is_passed_over(sari: Actor, budi: Actor) -> None:
    """What an asker took back is not opened from an old result; the way on stays."""
    number = await published(sari, budi)
    await publishes(budi, "Angka kredit")
    await budi.says("/cari menghitung angka kredit")
    await opens(sari, OpenFound(question=number, search=999, place=0))
    await sari.taps("Cabut izin")
    await sari.taps("Ya")

    await opens(budi, OpenFound(question=number, search=1, place=0))

    assert ANSWER not in budi.screen.text
    assert "Kembali ke hasil" in budi.labels


async def test_a_search_that_is_too_old_says_so(sari: Actor, budi: Actor) -> None:
    """After two weeks nothing of it is kept; what a button names itself is still opened."""
    post = await publishes(budi, "Angka kredit")
    await sari.says("/cari angka kredit")
    sari.stage.passes(days=15)
    now = sari.stage.now
    assert 0 == await drop(sari, days=-2)
    assert 1 == await drop(sari)

    await sari.taps("1")
    opened = title(sari)
    for data in (
        ListFound(search=1, page=1),
        NarrowKind(search=1, kind="post"),
        NarrowTopic(search=1, topic=TOPIC),
        ChooseFoundTopic(search=1),
        NextFound(is_post=True, number=post.id, search=1, place=0),
    ):
        await sari.taps_data(pack(data))
        assert "sudah tidak tersimpan" in sari.screen.text, data
        assert "Cari lagi" in sari.labels

    assert "Angka kredit" == opened
    assert now == sari.stage.now


async def drop(actor: Actor, days: int = 0) -> int:
    """Let the nightly job forget searches, some days from now."""
    now = actor.stage.now + timedelta(days=days)
    return await actor.stage.database.write(lambda unit: _searches(unit, now))


async def _searches(unit: Unit, now: datetime) -> int:
    return (await unit.retention.drop(SEARCHES, now, 100)).gone


async def test_results_work_after_a_restart(sari: Actor, budi: Actor) -> None:
    """Buttons stand on rows, not on memory."""
    for number in range(7):
        await publishes(budi, f"Angka kredit {number}")
    await sari.says("/cari angka kredit")

    await sari.stage.reopen()
    await sari.taps("Berikutnya")

    assert 2 == len(shown(sari))


async def test_nobody_walks_through_another_persons_search(sari: Actor, budi: Actor) -> None:
    """A number that is not one's own reads like one that is too old; the words stay secret."""
    await publishes(budi, "Angka kredit")
    await sari.says("/cari kata rahasia saya")

    for data in (ListFound(search=1), NarrowKind(search=1, kind=""), AskSearched(search=1)):
        await budi.taps_data(pack(data))
        assert "rahasia" not in budi.screen.text


async def test_the_same_search_is_kept_once(sari: Actor, budi: Actor) -> None:
    """Searching again and again, and filtering to and fro, does not fill the table."""
    await publishes(budi, "Angka kredit")

    for _ in range(3):
        await sari.says("/cari angka kredit")
        await sari.taps("Tulisan")
        await sari.taps("Semua")

    async with sari.stage.database.snapshot() as unit:
        kept = await unit.connection.scalar(select(func.count()).select_from(kept_search))
    assert 2 == kept


async def test_nothing_unpublished_is_found(sari: Actor, budi: Actor) -> None:
    """Not before the review, not after a withdrawal, and not in a stale index."""
    await writes(budi, is_trusted=False)
    post, stale = await publishes(budi, "Angka kredit"), await publishes(budi, "Angka kredit lama")
    await takes_back(budi, post)

    async def hide(unit: Unit) -> None:
        await unit.connection.exec_driver_sql(
            "UPDATE post SET state = 'hidden' WHERE id = ?", (stale.id,)
        )

    await budi.stage.database.write(hide)
    await sari.says("/cari angka kredit")

    assert [] == shown(sari)
    assert "Belum ada yang cocok" in sari.screen.text


@pytest.mark.parametrize("words", HOSTILE)
async def test_hostile_words_are_words(sari: Actor, budi: Actor, words: str) -> None:
    """Whatever is typed, the answer is a screen that fits, and every button on it works."""
    await publishes(budi, "<i>Angka kredit</b> &amp; " + "x" * 120)

    await sari.says(f"/cari {words}")
    await fits(sari)
    await sari.says("/cari")
    await sari.says(words)
    await fits(sari)


async def fits(actor: Actor) -> None:
    """Check a screen, and those behind its buttons, against the limits of a message."""
    screen = actor.screen
    check(screen)
    for row in screen.buttons:
        for button in row:
            assert button.data is not None
            await actor.taps_data(button.data)
            check(actor.screen)
    if (await actor.known()).draft is not None:
        await actor.says("/batal")


def check(screen: Message) -> None:
    """Check one screen."""
    assert 0 < len(screen.text) <= 4096
    for row in screen.buttons:
        assert 0 < len(row) <= 8
        assert all(0 < len(button.label) <= 64 for button in row)


async def test_forged_buttons_find_nothing_more(sari: Actor, budi: Actor) -> None:
    """Numbers, kinds and places that no list of ours has are answered kindly."""
    post = await publishes(budi, "Angka kredit")
    await sari.says("/cari angka kredit")

    for data in (
        ListFound(search=1, page=2**62),
        ListFound(search=1, page=-3),
        NarrowKind(search=1, kind="session"),
        NarrowTopic(search=1, topic="'; --"),
        ChooseFoundTopic(search=1, page=2**62),
        NextFound(is_post=True, number=post.id, search=1, place=2**62),
        PreviousFound(is_post=False, number=2**62, search=1, place=-(2**62)),
        OpenFound(question=2**62, search=1, place=2**62),
    ):
        await sari.taps_data(pack(data))
        check(sari.screen)


@pytest.mark.parametrize("state", [one for one in State if one not in (State.MEMBER, State.ERASED)])
async def test_whoever_is_no_member_finds_nothing(sari: Actor, budi: Actor, state: State) -> None:
    """Commands, typing and old buttons are closed; nothing that was typed is kept as a search."""
    await publishes(budi, "Angka kredit")
    await sari.says("/cari angka kredit")
    person = await sari.known()
    await sari.stage.database.write(
        lambda unit: unit.people.change_state(
            person.id, was=(State.MEMBER,), becomes=state, now=sari.stage.now
        )
    )
    before = len(sari.messages)

    await sari.says("/cari angka kredit")
    await sari.says("angka kredit")
    await sari.taps_data(pack(ListFound(search=1)))

    assert all("1. <b>Angka" not in message.text for message in sari.messages[before:])


async def test_a_deletion_takes_searches_along(sari: Actor) -> None:
    """Nothing of what somebody searched for is left."""
    await sari.says("/cari angka kredit")
    person = await sari.known()
    now = sari.stage.now

    async def act(unit: Unit) -> None:
        held = await unit.held.everything(person.id)
        assert held is not None
        assert "angka kredit" == held["pencarian"][0]["words"]
        await unit.erasures.erase(person.id, with_posts=False, now=now)

    await sari.stage.database.write(act)
    async with sari.stage.database.snapshot() as unit:
        kept = await unit.connection.scalar(select(func.count()).select_from(kept_search))
    assert 0 == kept
