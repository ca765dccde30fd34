"""Leaving and coming back, and deleting everything."""

import json

from tests.journeys.house import House, appoints, joins


async def test_sari_leaves_and_returns(house: House) -> None:
    """`/keluar` takes two taps; a double tap changes nothing, and the way back is open."""
    await house.opens()
    sari = house.sari
    await joins(sari)

    await sari.says("/keluar")
    asked = await sari.sees("Keluar dari komunitas")
    for _ in range(2):
        await sari.sends_data(asked, asked.data["Ya, keluar"])
    left = await sari.sees("telah keluar dari komunitas")
    assert ["Gabung", "Data saya"] == left.labels
    await sari.says("/profil")
    await sari.sees("Fitur ini untuk anggota")
    await sari.says("/pengaturan")
    await sari.sees("Pengingat Dahar Ngopi mati")

    await sari.says("/start")
    await sari.sees("Senang berjumpa kembali")
    await joins(sari)


async def test_sari_turns_reminders_off_and_on(house: House) -> None:
    """Off takes two taps, `Pengaturan` and `Matikan`; `/berhenti` is one word."""
    await house.opens()
    sari = house.sari
    await joins(sari)

    await sari.taps("Pengaturan")
    await sari.sees("Pengingat Dahar Ngopi menyala")
    await sari.taps("Matikan")
    await sari.is_told("Pengingat dimatikan.")
    await sari.sees("Pengingat Dahar Ngopi mati")
    await sari.taps("Nyalakan")
    await sari.sees("Pengingat Dahar Ngopi menyala")
    await sari.says("/berhenti")

    await sari.sees("Pengingat Dahar Ngopi mati")


async def test_sari_deletes_everything_and_comes_back_as_a_stranger(house: House) -> None:
    """The file tells all that is held; after two confirmations and a double tap nothing is."""
    await house.opens()
    sari, budi, ratna = house.sari, house.budi, house.ratna
    await joins(sari)
    await joins(budi)
    await appoints(ratna, budi)
    await budi.says("/anggota sari")
    await budi.sees("Anggota", "1 orang")
    await budi.taps("Sari Wulandari")
    await budi.sees("Pembukaan kartu ini tercatat")

    await sari.says("/datasaya")
    await sari.sees("Sari Wulandari", "dibuka moderator: 1 kali")
    file = await sari.receives("data-saya.json")
    assert "Sari Wulandari" in json.dumps(json.loads(await sari.downloads(file)))
    await sari.taps("Hapus data saya")
    await sari.sees("Hapus data saya", "tulisan")
    await sari.taps("Hapus, tulisan tetap tanpa nama")
    asked = await sari.sees("Yakin menghapus semua data?")
    for _ in range(2):
        await sari.sends_data(asked, asked.data["Ya, hapus data saya"])
    await sari.sees("Data Bapak/Ibu telah dihapus")

    await budi.says("/anggota sari")
    await budi.sees("Belum ada anggota dengan nama “sari”")
    await sari.says("/datasaya")
    await sari.sees("Status: tamu", "dibuka moderator: 0 kali")
    await joins(sari)


async def test_a_new_link_and_old_buttons_after_weeks(house: House) -> None:
    """Buttons of a form that is long gone, and forged ones, are answered kindly."""
    await house.opens()
    sari = house.sari
    await joins(sari)
    shown = await sari.screen()
    assert shown is not None

    await sari.sends_data(shown, "1f:join:level:mahir")
    await sari.sees("sudah menjadi anggota")
    for forged in ("asdf", "9zz", "1f:antik:satu:x"):
        await sari.sends_data(shown, forged)
        old = await sari.sees("Tombol ini sudah tidak berlaku")
        assert ["Menu"] == old.labels
    await sari.sends_data(shown, "1aa:1")
    await sari.sees("khusus untuk Moderator CoP")
    await sari.sends_data(shown, "1dr:")
    await sari.is_told("Draf ini sudah tidak ada.")

    await sari.taps("Menu")
    await sari.sees("Menu", "Sari Wulandari")
