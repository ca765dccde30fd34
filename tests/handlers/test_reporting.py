"""Reports of posts: one case for all, three hide, moderators decide, nobody learns who reported."""

import pytest

from community.callback import pack
from community.post_buttons import OpenPost
from community.posts import HIDDEN, PUBLISHED, REMOVED, WITHDRAWN, Event
from community.reply import Reply, Say
from community.reporting import (
    KeepReported,
    LookUpReporters,
    RemovePost,
    ReportPost,
    SendReport,
)
from handlers.request import Request
from storage.audit import Entry
from storage.posts import Post
from storage.reports import Case
from tests.handlers.asker import GROUP, on_duty
from tests.handlers.driver import Actor, Shown, Stage
from tests.handlers.poster import (
    COMMUNITY,
    TITLE,
    acts,
    announced,
    finds,
    published,
    revised,
    stands,
    told,
)
from tests.handlers.reporter import NAMES, readers, report_cards, reports


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """Give an author of a community whose moderators share a group."""
    stage.runs_with(moderator_chat_id=GROUP.id, community_chat_id=COMMUNITY.id)
    return await stage.person("Sari", 11).joined()


@pytest.fixture
async def budi(stage: Stage) -> Actor:
    """Give a moderator."""
    return await on_duty(stage, "Budi", 13)


def cards(stage: Stage) -> list[Shown]:
    """Return the cards of reports in the moderators' group."""
    return report_cards(stage, GROUP.id)


def labels(shown: Shown) -> list[str]:
    """Return the buttons of a card."""
    return [button.label for row in shown.message.buttons for button in row]


async def cases(stage: Stage, post: Post) -> list[Case]:
    """Return the cases of a post."""
    async with stage.database.snapshot() as unit:
        return await unit.report_cases.list_of(post.id)


async def trail(stage: Stage, *actions: str) -> list[Entry]:
    """Return the lines of the trail about such deeds, oldest first."""
    async with stage.database.snapshot() as unit:
        newest = await unit.audit.list_newest(50)
    return [entry for entry in reversed(newest) if entry.action in actions]


