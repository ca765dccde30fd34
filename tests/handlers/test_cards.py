"""Cards of questions: where they stand, what they tell, and how they forget."""

import re
from html import unescape

from sqlalchemy import select

from community.question_card import (
    files_subject,
)
from community.questions import State
from community.reply import Attached, OpenThread, Remove, Say, SendFiles
from storage.messages import Said
from storage.schema import outbox
from tests.handlers.asker import GROUP, ask, on_duty, question_of
from tests.handlers.cards import TOPIC, card_of, labels
from tests.handlers.driver import Stage


async def test_a_card_tells_all_that_moderators_need(grouped: Stage) -> None:
    """Number, asker, instansi, topic, text, deadline; experts of the topic are mentioned."""
    await on_duty(grouped, "Budi", 13, TOPIC)
    await on_duty(grouped, "Cici", 15)
    sari = await grouped.person("Sari <b>", 12).joined()

    question = await ask(sari, "Apa <i>syaratnya</i>?")

    text = card_of(grouped, question.id).message.text
    assert text.startswith(f"<b>Pertanyaan #{question.id}</b>")
    assert "Penanya: Sari &lt;b&gt;, Pemerintah Kabupaten Banyuwangi" in text
    assert "Topik: Penilaian kinerja dan angka kredit" in text
    assert "Apa &lt;i&gt;syaratnya&lt;/i&gt;?" in text
    assert "Status: <b>baru</b>" in text
    assert "Batas jawab: Selasa, 24 November 2026 pukul 08.30 WIB" in text
    assert 'Mohon perhatian: <a href="tg://user?id=13">Budi</a>' in text
    assert ["Ambil", "Tolak", "Penting: tidak"] == labels(card_of(grouped, question.id).message)


async def test_a_card_opens_its_thread_and_its_files_follow_below(grouped: Stage) -> None:
    """The topic's thread comes before the card, the files answer it."""
    await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()

    await ask(sari, files=(Attached("photo", "f1"),))

    kinds = [type(say) for say in grouped.said[-3:]]
    assert [OpenThread, Say, SendFiles] == kinds
    thread, card, files = grouped.said[-3:]
    assert isinstance(thread, OpenThread)
    assert isinstance(card, Say)
    assert isinstance(files, SendFiles)
    assert TOPIC == thread.topic == card.thread_topic == files.thread_topic
    assert card.subject == files.reply_to_subject


async def test_outside_office_hours_a_card_is_silent_and_mentions_nobody(grouped: Stage) -> None:
    """Nobody is woken on a Sunday."""
    await on_duty(grouped, "Budi", 13, TOPIC)
    sari = await grouped.person("Sari", 12).joined()
    grouped.passes(days=-1)

    question = await ask(sari)

    message = card_of(grouped, question.id).message
    assert message.silent
    assert "Mohon perhatian" not in message.text


async def test_at_most_five_experts_are_mentioned_and_never_the_asker(grouped: Stage) -> None:
    """Of seven experts, the asker among them, five others are named."""
    for place in range(7):
        await on_duty(grouped, f"Ahli {place}", 20 + place, TOPIC)

    question = await ask(grouped.person("Ahli 0", 20))

    text = card_of(grouped, question.id).message.text
    assert 5 == text.count("tg://user?id=")
    assert "tg://user?id=20" not in text


async def test_the_longest_question_has_room(grouped: Stage) -> None:
    """A card never has more than 4,096 characters as Telegram counts them."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("S" * 100, 12).joined()
    question = await ask(sari, "😀&" * 1_500)
    for _ in range(4):
        await budi.says(f"/catatan {question.id} " + "panjang " * 80, chat=GROUP)

    text = card_of(grouped, question.id).message.text.replace("&amp;", "&")
    assert len(text.encode("utf-16-le")) // 2 <= 4_096


async def test_the_longest_question_has_room_for_mentions(grouped: Stage) -> None:
    """Five experts with long names are still mentioned, and the question is cut for them."""
    for place in range(5):
        await on_duty(grouped, "M" * 99 + str(place), 20 + place, TOPIC)
    sari = await grouped.person("Sari", 12).joined()

    question = await ask(sari, "😀&" * 1_500)

    text = re.sub("<[^>]+>", "", card_of(grouped, question.id).message.text)
    assert 5 == text.count("M" * 39)
    assert len(unescape(text).encode("utf-16-le")) // 2 <= 4_096


async def test_without_a_group_each_moderator_gets_the_card_but_not_the_asker(
    stage: Stage,
) -> None:
    """All copies show one state; the asker, a moderator, gets none."""
    budi = await on_duty(stage, "Budi", 13)
    cici = await on_duty(stage, "Cici", 15)
    dedi = await on_duty(stage, "Dedi", 16)
    question = await ask(dedi)
    assert [] == dedi.messages

    await budi.taps("Ambil")

    assert "dipegang Budi" in card_of(stage, question.id, 13).message.text
    assert "dipegang Budi" in cici.screen.text
    assert [] == dedi.messages


async def test_without_a_moderator_the_admins_get_the_card(stage: Stage) -> None:
    """An admin who wrote to the bot once is asked."""
    ani = stage.person("Ani", 9001)
    await ani.says("/menu")
    sari = await stage.person("Sari", 12).joined()

    question = await ask(sari)

    assert f"Pertanyaan #{question.id}" in ani.screen.text


async def test_many_waiting_cards_are_announced_by_one_line(grouped: Stage) -> None:
    """The line comes once; every card is still sent."""
    await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    grouped.delivers = False

    for _ in range(24):
        await ask(sari)

    said = [say for say in grouped.said if isinstance(say, Say) and say.chat_id == GROUP.id]
    lines = [say.message.text for say in said if say.subject is None]
    assert ["21 kartu menyusul, lihat /antrean"] == lines
    assert 24 == sum(say.subject is not None for say in said)


async def test_cards_tell_when_the_askers_data_are_deleted(grouped: Stage) -> None:
    """An open question is withdrawn, its card forgets text and asker."""
    await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    question = await ask(sari, "Pertanyaan rahasia")
    files = Said(subject=files_subject(question.id), chat_id=GROUP.id, message_ids=(71, 72))
    await grouped.database.write(lambda unit: unit.messages.add([files], grouped.now))
    await sari.says("/datasaya")
    await sari.taps("Hapus data saya")
    await sari.taps("Hapus, tulisan tetap tanpa nama")
    await sari.taps("Ya, hapus")

    card = card_of(grouped, question.id).message
    assert f"<b>Pertanyaan #{question.id}</b>\nData penanya dihapus." == card.text
    assert () == card.buttons
    assert State.WITHDRAWN is (await question_of(grouped, question.id)).state
    removed = [say.message_id for say in grouped.said if isinstance(say, Remove)]
    assert [71, 72] == removed


async def test_what_still_waits_is_never_sent_after_a_deletion(grouped: Stage) -> None:
    """Neither the card nor its files leave any more."""
    await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    grouped.delivers = False
    await ask(sari, "Pertanyaan rahasia", files=(Attached("photo", "berkas-rahasia"),))
    grouped.delivers = True
    await sari.says("/datasaya")
    await sari.taps("Hapus data saya")
    await sari.taps("Hapus, tulisan tetap tanpa nama")
    await sari.taps("Ya, hapus")

    async with grouped.database.snapshot() as unit:
        payloads = list(await unit.connection.scalars(select(outbox.c.payload)))
    assert "rahasia" not in str(payloads)
