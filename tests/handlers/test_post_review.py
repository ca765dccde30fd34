"""What moderators decide on posts, and what their authors hear of it."""

import pytest

from community.callback import pack
from community.own_posts import DropRevision
from community.post_card import ApprovePost, RefusePost, SendPostBack
from community.posts import Event, State
from community.reply import Attached
from storage.search import POST
from tests.handlers.asker import GROUP, on_duty
from tests.handlers.cards import labels
from tests.handlers.driver import Actor, Stage
from tests.handlers.reviewer import (
    BODY,
    card_of,
    content,
    events_of,
    post_of,
    revises,
    sends,
    shown_card,
    told,
)


async def _published(stage: Stage, budi: Actor, sari: Actor) -> int:
    """Return a post of Sari's that Budi approved."""
    post = await sends(sari)
    await budi.taps("Setujui", chat=GROUP)
    assert State.PUBLISHED is (await post_of(stage, post.id)).state
    return post.id


async def _is_found(stage: Stage, words: str) -> bool:
    async with stage.database.snapshot() as unit:
        found = await unit.search.find(words, limit=5)
    return any(one.kind == POST for one in found)


async def test_an_approved_post_is_published_and_its_author_told_once(grouped: Stage) -> None:
    """The card says who approved it and when, and has no buttons any more."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    post = await sends(sari)
    grouped.passes(hours=1)

    await budi.taps("Setujui", chat=GROUP)

    card = card_of(grouped, post.id)
    assert (
        "<b>terbit</b>; disetujui oleh Budi, Senin, 23 November 2026 pukul 09.00 WIB" in card.text
    )
    assert () == card.buttons
    assert 1 == told(sari, "Tulisan Bapak/Ibu sudah terbit: “Siaga isu pagi hari”")
    assert "Buka tulisan" in sari.labels
    assert await _is_found(grouped, "siaga isu")
    assert "Budi" not in sari.screen.text


async def test_the_second_moderator_reads_who_decided_what(grouped: Stage) -> None:
    """A tap on the buttons that were still on the screen decides nothing."""
    budi = await on_duty(grouped, "Budi", 13)
    cici = await on_duty(grouped, "Cici", 15)
    sari = await grouped.person("Sari", 12).joined()
    post = await sends(sari)
    await budi.taps("Setujui", chat=GROUP)

    refusal = RefusePost(post=post.id, version=1, reason="hoaks")
    await cici.taps_data(pack(refusal), shown_card(grouped, post.id).id, chat=GROUP)

    assert f"Tulisan #{post.id}: disetujui oleh Budi." == cici.toast
    assert [Event.SUBMIT, Event.APPROVE] == await events_of(grouped, post.id)
    assert 0 == told(sari, "Belum dapat diterbitkan")


async def test_a_post_is_sent_back_with_a_comment(grouped: Stage) -> None:
    """The moderator is asked in private; the author reads the words of Moderator CoP."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    post = await sends(sari)

    await budi.taps("Minta perbaikan", chat=GROUP)
    assert "Apa yang perlu diperbaiki?" in budi.screen.text
    await budi.says("Mohon tambahkan <b>hasilnya</b>.")

    assert f"Permintaan perbaikan tulisan #{post.id} sudah dikirim" in budi.screen.text
    assert "Mohon tambahkan &lt;b&gt;hasilnya&lt;/b&gt;." in budi.screen.text
    assert 1 == told(sari, "Moderator CoP meminta perbaikan untuk tulisan")
    assert "Mohon tambahkan &lt;b&gt;hasilnya&lt;/b&gt;." in sari.screen.text
    assert "Budi" not in sari.screen.text
    assert "Perbaiki" in sari.labels
    card = card_of(grouped, post.id)
    assert "<b>perlu perbaikan</b>; diminta perbaikan oleh Budi" in card.text
    assert "Perbaikan yang diminta: Mohon tambahkan" in card.text
    assert () == card.buttons


async def test_an_improved_post_comes_anew_with_what_changed(grouped: Stage) -> None:
    """The card of version 2 names the parts that differ, and what was asked for."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    post = await sends(sari)
    first = shown_card(grouped, post.id).id
    await budi.taps("Minta perbaikan", chat=GROUP)
    await budi.says("Judulnya mohon dipersingkat.")

    await revises(sari, post.id, content("Siaga isu", BODY + " Hasilnya baik."))

    assert first != shown_card(grouped, post.id).id
    text = card_of(grouped, post.id).text
    assert f"<b>Tulisan #{post.id}</b>, versi 2" in text
    assert "Yang berubah: judul, isi" in text
    assert "Judul sebelumnya: Siaga isu pagi hari" in text
    assert "Perbaikan yang diminta: Judulnya mohon dipersingkat." in text
    assert ["Setujui", "Minta perbaikan", "Tolak"] == labels(card_of(grouped, post.id))


async def test_nobody_decides_on_words_they_have_not_read(grouped: Stage) -> None:
    """The author changed it while it waited: a tap on the first version shows the second."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    post = await sends(sari)
    card = shown_card(grouped, post.id).id
    await revises(sari, post.id, content("Siaga isu sepanjang hari"))
    assert card == shown_card(grouped, post.id).id

    await budi.taps_data(pack(ApprovePost(post=post.id, version=1)), card, chat=GROUP)

    assert "Silakan baca versi 2 dahulu" in budi.toast
    assert State.REVIEW is (await post_of(grouped, post.id)).state
    await budi.taps("Setujui", chat=GROUP)
    assert 1 == told(sari, "sudah terbit: “Siaga isu sepanjang hari”")


