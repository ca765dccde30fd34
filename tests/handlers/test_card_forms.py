"""What is opened from a card: explanations, refusals, look-ups; and what nobody sees."""

import pytest
from sqlalchemy import insert, select

from community.callback import pack
from community.question_card import (
    LookUpAsker,
)
from community.questions import State
from storage.schema import outbox, publication
from tests.handlers.asker import GROUP, ask, on_duty, question_of
from tests.handlers.cards import TOPIC, card_of, labels
from tests.handlers.driver import Actor, Stage


async def claimed(stage: Stage, budi: Actor, asker: Actor, *, is_anonymous: bool = False) -> int:
    """Let somebody ask and Budi take it; returns the number."""
    question = await ask(asker, is_anonymous=is_anonymous)
    await budi.taps("Ambil", chat=GROUP)
    assert State.CLAIMED is (await question_of(stage, question.id)).state
    return question.id


async def test_an_explanation_is_asked_and_given(grouped: Stage) -> None:
    """Clocks pause meanwhile; what the asker says comes back on the card and to the holder."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    number = await claimed(grouped, budi, sari)

    await budi.taps("Minta penjelasan", chat=GROUP)
    assert "obrolan pribadi" in budi.toast
    await budi.says("Tahun berapa? Hubungi 081234567890")

    waiting = await question_of(grouped, number)
    assert State.WAITING is waiting.state
    assert ((grouped.now, None),) == waiting.pauses
    assert "Moderator CoP memerlukan penjelasan" in sari.screen.text
    assert "Tahun berapa? Hubungi [nomor telepon disamarkan]" in sari.screen.text
    assert "Budi" not in sari.screen.text
    assert "menunggu penanya" in card_of(grouped, number).message.text
    assert "Batas jawab" not in card_of(grouped, number).message.text

    grouped.passes(hours=2)
    await sari.taps("Jawab penjelasan")
    await sari.says("Tahun 2025 & seterusnya")

    after = await question_of(grouped, number)
    assert State.CLAIMED is after.state
    assert ((waiting.state_at, grouped.now),) == after.pauses
    assert (
        "Penjelasan (penanya): Tahun 2025 &amp; seterusnya" in card_of(grouped, number).message.text
    )
    assert "Tahun 2025 &amp; seterusnya" in budi.screen.text
    assert "sudah diteruskan" in sari.screen.text


async def test_the_guard_looks_at_an_explanation(grouped: Stage) -> None:
    """`Samarkan` keeps the raw number out of the card and of the database."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    number = await claimed(grouped, budi, sari)
    await budi.taps("Minta penjelasan", chat=GROUP)
    await budi.says("Atas nama siapa?")
    await sari.taps("Jawab penjelasan")

    await sari.says("NIK saya 3578011203850001")
    assert State.WAITING is (await question_of(grouped, number)).state
    await sari.taps("Samarkan")

    text = card_of(grouped, number).message.text
    assert "[NIK disamarkan]" in text
    assert "3578011203850001" not in text
    async with grouped.database.snapshot() as unit:
        entries = await unit.question_entries.list_of(number)
    assert "3578011203850001" not in entries[-1].text


async def test_only_the_asker_explains(grouped: Stage) -> None:
    """A forged button of somebody else opens nothing."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    eve = await grouped.person("Eve", 66).joined()
    await claimed(grouped, budi, sari)
    await budi.taps("Minta penjelasan", chat=GROUP)
    await budi.says("Tahun berapa?")
    data = sari.screen.buttons[0][0].data
    assert data is not None

    await eve.taps_data(data)

    assert "untuk penanyanya" in eve.toast
    assert [] == eve.messages


async def test_a_question_is_refused_for_a_reason_of_the_list(grouped: Stage) -> None:
    """The asker reads "Belum dapat diproses", why, and where to go; no moderator's name."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    question = await ask(sari)

    await budi.taps("Tolak", chat=GROUP)
    await budi.taps("Bukan ranah CoP", chat=GROUP)

    assert State.REFUSED is (await question_of(grouped, question.id)).state
    assert "Belum dapat diproses" in sari.screen.text
    assert "SP4N-LAPOR" in sari.screen.text
    assert "Budi" not in sari.screen.text
    card = card_of(grouped, question.id).message
    assert "ditolak</b>" in card.text
    assert "Bukan ranah CoP" in card.text
    assert "Ambil" not in labels(card)


