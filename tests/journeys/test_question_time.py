"""A question that waits: the opening, the nudges, the claim that lapses, the closing."""

from simulator.person import Person
from tests.journeys.asking import asks, opens_for_questions
from tests.journeys.house import House

MORNING = "2026-11-23 06:00"  # a Monday; the office opens at 07.30


async def test_a_question_that_waits_and_is_never_forgotten(kept_house: House) -> None:
    """Asked before the opening; claimed and left; nudged, lapsed, answered, told, closed: once."""
    house = kept_house
    sari, budi, ratna, group = house.sari, house.budi, house.ratna, house.moderators
    await opens_for_questions(house, members=[sari], moderators=[budi], group=group, at=MORNING)
    here = budi.at(group)
    await asks(sari)
    card = await here.sees("Pertanyaan #1", "baru", "Selasa, 24 November 2026 pukul 08.00 WIB")
    assert card.is_silent
    assert "Mohon perhatian" not in card

    await house.moves_to("2026-11-23 07:31")
    await here.sees("1 pertanyaan baru: #1")
    await here.taps("Ambil")
    await here.sees("Pertanyaan #1", "dipegang Budi Santoso")

    await house.moves_to("2026-11-24 08:00")  # 8 working hours; the claim has a minute left
    await budi.sees("yang Bapak/Ibu tangani belum dijawab dalam 8 jam kerja", "#1")
    await sari.sees("Pertanyaan #1 Bapak/Ibu masih kami tangani")
    await house.restarts()
    await house.moves_to("2026-11-24 08:10")
    await budi.sees("#1", "kembali ke antrean karena belum dijawab")
    await here.sees("Kembali ke antrean: #1")

    await house.moves_to("2026-11-25 08:31")  # twice that
    await ratna.sees("Pertanyaan lama belum dijawab", "16 jam kerja", "#1")
    await house.restarts()
    await house.moves_to("2026-11-25 09:00")
    await here.taps("Ambil")
    card = await here.sees("Pertanyaan #1", "(terlambat)", "dipegang Budi Santoso")
    await here.replies(card, "Predikat dikalikan koefisien.")
    await sari.sees("Jawaban untuk pertanyaan #1", "Predikat dikalikan koefisien.")

    await house.moves_to("2026-12-02 09:10")  # five working days without a word
    await sari.sees("Pertanyaan #1", "akan ditutup pada Jumat, 4 Desember 2026")
    await house.restarts()
    await house.moves_to("2026-12-04 09:20")
    await here.sees("Pertanyaan #1", "ditutup", "ditutup tanpa kabar lagi")

    assert [1, 1] == [await _counts(sari, one) for one in ("masih kami tangani", "akan ditutup")]
    assert [1, 1] == [await _counts(budi, one) for one in ("Bapak/Ibu tangani", "sejak diambil")]
    assert 1 == await _counts(ratna, "Pertanyaan lama belum dijawab")
    assert 1 == await _counts(here, "pertanyaan baru")
    assert 1 == await _counts(here, "Kembali ke antrean")
    await sari.taps("Belum terjawab")  # a closed question is not lost
    await sari.sees("Apa yang masih kurang?")
    await here.sees("Pertanyaan #1", "diambil, dipegang Budi Santoso")


async def _counts(person: Person, words: str) -> int:
    """Count the messages with these words."""
    return sum(words in screen for screen in await person.transcript())
