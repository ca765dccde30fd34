"""Questions from the first word to the last, as askers and moderators live them."""

import asyncio

from simulator.person import Person
from tests.journeys.asking import asks, opens_for_questions, picks_topic, sends
from tests.journeys.house import House


async def test_two_reach_for_a_question_and_one_answers_it(any_fate: House) -> None:
    """Taken once, explained, answered, put right, missed, asked on, answered again, rated."""
    house = any_fate
    sari, budi, dewi = house.sari, house.budi, house.person("Dewi Lestari")
    group = house.moderators
    await opens_for_questions(house, members=[sari], moderators=[budi, dewi], group=group)
    await asks(sari)

    await asyncio.gather(budi.at(group).taps("Ambil"), dewi.at(group).taps("Ambil"))
    taken = await budi.at(group).sees("Pertanyaan #1", "diambil, dipegang", "Riwayat")
    holder = budi if "dipegang Budi Santoso" in taken else dewi
    here = holder.at(group)
    await here.sees("Pertanyaan #1", f"dipegang {holder.name}")

    await here.taps("Minta penjelasan")
    await holder.sees("Minta penjelasan #1", "Apa yang perlu dijelaskan penanya?")
    await holder.says("Untuk periode yang mana?")
    await holder.sees("Permintaan penjelasan #1 terkirim")
    await sari.sees("Moderator CoP memerlukan penjelasan", "Untuk periode yang mana?")
    await sari.taps("Jawab penjelasan")
    await sari.sees("Penjelasan #1", "Silakan ketik penjelasannya")
    await sari.says("Periode 2026.")
    await sari.sees("penjelasan #1 sudah diteruskan")
    await holder.sees("Penanya menjelaskan pertanyaan #1", "Periode 2026.")

    card = await here.sees("Pertanyaan #1", "diambil", "Periode 2026.")
    said = await here.replies(card, "Lihat Permenpan tahun 2022.")
    await sari.sees("Jawaban untuk pertanyaan #1", "Bagaimana menghitung", "tahun 2022", "resmi")
    await here.edits(said, "Lihat Permenpan tahun 2023.")
    await sari.sees("Jawaban untuk pertanyaan #1", "tahun 2023")

    await _misses_and_asks_on(sari, holder)
    await here.replies(card, "Pindah jenjang: lampirkan PAK terakhir.")
    await sari.sees("Jawaban untuk pertanyaan #1", "Pindah jenjang: lampirkan")

    await sari.taps("5")
    await sari.taps("Sudah terjawab")
    await sari.sees("Terima kasih. Pertanyaan #1 ditutup.")
    await here.sees("Pertanyaan #1", "ditutup", "penanya: sudah terjawab")
    await sari.says("/pertanyaansaya")
    listed = await sari.sees("Pertanyaan saya")
    await sari.taps(listed.labels[0])
    own = await sari.sees("Pertanyaan #1", "Keadaan: ditutup")
    assert "✅ 5" in own.labels
    heard = " ".join(screen.text for screen in await sari.transcript())
    assert "Budi" not in heard
    assert "Dewi" not in heard


async def _misses_and_asks_on(sari: Person, holder: Person) -> None:
    """`Belum terjawab` brings an example; `Tanya lanjutan` opens the question again."""
    await sari.taps("Belum terjawab")
    await sari.sees("Apa yang masih kurang?")
    await sari.says("Contoh hitungannya.")
    await sari.sees("Sudah disampaikan kepada Moderator CoP pada pertanyaan #1")
    await holder.sees("Penanya menambahkan", "Contoh hitungannya.")
    await holder.taps("Jawab")
    await holder.sees("Jawaban untuk #1", "Silakan ketik jawaban")
    await holder.says("Contoh: dua kali tiga.")
    await holder.sees("Jawaban untuk #1", "Contoh: dua kali tiga.")
    await holder.taps("Kirim")
    await holder.sees("Terkirim sebagai jawaban #1.")
    await sari.sees("Jawaban untuk pertanyaan #1", "Contoh hitungannya.", "Contoh: dua kali tiga.")

    await sari.taps("Tanya lanjutan")
    await sari.sees("Tanya lanjutan #1")
    await sari.says("Bagaimana bila pindah jenjang?")
    await sari.sees("Sudah disampaikan")
    await holder.sees("Penanya menambahkan", "pindah jenjang")


