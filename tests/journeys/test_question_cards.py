"""Cards over the wire: two moderators at once, an explanation, a deleted card, the queue."""

from tests.journeys.house import House, appoints, joins


async def asks(house: House, number: int = 1) -> str:
    """Let Sari ask; returns the topic that she picked."""
    sari = house.sari
    await sari.says("/tanya Bagaimana menghitung angka kredit jenjang ahli muda?")
    await sari.sees("Masih ada tambahan?")
    await sari.taps("Selesai")
    topic = await sari.sees("tentang apa")
    await sari.taps(topic.labels[0])
    await sari.sees("Bagaimana menghitung")
    await sari.taps("Kirim")
    await sari.sees(f"Pertanyaan #{number} terkirim")
    return topic.labels[0]


async def test_a_card_from_the_queue_to_an_explanation_and_back(house: House) -> None:
    """What one moderator does, all see; a card that was deleted comes anew with its news."""
    sari, group = house.sari, house.moderators
    await house.opens()
    await joins(house.budi)
    await appoints(house.ratna, house.budi)
    await house.budi.joins(group)
    await joins(sari)
    await asks(house)
    budi, ratna = house.budi.at(group), house.ratna.at(group)

    await budi.sees("Pertanyaan #1", "baru")
    await budi.taps("Ambil")
    await budi.sees("Pertanyaan #1", "dipegang Budi Santoso")
    await budi.taps("Minta penjelasan")
    await house.budi.sees("Apa yang perlu dijelaskan")
    await house.budi.says("Untuk periode yang mana?")
    await house.budi.sees("Permintaan penjelasan #1 terkirim")

    await sari.sees("Moderator CoP memerlukan penjelasan", "Untuk periode yang mana?")
    card = await ratna.sees("Pertanyaan #1", "menunggu penanya")
    await ratna.deletes(card)
    await sari.taps("Jawab penjelasan")
    await sari.sees("Silakan ketik penjelasannya")
    await sari.says("Periode 2026.")
    await sari.sees("sudah diteruskan")

    await house.budi.sees("Penanya menjelaskan pertanyaan #1", "Periode 2026.")
    anew = await ratna.sees("Pertanyaan #1", "diambil", "Penjelasan (penanya): Periode 2026.")
    assert card.message_id != anew.message_id
    await budi.says("/antrean")
    await budi.sees("Antrean pertanyaan", "#1")


async def test_in_a_forum_a_card_stands_in_the_thread_of_its_topic(house: House) -> None:
    """The thread is made on demand; a second question of the topic stands in the same one."""
    forum = house.simulator.forum("Moderator CoP", [house.ratna])
    house.moderators = forum
    await house.opens()
    await joins(house.budi)
    await appoints(house.ratna, house.budi)
    await house.budi.joins(forum)
    await joins(house.sari)

    name = await asks(house)
    await asks(house, 2)

    thread = house.budi.at(forum).in_topic(await forum.topic(name))
    await thread.sees("Pertanyaan #1", "baru")
    await thread.sees("Pertanyaan #2", "baru")
    await thread.taps("Ambil")
    await thread.sees("Pertanyaan #2", "dipegang Budi Santoso")
