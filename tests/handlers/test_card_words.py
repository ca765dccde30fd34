"""What moderators read where something is wrong, gone, or came unasked."""

import pytest

from community.questions import State
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
