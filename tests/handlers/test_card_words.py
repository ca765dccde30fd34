"""What moderators read where something is wrong, gone, or came unasked."""

from html import unescape

import pytest

from community.callback import pack
from community.question_card import ChooseHolder, ClaimQuestion, Prioritise, ReleaseQuestion
from community.questions import State
from community.reply import Attached
from community.topic_editing import SwitchTopic
from community.topics import TopicEdit
from tests.handlers.asker import GROUP, ask, on_duty, question_of
from tests.handlers.driver import Stage


@pytest.fixture
def grouped(stage: Stage) -> Stage:
    """Give a stage whose moderators sit in a group."""
    stage.runs_with(moderator_chat_id=GROUP.id)
    return stage


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/catatan", "Tuliskan nomor pertanyaan dan catatannya"),
        ("/catatan abc", "Nomor pertanyaannya belum ada di depan catatan."),
        ("/catatan 99", "Pertanyaan #99 tidak ditemukan."),
        ("/catatan 99 tunggu BKD", "Pertanyaan #99 tidak ditemukan."),
        ("/catatan 1", "Catatan untuk #1 belum ada isinya."),
        ("/catatan 1 ...", "Catatan untuk #1 belum ada isinya."),
        ("/catatan 1 ya", "3–700 karakter; yang ini 2."),
        ("/catatan 1 " + "a" * 701, "3–700 karakter; yang ini 701."),
        ("/catatan 1: tunggu BKD", "Catatan untuk #1 tersimpan"),
        ("/catatan 1\ntunggu BKD", "Catatan untuk #1 tersimpan"),
    ],
)
async def test_what_is_wrong_with_a_note_is_said(grouped: Stage, typed: str, said: str) -> None:
    """Without number, without words, of no question, too short or too long: each in its words."""
    budi = await on_duty(grouped, "Budi", 13)
    await ask(await grouped.person("Sari", 12).joined())

    await budi.says(typed, chat=GROUP)

    assert said in grouped.chats[GROUP.id][-1].message.text


async def test_whom_nobody_can_look_up(grouped: Stage) -> None:
    """After a withdrawal an admin still can; once data are deleted, it says that nobody is left."""
    await on_duty(grouped, "Budi", 13)
    ani = grouped.person("Ani", 9001)
    await ani.says("/menu")
    sari = await grouped.person("Sari", 12).joined()
    question = await ask(sari, is_anonymous=True)
    look_up = grouped.chats[GROUP.id][-1]
    data = look_up.message.buttons[-1][0].data
    assert data is not None
    await sari.says("/pertanyaansaya")
    await sari.taps("#")
    await sari.taps("Tarik pertanyaan")
    await sari.taps("Ya, tarik pertanyaan")

    await ani.taps("Lihat penanya", chat=GROUP)
    await ani.says("Ada ancaman di dalamnya")
    assert "Sari, Pemerintah Kabupaten Banyuwangi" in ani.screen.text
    await sari.says("/datasaya")
    await sari.taps("Hapus data saya")
    await sari.taps("Hapus, tulisan tetap tanpa nama")
    await sari.taps("Ya, hapus")
    await ani.taps_data(data, look_up.id, chat=GROUP)

    assert State.WITHDRAWN is (await question_of(grouped, question.id)).state
    assert "Data penanya sudah dihapus, sehingga penanyanya tidak dapat dilihat lagi." == ani.toast


