"""Days of the community, as somebody tries them on the page."""

import pytest
from playwright.async_api import expect

from bot.demo.cast import CAST
from tests.browser.windows import Window, Windows

pytestmark = pytest.mark.asyncio(loop_scope="package")

QUESTION = "Bagaimana menghitung angka kredit bila saya pindah jabatan di tengah tahun?"
TOPIC = "Penilaian kinerja dan angka kredit"
ANSWER = "Dihitung proporsional: bulan di jabatan lama ditambah bulan di jabatan yang baru."


async def test_a_guest_joins(windows: Windows) -> None:
    """Sari begins, fills in all seven steps by tapping and typing, and is a member."""
    sari = await windows.open(CAST.sari)

    await sari.button("Mulai").click()
    await sari.sees("Silakan bergabung; hanya beberapa menit.")
    await sari.answers(
        ("Gabung", "Pemberitahuan privasi"),
        ("Setuju", "Langkah 1/7"),
        ("Pakai: Sari Wulandari", "Langkah 2/7"),
        ("Kabupaten/Kota", "Langkah 3/7"),
    )
    await sari.says("kediri")
    await sari.sees("Langkah 3/7", "Kabupaten Kediri", "Kota Kediri")
    await sari.answers(
        ("Kota Kediri", "Langkah 4/7"),
        ("Lewati", "Langkah 5/7"),
        ("Ahli Muda", "Langkah 6/7"),
        ("Lanjut", "Langkah 7/7"),
        ("Saya berkomitmen", "Selamat datang, Bapak/Ibu Sari Wulandari!"),
    )


async def test_a_question_finds_its_answer_across_two_windows(windows: Windows) -> None:
    """Lina asks, Tono takes the card and replies to it; Lina's window shows it by itself."""
    lina = await windows.open(CAST.lina)
    tono = await windows.open(CAST.tono, await windows.chat("Moderator CoP"))

    await asks(lina)
    await tono.page.get_by_role("tab", name=TOPIC).click()
    await tono.sees(QUESTION, "Status: baru")
    await tono.answers(("Ambil", "dipegang Tono Wijaya"))
    await tono.replies(QUESTION, ANSWER)

    await lina.sees(ANSWER)
    await expect(lina.log.get_by_role("button", name="Sudah terjawab").last).to_be_visible()
    await expect(tono.message(QUESTION)).to_contain_text("Status: dijawab")


async def test_the_clock_jumps_to_the_reminder_of_monday(windows: Windows) -> None:
    """One press in the panel, and the morning's programme is in Budi's chat."""
    budi = await windows.open(CAST.budi)

    await budi.button("→ Senin 07.30").click()
    reminder = budi.message("Senin, 23 November: Forum ASN Berbagi Ilmu")
    await expect(reminder).to_contain_text("Pukul 09.00–10.30 WIB")
    await reminder.get_by_role("button", name="Saya ikut").click()

    await expect(budi.toast("Terima kasih, Bapak/Ibu tercatat ikut.")).to_be_visible()
    await expect(reminder.get_by_role("button", name="Batal ikut")).to_be_visible()


async def test_a_bot_killed_in_the_middle_of_a_form_goes_on_with_it(windows: Windows) -> None:
    """Dewi writes a title, kills the bot by the panel, and the new process asks for the rest."""
    dewi = await windows.open(CAST.dewi)
    before = await windows.demo.call("bot_state")
    await dewi.says("/berbagi")
    await dewi.sees("Silakan ketik judulnya")

    await dewi.button("Nyalakan ulang bot").click()
    await dewi.says("Papan informasi di ruang tunggu")
    await dewi.sees("Silakan ketik isinya")
    after = await windows.demo.call("bot_state")
    await dewi.says("Jadwal layanan kami cetak besar dan kami tempel di ruang tunggu puskesmas.")
    await dewi.sees("ruang tunggu puskesmas")
    await dewi.answers(("Selesai", "Tulisan ini tentang apa?"))
    await (await dewi.buttons())[0].click()
    await dewi.sees("Adakah tautan")
    await dewi.answers(("Lewati", "Pratinjau tulisan"), ("Kirim", "terkirim"))

    assert before["pid"] != after["pid"]


async def asks(asker: Window) -> None:
    """Ask by the form; a similar question does not answer it."""
    await asker.says(f"/tanya {QUESTION}")
    await asker.sees("Masih ada tambahan?")
    await asker.answers(
        ("Selesai", "Pertanyaan ini tentang apa?"),
        (TOPIC, "Mungkin sudah pernah ditanyakan"),
        ("Tetap kirim", "Pratinjau pertanyaan"),
        ("Kirim", "terkirim"),
    )
