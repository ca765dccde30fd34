"""Cards of questions: where they stand, what moderators do with them, and what nobody sees."""

import asyncio

import pytest
from sqlalchemy import insert, select

from community.callback import pack
from community.question_card import (
    ClaimQuestion,
    HandOver,
    LookUpAsker,
    Prioritise,
    RefuseQuestion,
    ReleaseQuestion,
    files_subject,
)
from community.questions import Event, State
from community.reply import Attached, Message, OpenThread, Remove, Rewrite, Say, SendFiles
from storage.messages import Said
from storage.schema import outbox, publication
from storage.unit import Unit
from tests.handlers.asker import GROUP, ask, on_duty, question_of
from tests.handlers.driver import Actor, Shown, Stage

TOPIC = "penilaian_kinerja_angka_kredit"


@pytest.fixture
def grouped(stage: Stage) -> Stage:
    """Give a stage whose moderators sit in a group."""
    stage.runs_with(moderator_chat_id=GROUP.id)
    return stage


def card_of(stage: Stage, number: int, chat_id: int = GROUP.id) -> Shown:
    """Return the newest card of a question in a chat."""
    return next(
        shown for shown in reversed(stage.chats[chat_id]) if shown.subject == f"question:{number}"
    )


def labels(message: Message) -> list[str]:
    """Return the buttons of a message."""
    return [button.label for row in message.buttons for button in row]


async def events_of(stage: Stage, number: int) -> list[Event]:
    """Return what happened to a question."""
    async with stage.database.snapshot() as unit:
        return [one.event for one in await unit.queue.history(number, 50)]


# --- the card -------------------------------------------------------------------------------


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


# --- claiming -------------------------------------------------------------------------------


async def test_of_two_taps_one_wins(grouped: Stage) -> None:
    """The slower one reads who holds the question, and nothing changes."""
    budi = await on_duty(grouped, "Budi", 13)
    cici = await on_duty(grouped, "Cici", 15)
    question = await ask(await grouped.person("Sari", 12).joined())
    data = pack(ClaimQuestion(question=question.id))
    card = card_of(grouped, question.id)

    await asyncio.gather(
        budi.taps_data(data, card.id, chat=GROUP), cici.taps_data(data, card.id, chat=GROUP)
    )

    after = await question_of(grouped, question.id)
    winner, loser = (budi, cici) if after.holder_id == (await budi.known()).id else (cici, budi)
    assert State.CLAIMED is after.state
    assert f"Pertanyaan #{question.id} sudah diambil {winner.name}." == loser.toast
    assert f"dipegang {winner.name}" in card.message.text
    assert [Event.ASK, Event.CLAIM] == await events_of(grouped, question.id)


async def test_a_claimed_card_shows_what_can_be_done(grouped: Stage) -> None:
    """`Jawab` leads from the group to the private chat."""
    budi = await on_duty(grouped, "Budi", 13)
    question = await ask(await grouped.person("Sari", 12).joined())

    await budi.taps("Ambil", chat=GROUP)

    message = card_of(grouped, question.id).message
    assert [
        "Jawab",
        "Lepaskan",
        "Alihkan",
        "Minta penjelasan",
        "Tolak",
        "Penting: tidak",
    ] == labels(message)
    assert message.buttons[0][0].url is not None
    assert message.buttons[0][0].url.endswith(f"?start=jawab_{question.id}")
    assert "diambil, Budi" in message.text


async def test_only_the_holder_or_an_admin_lets_go(grouped: Stage) -> None:
    """Another moderator reads whose it is; an admin may free it."""
    budi = await on_duty(grouped, "Budi", 13)
    cici = await on_duty(grouped, "Cici", 15)
    question = await ask(await grouped.person("Sari", 12).joined())
    await budi.taps("Ambil", chat=GROUP)

    await cici.taps("Lepaskan", chat=GROUP)
    assert "sudah diambil Budi" in cici.toast
    await grouped.person("Ani", 9001).taps("Lepaskan", chat=GROUP)

    after = await question_of(grouped, question.id)
    assert (State.NEW, None) == (after.state, after.holder_id)
    assert "Ambil" in labels(card_of(grouped, question.id).message)


async def test_nobody_takes_their_own_question(grouped: Stage) -> None:
    """The asker, a moderator, is told so; the card tells nobody."""
    budi = await on_duty(grouped, "Budi", 13)
    question = await ask(budi, is_anonymous=True)
    before = card_of(grouped, question.id).message

    for data in (
        ClaimQuestion(question=question.id),
        Prioritise(question=question.id, is_urgent=True),
        RefuseQuestion(question=question.id, reason="ranah"),
    ):
        await budi.taps_data(pack(data), card_of(grouped, question.id).id, chat=GROUP)
        assert "Pertanyaan sendiri dijawab oleh orang lain." == budi.toast

    assert State.NEW is (await question_of(grouped, question.id)).state
    assert before.text.split("\n\nMohon")[0] == card_of(grouped, question.id).message.text


