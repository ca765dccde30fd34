"""Inline mode from the app to the group and back: members pass posts on, guests are led in."""

from community.posts import Content
from storage.unit import Unit
from tests.journeys.house import House, joins

BODY = "Kami menyusun usulan penetapan angka kredit bersama seluruh pranata humas."
TITLE = "Usulan angka kredit bersama"


async def _publishes(house: House) -> None:
    """Let a post of Sari's be there."""
    assert house.parts is not None
    now = house.clock.now()

    async def add(unit: Unit) -> None:
        person = await unit.people.find(house.sari.id)
        assert person is not None
        said = Content(topic="penilaian_kinerja_angka_kredit", title=TITLE, body=BODY)
        await unit.posts.add(person.id, said, area="35.10", is_trusted=True, now=now)

    await house.parts.database.write(add)


async def test_a_member_passes_a_post_on(house: House) -> None:
    """Sari finds a post from within the group; Budi reads it there, follows it and is let in."""
    await house.opens()
    sari, budi = house.sari, house.budi
    await joins(sari)
    await _publishes(house)
    await house.community.adds(sari, house.ratna)
    await house.community.adds(budi, house.ratna)
    there = sari.at(house.community)

    found = await there.asks_inline("pengusulan AK")
    passed = await there.chooses(found, TITLE)
    newest = await there.asks_inline()

    assert [TITLE] == found.titles == newest.titles
    assert "Sari Wulandari, Pemerintah Kabupaten Banyuwangi" in passed.text
    assert "cop_humas_jatim_bot" == passed.via
    guest = await budi.at(house.community).asks_inline("pengusulan AK")
    assert ["Bergabung dahulu"] == guest.titles
    await budi.at(house.community).taps("Buka di bot")
    await budi.sees("Selamat datang", "Tautan tadi dibuka")
    await joins(budi)
    await budi.sees(TITLE, BODY)
    again = await budi.at(house.community).asks_inline("pengusulan AK")
    assert [TITLE] == again.titles


async def test_buttons_above_the_list_lead_on(house: House) -> None:
    """`Gabung` opens the welcome, `Bertanya` the form of a question."""
    await house.opens()
    budi = house.budi

    await budi.taps_above(await budi.asks_inline("apa saja"))
    await budi.sees("Selamat datang", "CoP")
    await joins(budi)
    nothing = await budi.asks_inline("zzqx")
    assert ["Tidak ditemukan"] == nothing.titles
    await budi.taps_above(nothing)
    await budi.sees("pertanyaan")


async def test_what_is_chosen_is_no_answer_to_a_form(house: House) -> None:
    """A result sent into the chat with the bot fills in nothing; the form waits on."""
    await house.opens()
    sari = house.sari
    await joins(sari)
    await _publishes(house)
    await sari.says("/tanya")
    asked = await sari.sees("pertanyaan")

    await sari.chooses(await sari.asks_inline("angka kredit"), TITLE)
    await sari.says("Bagaimana menghitung angka kredit?")
    shown = await sari.sees("Bagaimana menghitung")

    assert asked.text != shown.text
    assert BODY not in shown.text