async def test_a_refusal_in_own_words_is_masked(grouped: Stage) -> None:
    """`Lainnya` asks for words in private."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    question = await ask(sari)

    await budi.taps("Tolak", chat=GROUP)
    await budi.taps("Lainnya", chat=GROUP)
    await budi.says("Mohon ke humas@contoh.go.id <segera>")

    after = await question_of(grouped, question.id)
    assert (State.REFUSED, "lain") == (after.state, after.reason)
    assert "Mohon ke [alamat surel disamarkan] &lt;segera&gt;" in sari.screen.text


async def test_sudah_dijawab_needs_a_published_answer(grouped: Stage) -> None:
    """An unpublished number is refused; a published one is linked."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    older = await ask(await grouped.person("Tono", 14).joined(), "Rahasia siapa?")
    question = await ask(sari)
    await budi.taps("Tolak", chat=GROUP)
    await budi.taps("Sudah dijawab", chat=GROUP)

    await budi.says(f"#{older.id}")
    assert State.NEW is (await question_of(grouped, question.id)).state
    await grouped.database.write(
        lambda unit: unit.connection.execute(
            insert(publication).values(
                question_id=older.id, state="published", question="a", answer="b"
            )
        )
    )
    await budi.says(f"#{older.id}")

    assert older.id == (await question_of(grouped, question.id)).duplicate_of
    assert "Buka jawaban" == sari.labels[0]
    assert f"start=q_{older.id}" in (sari.screen.buttons[0][0].url or "")
    assert "Rahasia" not in sari.screen.text


async def test_an_anonymous_asker_is_nowhere(grouped: Stage) -> None:
    """Neither name nor instansi nor id, in no text and no button, whatever moderators do."""
    budi = await on_duty(grouped, "Budi", 13, TOPIC)
    await on_duty(grouped, "Cici", 15)
    sari = await grouped.person("Sarimin", 771_177).joined()
    person = await sari.known()

    number = await claimed(grouped, budi, sari, is_anonymous=True)
    await budi.taps("Minta penjelasan", chat=GROUP)
    await budi.says("Tahun berapa?")
    await sari.taps("Jawab penjelasan")
    await sari.says("Tahun 2025")
    await budi.says(f"/catatan {number} menarik", chat=GROUP)
    await budi.says("/antrean", chat=GROUP)
    await budi.taps(f"#{number}", chat=GROUP)
    await budi.taps("Alihkan", chat=GROUP)
    await budi.taps("Kembali", chat=GROUP)

    seen = [say for say in grouped.said if getattr(say, "chat_id", 0) in (GROUP.id, 13, 15)]
    assert "Penanya: Anonim" in card_of(grouped, number).message.text
    for marked in ("Sarimin", "Banyuwangi", "771177", str(person.id), "ahli_muda", "Ahli Muda"):
        assert marked not in str(seen), marked


async def test_an_admin_looks_up_who_asked_and_the_asker_learns_it(grouped: Stage) -> None:
    """A reason comes first; the look stands in the trail about the asker, and no name in it."""
    ani = grouped.person("Ani", 9001)
    await ani.says("/menu")
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    question = await ask(sari, is_anonymous=True)
    data = pack(LookUpAsker(question=question.id))
    await budi.taps_data(data, card_of(grouped, question.id).id, chat=GROUP)
    assert "khusus untuk admin" in budi.toast

    await ani.taps("Lihat penanya", chat=GROUP)
    assert "Sari" not in ani.screen.text
    await ani.says("Ada ancaman dalam pertanyaan")

    assert "Sari, Pemerintah Kabupaten Banyuwangi" in ani.screen.text
    async with grouped.database.snapshot() as unit:
        trail = await unit.audit.list_about((await sari.known()).id)
        history = await unit.queue.history(question.id, 9)
    assert ["asker_looked_up"] == [entry.action for entry in trail]
    assert {"question": question.id} == trail[0].details
    assert "Ada ancaman dalam pertanyaan" == history[-1].details["reason"]
    assert "Sari" not in card_of(grouped, question.id).message.text


@pytest.mark.parametrize("is_delivered", [True, False])
async def test_a_look_forgets_the_name_once_data_are_deleted(
    grouped: Stage, *, is_delivered: bool
) -> None:
    """The screen of the admin who looked is emptied, also where it still waits to be sent."""
    ani = grouped.person("Ani", 9001)
    await ani.says("/menu")
    await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    await ask(sari, is_anonymous=True)
    await ani.taps("Lihat penanya", chat=GROUP)
    grouped.delivers = is_delivered
    await ani.says("Ada ancaman dalam pertanyaan")
    grouped.delivers = True
    assert "Sari" in ani.screen.text

    await sari.says("/datasaya")
    await sari.taps("Hapus data saya")
    await sari.taps("Hapus, tulisan tetap tanpa nama")
    await sari.taps("Ya, hapus")

    if is_delivered:
        assert "Data penanya sudah dihapus" in ani.screen.text
    async with grouped.database.snapshot() as unit:
        waiting = outbox.c.state.in_(("pending", "attempted"))
        payloads = list(await unit.connection.scalars(select(outbox.c.payload).where(waiting)))
    assert "Penanya #" not in str(payloads)
