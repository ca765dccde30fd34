"""Inline mode: who finds what, how it reads, and that nothing else is ever listed."""

import itertools

import pytest
from sqlalchemy import select

from community.incoming import InlineAsked
from community.posts import Event
from community.reply import InlineAnswer, SearchInline
from community.roles import State
from community.texts.inline import excess
from handlers.inline import PAGE
from storage.schema import outbox
from storage.unit import Unit
from tests.handlers.asker import on_duty
from tests.handlers.driver import Actor, Stage
from tests.handlers.inliner import asks, content, makes, titles, writes
from tests.handlers.publisher import ANSWER, published

LINK = "https://t.me/cop_humas_jatim_bot?start="


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """A member who types."""
    return await stage.person("Sari", 11).joined()


@pytest.fixture
async def budi(stage: Stage) -> Actor:
    """A moderator who writes."""
    return await on_duty(stage, "Budi", 13)


async def test_a_member_finds_a_post(sari: Actor, budi: Actor) -> None:
    """Title, a line without markup, and the post as everybody reads it, with the way to the bot."""
    post = await writes(budi, content("Menyusun <SKP> & AK"))

    answer = await asks(sari, "penetapan angka kredit")

    (result,) = answer.results
    assert (f"p_{post.id}", "Menyusun <SKP> & AK") == (result.id, result.title)
    assert result.description.startswith("Tulisan · Budi: ")
    assert "penetapan angka kredit" in result.description
    assert "<b>Menyusun &lt;SKP&gt; &amp; AK</b>" in result.message.text
    assert "Budi, Pemerintah Kabupaten Banyuwangi" in result.message.text
    assert "Ahli" not in result.message.text
    ((button,),) = result.message.buttons
    assert ("Buka di bot", f"{LINK}p_{post.id}") == (button.label, button.url)
    assert "" == answer.next_offset


async def test_a_published_answer_names_nobody(sari: Actor, budi: Actor) -> None:
    """What was asked and answered is listed, never by whom."""
    number = await published(sari, budi)

    (result,) = (await asks(budi, "menghitung angka kredit")).results

    assert f"q_{number}" == result.id
    assert result.description.startswith("Tanya jawab: ")
    assert ANSWER in result.message.text
    shown = f"{result.title} {result.description} {result.message.text}"
    assert "Sari" not in shown
    assert "Budi" not in shown
    assert f"{LINK}q_{number}" == result.message.buttons[0][0].url


async def test_posts_kept_without_a_name_say_so(sari: Actor, budi: Actor) -> None:
    """After the deletion of its author's data a post is an "Anggota CoP"'s."""
    await writes(budi)
    person = await budi.known()
    await budi.stage.database.write(
        lambda unit: unit.connection.exec_driver_sql(
            "UPDATE post SET person_id = NULL WHERE person_id = ?", (person.id,)
        )
    )

    (result,) = (await asks(sari, "SKP")).results

    assert result.description.startswith("Tulisan · Anggota CoP")
    assert "Budi" not in result.message.text


async def test_without_words_the_newest_come_first(sari: Actor, budi: Actor) -> None:
    """Whoever only types the bot's name sees what is new."""
    for number in range(3):
        budi.stage.passes(minutes=1)
        await writes(budi, content(f"Tulisan ke-{number}"))

    answer = await asks(sari)

    assert ["Tulisan ke-2", "Tulisan ke-1", "Tulisan ke-0"] == titles(answer)
    assert answer.results[0].description.startswith("Tulisan · Budi: Kami menyusun")


@pytest.mark.parametrize("query", ["", "angka kredit"])
async def test_long_lists_come_page_by_page(sari: Actor, budi: Actor, query: str) -> None:
    """Each page tells the offset of the next, the last none; no post is listed twice."""
    ids = [f"p_{(await writes(budi)).id}" for _ in range(2 * PAGE + 3)]

    pages = [await asks(sari, query)]
    while pages[-1].next_offset:
        pages.append(await asks(sari, query, pages[-1].next_offset))

    found = [result.id for page in pages for result in page.results]
    assert [PAGE, PAGE, 3] == [len(page.results) for page in pages]
    assert sorted(ids) == sorted(found)


async def test_nothing_unpublished_is_listed(sari: Actor, budi: Actor) -> None:
    """Neither before the review nor after a withdrawal, neither by words nor among the newest."""
    await writes(budi, is_trusted=False)
    before = [await asks(sari, "SKP"), await asks(sari)]
    post, person = await writes(budi), await budi.known()
    while_out = [await asks(sari, "SKP"), await asks(sari)]

    async def withdraw(unit: Unit) -> None:
        assert await unit.posts.step(post, Event.WITHDRAW, person.id, budi.stage.now)

    await budi.stage.database.write(withdraw)
    after = [await asks(sari, "SKP"), await asks(sari)]

    assert ["Tidak ditemukan"] * 4 == [*itertools.chain(*map(titles, [*before, *after]))]
    assert ["Menyusun SKP bersama"] * 2 == [*itertools.chain(*map(titles, while_out))]