async def test_the_history_says_who_was_not_satisfied(grouped: Stage) -> None:
    """What an asker adds unasked, after `Belum terjawab`, is no explanation that was asked for."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    question = await ask(sari)
    await budi.taps("Ambil", chat=GROUP)
    await budi.taps("Minta penjelasan", chat=GROUP)
    await budi.says("Tahun berapa?")
    await sari.taps("Jawab penjelasan")
    await sari.says("Tahun 2026.")
    await budi.says(f"/start jawab_{question.id}")
    await budi.says("Menurut peraturan, 100 angka.")
    await budi.taps("Kirim")

    await sari.taps("Belum terjawab")
    await sari.says("Yang saya maksud jenjang muda.")

    card = next(one for one in grouped.chats[GROUP.id] if one.subject == f"question:{question.id}")
    happened = card.message.text.split("<b>Riwayat</b>\n")[1].splitlines()
    assert [
        "diminta penjelasan, Budi",
        "dijelaskan penanya",
        "dijawab, Budi",
        "penanya: belum terjawab",
        "dilengkapi penanya",
    ] == [line.split("WIB: ")[1] for line in happened]


async def test_an_old_button_of_an_answered_question_says_that_it_is_answered(
    grouped: Stage,
) -> None:
    """Nobody reads that somebody "took" what is over; the card stays as it is."""
    budi = await on_duty(grouped, "Budi", 13)
    cici = await on_duty(grouped, "Cici", 15)
    sari = await grouped.person("Sari", 12).joined()
    question = await ask(sari)
    card = grouped.chats[GROUP.id][-1]
    await budi.taps("Ambil", chat=GROUP)
    await budi.says(f"/start jawab_{question.id}")
    await budi.says("Menurut peraturan, 100 angka.")
    await budi.taps("Kirim")
    steps = (
        Prioritise(question=question.id, is_urgent=True),
        ClaimQuestion(question=question.id),
        ReleaseQuestion(question=question.id),
        ChooseHolder(question=question.id, page=0),
    )

    toasts = []
    for who in (budi, cici):
        for data in steps:
            await who.taps_data(pack(data), card.id, chat=GROUP)
            toasts.append(who.toast)
    await sari.taps("Sudah terjawab")
    await cici.taps_data(pack(steps[0]), card.id, chat=GROUP)

    assert ["Pertanyaan ini sudah dijawab."] * 8 == toasts
    assert "Pertanyaan ini sudah ditutup." == cici.toast
    assert not (await question_of(grouped, question.id)).is_urgent


async def test_an_open_card_follows_its_topic(grouped: Stage) -> None:
    """A topic that is renamed is called so from the card's next step on; one put away still is."""
    budi = await on_duty(grouped, "Budi", 13)
    ani = grouped.person("Ani", 9001)
    question = await ask(await grouped.person("Sari", 12).joined())
    card = grouped.chats[GROUP.id][-1]

    edit = TopicEdit(question.topic, "Angka kredit & SKP", (), is_active=True)
    await grouped.database.write(lambda unit: unit.topic_edits.put(edit, 1, grouped.now))
    await budi.taps("Ambil", chat=GROUP)
    renamed = card.message.text
    await ani.taps_data(pack(SwitchTopic(topic=question.topic, is_active=False)))
    await budi.taps("Lepaskan", chat=GROUP)

    assert "Topik: Angka kredit &amp; SKP" in renamed
    assert "Topik: Angka kredit &amp; SKP" in card.message.text
    assert "Status: <b>baru</b>" in card.message.text


async def test_the_fullest_card_fits_into_a_message(grouped: Stage) -> None:
    """3,000 characters, ten files, notes, a request and an answer: it is cut, never refused."""
    budi = await on_duty(grouped, "B" * 100, 13)
    sari = await grouped.person("S" * 100, 12).joined(unit="U" * 120)
    files = tuple(Attached("photo", f"f{place}") for place in range(10))
    question = await ask(sari, "a&😀" * 750, files=files)
    await budi.taps("Ambil", chat=GROUP)
    for place in range(8):
        await budi.says(f"/catatan {question.id} {place} " + "<&> " * 170, chat=GROUP)
        await budi.taps_data(
            pack(Prioritise(question=question.id, is_urgent=place % 2 == 0)),
            grouped.chats[GROUP.id][0].id,
            chat=GROUP,
        )
    await budi.says(f"/start jawab_{question.id}")
    await budi.says("😀" * 1_700)
    await budi.taps("Kirim")
    await sari.taps("Belum terjawab")
    await sari.says("&" * 3_000)

    cards = [one for one in grouped.chats[GROUP.id] if one.subject == f"question:{question.id}"]
    shown = unescape(cards[-1].message.text)
    assert len(shown.encode("utf-16-le")) // 2 <= 4_096
    assert "Lampiran: 10 berkas" in shown
    assert "dilengkapi penanya" in shown
    assert ["Jawab", "Lepaskan", "Alihkan"] == [
        button.label for row in cards[-1].message.buttons for button in row
    ][:3]