async def test_a_change_that_brings_other_files_brings_another_card(grouped: Stage) -> None:
    """Files below a card are those of the version that it shows."""
    await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    post = await sends(sari)
    card = shown_card(grouped, post.id).id

    await revises(sari, post.id, content(media=(Attached("photo", "f1"),)))

    assert card != shown_card(grouped, post.id).id


async def test_a_post_is_refused_for_a_reason_of_the_list(grouped: Stage) -> None:
    """The author reads why and where to go, once; the card keeps the reason."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    post = await sends(sari)

    await budi.taps("Tolak", chat=GROUP)
    assert [
        "Bukan ranah CoP",
        "Mengandung data pribadi",
        "Hoaks atau belum terverifikasi",
        "Sudah pernah terbit",
        "Dokumen internal/terbatas",
        "Lainnya",
        "Kembali",
    ] == labels(card_of(grouped, post.id))
    await budi.taps("Kembali", chat=GROUP)
    await budi.taps("Tolak", chat=GROUP)
    await budi.taps("Hoaks", chat=GROUP)

    assert State.REFUSED is (await post_of(grouped, post.id)).state
    assert 1 == told(sari, f"Belum dapat diterbitkan: tulisan #{post.id}")
    assert "klinikhoaks.jatimprov.go.id" in sari.screen.text
    card = card_of(grouped, post.id)
    assert "<b>belum dapat diterbitkan</b>; ditolak oleh Budi" in card.text
    assert "Alasan: Hoaks atau belum terverifikasi" in card.text
    assert () == card.buttons
    assert not await _is_found(grouped, "siaga isu")


async def test_a_post_is_refused_in_the_moderators_own_words(grouped: Stage) -> None:
    """`Lainnya` asks for them in private; numbers of people are masked."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    post = await sends(sari)
    await budi.taps("Tolak", chat=GROUP)
    await budi.taps("Lainnya", chat=GROUP)

    await budi.says("Foto warga 3578011203850001 tanpa izin.")

    assert f"Tulisan #{post.id} ditolak" in budi.screen.text
    assert "Foto warga [NIK disamarkan] tanpa izin." in budi.screen.text
    assert "Foto warga [NIK disamarkan] tanpa izin." in sari.screen.text
    assert "Alasan: Foto warga [NIK disamarkan]" in card_of(grouped, post.id).text


async def test_a_comment_that_comes_too_late_changes_nothing(grouped: Stage) -> None:
    """While Budi wrote, Cici approved: he reads that and his words, the author one decision."""
    budi = await on_duty(grouped, "Budi", 13)
    cici = await on_duty(grouped, "Cici", 15)
    sari = await grouped.person("Sari", 12).joined()
    post = await sends(sari)
    await budi.taps("Minta perbaikan", chat=GROUP)
    await cici.taps("Setujui", chat=GROUP)

    await budi.says("Mohon dilengkapi dengan data.")

    assert f"Tulisan #{post.id}: disetujui oleh Cici." in budi.screen.text
    assert "Mohon dilengkapi dengan data." in budi.screen.text
    assert 0 == told(sari, "meminta perbaikan")


async def test_nobody_decides_on_their_own_post(grouped: Stage) -> None:
    """A moderator's own post waits for somebody else."""
    budi = await on_duty(grouped, "Budi", 13)
    post = await sends(budi)

    for data in (ApprovePost(post=post.id, version=1), SendPostBack(post=post.id, version=1)):
        await budi.taps_data(pack(data), shown_card(grouped, post.id).id, chat=GROUP)
        assert "Tulisan sendiri ditinjau oleh moderator lain." == budi.toast

    assert [Event.SUBMIT] == await events_of(grouped, post.id)


async def test_a_sole_admin_decides_on_their_own_and_it_is_written_down(stage: Stage) -> None:
    """There is nobody else; the trail says that it was their own."""
    ani = await stage.person("Ani", 9001).joined()
    post = await sends(ani)

    await ani.taps("Setujui")

    assert State.PUBLISHED is (await post_of(stage, post.id)).state
    async with stage.database.snapshot() as unit:
        newest = (await unit.audit.list_newest(1))[0]
    assert ("post_approve", {"post": post.id, "own": True}) == (newest.action, newest.details)


async def test_without_a_group_each_moderator_decides_but_not_the_author(stage: Stage) -> None:
    """All copies show one state; the author, a moderator, gets none."""
    budi = await on_duty(stage, "Budi", 13)
    await on_duty(stage, "Cici", 15)
    dedi = await on_duty(stage, "Dedi", 16)
    post = await sends(dedi)
    assert [] == dedi.messages

    await budi.taps("Setujui")

    assert "disetujui oleh Budi" in card_of(stage, post.id, 13).text
    assert "disetujui oleh Budi" in card_of(stage, post.id, 15).text
    assert 1 == len(dedi.messages)


