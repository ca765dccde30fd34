"""Asking a question, from `/tanya` to the receipt."""

from datetime import timedelta

import pytest

from community.callback import pack
from community.incoming import Attachment
from community.own_questions import Withdraw
from community.questions import State
from community.reply import Attached, Message, Say
from community.texts.menu import item_below
from storage import schema
from storage.unit import Unit
from tests.handlers.asker import ask
from tests.handlers.driver import Actor, Stage
from tests.handlers.questioner import QUESTION, entries_of, questions_of, send, to_preview


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """Give a member."""
    return await stage.person("Sari", 11).joined()


async def test_a_question_goes_from_the_command_to_the_receipt(stage: Stage, sari: Actor) -> None:
    """What stands behind the command is carried; text, topic, preview, receipt with its hour."""
    await sari.says(f"/tanya {QUESTION}")
    assert QUESTION in sari.screen.text
    await sari.taps("Selesai")
    assert "Topik lain" == sari.labels[3]
    topic = sari.labels[0]
    await sari.taps(topic)
    assert ["Kirim", "Ubah", "Anonim: tidak", "Batal"] == sari.labels
    assert topic in sari.screen.text

    await sari.taps("Kirim")

    # Monday 08.00 and eight hours of work: seven on Monday, one on Tuesday from 07.30.
    expected = (
        "Pertanyaan #1 terkirim. Perkiraan dijawab paling lambat "
        "Selasa, 24 November 2026 pukul 08.30 WIB."
    )
    assert expected in sari.screen.text
    [question] = await questions_of(sari)
    assert (QUESTION, State.NEW, False) == (question.text, question.state, question.is_anonymous)


async def test_a_question_without_words_is_asked_for_first(stage: Stage, sari: Actor) -> None:
    """`/tanya` alone asks; what is too short or too long is refused with its count."""
    await sari.says("/tanya")
    assert ["Batal"] == sari.labels

    await sari.says("??")
    assert "3–3.000 karakter" in sari.screen.text
    await sari.says("a" * 3_001)
    assert "yang dikirim 3.001" in sari.screen.text
    await sari.says(QUESTION)

    assert ["Selesai", "Tulis ulang", "Batal"] == sari.labels


async def test_a_split_paste_is_one_text_and_too_long(stage: Stage, sari: Actor) -> None:
    """Both parts are counted together; the rest is no text of its own."""
    await sari.says("/tanya " + "a" * 4_089)
    assert "yang dikirim 4.089" in sari.screen.text
    stage.passes(seconds=1)

    await sari.says("sisa tempelan")

    assert "terlalu panjang: 4.102 karakter" in sari.screen.text
    await sari.taps("Batal")
    assert [] == await questions_of(sari)


async def test_several_messages_are_one_question(stage: Stage, sari: Actor) -> None:
    """What is typed below is added; `Tulis ulang` begins anew, `Ubah` replaces."""
    await sari.says("/tanya Selamat pagi.")
    await sari.says(QUESTION)
    assert f"Selamat pagi.\n\n{QUESTION}" in sari.screen.text
    await sari.taps("Tulis ulang")
    await sari.says("Apa beda rilis dan siaran pers?")
    await sari.taps("Selesai")
    await sari.taps(sari.labels[0])

    await sari.taps("Ubah")
    await sari.says(QUESTION)
    await sari.taps("Selesai")
    await sari.taps("Kirim")

    assert [QUESTION] == [one.text for one in await questions_of(sari)]


async def test_free_text_is_carried_into_the_question(stage: Stage, sari: Actor) -> None:
    """`Bertanya` below free text takes it along, also after a restart."""
    await sari.says(QUESTION)
    await stage.reopen()

    await sari.taps("Bertanya")

    assert QUESTION in sari.screen.text
    assert "Selesai" == sari.labels[0]
    async with stage.database.snapshot() as unit:
        assert await unit.drafts.carried((await sari.known()).id, 1) is None


