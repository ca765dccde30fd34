"""An answer for one becomes an answer for all, until its asker says no."""

from simulator.person import Person
from tests.journeys.asking import QUESTION, asks, opens_for_questions, picks_topic
from tests.journeys.house import House

PUBLIC = "Bagaimana menghitung angka kredit jenjang ahli muda?"
ANSWER = "Predikat kinerja dikalikan koefisien jenjang."


async def test_published_found_and_taken_back(any_fate: House) -> None:
    """Terbitkan, Izinkan, /faq, the offer to who asks the same, the link; then nothing of it."""
    house = any_fate
    sari, budi, endang = house.sari, house.budi, house.person("Endang Lestari")
    group = house.moderators
    await opens_for_questions(house, members=[sari, endang], moderators=[budi], group=group)
    here = budi.at(group)
    await asks(sari)
    await here.sees("Pertanyaan #1", "baru")
    await here.taps("Ambil")
    card = await here.sees("Pertanyaan #1", "dipegang Budi Santoso")
    await here.replies(card, ANSWER)
    await sari.sees("Jawaban untuk pertanyaan #1", ANSWER)
    await here.sees("Pertanyaan #1", "dijawab")

    await endang.says("/start q_1")
    await endang.sees("Pertanyaan ini tidak tersedia di tanya jawab.")
    await _proposes(budi, here)
    await sari.sees("Bolehkah diterbitkan", "tanpa nama dan instansi", ANSWER)
    await endang.says("/faq")
    await endang.sees("Belum ada jawaban yang diterbitkan")
    await sari.taps("Izinkan")
    await sari.sees("Pertanyaan #1 sudah diterbitkan tanpa nama")
    await here.sees("Pertanyaan #1", "penanya mengizinkan terbit")

    await endang.says("/faq")
    topics = await endang.sees("Tanya jawab", "Silakan pilih topik")
    await endang.taps(next(label for label in topics.labels if "(1)" in label))
    listed = await endang.sees("Tanya jawab:")
    await endang.taps(listed.labels[0])
    read = await endang.sees("#1", ANSWER, "PermenPANRB Nomor 1 Tahun 2023", "bukan keputusan")
    assert "Sari" not in read
    assert "Cabut izin" not in read.labels
    await _asks_the_same(endang)
    await endang.sees("Mungkin sudah pernah ditanyakan", "#1")
    await endang.taps("Ini sudah menjawab")
    await endang.sees("#1", ANSWER)

    await sari.says("/start q_1")
    await sari.sees("#1", ANSWER)
    await sari.taps("Cabut izin")
    await sari.sees("Cabut izin #1?")
    await sari.taps("Ya, cabut izin")
    await sari.sees("Izin dicabut. Pertanyaan #1 tidak tampil lagi")
    await here.sees("Pertanyaan #1", "dicabut dari tanya jawab")

    await endang.says("/faq")
    await endang.sees("Belum ada jawaban yang diterbitkan")
    await endang.says("/start q_1")
    await endang.sees("Pertanyaan ini tidak tersedia di tanya jawab.")
    await endang.says("/menu")
    await endang.sees("Endang Lestari")
    await endang.taps("Hapus draf")
    await endang.sees("Menu", "Endang Lestari")
    await _asks_the_same(endang)
    await endang.sees("Pratinjau pertanyaan", QUESTION)


async def _proposes(budi: Person, here: Person) -> None:
    """Fill in `Terbitkan`, which begins at the card and goes on in private."""
    await here.taps("Terbitkan")
    await budi.sees("Terbitkan #1: pertanyaan")
    await budi.says(PUBLIC)
    await budi.sees("Silakan ketik jawaban yang diterbitkan")
    await budi.says(ANSWER)
    await budi.sees("Apa rujukan jawabannya?")
    await budi.says("PermenPANRB Nomor 1 Tahun 2023")
    await budi.sees("Tanggal peninjauan")
    await budi.taps("1 tahun")
    await budi.sees("Beginilah #1 akan dibaca anggota", PUBLIC, ANSWER)
    await budi.taps("Kirim")
    await budi.sees("Permintaan izin menerbitkan #1 sudah dikirim")


async def _asks_the_same(person: Person) -> None:
    """Ask up to where an answer may be offered."""
    await person.says(f"/tanya {QUESTION}")
    await person.sees("Masih ada tambahan?")
    await person.taps("Selesai")
    await picks_topic(person)
