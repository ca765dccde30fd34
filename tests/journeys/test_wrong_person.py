"""Buttons of Dahar Ngopi in the wrong hands: members, guests, and who is no longer on duty."""

from tests.journeys.house import House, joins
from tests.journeys.programme import REMINDER, THURSDAY, TITLE, opens_with_moderator, plans


async def test_a_member_with_the_buttons_of_a_moderator(house: House) -> None:
    """Whatever `/program` shows, forged by a member, does nothing but say whom it is for."""
    budi, sari = await opens_with_moderator(house, "2026-11-25 10:00"), house.sari
    await joins(sari)
    await plans(budi)
    await budi.says("/program")
    listed = await budi.sees("Program", TITLE)
    await budi.taps(next(label for label in listed.labels if TITLE in label))
    opened = await budi.sees(TITLE, "Yang ikut: 0 orang")
    await budi.taps("Batalkan")
    asked = await budi.sees("Batalkan sesi ini?")

    await sari.says("/program")
    refused = await sari.sees("khusus untuk Moderator CoP")
    for data in {**listed.data, **opened.data, **asked.data}.values():
        if data != listed.data["Menu"]:
            await sari.sends_data(refused, data)
            await sari.sees("khusus untuk Moderator CoP")
    await sari.says("/jadwal")
    shown = await sari.sees("Jadwal pekan ini", TITLE)
    assert "dibatalkan" not in shown


async def test_a_guest_who_wants_to_come(house: House) -> None:
    """A reminded guest who taps `Saya ikut` is told to join, and is on no list."""
    budi = await opens_with_moderator(house, "2026-11-25 10:00")
    sari = house.sari
    await sari.says("/start")
    await sari.sees("Selamat datang")
    await sari.says("/pengaturan")
    await sari.sees("Pengaturan")
    await sari.taps("Nyalakan")
    await sari.sees("menyala")
    await plans(budi)
    await house.moves_to("2026-11-26 07:30")
    await sari.sees(REMINDER, TITLE)

    await sari.taps("Saya ikut")
    invited = await sari.sees("Fitur ini untuk anggota. Silakan bergabung terlebih dahulu")
    assert ["Gabung"] == invited.labels
    await budi.says("/program")
    listed = await budi.sees("Program", TITLE)
    await budi.taps(next(label for label in listed.labels if TITLE in label))
    await budi.sees(TITLE, "Yang ikut: 0 orang")
    await sari.says("/hariini")
    today = await sari.sees("Kamis, 26 November 2026", TITLE)
    assert "Saya ikut" not in today.labels
    assert "Gabung" in today.labels


async def test_a_duty_that_ended_in_the_middle(house: House) -> None:
    """Half a session of a former moderator is not saved, nor are old buttons of any use."""
    budi, ratna = await opens_with_moderator(house, "2026-11-25 10:00"), house.ratna
    await budi.says("/program")
    await budi.sees("Program")
    await budi.taps("Tambah sesi")
    await budi.sees("Langkah 1/10")
    await budi.says(THURSDAY)
    await budi.sees("Langkah 2/10")
    await ratna.says("/moderator")
    await ratna.sees("• Budi Santoso")
    await ratna.taps("Akhiri tugas")
    await ratna.is_told("Tugas Budi Santoso sebagai moderator telah berakhir.")
    await budi.sees("berakhir")

    await budi.taps("Kamis: ASN Belajar")
    await budi.sees("khusus untuk Moderator CoP")
    await budi.says("ASN Belajar")
    await budi.sees("khusus untuk Moderator CoP")
    await budi.says("menu")
    menu = await budi.sees("Budi Santoso")
    assert "Hari ini" in menu.labels
    assert "Lanjutkan draf" not in menu.labels
    await budi.says("/program")
    await budi.sees("khusus untuk Moderator CoP")
    await ratna.says("/program")
    await ratna.sees("Kamis, 26 November: belum ada sesi")