async def test_a_paste_outside_a_form_is_one_text(stage: Stage, sari: Actor) -> None:
    """What an app split is carried together and refused with its whole count."""
    await sari.says("a" * 4_096)
    stage.passes(seconds=2)
    await sari.says("sisa tempelan")

    await sari.taps("Bertanya")

    assert "yang dikirim 4.109" in sari.screen.text


async def test_a_paste_outside_a_form_is_answered_once(stage: Stage, sari: Actor) -> None:
    """Each part replaces what is about to be said to the one before; the last goes out at once."""
    stage.delivers = False
    begun = len(stage.said)

    for part in ("a" * 4_096, "b" * 4_096, "sisa"):
        await sari.says(part)

    says = [say for say in stage.said[begun:] if isinstance(say, Say)]
    assert 1 == len({say.replace_key for say in says})
    soon = stage.now + timedelta(seconds=1.5)
    assert [soon, soon, None] == [say.not_before for say in says]


async def test_free_text_is_no_half_filled_form(stage: Stage, sari: Actor) -> None:
    """What was only typed is not offered as a draft, and does not hide one."""
    await sari.says(f"/tanya {QUESTION}")
    await sari.says("/menu")
    await sari.says("Tambahan yang lain lagi")

    assert ["Lanjutkan draf", "Hapus draf", "Cari", "Bertanya"] == sari.labels[:4]
    await sari.taps("Lanjutkan draf")
    assert QUESTION in sari.screen.text
    assert "Tambahan" not in sari.screen.text


async def test_a_begun_question_is_offered_before_another(stage: Stage, sari: Actor) -> None:
    """Nothing that was written is lost by a second `/tanya`, in whatever form somebody is."""
    await sari.says(f"/tanya {QUESTION}")
    await sari.says("/profil")
    assert "Isian pertanyaan tersimpan" in sari.screen.text
    await sari.says("/tanya Apa itu PPID?")
    assert ["Lanjutkan draf", "Hapus draf", "Tulis baru", "Menu"] == sari.labels

    await sari.taps("Tulis baru")

    assert "Apa itu PPID?" in sari.screen.text
    assert QUESTION not in sari.screen.text


async def test_a_draft_survives_a_restart_at_every_step(stage: Stage, sari: Actor) -> None:
    """Each step goes on in a new process."""
    await sari.says(f"/tanya {QUESTION}")
    await stage.reopen()
    await sari.taps("Selesai")
    await stage.reopen()
    await sari.taps("Topik lain")
    await stage.reopen()
    await sari.taps("Berikutnya")
    await stage.reopen()
    await sari.taps(sari.labels[0])
    await stage.reopen()
    await sari.taps("Kirim")

    assert 1 == len(await questions_of(sari))


async def test_a_double_tap_sends_once(stage: Stage, sari: Actor) -> None:
    """The second tap on `Kirim` reads that it was sent."""
    await to_preview(sari)
    send = sari.screen.buttons[0][0].data
    assert send is not None
    await sari.taps("Kirim")

    await sari.taps_data(send, message_id=999)

    assert 1 == len(await questions_of(sari))
    assert "sudah terkirim" in sari.screen.text


async def test_the_day_has_a_limit_and_the_next_begins_at_midnight(
    stage: Stage, sari: Actor
) -> None:
    """The limit counts a calendar day of the community; what was written is kept."""
    stage.runs_with(max_questions_a_day=2)
    await send(sari, "Pertanyaan pertama?")
    await to_preview(sari, "Pertanyaan kedua?")
    person = await sari.known()

    async def ask(unit: Unit) -> None:
        await unit.questions.add(
            person.id, "lain", "media_sosial", is_anonymous=False, now=stage.now
        )

    await stage.database.write(ask)
    await sari.taps("Kirim")
    assert "sudah mengirim 2 pertanyaan" in sari.screen.text
    assert "Selasa, 24 November 2026 pukul 00.00 WIB" in sari.screen.text
    await sari.says("/tanya Lagi?")
    assert 2 == len(await questions_of(sari))

    stage.now = stage.now.replace(hour=17, minute=0)  # 00.00 WIB
    await sari.taps("Lanjutkan draf")
    await sari.taps("Kirim")

    assert "Pertanyaan kedua?" == (await questions_of(sari))[0].text


