"""One's own posts: the list, one with its versions, its withdrawal, a change taken back."""

import pytest

from community import post_refusals
from community.callback import pack
from community.own_posts import OpenOwnPost, SeeOwnPost, TakePostBack
from community.post_buttons import OpenPost, announced_subject
from community.posts import PUBLISHED, WITHDRAWN, Content, State
from community.reply import Attached, Reply, SendFiles
from handlers.request import Request
from storage.posts import Post
from tests.handlers.asker import GROUP
from tests.handlers.driver import Actor, Stage
from tests.handlers.poster import (
    BODY,
    COMMUNITY,
    TITLE,
    TOPIC,
    acts,
    announced,
    finds,
    published,
    revised,
    shared,
    stands,
)


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """Give an author of a community whose moderators share a group."""
    stage.runs_with(moderator_chat_id=GROUP.id, community_chat_id=COMMUNITY.id)
    return await stage.person("Sari", 11).joined()


def card(stage: Stage) -> str:
    """Return the newest card in the moderators' group."""
    return stage.chats[GROUP.id][-1].message.text


async def decided(author: Actor, post: Post, outcome: str, comment: str = "") -> Post:
    """Let a moderator decide on what waits."""

    async def act(request: Request) -> tuple[Post, Reply]:
        steps, now = request.unit.post_steps, request.now
        if outcome == "approve":
            becomes = await steps.approve(post, 77, now)
        elif outcome == "return":
            becomes = await steps.send_back(post, 77, now, comment)
        else:
            becomes = await steps.refuse(post, 77, now, outcome, comment)
        assert becomes is not None
        return becomes, Reply()

    return await acts(author, act)


async def test_the_list_shows_states_in_words_newest_first(stage: Stage, sari: Actor) -> None:
    """Seven posts are two pages; each button leads to its post."""
    await sari.says("/tulisansaya")
    assert "belum pernah berbagi" in sari.screen.text
    for number in range(7):
        await shared(sari, f"Praktik nomor {number}")
    await decided(sari, await stands(stage, 7), "approve")
    await decided(sari, await stands(stage, 6), "return", "Tambahkan hasilnya")

    await sari.says("/tulisansaya")
    assert [
        "#7 · terbit · Praktik nomor 6",
        "#6 · perlu perbaikan · Praktik nomor 5",
        "#5 · menunggu tinjauan · Praktik nomor 4",
    ] == sari.labels[:3]
    await sari.taps("Berikutnya")
    assert "‹ Sebelumnya" in sari.labels
    await sari.taps("#1")

    assert "<b>Tulisan #1</b>" in sari.screen.text
    assert "Keadaan: <b>menunggu tinjauan</b>" in sari.screen.text
    await sari.taps("Kembali")
    assert "#7" in sari.labels[0]


async def test_the_menu_leads_here(sari: Actor) -> None:
    """`Tulisan saya` is the same list."""
    await sari.says("/menu")
    await sari.taps("Tulisan saya")

    assert "<b>Tulisan saya</b>" in sari.screen.text


async def test_nobody_opens_or_withdraws_what_others_wrote(stage: Stage, sari: Actor) -> None:
    """A forged number shows one's own list, of a waiting post not a word."""
    post = await shared(sari)
    budi = await stage.person("Budi", 12).joined()

    for data in (
        OpenOwnPost(post=post.id),
        SeeOwnPost(post=post.id, version=1),
        TakePostBack(post=post.id),
    ):
        await budi.taps_data(pack(data))
        assert TITLE not in budi.screen.text

    assert State.REVIEW is (await stands(stage, post.id)).state


async def test_each_version_shows_what_became_of_it(stage: Stage, sari: Actor) -> None:
    """Number, when, outcome, and what the moderator said, as Moderator CoP."""
    post = await decided(sari, await shared(sari), "return", "Sebutkan <hasilnya>")
    await sari.taps_data(pack(OpenOwnPost(post=post.id)))
    assert "Versi 1 · Senin, 23 November 2026 pukul 08.00 WIB · perlu perbaikan" in (
        sari.screen.text
    )
    assert "Moderator CoP: Sebutkan &lt;hasilnya&gt;" in sari.screen.text
    assert "Ubah" in sari.labels
    stage.passes(days=1)
    post = await revised(sari, post, "Judul kedua", is_trusted=False)
    post = await decided(sari, post, "approve")
    post = await revised(sari, post, "Judul ketiga", is_trusted=False)

    await sari.taps_data(pack(OpenOwnPost(post=post.id)))

    text = sari.screen.text
    assert "Keadaan: <b>terbit, perubahan menunggu tinjauan</b>" in text
    assert "Versi 2 · Selasa, 24 November 2026 pukul 08.00 WIB · disetujui · sedang terbit" in text
    assert "Versi 3 · Selasa, 24 November 2026 pukul 08.00 WIB · menunggu tinjauan" in text
    assert "<b>Judul kedua</b>" in text
    expected = ["Lihat", "Lihat perubahan", "Ubah", "Batalkan perubahan", "Tarik tulisan"]
    assert expected == sari.labels[:5]


async def test_lihat_shows_what_readers_see(stage: Stage, sari: Actor) -> None:
    """The published words, and those that wait; files below."""
    file = Attached("photo", "berkas-1")
    written = Content(topic=TOPIC, title=TITLE, body=BODY, media=(file,))

    async def act(request: Request) -> tuple[Post, Reply]:
        post = await request.unit.posts.add(
            request.person.id, written, area=None, is_trusted=False, now=request.now
        )
        return post, Reply()

    post = await acts(sari, act)
    await sari.taps_data(pack(OpenOwnPost(post=post.id)))
    await sari.taps("Lihat")

    assert f"<b>{TITLE}</b>" in sari.screen.text
    assert "Sari, Pemerintah Kabupaten Banyuwangi" in sari.screen.text
    assert BODY in sari.screen.text
    await sari.taps("Lampiran 1")
    sent = stage.said[-1]
    assert isinstance(sent, SendFiles)
    assert (file,) == sent.files
    await sari.taps("Kembali")
    assert "Keadaan:" in sari.screen.text