async def test_a_card_says_to_whom_and_why(grouped: Stage) -> None:
    """A hand-over names both sides, who has no name is an admin, an answer is somebody's."""
    ani = grouped.person("Ani", 9001)
    await ani.says("/menu")
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    question = await ask(sari)
    card = grouped.chats[GROUP.id][-1]
    await ani.taps("Ambil", chat=GROUP)
    assert "Status: <b>diambil</b>, dipegang Admin CoP" in card.message.text
    await budi.taps_data(pack(ClaimQuestion(question=question.id)), card.id, chat=GROUP)
    assert f"Pertanyaan #{question.id} sudah diambil Admin CoP." == budi.toast
    await budi.says(f"/start jawab_{question.id}")
    assert "Admin CoP" in budi.screen.text

    await ani.taps("Alihkan", chat=GROUP)
    await ani.taps("Budi", chat=GROUP)
    assert "dialihkan Admin CoP kepada Budi" in card.message.text
    await budi.says(f"/start jawab_{question.id}")
    await budi.says("Dihitung setiap tahun.")
    await budi.taps("Kirim")
    assert "Status: <b>dijawab</b> oleh Budi" in card.message.text
    await sari.taps("Sudah terjawab")
    assert "Status: <b>ditutup</b>, dijawab oleh Budi" in card.message.text

    await ask(sari)
    await budi.taps("Tolak", chat=GROUP)
    await budi.taps("Lainnya", chat=GROUP)
    await budi.says("Hal ini diatur instansi.")
    refused = grouped.chats[GROUP.id][-1].message.text
    assert "Status: <b>ditolak</b>. Alasan: Hal ini diatur instansi." in refused


async def test_a_question_goes_on_with_what_was_said_last(grouped: Stage) -> None:
    """Whoever takes a reopened question over reads what is to be answered."""
    budi = await on_duty(grouped, "Budi", 13)
    cici = await on_duty(grouped, "Cici", 15)
    sari = await grouped.person("Sari", 12).joined()
    question = await ask(sari, "Bagaimana bila kinerja baik?")
    await budi.taps("Ambil", chat=GROUP)
    await budi.says(f"/start jawab_{question.id}")
    await budi.says("Dihitung setiap tahun.")
    await budi.taps("Kirim")
    await sari.taps("Tanya lanjutan")
    await sari.says("Kalau <sangat> baik?")

    await budi.taps("Alihkan", chat=GROUP)
    await budi.taps("Cici", chat=GROUP)

    assert "Bagaimana bila kinerja baik?" in cici.screen.text
    assert "<b>Terakhir dari penanya:</b>\nKalau &lt;sangat&gt; baik?" in cici.screen.text


async def test_lengths_are_written_with_points(grouped: Stage) -> None:
    """As everywhere: "yang ini 1.200"."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    question = await ask(sari)
    await budi.says(f"/catatan {question.id} " + "a" * 1_200)
    assert "3–700 karakter; yang ini 1.200." in budi.screen.text

    await budi.taps("Ambil", chat=GROUP)
    await budi.taps("Minta penjelasan", chat=GROUP)
    await budi.says("a" * 1_300)

    assert "3–700 karakter; yang ini 1.300." in budi.screen.text


async def test_the_holder_answers_below_an_explanation(grouped: Stage) -> None:
    """The line that brings it has the button, as that of an addition has."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    await ask(sari)
    await budi.taps("Ambil", chat=GROUP)
    await budi.taps("Minta penjelasan", chat=GROUP)
    await budi.says("Tahun berapa?")
    await sari.taps("Jawab penjelasan")
    await sari.says("Tahun 2026.")

    assert "Penanya menjelaskan pertanyaan" in budi.screen.text
    assert ["Jawab", "Menu"] == budi.labels
