"""Days of the community, as somebody tries them on the page."""

import re

import pytest
from playwright.async_api import expect

from bot.demo.cast import CAST
from tests.browser.pictures import at, take
from tests.browser.windows import CONVERSATION, PHONE, Window, Windows

pytestmark = pytest.mark.asyncio(loop_scope="package")

SHARP = 2  # pixels of a picture for each of the page
QUESTION = "Bagaimana menghitung angka kredit bila saya pindah jabatan di tengah tahun?"
TOPIC = "Penilaian kinerja dan angka kredit"
ANSWER = "Dihitung proporsional: bulan di jabatan lama ditambah bulan di jabatan yang baru."


async def test_a_guest_joins(windows: Windows) -> None:
    """Sari begins, fills in all seven steps by tapping and typing, and is a member."""
    sari = await windows.open(CAST.sari, size=PHONE, scale=SHARP)

    await sari.button("Mulai").click()
    await sari.sees("Silakan bergabung; hanya beberapa menit.")
    await sari.answers(
        ("Gabung", "Pemberitahuan privasi"),
        ("Setuju", "Langkah 1/7"),
        ("Pakai: Sari Wulandari", "Langkah 2/7"),
        ("Kabupaten/Kota", "Langkah 3/7"),
    )
    await sari.says("kediri")
    step = await sari.sees("Langkah 3/7", "Kabupaten Kediri", "Kota Kediri")
    offered = step.get_by_role("button", name="Kota Kediri")
    await take(sari.page, "panduan-anggota-gabung.png", offered)
    await sari.answers(
        ("Kota Kediri", "Langkah 4/7"),
        ("Lewati", "Langkah 5/7"),
        ("Ahli Muda", "Langkah 6/7"),
        ("Lanjut", "Langkah 7/7"),
        ("Saya berkomitmen", "Selamat datang, Bapak/Ibu Sari Wulandari!"),
    )


async def test_a_question_finds_its_answer_across_windows(windows: Windows) -> None:
    """Lina asks by phone, Tono takes the card and replies to it; her desk shows it by itself."""
    await at(windows, "07.10")
    phone = await windows.open(CAST.lina, size=PHONE, scale=SHARP)
    lina = await windows.open(CAST.lina)
    forum = await windows.chat("Moderator CoP")
    tono = await windows.open(CAST.tono, forum, theme="dark")
    dewi = await windows.open(CAST.dewi, forum, size=CONVERSATION, scale=SHARP)

    await asks(phone)
    await tono.page.get_by_role("tab", name=TOPIC).click()
    await dewi.page.get_by_role("tab", name=TOPIC).click()
    card = await dewi.sees(QUESTION, "Status: baru")
    buttons = [card.get_by_role("button", name=name) for name in ("Ambil", "Tolak", "Penting")]
    await take(dewi.page.get_by_role("main"), "panduan-moderator-kartu.png", *buttons)
    await tono.answers(("Ambil", "dipegang Tono Wijaya"))
    await tono.replies(QUESTION, ANSWER)
    held = dewi.message(QUESTION)
    await expect(held).to_contain_text("Status: dijawab")

    answer = await lina.sees(ANSWER)
    await expect(lina.log.get_by_role("button", name="Sudah terjawab")).to_be_visible()
    await take(lina.page, "percakapan.png", answer)
    await take(tono.page, "moderator.png", tono.message(ANSWER))


async def test_the_clock_jumps_to_the_reminder_of_monday(windows: Windows) -> None:
    """One press in Ratna's panel, and the morning's programme is on Lina's phone."""
    lina = await windows.open(CAST.lina, size=PHONE, scale=SHARP)
    ratna = await windows.open(CAST.ratna)

    await ratna.button("→ Senin 07.30").click()
    reminder = lina.message(re.compile(r"Senin, \d+ November: Forum ASN Berbagi Ilmu"))
    await expect(reminder).to_contain_text("Pukul 09.00–10.30 WIB")
    joining = reminder.get_by_role("button", name="Saya ikut")
    await take(lina.page, "ponsel.png", joining, reminder.get_by_role("button", name="Pengaturan"))
    await joining.click()

    await expect(lina.toast("Terima kasih, Bapak/Ibu tercatat ikut.")).to_be_visible()
    await expect(reminder.get_by_role("button", name="Batal ikut")).to_be_visible()
    await expect(ratna.panel).to_contain_text("07.3")


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
    )
    preview = await asker.sees(QUESTION)
    buttons = [preview.get_by_role("button", name=name) for name in ("Kirim", "Anonim: tidak")]
    await take(asker.page, "panduan-anggota-bertanya.png", *buttons)
    await asker.answers(("Kirim", "terkirim"))
