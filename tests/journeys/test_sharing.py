"""Writing posts, from the first word to the receipt, as members live it."""

from simulator.person import Person
from tests.journeys.asking import opens_for_questions
from tests.journeys.house import House

BODY = "Setiap Sabtu kami membuka meja layanan informasi di pasar desa."
MIXED = ("photo", "video") * 5


async def begins(person: Person, title: str) -> None:
    """Write a title and a body."""
    await person.says("/berbagi")
    await person.sees("Silakan ketik judulnya")
    await person.says(title)
    await person.sees("Silakan ketik isinya")
    await person.says(BODY)
    await person.sees(BODY, f"{len(BODY)} dari 3.500 karakter")


async def reaches_preview(person: Person) -> None:
    """Go on from the body to the preview."""
    await person.taps("Selesai")
    offered = await person.sees("Tulisan ini tentang apa?")
    await person.taps(offered.labels[0])
    await person.sees("Adakah tautan")
    await person.taps("Lewati")


async def test_two_write_albums_at_once_and_the_bot_restarts(any_fate: House) -> None:
    """Ten parts of mixed kinds each, in between each other: whole, in order, to the receipt."""
    house = any_fate
    sari, budi, dewi = house.sari, house.budi, house.person("Dewi Lestari")
    group = house.moderators
    await opens_for_questions(house, members=[sari, dewi], moderators=[budi], group=group)
    await begins(sari, "Layanan informasi di pasar")
    await begins(dewi, "Layanan informasi di terminal")

    albums = {person.id: await person.begins_album() for person in (sari, dewi)}
    for place, kind in enumerate(MIXED):
        if place == len(MIXED) // 2:
            await house.restarts()
        for person in (sari, dewi):
            name = person.name.split()[0]
            await person.sends(kind, album=albums[person.id], caption=f"{name} {place}")
    for number, person in enumerate((sari, dewi), 1):
        await person.sees(BODY, "Lampiran: 5 foto, 5 video")
        await reaches_preview(person)
        preview = await person.sees("Pratinjau tulisan", person.name, "📎 5 foto, 5 video")
        assert ["Lampiran 10", "Kirim", "Ubah", "Batal"] == preview.labels
        await person.taps("Lampiran 10")
        album = await person.sees_album(10)
        name = person.name.split()[0]
        assert [f"{name} {place}" for place in range(10)] == [one.text for one in album.parts]
        await person.taps("Kirim")
        await person.sees(f"Tulisan #{number} terkirim. Moderator CoP meninjaunya paling lambat")


async def test_a_long_paste_a_change_and_a_draft_that_waits(any_fate: House) -> None:
    """Nothing that was accepted is lost by what was refused, by other commands, by a restart."""
    house = any_fate
    sari, budi, group = house.sari, house.budi, house.moderators
    await opens_for_questions(house, members=[sari], moderators=[budi], group=group)
    await begins(sari, "Layanan informasi di pasar")

    await sari.says("Catatan " * 510)
    await sari.sees("terlalu panjang: 4.079 karakter", BODY)
    await sari.says("Catatan " * 430)
    await sari.sees("terlalu panjang: 7.518 karakter", BODY)
    await sari.says("/menu")
    await sari.sees("Isian tulisan Bapak/Ibu masih tersimpan")
    await house.restarts()
    await sari.taps("Lanjutkan draf")
    await sari.sees(BODY)
    await reaches_preview(sari)
    await sari.sees("Pratinjau tulisan", "Layanan informasi di pasar", BODY)
    await sari.taps("Ubah")
    await sari.sees("Bagian mana yang ingin diubah?")
    await sari.taps("Judul")
    await sari.sees("Judul sekarang: Layanan informasi di pasar")
    await sari.says("Layanan informasi, NIK 3578011203900001")
    await sari.sees("Ada data pribadi", "tidak dapat diterbitkan", "[NIK disamarkan]")
    await sari.taps("Samarkan")
    await sari.sees("Pratinjau tulisan", "Layanan informasi, NIK [NIK disamarkan]")
    await sari.taps("Kirim")
    await sari.sees("Tulisan #1 terkirim.")