async def test_a_stale_index_shows_nothing_hidden(sari: Actor, budi: Actor) -> None:
    """What the search would still find is shown only if everybody may read it."""
    post = await writes(budi)

    async def hide(unit: Unit) -> None:
        await unit.connection.exec_driver_sql(
            "UPDATE post SET state = 'hidden' WHERE id = ?", (post.id,)
        )

    await budi.stage.database.write(hide)

    assert ["Tidak ditemukan"] == titles(await asks(sari, "SKP"))


async def test_nothing_found_leads_to_asking(sari: Actor, budi: Actor) -> None:
    """One result says so, and the button above it opens the question's form."""
    await writes(budi)

    answer = await asks(sari, "<b>zzqx")

    assert ["Tidak ditemukan"] == titles(answer)
    assert ("Bertanya", "tanya") == answer.button
    (result,) = answer.results
    assert "&lt;b&gt;zzqx" in result.message.text
    assert f"{LINK}tanya" == result.message.buttons[0][0].url
    assert () == (await asks(sari, "<b>zzqx", "10")).results


async def test_a_stranger_is_invited(stage: Stage, budi: Actor) -> None:
    """Somebody the bot never met sees one result; their words and they themselves are not kept."""
    await writes(budi)
    stranger = stage.person("Tamu", 77)

    answer = await asks(stranger, "SKP rahasia")

    assert ["Bergabung dahulu"] == titles(answer)
    assert ("Gabung", "gabung") == answer.button
    assert 0 == answer.cache_seconds  # whoever joined finds at once
    assert await stranger.found() is None
    async with stage.database.snapshot() as unit:
        kept = (await unit.connection.execute(select(outbox.c.payload))).scalars().all()
    assert "rahasia" not in str(kept)


@pytest.mark.parametrize("state", [one for one in State if one not in (State.MEMBER, State.ERASED)])
async def test_whoever_is_no_member_is_invited(sari: Actor, budi: Actor, state: State) -> None:
    """Applicants, refused, left and removed see what a guest sees."""
    await writes(budi)
    person = await sari.known()
    await sari.stage.database.write(
        lambda unit: unit.people.change_state(
            person.id, was=(State.MEMBER,), becomes=state, now=sari.stage.now
        )
    )

    assert ["Bergabung dahulu"] == titles(await asks(sari, "SKP"))


async def test_who_left_meanwhile_finds_nothing(sari: Actor, budi: Actor) -> None:
    """Membership is asked again when the search is made."""
    await writes(budi)
    reply = await sari.stage.happens(InlineAsked("q1", "SKP", ""), sari.sender, None)
    (said,) = reply.says
    assert isinstance(said, SearchInline)
    person = await sari.known()
    await sari.stage.database.write(
        lambda unit: unit.people.change_state(
            person.id, was=(State.MEMBER,), becomes=State.LEFT, now=sari.stage.now
        )
    )

    assert ["Bergabung dahulu"] == titles(await makes(sari, said))


async def test_a_new_notice_is_answered_first(sari: Actor, budi: Actor) -> None:
    """A member who has not agreed to the notice in force is led to it."""
    await writes(budi)
    person = await sari.known()
    await sari.stage.database.write(lambda unit: unit.consents.give(person.id, 0, sari.stage.now))

    answer = await asks(sari, "SKP")

    assert ["Pemberitahuan privasi diperbarui"] == titles(answer)
    assert answer.button is not None


@pytest.mark.parametrize(
    "query",
    [
        'skp" OR "1"="1',
        "NEAR(skp, 3) AND -kredit* ^title:",
        "'; DROP TABLE post; --",
        "(((((",
        '"',
        "*",
        "👍" * 128,
        "\u202eSKP\u202c \u200b\u200d",
        "\0skp",
        "a " * 128,
        "a" * 256,
        "١٢٣ كتاب",
        "%_\\",
    ],
)
@pytest.mark.parametrize("offset", ["", "99999999999999999999", "-10", "1; DROP", "٣", "50"])
async def test_hostile_words_are_words(sari: Actor, budi: Actor, query: str, offset: str) -> None:
    """Whatever is typed or forged, the answer is one that Telegram takes."""
    await writes(budi)

    answer = await asks(sari, query, offset)

    _fits(answer)


async def test_the_longest_post_fits(sari: Actor, budi: Actor) -> None:
    """A post that is too long with all that stands around it is cut, and says where to go on."""
    title, body = "<" * 150, "👍&" * 1_750
    link = f"https://{'a' * 60}.example/{'b' * 300}"
    await writes(budi, content(f"SKP {title}"[:150], body, link=link))

    answer = await asks(sari)

    (result,) = answer.results
    _fits(answer)
    assert "Baca selengkapnya" == result.message.buttons[0][0].label
    assert "…" in result.message.text
    assert excess(result.message.text) > -10  # not more is cut than must be
    assert result.message.text.endswith("</a>")


def _fits(answer: InlineAnswer) -> None:
    """Check an answer against the limits of the Bot API."""
    assert len({result.id for result in answer.results}) == len(answer.results) <= 50
    assert len(answer.next_offset) <= 64
    for result in answer.results:
        assert 0 < len(result.id.encode()) <= 64
        assert result.title
        assert result.message.text
        assert excess(result.message.text) <= 0
        assert all(button.data is None for row in result.message.buttons for button in row)