async def test_who_is_no_moderator_any_more_loses_the_card(stage: Stage) -> None:
    """The buttons go when the duty ends, and a forged tap is refused."""
    budi = await on_duty(stage, "Budi", 13)
    await on_duty(stage, "Cici", 15)
    ani = stage.person("Ani", 9001)
    sari = await stage.person("Sari", 12).joined()
    post = await sends(sari)
    await ani.says("/moderator")
    await ani.taps("Akhiri tugas")

    card = card_of(stage, post.id, 13)
    assert "Kartu ini untuk moderator yang bertugas." in card.text
    assert () == card.buttons
    data = pack(ApprovePost(post=post.id, version=1))
    await budi.taps_data(data, shown_card(stage, post.id, 13).id)
    assert "khusus untuk Moderator CoP" in budi.screen.text
    assert State.REVIEW is (await post_of(stage, post.id)).state
    assert ["Setujui", "Minta perbaikan", "Tolak"] == labels(card_of(stage, post.id, 15))


async def test_a_revision_is_reviewed_while_the_old_version_stays(grouped: Stage) -> None:
    """The card compares and links; once approved, everybody reads the new version."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    number = await _published(grouped, budi, sari)

    await revises(sari, number, content("Siaga isu pagi hari", link="https://jatimprov.go.id/x"))

    text = card_of(grouped, number).text
    assert "<b>terbit</b>, <b>perubahan menunggu tinjauan</b>" in text
    assert "Yang berubah: tautan" in text
    assert f'<a href="https://t.me/cop_humas_jatim_bot?start=p_{number}">Buka versi' in text
    assert 1 == (await post_of(grouped, number)).version
    await budi.taps("Setujui", chat=GROUP)
    assert 2 == (await post_of(grouped, number)).version
    assert 1 == told(sari, "Perubahan tulisan Bapak/Ibu sudah terbit")


async def test_a_refused_revision_leaves_what_is_published(grouped: Stage) -> None:
    """The author hears that the old version stays; the card shows it again."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    number = await _published(grouped, budi, sari)
    await revises(sari, number, content("Judul yang lain sama sekali"))

    await budi.taps("Tolak", chat=GROUP)
    await budi.taps("Bukan ranah", chat=GROUP)

    assert 1 == told(sari, "Versi yang sudah terbit tetap dapat dibaca.")
    assert (State.PUBLISHED, 1, None) == (
        (post := await post_of(grouped, number)).state,
        post.version,
        post.proposed,
    )
    text = card_of(grouped, number).text
    assert "<b>terbit</b>; perubahan ditolak oleh Budi" in text
    assert "Alasan: Bukan ranah CoP" in text
    assert "<b>Siaga isu pagi hari</b>" in text


async def test_what_a_trusted_author_published_is_looked_over(grouped: Stage) -> None:
    """`Sudah ditinjau` ends it; the author hears nothing, for nothing changed."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    post = await sends(sari, is_trusted=True)
    assert "<b>terbit</b>, <b>belum ditinjau</b>" in card_of(grouped, post.id).text
    assert "Sudah ditinjau" in labels(card_of(grouped, post.id))
    await budi.says("/antrean")
    assert "terbit langsung, belum ditinjau" in budi.screen.text
    before = len(sari.messages)

    await budi.taps("Sudah ditinjau", chat=GROUP)

    assert "<b>terbit</b>; sudah ditinjau oleh Budi" in card_of(grouped, post.id).text
    assert not (await post_of(grouped, post.id)).is_direct
    assert before == len(sari.messages)
    await budi.says("/antrean")
    assert "belum ditinjau" not in budi.screen.text


@pytest.mark.parametrize("decision", ["refused", "sent back", "taken back"])
async def test_what_was_published_at_once_waits_on_behind_a_decided_revision(
    grouped: Stage, decision: str
) -> None:
    """Whatever becomes of the revision, the post is still in the queue, and is looked over."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    post = await sends(sari, is_trusted=True)
    await revises(sari, post.id, content("Siaga isu"))
    match decision:
        case "refused":
            await budi.taps_data(
                pack(RefusePost(post=post.id, version=2, reason="hoaks")),
                shown_card(grouped, post.id).id,
                chat=GROUP,
            )
        case "sent back":
            await budi.taps("Minta perbaikan", chat=GROUP)
            await budi.says("Mohon tambahkan hasilnya.")
        case _:
            await sari.taps_data(pack(DropRevision(post=post.id, version=2)))

    async with grouped.database.snapshot() as unit:
        waiting = await unit.post_queue.list_waiting()
    assert [post.id] == [one.id for one in waiting]
    assert "Siaga isu pagi hari" in card_of(grouped, post.id).text

    await budi.taps("Sudah ditinjau", chat=GROUP)

    assert not (await post_of(grouped, post.id)).is_direct
