"""Improving a returned post and writing another version of a published one."""

import pytest

from community.callback import pack
from community.incoming import Chat, ChatKind, Incoming, Text
from community.own_posts import DropRevision
from community.posts import Event, Outcome, State
from community.reply import Reply
from community.sharing_buttons import RevisePost
from handlers.request import Request
from handlers.revising import begin_revision
from storage.posts import Post
from storage.unit import Unit
from tests.handlers.driver import Stage
from tests.handlers.sharer import BODY, TITLE, Sharer

MODERATOR = 1


@pytest.fixture
async def sari(stage: Stage) -> Sharer:
    """Give a member with a post that waits."""
    sharer = await Sharer.joined(stage)
    await sharer.shares()
    return sharer


async def post_of(stage: Stage, number: int = 1) -> Post:
    """Return a post as it stands, which must be there."""
    async with stage.database.snapshot() as unit:
        post = await unit.posts.get(number)
    assert post is not None
    return post


async def decides(stage: Stage, event: str, number: int = 1) -> None:
    """Let a moderator decide on a post, without a word to its author."""

    async def unit(unit: Unit) -> None:
        post = await unit.posts.get(number)
        assert post is not None
        steps, now = unit.post_steps, stage.now
        match event:
            case "approve":
                done = await steps.approve(post, MODERATOR, now)
            case "return":
                done = await steps.send_back(post, MODERATOR, now, "Mohon tambah hasilnya.")
            case "refuse":
                done = await steps.refuse(post, MODERATOR, now, "other", "Bukan praktik.")
            case _:
                done = await steps.end(post, Event.WITHDRAW, post.person_id, now)
        assert done is not None

    await stage.database.write(unit)


async def opens(sharer: Sharer, number: int = 1) -> None:
    """Tap `Perbaiki`."""
    await sharer.actor.taps_data(pack(RevisePost(post=number)), message_id=1)


async def changes_body(sharer: Sharer, body: str) -> None:
    """Put another body."""
    await sharer.taps("Ubah")
    await sharer.taps("Isi")
    await sharer.types(body)
    await sharer.taps("Selesai")


async def test_a_returned_post_is_improved_and_waits_again(stage: Stage, sari: Sharer) -> None:
    """The form opens at the preview of what was written; one change is enough."""
    await decides(stage, "return")
    stage.passes(hours=1)
    await opens(sari)
    assert "Pratinjau tulisan #1" in sari.text
    assert BODY in sari.text
    await sari.taps("Kirim")
    assert "Belum ada yang diubah" in sari.text
    await changes_body(sari, f"{BODY} Hasilnya 40 pertanyaan sebulan.")
    await sari.taps("Kirim")

    assert "Perubahan tulisan #1 terkirim. Moderator CoP meninjaunya paling lambat" in sari.text
    assert "Versi yang sudah terbit" not in sari.text
    post = await post_of(stage)
    assert (State.REVIEW, 2) == (post.state, post.proposed)
    versions = [await sari.version(number) for number in (1, 2)]
    assert [Outcome.RETURNED, Outcome.WAITING] == [one.outcome for one in versions]
    assert f"{BODY} Hasilnya 40 pertanyaan sebulan." == versions[1].content.body


async def test_a_published_post_stays_while_its_new_version_waits(
    stage: Stage, sari: Sharer
) -> None:
    """Readers have the old version; files and link come along unless they are changed."""
    await decides(stage, "approve")
    await opens(sari)
    await sari.taps("Ubah")
    await sari.taps("Judul")
    assert TITLE in sari.text
    await sari.types("Judul yang baru")
    await sari.sends("photo", "foto", "Meja")
    await sari.taps("Kirim")
    assert "Versi yang sudah terbit tetap dapat dibaca" in sari.text
    budi = await Sharer.joined(stage, "Budi", 12)
    await budi.types("/start p_1")
    assert TITLE in budi.text
    assert "Judul yang baru" not in budi.text

    await decides(stage, "approve")

    await budi.types("/start p_1")
    assert "Judul yang baru" in budi.text
    assert "📎 1 foto" in budi.text


async def test_a_trusted_author_is_read_in_the_new_version_at_once(
    stage: Stage, sari: Sharer
) -> None:
    """The date of the post stays that of its publication."""
    await decides(stage, "approve")
    await sari.is_trusted()
    stage.passes(days=3)
    await opens(sari)
    assert "Senin, 23 November 2026" in sari.text
    await changes_body(sari, f"{BODY} Diperbarui.")
    await sari.taps("Kirim")

    assert "Versi baru tulisan #1 sudah terbit." in sari.text
    assert 2 == (await post_of(stage)).version


