"""A question's answer over the wire: replies in the group, albums, edits, what the asker says."""

import pytest

from tests.journeys.house import House, appoints, joins


@pytest.fixture
async def asked(house: House) -> House:
    """Give a house where Sari asked #1 and Budi, a moderator, holds it."""
    await house.opens()
    await joins(house.budi)
    await appoints(house.ratna, house.budi)
    await house.budi.joins(house.moderators)
    await joins(house.sari)
    await asks(house)
    budi = house.budi.at(house.moderators)
    await budi.sees("Pertanyaan #1", "Sari Wulandari")
    await budi.taps("Ambil")
    await budi.sees("Pertanyaan #1", "Budi Santoso")
    return house


async def asks(house: House) -> None:
    """Let Sari ask #1."""
    await house.sari.says("/tanya Bagaimana menghitung angka kredit jenjang ahli muda?")
    await house.sari.sees("Masih ada tambahan?")
    await house.sari.taps("Selesai")
    topic = await house.sari.sees("tentang apa")
    await house.sari.taps(topic.labels[0])
    await house.sari.sees("Bagaimana menghitung")
    await house.sari.taps("Kirim")
    await house.sari.sees("Pertanyaan #1 terkirim")


async def test_a_reply_an_album_and_an_edit_reach_the_asker(asked: House) -> None:
    """The answer comes at once, an album stays together, an edit corrects, the asker closes."""
    sari, budi = asked.sari, asked.budi.at(asked.moderators)
    card = await budi.sees("Pertanyaan #1", "diambil")

    said = await budi.replies(card, "Lihat Permenpan tahun 2022.")
    await sari.sees("Jawaban untuk pertanyaan #1", "Bagaimana menghitung", "tahun 2022")
    await budi.edits(said, "Lihat Permenpan tahun 2023.")
    await sari.sees("Jawaban untuk pertanyaan #1", "tahun 2023")

    await budi.sends_album(["photo", "photo"], caption="Dua halaman.", reply_to=card)
    await sari.sees("Tambahan jawaban", "Dua halaman.")
    await sari.sees_album(2)

    await sari.taps("Sudah terjawab")
    await sari.sees("Terima kasih. Pertanyaan #1 ditutup.")
    await budi.sees("Pertanyaan #1", "ditutup")


async def test_an_anonymous_admin_and_others_are_told(asked: House) -> None:
    """Nothing of theirs is sent; the asker hears only the holder."""
    sari, group = asked.sari, asked.moderators
    ratna, budi = asked.ratna.at(group), asked.budi.at(group)
    card = await budi.sees("Pertanyaan #1", "diambil")

    await ratna.replies(card, "Saya juga tahu.")
    await ratna.sees("Pertanyaan #1 sedang ditangani Budi Santoso")
    await asked.ratna.at(group, anonymous=True).replies(card, "Saya admin.")
    await ratna.sees("ditulis sebagai admin anonim")
    await budi.says("Baik, saya jawab.")
    await budi.replies(card, "Begini caranya.")

    await sari.sees("Jawaban untuk pertanyaan #1", "Begini caranya.")
    heard = " ".join(screen.text or "" for screen in await sari.transcript())
    for never in ("Saya juga tahu", "Saya admin", "Baik, saya jawab", "Budi", "Ratna"):
        assert never not in heard


async def test_without_a_group_the_reply_stands_in_private(house: House) -> None:
    """The card is in Budi's own chat; his reply to it, held first, becomes the answer."""
    await house.opens(with_group=False)
    await joins(house.budi)
    await appoints(house.ratna, house.budi)
    await joins(house.sari)
    await asks(house)

    card = await house.budi.sees("Pertanyaan #1", "Sari Wulandari")
    await house.budi.replies(card, "Begini caranya.")
    await house.budi.sees("Kirim sebagai jawaban #1?")
    await house.budi.taps("Kirim jawaban")

    await house.sari.sees("Jawaban untuk pertanyaan #1", "Begini caranya.")
    await house.sari.taps("Belum terjawab")
    await house.sari.sees("Apa yang masih kurang?")
    await house.sari.says("Contoh perhitungannya.")
    told = await house.budi.sees("Penanya menambahkan", "Contoh perhitungannya.")
    await house.budi.says("/menu")  # once this is answered, the bot knows what it sent before
    await house.budi.sees("Menu")
    await house.budi.replies(told, "Contoh: dua kali tiga.")
    await house.sari.sees("Contoh: dua kali tiga.")