async def test_a_sole_admin_takes_their_own_question_audited(stage: Stage) -> None:
    """There is nobody else; the trail says that it was their own."""
    ani = await stage.person("Ani", 9001).joined()
    question = await ask(ani)

    await ani.taps("Ambil")

    assert State.CLAIMED is (await question_of(stage, question.id)).state
    async with stage.database.snapshot() as unit:
        newest = (await unit.audit.list_newest(1))[0]
    assert "question_claim" == newest.action
    assert {"question": question.id, "own": True} == newest.details


async def test_a_question_is_marked_as_urgent(grouped: Stage) -> None:
    """`Penting` is a toggle that stands in the head of the card."""
    budi = await on_duty(grouped, "Budi", 13)
    question = await ask(await grouped.person("Sari", 12).joined())

    await budi.taps("Penting", chat=GROUP)
    assert "❗ Penting" in card_of(grouped, question.id).message.text
    await budi.taps("Penting", chat=GROUP)

    assert not (await question_of(grouped, question.id)).is_urgent


async def test_a_question_is_handed_over_and_the_new_holder_told(grouped: Stage) -> None:
    """The list leaves out the holder and the asker; the claim's clock begins anew."""
    budi = await on_duty(grouped, "Budi", 13)
    cici = await on_duty(grouped, "Cici", 15)
    dedi = await on_duty(grouped, "Dedi", 16)
    question = await ask(dedi)
    await budi.taps("Ambil", chat=GROUP)
    grouped.passes(hours=1)

    await budi.taps("Alihkan", chat=GROUP)
    assert ["Cici", "Kembali"] == labels(card_of(grouped, question.id).message)
    await budi.taps("Cici", chat=GROUP)

    after = await question_of(grouped, question.id)
    assert (await cici.known()).id == after.holder_id
    assert grouped.now == after.claimed_at
    assert f"Budi mengalihkan pertanyaan #{question.id}" in cici.screen.text
    assert "Jawab" in cici.labels


async def test_handing_over_does_not_tell_who_asked_anonymously(grouped: Stage) -> None:
    """The asker stands in the list and is refused in the words for somebody who pauses."""
    budi = await on_duty(grouped, "Budi", 13)
    cici = await on_duty(grouped, "Cici", 15)
    question = await ask(cici, is_anonymous=True)
    await budi.taps("Ambil", chat=GROUP)

    await budi.taps("Alihkan", chat=GROUP)
    assert "Cici" in labels(card_of(grouped, question.id).message)
    await budi.taps("Cici", chat=GROUP)

    assert "sedang tidak dapat menerima" in budi.toast
    assert (await budi.known()).id == (await question_of(grouped, question.id)).holder_id


async def test_a_forged_new_holder_is_refused(grouped: Stage) -> None:
    """Only people on duty are handed a question."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    eve = await grouped.person("Eve", 66).joined()
    question = await ask(sari)
    await budi.taps("Ambil", chat=GROUP)

    data = pack(HandOver(question=question.id, person=(await eve.known()).id))
    await budi.taps_data(data, card_of(grouped, question.id).id, chat=GROUP)

    assert (await budi.known()).id == (await question_of(grouped, question.id)).holder_id


async def test_a_duty_that_ends_releases_its_claims(grouped: Stage) -> None:
    """The card is free again for everybody."""
    budi = await on_duty(grouped, "Budi", 13)
    await on_duty(grouped, "Cici", 15)
    question = await ask(await grouped.person("Sari", 12).joined())
    await budi.taps("Ambil", chat=GROUP)

    await budi.says("/keluar")
    await budi.taps("Ya, keluar")

    assert State.NEW is (await question_of(grouped, question.id)).state
    assert "Ambil" in labels(card_of(grouped, question.id).message)


async def test_an_admin_whose_duty_ends_keeps_their_claims(grouped: Stage) -> None:
    """They may go on answering as an admin."""
    ani = await on_duty(grouped, "Ani", 9001)
    question = await ask(await grouped.person("Sari", 12).joined())
    await ani.taps("Ambil", chat=GROUP)

    await ani.says("/moderator")
    await ani.taps("Akhiri tugas")

    assert State.CLAIMED is (await question_of(grouped, question.id)).state


async def test_who_is_no_moderator_any_more_loses_the_buttons(stage: Stage) -> None:
    """A private card of theirs tells nothing new."""
    budi = await on_duty(stage, "Budi", 13)
    cici = await on_duty(stage, "Cici", 15)
    question = await ask(await stage.person("Sari", 12).joined())
    person = await cici.known()
    await stage.database.write(lambda unit: unit.moderators.end(person.id))

    await budi.taps("Ambil")

    assert () == card_of(stage, question.id, 15).message.buttons
    assert "dipegang" not in card_of(stage, question.id, 15).message.text
    await cici.taps_data(pack(ReleaseQuestion(question=question.id)))
    assert State.CLAIMED is (await question_of(stage, question.id)).state


# --- explanations ---------------------------------------------------------------------------


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


# --- refusals -------------------------------------------------------------------------------


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


# --- who asked anonymously ------------------------------------------------------------------


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


# --- the queue ------------------------------------------------------------------------------


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


# --- deletion -------------------------------------------------------------------------------


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