async def test_a_double_tap_hands_in_one_version(stage: Stage, sari: Sharer) -> None:
    """The second tap reads that it was sent."""
    await opens(sari)
    await changes_body(sari, f"{BODY} Diperbarui.")
    send = next(b.data for row in sari.actor.screen.buttons for b in row if b.label == "Kirim")
    assert send is not None
    await sari.taps("Kirim")
    await sari.actor.taps_data(send, message_id=999)

    assert "sudah terkirim" in sari.text
    assert 2 == (await post_of(stage)).proposed


async def test_what_was_taken_back_is_sent_again_as_it_was(stage: Stage, sari: Sharer) -> None:
    """Only what stands already, waits, or was refused is no change."""
    await decides(stage, "approve")
    await opens(sari)
    await changes_body(sari, "Setiap Ahad kami membuka meja layanan informasi di pasar.")
    await sari.taps("Kirim")
    await sari.actor.taps_data(pack(DropRevision(post=1, version=2)), message_id=1)
    assert (await post_of(stage)).proposed is None

    await opens(sari)
    await sari.taps("Kirim")

    assert 3 == (await post_of(stage)).proposed

    await decides(stage, "refuse")
    await opens(sari)
    await sari.taps("Kirim")

    assert "Belum ada yang diubah" in sari.text
    assert (await post_of(stage)).proposed is None


async def test_each_form_keeps_its_own_draft(stage: Stage, sari: Sharer) -> None:
    """A new post that was begun survives an improvement; two improvements ask which."""
    await sari.shares("Tulisan kedua", BODY)
    await sari.types("/berbagi")
    await sari.types("Tulisan ketiga")
    await opens(sari, 1)
    assert "Isian tulisan tersimpan" in sari.text
    await sari.types("ubah")
    await opens(sari, 2)
    assert "perbaikan tulisan #1 yang belum selesai" in sari.text
    assert ["Lanjutkan draf", "Hapus draf", "Perbaiki #2", "Menu"] == sari.labels
    await sari.taps("Perbaiki #2")
    assert "Pratinjau tulisan #2" in sari.text
    await opens(sari, 2)
    assert "Pratinjau tulisan #2" in sari.text

    await sari.types("/berbagi")
    await sari.taps("Lanjutkan draf")

    assert "Silakan ketik isinya" in sari.text


async def test_what_is_over_takes_no_version_but_nothing_is_lost(
    stage: Stage, sari: Sharer
) -> None:
    """Refused while it was being improved: the words can be sent as a new post."""
    await opens(sari)
    await changes_body(sari, f"{BODY} Diperbarui.")
    await decides(stage, "refuse")
    await sari.taps("Kirim")
    assert "dapat dikirim sebagai tulisan baru" in sari.text
    await sari.taps("Kirim")

    assert "Tulisan #2 terkirim" in sari.text
    assert f"{BODY} Diperbarui." == (await sari.version()).content.body
    await opens(sari)
    assert "tidak dapat diubah lagi" in sari.text


async def test_only_its_author_improves_a_post(stage: Stage, sari: Sharer) -> None:
    """Somebody else's, and one that is not there, read the same and begin nothing."""
    budi = await Sharer.joined(stage, "Budi", 12)
    for data in (RevisePost(post=1), RevisePost(post=1, anew=True), RevisePost(post=77)):
        await budi.actor.taps_data(pack(data))
        assert "tidak ditemukan di antara tulisan Bapak/Ibu" in budi.text
        assert (await budi.actor.known()).draft is None


async def test_a_decision_on_personal_data_is_not_asked_again(stage: Stage) -> None:
    """What its author let go stays, until a word is changed."""
    dewi = await Sharer.joined(stage, "Dewi", 15)
    await dewi.to_preview(body=f"{BODY} Hubungi 0812-3456-7890.")
    await dewi.taps("Kirim apa adanya")
    await dewi.taps("Kirim")
    await opens(dewi)
    assert "Pratinjau tulisan #1" in dewi.text

    await dewi.sends("photo", "foto")

    assert "Ada data pribadi" in dewi.text


async def test_the_list_of_ones_own_posts_opens_it_in_place(stage: Stage, sari: Sharer) -> None:
    """`begin_revision` is what other screens call."""
    person, post = await sari.actor.known(), await post_of(stage)

    async def unit(unit: Unit) -> Reply:
        chat = Chat(11, ChatKind.PRIVATE)
        incoming = Incoming(1, stage.now, sari.actor.sender, chat, Text("x", 1))
        request = Request(incoming, person, unit, stage.now, stage.charter)
        return await begin_revision(request, post)

    reply = await stage.database.write(unit)

    assert 1 == len(reply.says)
    draft = (await sari.actor.known()).draft
    assert draft is not None
    assert ("revision", "preview") == (draft.form, draft.step)