async def test_an_album_without_a_name_in_a_forum(any_fate: House) -> None:
    """Words and pictures stand in the topic's thread, and nothing there tells who asked."""
    house = any_fate
    sari, budi, ratna = house.sari, house.budi, house.ratna
    forum = house.simulator.forum("Moderator CoP", [ratna])
    await opens_for_questions(house, members=[sari], moderators=[budi], group=forum)

    await sari.says("/tanya")
    await sari.sees("Apa yang ingin Bapak/Ibu tanyakan?")
    await sari.sends_album(["photo", "photo"], caption="Bolehkah foto seperti ini dipakai?")
    await sari.sees("Bolehkah foto", "Lampiran: 2 foto")
    await sari.taps("Selesai")
    topic = await picks_topic(sari)
    await sari.sees("Pratinjau pertanyaan", "Lampiran: 2 foto")
    await sari.taps("Anonim: tidak")
    await sari.sees("tidak melihat nama", "Tetap disertakan?")
    await sari.taps("Tetap sertakan")
    preview = await sari.sees("Pratinjau pertanyaan", "tidak melihat nama")
    assert "Anonim: ya" in preview.labels
    await sends(sari, 1)

    card = await budi.at(forum).sees("Pertanyaan #1", "Penanya: Anonim", "Lampiran: 2 berkas")
    place = next(one for one in await forum.topics() if one.id == card.thread)
    assert topic == place.name
    thread = budi.at(forum).in_topic(place)
    await thread.sees_album(2)
    await thread.taps("Ambil")
    card = await thread.sees("Pertanyaan #1", "dipegang Budi Santoso")
    await thread.replies(card, "Boleh, setelah wajah anak disamarkan.")
    await sari.sees("Jawaban untuk pertanyaan #1", "wajah anak")
    shown = str([*await ratna.at(forum).transcript(), *await budi.transcript()])
    for secret in ("Sari", "Wulandari", "Banyuwangi", "Surabaya", str(sari.id)):
        assert secret not in shown

    await ratna.at(forum).in_topic(place).taps("Lihat penanya")
    await ratna.sees("Lihat penanya #1", "Tuliskan alasan")
    await ratna.says("Ada laporan ancaman di dalamnya.")
    await ratna.sees("Penanya #1: Sari Wulandari")
    await sari.says("/datasaya")
    await sari.receives("data-saya.json")
    assert "Sari" not in str(await budi.at(forum).transcript())


async def test_two_questions_are_not_for_the_community(any_fate: House) -> None:
    """A reason from the list, and one in a moderator's own words; both say where to go."""
    house = any_fate
    sari, budi, group = house.sari, house.budi, house.moderators
    await opens_for_questions(house, members=[sari], moderators=[budi], group=group)
    here = budi.at(group)

    await asks(sari, 1, "Mengapa lampu jalan di depan rumah saya padam?")
    await here.sees("Pertanyaan #1", "baru")
    await here.taps("Tolak")
    await here.sees("Pertanyaan #1", "Alasan penolakan?")
    await here.taps("Bukan ranah CoP")
    await sari.sees("Belum dapat diproses: pertanyaan #1", "lampu jalan", "lapor.go.id")
    await here.sees("Pertanyaan #1", "ditolak", "Bukan ranah CoP")

    await asks(sari, 2, "Siapa yang menang lomba rilis kemarin?")
    await here.sees("Pertanyaan #2", "baru")
    await here.taps("Tolak")
    await here.sees("Pertanyaan #2", "Alasan penolakan?")
    await here.taps("Lainnya")
    await budi.sees("Tolak #2", "Tuliskan alasannya")
    await budi.says("Pengumumannya baru terbit pekan depan.")
    await budi.sees("Pertanyaan #2 ditolak; penanya sudah diberi tahu.")
    await sari.sees("Belum dapat diproses: pertanyaan #2", "baru terbit pekan depan", "/tanya")

    await sari.says("/pertanyaansaya")
    listed = await sari.sees("Pertanyaan saya")
    states = [label for label in listed.labels if "Belum dapat diproses" in label]
    assert ["#2", "#1"] == [label.split()[0] for label in states]
    await sari.taps(states[1])
    await sari.sees("Pertanyaan #1", "Keadaan: Belum dapat diproses", "SP4N-LAPOR!")


