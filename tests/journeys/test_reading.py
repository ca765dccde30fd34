"""Reading and searching from the first words to the saved list, across a restart."""

from community.posts import Content
from storage.unit import Unit
from tests.journeys.house import House, joins

BODY = "Kami menyusun usulan penetapan angka kredit bersama seluruh pranata humas."


async def _publishes(house: House, *titles: str) -> None:
    """Let posts of Sari's be there, the last one the newest."""
    assert house.parts is not None
    now = house.clock.now()

    async def add(unit: Unit) -> None:
        person = await unit.people.find(house.sari.id)
        assert person is not None
        for title in titles:
            said = Content(topic="penilaian_kinerja_angka_kredit", title=title, body=BODY)
            await unit.posts.add(person.id, said, area="35.10", is_trusted=True, now=now)

    await house.parts.database.write(add)


async def test_from_typing_to_the_saved_list(house: House) -> None:
    """Budi types what he looks for, reads on after a restart, saves it and finds it again."""
    await house.opens()
    sari, budi = house.sari, house.budi
    await joins(sari)
    await joins(budi)
    await _publishes(house, *(f"Usulan angka kredit ke-{number}" for number in range(6)))

    await budi.says("pengusulan AK")
    await budi.sees("silakan pilih")
    await budi.taps("Cari")
    await budi.sees("Hasil pencarian", "pengusulan AK", "Kami menyusun usulan", "5. ")
    await house.restarts()
    await budi.taps("Berikutnya ›")
    await budi.sees("halaman 2", "6. ")
    await budi.taps("6")
    read = await budi.sees("Sari Wulandari, Pemerintah Kabupaten Banyuwangi", BODY)
    await budi.taps("Simpan")
    await budi.sees(BODY)
    await budi.taps("‹ Sebelumnya")
    await budi.sees(BODY)
    await budi.taps("Kembali ke hasil")
    await budi.sees("Hasil pencarian", "1. ")

    await budi.says("/tersimpan")
    await budi.sees("Tulisan tersimpan", "1. ")
    await budi.taps("1")
    saved = await budi.sees(BODY)

    assert read.text.splitlines()[0] == saved.text.splitlines()[0]


async def test_a_guest_is_led_in_before_anything_is_shown(house: House) -> None:
    """`/cari` and `/terbaru` invite; after joining the same words find."""
    await house.opens()
    sari, budi = house.sari, house.budi
    await joins(sari)
    await _publishes(house, "Usulan angka kredit")

    await budi.says("/cari angka kredit")
    await budi.sees("Silakan bergabung")
    await budi.says("/terbaru")
    refused = await budi.sees("Silakan bergabung")
    await joins(budi)
    await budi.says("/cari angka kredit")
    found = await budi.sees("Hasil pencarian", "Usulan")

    assert "Usulan" not in refused.text
    assert "Usulan" in found.text


async def test_nothing_found_becomes_a_question(house: House) -> None:
    """The words that found nothing stand in the form of a question."""
    await house.opens()
    budi = house.budi
    await joins(budi)

    await budi.says("/cari")
    await budi.sees("Apa yang ingin Bapak/Ibu cari?")
    await budi.says("cara mengurus zzqx kami")
    await budi.sees("Belum ada yang cocok", "zzqx")
    await budi.taps("Bertanya")
    await budi.sees("cara mengurus zzqx kami", "Selesai")
