"""`/antrean`: what is open, and the cards that it shows."""

from community.callback import pack
from community.question_card import ClaimQuestion, Prioritise
from community.reply import Rewrite
from storage.messages import Said
from storage.unit import Unit
from tests.handlers.asker import GROUP, ask, on_duty
from tests.handlers.cards import TOPIC, card_of, labels
from tests.handlers.driver import Stage


async def test_the_queue_lists_what_is_open_oldest_first(grouped: Stage) -> None:
    """Late and urgent ones are marked; answered and refused ones are gone."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    first = await ask(sari, "Pertanyaan lama")
    grouped.passes(days=2)
    second = await ask(sari, "Pertanyaan baru", topic="komunikasi_krisis")
    gone = await ask(sari, "Pertanyaan ditolak")
    await budi.taps("Tolak", chat=GROUP)
    await budi.taps("Kurang jelas", chat=GROUP)
    await budi.taps_data(
        pack(Prioritise(question=second.id, is_urgent=True)),
        card_of(grouped, second.id).id,
        chat=GROUP,
    )

    await budi.says("/antrean")

    text = budi.screen.text
    assert text.startswith("<b>Antrean pertanyaan</b> (2)")
    assert text.index(f"#{first.id}") < text.index(f"#{second.id}")
    assert f"⏰ <b>#{first.id}</b>" in text
    assert f"❗ <b>#{second.id}</b>" in text
    assert f"#{gone.id}</b>" not in text
    await budi.taps("Terlambat")
    assert f"#{second.id}" not in budi.screen.text
    await budi.taps("Punya saya")
    assert "Tidak ada pertanyaan" in budi.screen.text
    await budi.taps("Semua")
    await budi.taps("Topik")
    await budi.taps("Komunikasi krisis dan isu")
    assert f"#{first.id}" not in budi.screen.text
    assert f"#{second.id}" in budi.screen.text


async def test_the_queue_turns_pages_and_opens_cards(stage: Stage) -> None:
    """A card that was opened is the one that is kept up to date from then on."""
    budi = await on_duty(stage, "Budi", 13)
    cici = await on_duty(stage, "Cici", 15)
    sari = await stage.person("Sari", 12).joined()
    questions = [await ask(sari, f"Pertanyaan ke-{place}") for place in range(10)]
    await budi.says("/antrean")
    await budi.taps("Berikutnya")
    assert "halaman 2/2" in budi.screen.text

    await budi.taps(f"#{questions[9].id}")
    await cici.taps("Ambil")

    assert "dipegang Cici" in budi.screen.text
    assert f"Pertanyaan #{questions[9].id}" in budi.screen.text


async def test_a_card_that_was_deleted_comes_anew(grouped: Stage) -> None:
    """The edit of an open question's newest card is said anew where the message is gone."""
    budi = await on_duty(grouped, "Budi", 13)
    question = await ask(await grouped.person("Sari", 12).joined())
    card = card_of(grouped, question.id)
    grouped.chats[GROUP.id].remove(card)

    await budi.says(f"/catatan {question.id} kartu hilang", chat=GROUP)

    assert card.id != card_of(grouped, question.id).id
    edits = [say for say in grouped.said if isinstance(say, Rewrite) and say.subject]
    assert TOPIC == edits[-1].thread_topic


async def test_a_card_that_still_waits_is_brought_up_to_date(grouped: Stage) -> None:
    """What /antrean said has no number yet: an edit follows it, besides those of older cards."""
    budi = await on_duty(grouped, "Budi", 13)
    question = await ask(await grouped.person("Sari", 12).joined())
    card = card_of(grouped, question.id)
    grouped.delivers = False
    await budi.says(f"/antrean {question.id}", chat=GROUP)
    await budi.says(f"/antrean {question.id}")

    reply = await budi.taps_data(pack(ClaimQuestion(question=question.id)), card.id, chat=GROUP)

    edits = [say for say in reply.says if isinstance(say, Rewrite)]
    assert [(GROUP.id, card.id), (GROUP.id, None), (13, None)] == [
        (one.chat_id, one.message_id) for one in edits
    ]
    assert all("dipegang Budi" in one.message.text for one in edits)
    assert 3 == len({one.replace_key for one in edits})


async def test_cards_of_an_upgraded_group_stay_cards(grouped: Stage) -> None:
    """A card that delivery knows by the new id is written as one of the group."""
    budi = await on_duty(grouped, "Budi", 13)
    question = await ask(await grouped.person("Sari", 12).joined())
    card = Said(subject=f"question:{question.id}", chat_id=-100_500, message_ids=(7,))

    async def upgrade(unit: Unit) -> None:
        await unit.messages.add_alias(GROUP.id, -100_500)
        await unit.messages.add([card], grouped.now)

    await grouped.database.write(upgrade)

    reply = await budi.says(f"/catatan {question.id} sudah pindah", chat=GROUP)

    there = [one for one in reply.says if isinstance(one, Rewrite) and one.chat_id == -100_500]
    assert ["Ambil", "Tolak", "Penting: tidak"] == labels(there[0].message)


async def test_a_note_is_read_by_moderators_only(grouped: Stage) -> None:
    """It stands on the card; the asker hears nothing."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    question = await ask(sari)

    await budi.says(f"/catatan {question.id} tunggu <BKD>", chat=GROUP)

    assert "Catatan (Budi): tunggu &lt;BKD&gt;" in card_of(grouped, question.id).message.text
    assert [] == sari.messages
    await budi.says("/catatan", chat=GROUP)
    assert "/catatan 12" in grouped.chats[GROUP.id][-1].message.text