async def test_withdrawing_takes_two_taps_and_is_seen_everywhere(stage: Stage, sari: Actor) -> None:
    """The first tap asks; after the second no reader, no search, no announcement shows it."""
    post = await published(sari)
    budi = await stage.person("Budi", 12).joined()
    await budi.taps_data(pack(OpenPost(post=post.id)))
    assert TITLE in budi.screen.text
    await sari.says("/tulisansaya")
    await sari.taps("#1")
    await sari.taps("Tarik tulisan")
    assert PUBLISHED is (await stands(stage, post.id)).state
    sure = sari.screen.buttons[0][0].data
    assert sure is not None

    await sari.taps("Ya, tarik tulisan")

    assert WITHDRAWN is (await stands(stage, post.id)).state
    assert "Keadaan: <b>ditarik</b>" in sari.screen.text
    assert {"Tarik tulisan", "Ubah"}.isdisjoint(sari.labels)
    assert [] == await finds(stage)
    assert ["Tulisan ini tidak lagi tersedia."] == announced(stage)
    await budi.taps_data(pack(OpenPost(post=post.id)))
    assert "tidak tersedia" in budi.screen.text
    assert TITLE not in budi.screen.text
    await sari.taps_data(sure, message_id=900)
    assert "Keadaan: <b>ditarik</b>" in sari.screen.text
    edits = [one for one in stage.said if getattr(one, "subject", "") == announced_subject(1)]
    assert 2 == len(edits)  # said once, edited once


async def test_a_waiting_post_is_withdrawn_from_its_card(stage: Stage, sari: Actor) -> None:
    """Moderators see that its author took it back; nothing is left to decide."""
    post = await shared(sari)
    await sari.taps_data(pack(TakePostBack(post=post.id)))

    assert "ditarik" in card(stage)
    assert () == stage.chats[GROUP.id][-1].message.buttons
    assert [] == announced(stage)


async def test_a_waiting_change_is_taken_back(stage: Stage, sari: Actor) -> None:
    """What is published stays; the version says what became of it; a second tap changes nothing."""
    post = await revised(sari, await published(sari), "Judul kedua", is_trusted=False)
    await sari.taps_data(pack(OpenOwnPost(post=post.id)))
    again = next(
        button.data
        for row in sari.screen.buttons
        for button in row
        if button.label == "Batalkan perubahan"
    )
    assert again is not None

    await sari.taps("Batalkan perubahan")

    after = await stands(stage, post.id)
    assert (PUBLISHED, 1, None) == (after.state, after.version, after.proposed)
    assert "Perubahan dibatalkan" in sari.screen.text
    assert "Versi 2" in sari.screen.text
    assert "diganti atau dibatalkan" in sari.screen.text
    assert "Batalkan perubahan" not in sari.labels
    await sari.taps_data(again, message_id=900)
    assert after == await stands(stage, post.id)


async def test_a_refusal_says_why_and_where_to_go(stage: Stage, sari: Actor) -> None:
    """The reason of the list with the moderator's words; one's own words can be taken along."""
    post = await decided(sari, await shared(sari), "internal", "Lampiran kedua")

    await sari.taps_data(pack(OpenOwnPost(post=post.id)))

    assert "belum dapat diterbitkan" in sari.screen.text
    assert "dokumen internal" in sari.screen.text
    assert "Lampiran kedua" in sari.screen.text
    assert ["Lihat", "Kembali", "Menu"] == sari.labels
    await sari.taps("Lihat")
    assert BODY in sari.screen.text


async def test_a_refused_change_can_be_read_by_its_author_alone(stage: Stage, sari: Actor) -> None:
    """What everybody reads stays; the refused words are not lost to whoever wrote them."""
    post = await revised(sari, await published(sari), "Judul kedua", is_trusted=False)
    await decided(sari, post, "internal")

    await sari.taps_data(pack(OpenOwnPost(post=post.id)))
    assert ["Lihat", "Lihat versi 2"] == sari.labels[:2]
    await sari.taps("Lihat versi 2")
    budi = await stage.person("Budi", 14).joined()
    await budi.taps_data(pack(SeeOwnPost(post=post.id, version=2)), message_id=900)

    assert "Judul kedua" in sari.screen.text
    assert "Judul kedua" not in budi.screen.text


async def test_a_reason_of_the_list_is_said_in_its_own_words(stage: Stage, sari: Actor) -> None:
    """Its label, which moderators read, is not said again between its sentences."""
    reason = post_refusals.ALL[2]
    post = await decided(sari, await shared(sari), reason.code, reason.label)

    await sari.taps_data(pack(OpenOwnPost(post=post.id)))

    assert f"{reason.sentence}\n{reason.where}" in sari.screen.text


async def test_times_are_in_the_authors_zone(stage: Stage, sari: Actor) -> None:
    """Whoever lives by WIT reads WIT."""
    await shared(sari)
    await sari.says("/pengaturan")
    await sari.taps("Zona waktu")
    await sari.taps("WIT")

    await sari.taps_data(pack(OpenOwnPost(post=1)))

    assert "pukul 10.00 WIT" in sari.screen.text
