"""Days of the community, as somebody tries them on the page."""

import re

import pytest
from playwright.async_api import expect

from bot.demo.cast import CAST
from tests.browser.windows import Windows

pytestmark = pytest.mark.asyncio(loop_scope="package")

QUESTION = "Bagaimana menghitung angka kredit bila saya pindah jabatan di tengah tahun?"
TOPIC = "Penilaian kinerja dan angka kredit"
ANSWER = "Hitung secara proporsional: bulan di jabatan lama ditambah bulan di jabatan baru."


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
    await sari.sees("Kabupaten Kediri", "Kota Kediri")
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
    tono = await windows.open(CAST.tono, await windows.chat("Moderator CoP"), theme="dark")

    await lina.says(f"/tanya {QUESTION}")
    await lina.sees("Masih ada tambahan?")
    await lina.taps("Selesai")
    await lina.sees("Pertanyaan ini tentang apa?")
    await lina.page.screenshot(path="/tmp/brw2.png")
    await lina.taps(TOPIC)
    await lina.page.wait_for_timeout(1000)
    await lina.page.screenshot(path="/tmp/brw3.png")
    await tono.page.screenshot(path="/tmp/brw4.png")