async def test_without_a_group_each_moderator_has_the_card(any_fate: House) -> None:
    """Taken, let go, taken by the other and handed over, all on one state; answered by `Jawab`."""
    house = any_fate
    sari, budi, dewi = house.sari, house.budi, house.person("Dewi Lestari")
    await opens_for_questions(house, members=[sari], moderators=[budi, dewi])
    await asks(sari)

    await dewi.sees("Pertanyaan #1", "Penanya: Sari Wulandari", "baru")
    await budi.sees("Pertanyaan #1", "baru")
    await budi.taps("Ambil")
    await budi.sees("Pertanyaan #1", "dipegang Budi Santoso")
    await dewi.sees("Pertanyaan #1", "dipegang Budi Santoso")
    await budi.taps("Lepaskan")
    await dewi.sees("Pertanyaan #1", "baru", "dilepaskan")
    await dewi.taps("Ambil")
    await dewi.sees("Pertanyaan #1", "dipegang Dewi Lestari")
    await dewi.taps("Alihkan")
    await dewi.sees("Pertanyaan #1", "Dialihkan kepada siapa?")
    await dewi.taps("Budi Santoso")
    await dewi.sees("Pertanyaan #1", "dipegang Budi Santoso", "dialihkan")
    await budi.sees("Dewi Lestari mengalihkan pertanyaan #1")

    await budi.taps("Jawab")
    await budi.sees("Jawaban untuk #1", "Silakan ketik jawaban")
    await budi.says("Predikat dikalikan koefisien.")
    await budi.sees("Jawaban untuk #1", "Predikat dikalikan koefisien.")
    await budi.taps("Kirim")
    await budi.sees("Terkirim sebagai jawaban #1.")
    await sari.sees("Jawaban untuk pertanyaan #1", "Predikat dikalikan koefisien.")
    await dewi.sees("Pertanyaan #1", "dijawab", "Jawaban (Budi Santoso)")
    assert "Pertanyaan #1" not in str(await house.ratna.transcript())


async def test_an_edited_and_a_withdrawn_question(any_fate: House) -> None:
    """An edit changes the card and keeps the version; what is withdrawn takes no answer."""
    house = any_fate
    sari, budi, group = house.sari, house.budi, house.moderators
    await opens_for_questions(house, members=[sari], moderators=[budi], group=group)
    here = budi.at(group)

    await sari.says("/tanya")
    await sari.sees("Apa yang ingin Bapak/Ibu tanyakan?")
    wrote = await sari.says("Kapan webinar JP bulan ini?")
    await sari.sees("Kapan webinar", "Masih ada tambahan?")
    await sari.taps("Selesai")
    await picks_topic(sari)
    await sari.sees("Pratinjau pertanyaan")
    await sends(sari, 1)
    await here.sees("Pertanyaan #1", "Kapan webinar JP bulan ini?")
    await sari.edits(wrote, "Kapan webinar JP bulan Desember?")
    await sari.sees("Pertanyaan #1 diperbarui sesuai suntingan")
    await here.sees("Pertanyaan #1", "bulan Desember", "diubah penanya")
    await here.taps("Ambil")
    card = await here.sees("Pertanyaan #1", "dipegang Budi Santoso")

    await sari.says("/pertanyaansaya")
    listed = await sari.sees("Pertanyaan saya")
    await sari.taps(next(label for label in listed.labels if label.startswith("#1 · ")))
    await sari.sees("Pertanyaan #1", "Keadaan: ", "bulan Desember")
    await sari.taps("Tarik pertanyaan")
    await sari.sees("Tarik pertanyaan #1?")
    await sari.taps("Ya, tarik pertanyaan")
    await sari.sees("Pertanyaan sudah ditarik.", "Keadaan: ditarik")

    gone = await here.sees("Pertanyaan #1", "ditarik")
    assert "Ambil" not in gone.labels
    await here.replies(card, "Tanggal 3 Desember.")
    await here.sees("Pertanyaan #1 sudah ditarik penanya. Balasan ini tidak dikirim.")
    assert "Tanggal 3" not in str(await sari.transcript())