@pytest.mark.parametrize("seconds", [0, 1])
async def test_ten_questions_a_day_up_to_the_last_second(
    stage: Stage, sari: Actor, seconds: int
) -> None:
    """The tenth goes, the eleventh waits until 00.00 WIB and not a second less."""
    stage.now = stage.now.replace(hour=16, minute=59, second=59)  # 23.59.59 WIB
    for number in range(9):
        await ask(sari, f"Pertanyaan {number}?")
    await send(sari, "Pertanyaan kesepuluh?")
    assert 10 == len(await questions_of(sari))
    await sari.says("/tanya Kesebelas?")
    assert "sudah mengirim 10 pertanyaan" in sari.screen.text

    stage.passes(seconds=seconds)
    await sari.says("/tanya Kesebelas?")
    await sari.taps("Tulis baru")

    assert ("Selesai" in sari.labels) == bool(seconds)


async def test_words_on_a_day_without_questions_are_kept(stage: Stage, sari: Actor) -> None:
    """`/tanya` with words after the last question of the day: tomorrow they are one tap away."""
    stage.runs_with(max_questions_a_day=1)
    await send(sari, "Pertanyaan pertama?")
    await sari.says("/profil")
    await sari.taps("Nama")

    await sari.says(f"/tanya {QUESTION}")

    assert "dapat dikirim besok" in sari.screen.text
    other = (await sari.known()).draft
    assert other is not None
    assert "profile" == other.form
    stage.passes(days=1)
    await sari.taps("Lanjutkan draf")
    assert QUESTION in sari.screen.text


async def test_a_withdrawn_question_counts(stage: Stage, sari: Actor) -> None:
    """Asking and withdrawing over and over does not get around the limit."""
    stage.runs_with(max_questions_a_day=1)
    await send(sari)
    await sari.taps_data(pack(Withdraw(question=1)))

    await sari.says("/tanya Lagi?")

    assert "batas untuk satu hari" in sari.screen.text


# --- ways in ------------------------------------------------------------------------------


async def test_the_reminder_stays_below_the_form_that_it_opens(stage: Stage, sari: Actor) -> None:
    """`Bertanya` of Tuesday's reminder opens the form in a message of its own."""
    reminder = Say(chat_id=11, message=Message("Selasa", ((item_below("Bertanya", "ask"),),)))
    stage.deliver(reminder)

    await sari.taps("Bertanya")

    assert ["Selasa", "<b>Bertanya</b>"] == [
        one.text.partition("\n")[0] for one in sari.messages[-2:]
    ]
    await sari.says(QUESTION)
    assert QUESTION in sari.screen.text
    assert "Selasa" == sari.messages[-3].text


async def test_a_link_opens_the_form_and_keeps_another_one(stage: Stage, sari: Actor) -> None:
    """`?start=tanya` in the middle of another form: it is kept, and the way back is offered."""
    await sari.says("/profil")
    await sari.taps(sari.labels[0])
    person = await sari.known()
    assert person.draft is not None

    await sari.says("/start tanya")

    assert "Apa yang ingin Bapak/Ibu tanyakan?" in sari.screen.text
    assert "tersimpan" in sari.screen.text
    assert "Lanjutkan draf" in sari.labels
    await sari.says(QUESTION)
    assert QUESTION in sari.screen.text


async def test_a_guest_who_follows_the_link_joins_first(stage: Stage) -> None:
    """No question is asked by somebody who has not joined."""
    guest = stage.person("Tamu", 99)

    await guest.says("/start tanya")

    assert "Gabung" in guest.labels


