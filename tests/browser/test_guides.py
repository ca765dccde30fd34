"""What the guides tell and show: the screens of their pictures, reached as they say."""

import re

import pytest

from bot.demo.cast import CAST, Player
from tests.browser.pictures import at, take
from tests.browser.windows import CONVERSATION, PHONE, Window, Windows

pytestmark = pytest.mark.asyncio(loop_scope="package")

SESSION = re.compile(r"^\d\d.\d\d \d\d\.\d\d ")
SHARP = 2  # pixels of the picture for each of the page


async def on_a_phone(windows: Windows, who: Player, hour: str) -> Window:
    """Give somebody a phone with their chat with the bot."""
    await at(windows, hour)
    return await windows.open(who, size=PHONE, scale=SHARP)


async def test_a_member_searches(windows: Windows) -> None:
    """/cari and a word: five results, a button for each, and the filters."""
    lina = await on_a_phone(windows, CAST.lina, "08.10")

    await lina.says("/cari media")
    results = await lina.sees("Hasil pencarian “media”", "Tanya jawab ·", "Tulisan ·")

    buttons = [results.get_by_role("button", name=name, exact=True) for name in "12345"]
    filters = [results.get_by_role("button", name=name) for name in ("Tulisan", "Topik")]
    await take(lina.page, "panduan-anggota-cari.png", *buttons, *filters)


async def test_a_moderator_reviews_a_post(windows: Windows) -> None:
    """The card of a post that waits shows it as it will be read, and what can be decided."""
    dewi = await windows.open(
        CAST.dewi, await windows.chat("Moderator CoP"), size=CONVERSATION, scale=SHARP
    )
    await dewi.page.get_by_role("tab", name="Hubungan dan pengelolaan media").click()
    card = await dewi.sees("Sarapan pagi bersama wartawan", "Status: menunggu tinjauan")

    buttons = [
        card.get_by_role("button", name=name) for name in ("Setujui", "Minta perbaikan", "Tolak")
    ]
    await take(dewi.page.get_by_role("main"), "panduan-moderator-tulisan.png", *buttons)


async def test_a_moderator_opens_a_session(windows: Windows) -> None:
    """/program lists a fortnight; a session can be changed, moved, cancelled, and counted."""
    tono = await on_a_phone(windows, CAST.tono, "08.20")

    await tono.says("/program")
    listed = await tono.sees("Program, ", " s.d. ")
    await listed.get_by_role("button", name=SESSION).nth(3).click()
    card = await tono.sees("Pukul ", "Yang ikut:")

    names = ("Ubah", "Pindahkan", "Batalkan", "Peserta")
    await take(
        tono.page,
        "panduan-moderator-sesi.png",
        *(card.get_by_role("button", name=name) for name in names),
    )


async def test_an_admin_looks_at_the_days_off(windows: Windows) -> None:
    """/libur lists the year, and offers what an admin may change."""
    ratna = await on_a_phone(windows, CAST.ratna, "08.30")

    await ratna.says("/libur")
    await ratna.sees("Hari libur 12 bulan ke depan")
    await ratna.taps("2027")
    days = await ratna.sees("Tahun Baru Masehi")

    await take(
        ratna.page, "panduan-admin-libur.png", days.get_by_role("button", name="Tambah libur")
    )


async def test_an_admin_reads_what_the_clock_did(windows: Windows) -> None:
    """/jadwalbot names each job, and how many reminders were made on the last days."""
    ratna = await on_a_phone(windows, CAST.ratna, "08.40")

    await ratna.says("/jadwalbot")
    jobs = await ratna.sees("Jadwal kerja bot", "Pengingat, 5 hari kerja terakhir")

    again = jobs.get_by_role("button", name="Segarkan")
    await take(ratna.page, "panduan-admin-jadwalbot.png", again)
