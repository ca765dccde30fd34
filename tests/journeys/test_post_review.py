"""A post before moderators, over the wire: its card in a forum, files, a comment, an approval."""

from simulator.person import Person
from tests.journeys.asking import opens_for_questions
from tests.journeys.house import House

BODY = "Setiap Sabtu kami membuka meja layanan informasi di pasar desa."


async def shares(person: Person, title: str, *, photos: int = 0) -> str:
    """Write a post and send it; returns the topic that was picked."""
    await person.says("/berbagi")
    await person.sees("Silakan ketik judulnya")
    await person.says(title)
    await person.sees("Silakan ketik isinya")
    await person.says(BODY)
    await person.sees(BODY)
    if photos:
        await person.sends_album(["photo"] * photos)
        await person.sees(BODY, f"Lampiran: {photos} foto")
    await person.taps("Selesai")
    offered = await person.sees("Tulisan ini tentang apa?")
    await person.taps(offered.labels[0])
    await person.sees("Adakah tautan")
    await person.taps("Lewati")
    await person.sees("Pratinjau tulisan")
    await person.taps("Kirim")
    await person.sees("terkirim. Moderator CoP meninjaunya paling lambat")
    return offered.labels[0]


async def test_a_post_from_the_card_to_its_readers(any_fate: House) -> None:
    """The card stands in its topic's thread, its album below; improved it is published."""
    house = any_fate
    sari, budi, ratna = house.sari, house.budi, house.ratna
    forum = house.simulator.forum("Moderator CoP", [ratna])
    await opens_for_questions(house, members=[sari], moderators=[budi], group=forum)

    topic = await shares(sari, "Layanan informasi di pasar", photos=3)

    thread = budi.at(forum).in_topic(await forum.topic(topic))
    await thread.sees("Tulisan #1", "menunggu tinjauan", BODY, "📎 3 foto")
    await thread.sees_album(3)
    await thread.taps("Minta perbaikan")
    await budi.sees("Apa yang perlu diperbaiki?")
    await house.restarts()
    await budi.says("Mohon sebutkan jumlah pengunjungnya.")
    await budi.sees("Permintaan perbaikan tulisan #1 sudah dikirim")
    await thread.sees("Tulisan #1", "perlu perbaikan", "diminta perbaikan oleh Budi Santoso")

    await sari.sees("Moderator CoP meminta perbaikan", "jumlah pengunjungnya")
    await sari.taps("Perbaiki")
    await sari.sees("Pratinjau tulisan #1")
    await sari.taps("Ubah")
    await sari.sees("Bagian mana yang ingin diubah?")
    await sari.taps("Judul")
    await sari.sees("Judul sekarang")
    await sari.says("Layanan informasi bagi 200 pengunjung pasar")
    await sari.sees("Pratinjau tulisan", "200 pengunjung")
    await sari.taps("Kirim")
    await sari.sees("Perubahan tulisan #1 terkirim")

    await thread.sees("Tulisan #1", "versi 2", "Yang berubah: judul", "200 pengunjung")
    await thread.taps("Setujui")
    await thread.sees("Tulisan #1", "terbit", "disetujui oleh Budi Santoso")
    await sari.sees("Tulisan Bapak/Ibu sudah terbit", "200 pengunjung")
    await sari.taps("Buka tulisan")
    await sari.sees("Layanan informasi bagi 200 pengunjung pasar", sari.name, BODY)
    await budi.at(forum).says("/antrean")
    await budi.at(forum).sees("Tidak ada pertanyaan atau tulisan yang menunggu di sini.")