async def test_a_report_is_thanked_and_becomes_a_card(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """The reason is picked; the card shows count, reasons and the post, never who it was."""
    post = await published(sari)
    [wati] = await readers(stage, 1)
    await wati.taps_data(pack(OpenPost(post=post.id)))
    await wati.taps("Laporkan")
    assert ["Hoaks", "Data pribadi", "Ujaran kebencian", "Hak cipta"] == wati.labels[:4]
    assert ["Bukan praktik yang benar", "Lainnya", "Kembali"] == wati.labels[4:]

    await wati.taps("Hoaks")

    assert "Laporan atas tulisan #1 sudah diterima" in wati.screen.text
    [card] = cards(stage)
    assert "Dilaporkan 1 anggota" in card.message.text
    assert "Hoaks: 1" in card.message.text
    assert TITLE in card.message.text
    assert "Sari" in card.message.text
    assert "Wati" not in card.message.text
    assert ["Biarkan", "Turunkan", "Baca utuh", "Lihat pelapor"] == labels(card)
    assert PUBLISHED is (await stands(stage, post.id)).state
    assert [] == told(stage, sari)
    del budi


async def test_nobody_reports_their_own_post(stage: Stage, sari: Actor) -> None:
    """There is no button, and a forged one is refused."""
    post = await published(sari)
    await sari.taps_data(pack(OpenPost(post=post.id)))
    assert "Laporkan" not in sari.labels

    for data in (ReportPost(post=post.id), SendReport(post=post.id, reason="hoaks")):
        await sari.taps_data(pack(data))
        assert "Tulisan sendiri tidak dapat dilaporkan" in sari.toast

    assert [] == await cases(stage, post)


async def test_the_same_member_reports_once(stage: Stage, sari: Actor, budi: Actor) -> None:
    """A second report, for whatever reason, counts nothing; the card stays one."""
    post = await published(sari)
    [wati] = await readers(stage, 1)
    await reports(wati, post)
    await reports(wati, post, "Hak cipta")

    assert "sudah kami terima" in wati.screen.text
    [card] = cards(stage)
    assert "Dilaporkan 1 anggota" in card.message.text
    assert "Hak cipta" not in card.message.text
    del budi


async def test_lainnya_asks_for_words_and_masks_them(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """What is typed stands on the card, without personal data."""
    post = await published(sari)
    [wati] = await readers(stage, 1)
    await reports(wati, post, "Lainnya")
    assert [] == await cases(stage, post)
    await wati.says("Foto memuat nomor 0812-3456-7890 <warga>")

    assert "sudah diterima" in wati.screen.text
    [card] = cards(stage)
    assert "“Foto memuat nomor [nomor telepon disamarkan] &lt;warga&gt;”" in card.message.text
    del budi


async def test_three_members_hide_a_post_until_it_is_decided(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """Gone for readers, search and community; the author is told kindly, without names."""
    post = await published(sari)
    wati, tono, yuli = await readers(stage)
    for reader in (wati, tono):
        await reports(reader, post)
    assert PUBLISHED is (await stands(stage, post.id)).state

    await reports(yuli, post, "Data pribadi")

    assert HIDDEN is (await stands(stage, post.id)).state
    assert [] == await finds(stage)
    assert ["Tulisan ini tidak lagi tersedia."] == announced(stage)
    [news] = told(stage, sari)
    assert "untuk sementara disembunyikan" in news
    assert not any(name in news for name in NAMES)
    [card] = cards(stage)
    assert "Dilaporkan 3 anggota" in card.message.text
    assert "Hoaks: 2\n• Data pribadi: 1" in card.message.text
    assert "disembunyikan sementara" in card.message.text
    assert ["Pulihkan", "Turunkan"] == labels(card)[:2]
    await wati.taps_data(pack(OpenPost(post=post.id)))
    assert "tidak tersedia" in wati.screen.text
    await sari.says("/tulisansaya")
    assert "disembunyikan sementara" in sari.labels[0]
    [hidden] = await trail(stage, "post_hidden")
    assert (None, (await sari.known()).id) == (hidden.actor, hidden.subject)
    del budi


async def test_biarkan_keeps_the_post_and_thanks_once(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """Author and reporter hear of it; an old tap finds it decided; the next report is a new case.

    The same member may report again then.
    """
    post = await published(sari)
    [wati] = await readers(stage, 1)
    await reports(wati, post)
    old = pack(KeepReported(case=1, version=1))

    await budi.taps("Biarkan", chat=GROUP)

    assert PUBLISHED is (await stands(stage, post.id)).state
    [card] = cards(stage)
    assert "Keputusan: <b>dibiarkan terbit</b> oleh Budi" in card.message.text
    assert ["Lihat pelapor"] == labels(card)
    assert "tetap terbit" in told(stage, sari)[-1]
    assert ["Buka tulisan", "Menu"] == sari.labels
    thanks = [text for text in told(stage, wati) if "Terima kasih atas laporan" in text]
    assert 1 == len(thanks)
    assert "Budi" not in thanks[0] + told(stage, sari)[-1]
    await budi.taps_data(old, card.id, chat=GROUP)
    assert "sudah diputuskan" in budi.toast
    [kept] = await trail(stage, "post_kept")
    assert ((await budi.known()).id, (await sari.known()).id) == (kept.actor, kept.subject)

    await reports(wati, post, "Hak cipta")

    assert [False, True] == [case.is_open for case in await cases(stage, post)]
    assert "Dilaporkan 1 anggota" in cards(stage)[-1].message.text
    assert 1 == len([text for text in told(stage, wati) if "Terima kasih atas" in text])


async def test_pulihkan_brings_it_back_everywhere(stage: Stage, sari: Actor, budi: Actor) -> None:
    """Readers, search and the community chat have it again; all are told."""
    post = await published(sari)
    people = await readers(stage)
    for reader in people:
        await reports(reader, post)

    await budi.taps("Pulihkan", chat=GROUP)

    assert PUBLISHED is (await stands(stage, post.id)).state
    assert [post.id] == await finds(stage)
    assert TITLE in announced(stage)[0]
    assert "diterbitkan kembali" in told(stage, sari)[-1]
    assert ["Buka tulisan", "Menu"] == sari.labels
    assert all("diterbitkan kembali" in told(stage, reader)[-1] for reader in people)
    assert 1 == len(await trail(stage, "post_restored"))


async def test_turunkan_asks_why_and_tells_the_author(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """The reason is from a list; readers, search and announcement lose the post."""
    post = await published(sari)
    [wati] = await readers(stage, 1)
    await reports(wati, post)
    await budi.taps("Turunkan", chat=GROUP)
    assert "Alasan menurunkan?" in cards(stage)[0].message.text
    await budi.taps("Kembali", chat=GROUP)
    assert "Biarkan" in labels(cards(stage)[0])
    await budi.taps("Turunkan", chat=GROUP)

    await budi.taps("Hak cipta", chat=GROUP)

    after = await stands(stage, post.id)
    assert (REMOVED, "hak_cipta") == (after.state, after.reason)
    assert [] == await finds(stage)
    assert ["Tulisan ini tidak lagi tersedia."] == announced(stage)
    assert "tanpa izin atau tanpa menyebut sumbernya" in told(stage, sari)[-1]
    assert "diturunkan" in told(stage, wati)[-1]
    [card] = cards(stage)
    assert "Keputusan: <b>diturunkan</b> oleh Budi" in card.message.text
    assert TITLE not in card.message.text
    [removed] = await trail(stage, "post_removed")
    assert {"post": 1, "reason": "hak_cipta"} == removed.details
    await sari.says("/tulisansaya")
    await sari.taps("#1")
    assert "tanpa izin" in sari.screen.text


async def test_another_reason_is_typed_in_private(stage: Stage, sari: Actor, budi: Actor) -> None:
    """`Lainnya` opens a form; its words reach the author as those of Moderator CoP."""
    post = await published(sari)
    [wati] = await readers(stage, 1)
    await reports(wati, post)
    await budi.taps("Turunkan", chat=GROUP)
    await budi.taps("Lainnya", chat=GROUP)
    assert PUBLISHED is (await stands(stage, post.id)).state
    assert "Apa alasannya?" in budi.screen.text

    await budi.says("Acara ini sudah dibatalkan")

    assert REMOVED is (await stands(stage, post.id)).state
    assert "sudah diturunkan" in budi.screen.text
    assert "Acara ini sudah dibatalkan" in told(stage, sari)[-1]
    assert "diturunkan" in cards(stage)[0].message.text


async def test_nobody_decides_on_words_they_have_not_read(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """A version that came meanwhile is read first: the card shows it, the tap does nothing."""
    post = await published(sari)
    [wati] = await readers(stage, 1)
    await reports(wati, post)
    old = pack(RemovePost(case=1, version=1, reason="hoaks"))
    await revised(sari, post, "Judul yang diperbaiki")
    assert "Judul yang diperbaiki" in cards(stage)[0].message.text

    await budi.taps_data(old, cards(stage)[0].id, chat=GROUP)

    assert "baru saja berubah" in budi.toast
    assert PUBLISHED is (await stands(stage, post.id)).state
    await budi.taps("Biarkan", chat=GROUP)
    assert [False] == [case.is_open for case in await cases(stage, post)]


async def test_an_author_on_duty_does_not_decide(stage: Stage, sari: Actor) -> None:
    """Nor do they learn who reported; another moderator decides."""
    ratna = await on_duty(stage, "Ratna", 15)
    post = await published(ratna)
    [wati] = await readers(stage, 1)
    await reports(wati, post)

    await ratna.taps("Biarkan", chat=GROUP)

    assert "diputuskan moderator lain" in ratna.toast
    assert [True] == [case.is_open for case in await cases(stage, post)]
    del sari


async def test_a_sole_admin_decides_on_their_own_in_the_trail(stage: Stage) -> None:
    """Nobody else is there; the trail says that it was their own."""
    ani = await stage.person("Ani", 9001).joined()
    stage.runs_with(moderator_chat_id=GROUP.id)
    post = await published(ani)
    [wati] = await readers(stage, 1)
    await reports(wati, post)

    await ani.taps("Biarkan", chat=GROUP)

    [kept] = await trail(stage, "post_kept")
    assert {"post": 1, "own": True} == kept.details


async def test_only_admins_learn_who_reported_and_each_look_is_kept(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """In private, with a line in the trail about each reporter; the author never."""
    ani = await stage.person("Ani", 9001).joined()
    post = await published(sari)
    people = await readers(stage, 2)
    for reader in people:
        await reports(reader, post)
    card = cards(stage)[0]

    await budi.taps("Lihat pelapor", chat=GROUP)
    assert [] == await trail(stage, "reporter_seen")
    await ani.taps("Lihat pelapor", chat=GROUP)

    assert "Wati, Pemerintah Kabupaten Banyuwangi: Hoaks" in ani.screen.text
    assert "Tono" in ani.screen.text
    assert "Wati" not in "".join(one.message.text for one in stage.chats[GROUP.id])
    seen = await trail(stage, "reporter_seen")
    assert {(await one.known()).id for one in people} == {entry.subject for entry in seen}
    assert {(await ani.known()).id} == {entry.actor for entry in seen}
    assert all("Wati" not in text for text in told(stage, budi))
    own = await published(ani)
    await reports(people[0], own)
    before = len(ani.messages)
    await ani.taps_data(pack(LookUpReporters(case=2)), card.id, chat=GROUP)
    assert before == len(ani.messages)


async def test_what_its_author_withdraws_needs_no_decision(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """The case is closed, its card says so, and who reported hears of it once."""
    post = await published(sari)
    [wati] = await readers(stage, 1)
    await reports(wati, post)
    await sari.says("/tulisansaya")
    await sari.taps("#1")
    await sari.taps("Tarik tulisan")
    await sari.taps("Ya, tarik tulisan")

    assert WITHDRAWN is (await stands(stage, post.id)).state
    assert "ditarik penulis" in cards(stage)[0].message.text
    assert "sudah ditarik penulisnya" in told(stage, wati)[-1]
    assert [False] == [case.is_open for case in await cases(stage, post)]
    del budi


async def test_without_a_group_each_moderator_has_a_card(stage: Stage) -> None:
    """Only they; whoever wrote the post has none, although on duty."""
    author = await on_duty(stage, "Sari", 11)
    budi = await on_duty(stage, "Budi", 13)
    post = await published(author)
    [wati] = await readers(stage, 1)
    await reports(wati, post)

    sent = [
        say
        for say in stage.said
        if isinstance(say, Say) and (say.subject or "").startswith("report:")
    ]
    assert [budi.telegram_id] == [say.chat_id for say in sent]
    await budi.taps("Biarkan")
    assert "dibiarkan terbit" in budi.screen.text


async def test_who_is_off_duty_keeps_no_card(stage: Stage) -> None:
    """The card in their private chat loses its words and buttons; an old tap decides nothing."""
    author = await stage.person("Sari", 11).joined()
    budi = await on_duty(stage, "Budi", 13)
    await on_duty(stage, "Cici", 15)
    ani = await stage.person("Ani", 9001).joined()
    post = await published(author)
    [wati] = await readers(stage, 1)
    await reports(wati, post)
    assert "Biarkan" in budi.labels

    await ani.says("/moderator")
    await ani.taps("Akhiri tugas Budi")

    card = next(one for one in stage.chats[budi.telegram_id] if one.subject == "report:1")
    assert "untuk moderator yang bertugas" in card.message.text
    assert TITLE not in card.message.text
    await budi.taps_data(pack(KeepReported(case=1, version=1)), card.id)
    assert [True] == [case.is_open for case in await cases(stage, post)]


async def test_a_screen_that_was_open_reports_nothing_hidden(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """Reasons that were on the screen when the post went say only that it is not there."""
    post = await published(sari)
    [wati] = await readers(stage, 1)
    await wati.taps_data(pack(OpenPost(post=post.id)))
    await wati.taps("Laporkan")

    async def hide(request: Request) -> tuple[Post, Reply]:
        hidden = await request.unit.posts.step(post, Event.HIDE, None, request.now)
        assert hidden is not None
        return hidden, Reply()

    await acts(sari, hide)
    await wati.taps("Hoaks")

    assert "tidak tersedia" in wati.screen.text
    assert [] == await cases(stage, post)
    del budi
