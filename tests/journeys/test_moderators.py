"""Appointing moderators, what they may then, and the end of a duty."""

import asyncio

from simulator.faults import Fault, Refuse
from simulator.wire.dispatch import Exchange
from tests.journeys.house import House, appoints, joins

EVERYONE = ["start", "hariini", "tanya", "berbagi", "cari", "profil", "pengaturan", "bantuan"]
QUEUE = ["antrean", "catatan", "templat", "aturan"]
MODERATORS = [*EVERYONE, *QUEUE, "anggota", "program", "statistik", "dampak"]
BOT = ["moderator", "libur", "jadwalbot", "audit", "programhari", "topik", "sinonim"]
ADMINS = [*MODERATORS, *BOT]


async def test_ratna_appoints_budi_by_number(house: House) -> None:
    """Wrong numbers are told what is accepted; topics are toggles; both are told."""
    await house.opens()
    ratna, budi = house.ratna, house.budi
    await ratna.says("/moderator")
    await ratna.sees("Belum ada moderator yang bertugas")
    for wrong in ("abc", "@budi", "-5"):
        await ratna.says(f"/moderator {wrong}")
        await ratna.sees("misalnya: /moderator 123456")
    await ratna.says(f"/moderator {budi.id}")
    await ratna.sees("belum menjadi anggota", "?start=gabung")
    await ratna.says(f"/moderator {ratna.id}")
    await ratna.sees("/gabung")
    await joins(budi)

    await ratna.says(f"/moderator {budi.id}")
    await ratna.sees("Bidang keahlian Budi Santoso", "Dipilih: 0")
    await ratna.taps("Media sosial dan kanal digital")
    chosen = await ratna.sees("Dipilih: 1")
    assert "✅ Media sosial dan kanal digital" in chosen.labels
    await ratna.taps("Lanjut")
    await ratna.sees("Budi Santoso kini bertugas")
    await budi.sees("kini bertugas sebagai Moderator CoP")

    await ratna.says("/moderator")
    await ratna.sees("• Budi Santoso: Media sosial dan kanal digital")
    await budi.says("/anggota")
    await budi.sees("Anggota", "Budi Santoso")
    assert MODERATORS == await budi.commands()
    assert ADMINS == await ratna.commands()


async def test_ratna_appoints_by_reply_and_ends_the_duty(house: House) -> None:
    """A reply in the group is enough; afterwards the buttons on Budi's screen are closed."""
    await house.opens()
    budi = house.budi
    ratna, in_group = house.ratna.at(house.moderators), house.budi.at(house.moderators)
    await joins(budi)
    await budi.joins(house.moderators)
    said = await in_group.says("Selamat pagi")
    await in_group.says("/moderator")
    refused = await in_group.sees("khusus untuk admin CoP")
    assert [] == refused.labels

    await ratna.replies(said, "/moderator")
    await ratna.sees("Bidang keahlian Budi Santoso")
    await in_group.taps("Lanjut")
    await budi.is_told("khusus untuk admin CoP")
    await ratna.taps("Lanjut")
    await ratna.sees("Budi Santoso kini bertugas")
    await budi.says("/anggota")
    listed = await budi.sees("Anggota")

    await ratna.says("/moderator")
    await ratna.sees("• Budi Santoso: semua bidang")
    await ratna.taps("Akhiri tugas Budi Santoso")
    await ratna.sees("Belum ada moderator yang bertugas")
    await budi.sees("Tugas Bapak/Ibu sebagai Moderator CoP telah berakhir")
    await budi.sends_data(listed, listed.data["Budi Santoso"])
    await budi.sees("khusus untuk Moderator CoP")
    assert EVERYONE == await budi.commands()


async def test_a_moderator_ends_a_membership(house: House) -> None:
    """`Keluarkan`, a reason and a second tap; who was removed is told why and what is open."""
    await house.opens()
    sari, budi, ratna = house.sari, house.budi, house.ratna
    await joins(sari)
    await joins(budi)
    await appoints(ratna, budi)

    await budi.says("/anggota sari")
    await budi.sees("1 orang")
    await budi.taps("Sari Wulandari")
    await budi.sees("ID Telegram")
    await budi.taps("Keluarkan")
    await budi.sees("Mengapa Sari Wulandari dikeluarkan?")
    await budi.taps("Terdaftar dengan lebih dari satu akun")
    asked = await budi.sees("Yang bersangkutan akan diberi tahu")
    for _ in range(2):
        await budi.sends_data(asked, asked.data["Ya, keluarkan"])
    await budi.sees("Sari Wulandari telah dikeluarkan")

    await sari.sees("telah diakhiri", "Terdaftar dengan lebih dari satu akun")
    await sari.says("/profil")
    await sari.sees("Fitur ini untuk anggota")
    await sari.says("/start")
    await sari.sees("pendaftaran akan ditinjau admin")


async def test_an_admin_nobody_knows_yet_gets_the_commands_by_writing(house: House) -> None:
    """At start Telegram refuses a chat it does not know; the first words bring the list."""
    nina = house.simulator.person("Nina Rahayu")
    await house.opens(ADMIN_IDS=str(nina.id))
    await joins(house.sari)

    await nina.says("halo")
    await nina.sees("silakan pilih dari tombol")
    await nina.says("/moderator")
    await nina.sees("Belum ada moderator yang bertugas")

    assert ADMINS == await nina.commands()


async def test_an_admin_who_blocked_the_bot_costs_the_group_no_commands(house: House) -> None:
    """A 403 is final: the next list is published all the same."""
    house.simulator.complaints_expected = True  # the 403 is made up, but it counts
    published = asyncio.Event()

    def note(exchange: Exchange) -> None:
        scope = exchange.parameters.text("scope")
        if exchange.method == "setMyCommands" and str(house.moderators.id) in scope:
            published.set()

    house.simulator.observe_exchanges(note)
    house.simulator.faults.add(
        Fault(
            Refuse(403, "Forbidden: bot was blocked by the user"),
            method="setMyCommands",
            times=None,
            when=lambda _method, given: str(house.ratna.id) in given.text("scope"),
        )
    )

    await house.opens()

    async with asyncio.timeout(10):
        await published.wait()