async def test_with_nothing_published_nothing_is_offered(stage: Stage, sari: Actor) -> None:
    """An empty index, and words that are in no index, lead straight to the preview."""
    for words in (QUESTION, '??! 2026 --- "AND" NEAR( *:^', "yang di ke dari"):
        await to_preview(sari, words)
        assert "Kirim" == sari.labels[0]
        await sari.taps("Batal")


# --- files --------------------------------------------------------------------------------


async def test_an_album_is_kept_whole_and_shown_once(stage: Stage, sari: Actor) -> None:
    """Each part is added to the draft; one pending row says so, after the last part."""
    await sari.says("/tanya")
    stage.delivers = False
    for number in (1, 2, 3):
        caption = QUESTION if number == 1 else ""
        await sari.does(Attachment("photo", f"foto{number}", caption, 20 + number, "album"))
    says = [say for say in stage.said if isinstance(say, Say) and say.replace_key]
    assert 3 == len(says)
    assert 1 == len({say.replace_key for say in says})
    assert {stage.now + timedelta(seconds=1.5)} == {say.not_before for say in says}
    stage.delivers = True
    assert "Lampiran: 3 foto" in sari.screen.text
    await sari.taps("Selesai")
    await sari.taps(sari.labels[0])
    await sari.taps("Kirim")

    [entry] = await entries_of(sari)
    assert QUESTION == entry.text
    expected = tuple(Attached("photo", f"foto{number}", "", "album") for number in (1, 2, 3))
    assert expected == entry.attachments


async def test_files_alone_are_no_question_and_ten_are_enough(stage: Stage, sari: Actor) -> None:
    """Words are asked for; the eleventh file is refused; `Hapus lampiran` takes them off."""
    await sari.says("/tanya")
    for number in range(10):
        await sari.does(Attachment("document", f"berkas{number}", "", 20 + number))
    await sari.says("selesai")
    assert "lampiran saja belum cukup" in sari.screen.text
    await sari.does(Attachment("document", "sebelas", "", 40))
    assert "paling banyak 10" in sari.screen.text
    assert "Lampiran: 10 dokumen" in sari.screen.text

    await sari.taps("Hapus lampiran")

    assert ["Batal"] == sari.labels


async def test_a_file_at_the_preview_leads_back_to_the_text(stage: Stage, sari: Actor) -> None:
    """What is attached late is not lost; its caption passes the guard like any words."""
    await to_preview(sari)
    await sari.does(Attachment("photo", "foto", "NIK saya 3578011203900001", 30))
    assert "Lampiran: 1 foto" in sari.screen.text
    assert "3578011203900001" not in sari.screen.text
    await sari.taps("Selesai")

    assert ["Samarkan", "Kirim apa adanya", "Ubah", "Batal"] == sari.labels


async def test_other_forms_take_no_files(stage: Stage, sari: Actor) -> None:
    """A picture in another form is said to be unsupported; the step stays."""
    await sari.says("/profil")
    await sari.taps("Nama")

    await sari.does(Attachment("photo", "foto", "", 20))

    assert "belum didukung" in sari.screen.text


# --- anonymous ----------------------------------------------------------------------------


async def test_an_anonymous_question_has_no_voice_and_files_only_when_confirmed(
    stage: Stage, sari: Actor
) -> None:
    """The voice stays behind, `Kirim` waits for a word about the other files."""
    await sari.says(f"/tanya {QUESTION}")
    await sari.does(Attachment("voice", "suara", "", 20))
    await sari.does(Attachment("photo", "foto", "", 21))
    await sari.taps("Selesai")
    await sari.taps(sari.labels[0])
    await sari.taps("Anonim: tidak")
    assert "Pesan suara tidak disertakan" in sari.screen.text
    assert ["Tetap sertakan", "Tanpa lampiran", "Kirim", "Ubah", "Anonim: ya", "Batal"] == (
        sari.labels
    )
    await sari.taps("Kirim")
    assert "Mohon pilih dahulu" in sari.screen.text
    assert [] == await questions_of(sari)
    await sari.taps("Tetap sertakan")
    await sari.taps("Kirim")

    [question] = await questions_of(sari)
    [entry] = await entries_of(sari)
    assert question.is_anonymous
    assert (Attached("photo", "foto"),) == entry.attachments


async def test_turning_anonymity_off_brings_all_files_back(stage: Stage, sari: Actor) -> None:
    """The toggle only decides about what is sent."""
    await sari.says(f"/tanya {QUESTION}")
    await sari.does(Attachment("voice", "suara", "", 20))
    await sari.taps("Selesai")
    await sari.taps(sari.labels[0])
    await sari.taps("Anonim: tidak")
    await sari.taps("Anonim: ya")
    await sari.taps("Kirim")

    [entry] = await entries_of(sari)
    assert (Attached("voice", "suara"),) == entry.attachments


# --- privacy guard ------------------------------------------------------------------------

NIK = "3578011203900001"
PERSONAL = f"Bagaimana memperbaiki data pegawai dengan NIK {NIK}?"


async def test_what_is_masked_is_kept_nowhere(stage: Stage, sari: Actor) -> None:
    """After `Samarkan` no table holds the number, and no screen ever showed it."""
    await to_preview(sari, PERSONAL)
    assert "memuat NIK" in sari.screen.text
    await sari.taps("Samarkan")
    await sari.taps("Kirim")

    assert "[NIK disamarkan]" in (await questions_of(sari))[0].text
    async with stage.database.snapshot() as unit:
        for table in schema.metadata.sorted_tables:
            rows = await unit.connection.execute(table.select())
            assert NIK not in str(rows.all()), table.name


async def test_what_is_kept_as_it_is_is_sent_so(stage: Stage, sari: Actor) -> None:
    """`Kirim apa adanya` is the asker's word."""
    await to_preview(sari, PERSONAL)
    await sari.taps("Kirim apa adanya")
    await sari.taps("Kirim")

    assert PERSONAL == (await questions_of(sari))[0].text


async def test_changed_words_are_looked_at_again(stage: Stage, sari: Actor) -> None:
    """`Kirim apa adanya` counts for the words it was said about, not for later ones."""
    await to_preview(sari, PERSONAL)
    await sari.taps("Kirim apa adanya")
    await sari.taps("Ubah")
    await sari.says("Hubungi saya di 0812-3456-7890 ya")
    await sari.taps("Selesai")

    assert "memuat nomor telepon" in sari.screen.text


# --- similar questions --------------------------------------------------------------------


async def test_a_similar_question_is_offered_once(stage: Stage, sari: Actor) -> None:
    """`Tetap kirim` goes on; the same offer is not made again after a change."""

    async def publish(unit: Unit) -> None:
        await unit.search.put("faq", 5, title=QUESTION, body="Lewat e-Kinerja.", topic=None)

    await stage.database.write(publish)
    await to_preview(sari)
    assert "Mungkin sudah pernah ditanyakan" in sari.screen.text
    assert ["Ini sudah menjawab", "Tetap kirim", "Batal"] == sari.labels
    await sari.taps("Tetap kirim")
    await sari.taps("Ubah")
    await sari.taps("Selesai")

    assert "Kirim" == sari.labels[0]


async def test_an_answer_that_was_there_already_is_opened(stage: Stage, sari: Actor) -> None:
    """`Ini sudah menjawab` shows it and keeps the draft until its owner decides."""

    async def publish(unit: Unit) -> None:
        await unit.search.put("faq", 5, title=QUESTION, body="Lewat e-Kinerja.", topic=None)

    await stage.database.write(publish)
    await to_preview(sari)

    await sari.taps("Ini sudah menjawab")

    assert {"Ya, terjawab", "Tetap kirim"} <= set(sari.labels)
    assert [] == await questions_of(sari)
    await sari.says("/menu")
    await sari.taps("Hapus draf")
    assert "Draf dihapus." == sari.toast
