"""Replies to a card: answers, additions, albums, corrections, and what is none of these."""

from dataclasses import replace

from community.incoming import Edited, Replied, Sender, Text, Unsupported
from community.questions import Event as Step
from community.questions import State
from community.reply import Lane, Rewrite, Say, SendFiles
from storage.unit import Unit
from tests.handlers.asker import GROUP, ask
from tests.handlers.desk import BOT, NIK, Desk
from tests.handlers.driver import Stage


async def test_the_holders_reply_is_the_answer(desk: Desk) -> None:
    """It goes out at once with the question quoted; a second reply adds to it."""
    await desk.claimed_by(desk.budi)

    await desk.replies(desk.budi, "Pakai <b>Permenpan</b>.")

    assert "&lt;angka&gt; kredit?</blockquote>" in desk.sari.screen.text
    assert "Pakai &lt;b&gt;Permenpan&lt;/b&gt;." in desk.sari.screen.text
    assert "Jawaban ini bukan keputusan resmi instansi" in desk.sari.screen.text
    assert "Budi" not in desk.sari.screen.text
    buttons = ["Sudah terjawab", "Belum terjawab", "Tanya lanjutan", "1", "2", "3", "4", "5"]
    assert buttons == desk.sari.labels
    assert State.ANSWERED is (await desk.question()).state
    assert [] == desk.group_words()

    await desk.replies(desk.budi, "Lihat juga lampiran I.")

    assert "Tambahan jawaban" in desk.sari.screen.text
    assert "Lihat juga lampiran I." in desk.sari.screen.text
    assert 2 == len(desk.sari.messages)


async def test_who_does_not_hold_a_question_reads_who_does(desk: Desk) -> None:
    """A kind word in the group; nothing goes to the asker."""
    await desk.claimed_by(desk.budi)
    before = len(desk.sari.messages)

    await desk.replies(desk.cici, "Saya juga tahu.")

    expected = "Pertanyaan #1 sedang ditangani Budi. Balasan ini tidak dikirim."
    assert expected == desk.group_words()[-1]
    assert before == len(desk.sari.messages)


async def test_other_talk_goes_nowhere(desk: Desk) -> None:
    """Neither words without a reply nor replies to people nor an outsider's are answered."""
    await desk.claimed_by(desk.budi)
    tamu = desk.stage.person("Tamu", 77)
    before = len(desk.sari.messages)

    said = [
        await desk.budi.does(Text("halo semua", 1), chat=GROUP),
        await desk.budi.does(
            Text("ya", 2, Replied(desk.card, desk.cici.sender, is_ours=False)), chat=GROUP
        ),
        await desk.replies(tamu, "Saya tahu!"),
        await desk.replies(desk.sari, "Kok lama?"),
        await desk.replies(desk.budi, "bukan kartu", to=123456),
    ]

    assert [()] * 5 == [reply.says for reply in said]
    assert before == len(desk.sari.messages)


async def test_an_anonymous_admin_is_told_once(desk: Desk) -> None:
    """Their reply is not sent; the second one is met with silence."""
    hidden = Sender(1087968824, "Group", is_bot=True, is_anonymous_admin=True)
    event = Text("Jawab anonim", 5, Replied(desk.card, BOT, is_ours=True))
    before = len(desk.sari.messages)

    first = await desk.stage.happens(event, hidden, GROUP)
    second = await desk.stage.happens(event, hidden, GROUP)

    assert "ditulis sebagai admin anonim" in desk.group_words()[-1]
    assert [1, 0] == [len(first.says), len(second.says)]
    assert before == len(desk.sari.messages)


async def test_a_card_whose_sending_was_never_confirmed_is_adopted(desk: Desk) -> None:
    """A reply to it is an answer all the same, known by its head."""
    await desk.claimed_by(desk.budi)
    head = "Pertanyaan #1\nPenanya: Sari, Pemerintah Kabupaten"
    event = Text("Begini.", 5, Replied(424242, BOT, is_ours=True, text=head))

    await desk.budi.does(event, chat=GROUP)

    assert "Begini." in desk.sari.screen.text


async def test_editing_the_reply_corrects_what_was_delivered(desk: Desk) -> None:
    """The asker's message is edited in place; an edit of somebody else changes nothing."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Tahun 2022.")
    before = len(desk.sari.messages)

    await desk.edits(desk.cici, "Tahun 1999.", desk.next_id)
    await desk.edits(desk.budi, "Tahun 2023.", desk.next_id)

    assert before == len(desk.sari.messages)
    assert "Tahun 2023." in desk.sari.screen.text
    assert "Tahun 2022." not in desk.sari.screen.text


async def test_an_album_is_one_answer(desk: Desk) -> None:
    """Its parts collect into one row for the asker; a late caption becomes the words."""
    await desk.claimed_by(desk.budi)

    first = await desk.replies(desk.budi, "", kind="photo", file="a", album="x")
    second = await desk.replies(desk.budi, "Dua halaman.", kind="photo", file="b", album="x")

    sent = [say for reply in (first, second) for say in reply.says if isinstance(say, SendFiles)]
    assert [["a"], ["a", "b"]] == [[file.file_id for file in say.files] for say in sent]
    assert 1 == len({say.replace_key for say in sent})
    assert 1 == len(desk.sari.messages)
    assert "Dua halaman." in desk.sari.screen.text


async def test_the_answer_to_a_follow_up_quotes_it(desk: Desk) -> None:
    """What is answered after the question was opened again is no addition, and stays none."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")
    await desk.sari.taps("Tanya lanjutan")
    await desk.sari.says("Kalau <cuti> bagaimana?")

    await desk.replies(desk.budi, "Cuti dihitung.")

    first = desk.sari.screen.text
    assert first.startswith("<b>Jawaban untuk pertanyaan #1</b>\n<blockquote expandable>Bagaimana")
    assert "Kalau &lt;cuti&gt; bagaimana?</blockquote>" in first
    await desk.edits(desk.budi, "Cuti tidak dihitung.")
    assert first.replace("Cuti dihitung.", "Cuti tidak dihitung.") == desk.sari.screen.text
    await desk.replies(desk.budi, "Lihat pasal 5.")
    assert "<b>Tambahan jawaban untuk pertanyaan #1</b>" in desk.sari.screen.text


async def test_a_follow_up_that_was_answered_is_not_quoted_again(desk: Desk) -> None:
    """Only what was asked since the last answer that stands."""
    await desk.claimed_by(desk.budi)
    for asked, answer in (("Yang satu?", "Satu."), ("Yang dua?", "Dua."), ("Yang tiga?", "Tiga.")):
        await desk.replies(desk.budi, answer)
        desk.stage.passes(minutes=1)
        await desk.sari.taps("Tanya lanjutan")
        await desk.sari.says(asked)
    await desk.replies(desk.budi, "Selesai.")

    assert "Yang tiga?" in desk.sari.screen.text
    assert "Yang dua?" not in desk.sari.screen.text
    await desk.budi.taps("Tarik jawaban", chat=GROUP)
    await desk.budi.taps("Ya, tarik", chat=GROUP)
    desk.stage.passes(minutes=1)
    await desk.replies(desk.budi, "Selesai, kali ini benar.")
    assert "Yang tiga?" in desk.sari.screen.text


async def test_a_correction_of_an_addition_says_what_was_said_first(desk: Desk) -> None:
    """An addition stays one although the answer before it was taken back."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Jawabannya.")
    given = desk.next_id
    await desk.replies(desk.budi, "Tambahannya.")
    added = desk.next_id
    async with desk.stage.database.snapshot() as unit:
        entry = await unit.question_entries.by_message(GROUP.id, given)
    assert entry is not None
    await desk.budi.taps_data(f"1vt:1:1:{entry.id}", chat=GROUP)

    await desk.edits(desk.budi, "Tambahannya, diperbaiki.", added)

    expected = "<b>Tambahan jawaban untuk pertanyaan #1</b>\n\nTambahannya, diperbaiki."
    assert expected in desk.sari.messages[1].text


async def test_a_reply_to_a_file_below_the_card_is_a_reply_to_the_card(desk: Desk) -> None:
    """The files of a question are part of it, each part of an album."""
    await desk.claimed_by(desk.budi)

    await desk.replies(desk.budi, "Menurut lampirannya: ya.", to=await desk.file_below())

    assert "Menurut lampirannya: ya." in desk.sari.screen.text


async def test_the_card_tells_that_an_answer_and_an_addition_went_out(desk: Desk) -> None:
    """It is brought up to date before other notices, and costs the group no message."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")
    assert "08.00 WIB: dijawab, Budi" in desk.card_words
    desk.stage.passes(minutes=32)

    reply = await desk.replies(desk.budi, "Lihat juga lampiran I.")

    assert "08.32 WIB: jawaban ditambah, Budi" in desk.card_words
    assert "Jawaban (Budi): Lihat juga lampiran I." in desk.card_words
    cards = [one for one in reply.says if isinstance(one, Rewrite) and one.chat_id == GROUP.id]
    assert [Lane.REPLY] == [one.lane for one in cards]
    assert [] == desk.group_words()


async def test_a_reply_in_private_is_confirmed_there(desk: Desk) -> None:
    """Where no card stands above it, or no group is there to spare, a line says so."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")
    await desk.sari.taps("Belum terjawab")
    chat = desk.stage.chats[desk.budi.telegram_id]
    told = next(one.id for one in chat if one.subject == "told:1")

    await desk.budi.does(Text("Begini lagi.", 77, Replied(told, BOT, is_ours=True)))

    assert "Begini lagi." in desk.sari.screen.text
    assert "Terkirim sebagai jawaban #1." == desk.budi.screen.text
    await desk.budi.does(Edited("Begini saja.", 77))
    assert "Begini saja." in desk.sari.screen.text
    assert "Jawaban #1 diperbaiki." == desk.budi.screen.text


async def test_a_reply_while_the_asker_is_waited_for_is_the_answer(desk: Desk) -> None:
    """The holder needs no explanation any more."""
    await desk.claimed_by(desk.budi)
    await desk.steps(Step.ASK_EXPLANATION, desk.budi)

    await desk.replies(desk.budi, "Sudah jelas ternyata.")

    assert "Sudah jelas ternyata." in desk.sari.screen.text
    assert State.ANSWERED is (await desk.question()).state


async def test_a_reply_after_the_question_was_closed_adds_to_it(desk: Desk) -> None:
    """It stays closed."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")
    await desk.sari.taps("Sudah terjawab")

    await desk.replies(desk.budi, "Aturan barunya terbit.")

    assert "Tambahan jawaban" in desk.sari.screen.text
    assert "Aturan barunya terbit." in desk.sari.screen.text
    assert State.CLOSED is (await desk.question()).state


async def test_a_reply_after_the_claim_was_released_waits(desk: Desk) -> None:
    """Who lost the claim is asked like anybody; once somebody else took it, they read so."""
    await desk.claimed_by(desk.budi)
    await desk.steps(Step.RELEASE, desk.budi, holder_id=None, claimed_at=None)
    await desk.replies(desk.budi, "Begini.")
    assert "Kirim sebagai jawaban #1?" == desk.group_words()[-1]
    await desk.claimed_by(desk.cici)

    await desk.budi.taps("Kirim jawaban", chat=GROUP)

    kept = "Balasan Anda <b>belum terkirim</b> dan tetap disimpan."
    assert f"Pertanyaan #1 sedang ditangani Cici. {kept}" == desk.group_words()[-1]
    assert [] == desk.sari.messages


async def test_who_lost_the_role_answers_and_corrects_nothing(desk: Desk) -> None:
    """Their words go nowhere, and nobody is asked what becomes of them."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")
    answered = desk.next_id
    budi = await desk.budi.known()

    async def end(unit: Unit) -> None:
        await unit.moderators.end(budi.id)

    await desk.stage.database.write(end)

    says = [
        (await desk.replies(desk.budi, "Begitu.")).says,
        (await desk.edits(desk.budi, f"NIK {NIK}", answered)).says,
        (await desk.edits(desk.budi, "Begitu.", answered)).says,
    ]
    assert [(), (), ()] == says
    assert "Begini." in desk.sari.screen.text


async def test_a_sticker_below_a_card_is_not_supported(desk: Desk) -> None:
    """Its sender reads so where it stands; nothing goes out."""
    await desk.claimed_by(desk.budi)
    topic = replace(GROUP, thread_id=44)
    event = Unsupported("content", 55, Replied(desk.card, BOT, is_ours=True))

    reply = await desk.budi.does(event, chat=topic)

    (said,) = [one for one in reply.says if isinstance(one, Say)]
    assert (GROUP.id, 44, 55) == (said.chat_id, said.thread_id, said.reply_to)
    assert "belum didukung" in said.message.text
    assert [] == desk.sari.messages
    assert State.CLAIMED is (await desk.question()).state


async def test_an_album_without_a_word_is_an_answer(desk: Desk) -> None:
    """The asker reads that the answer is in the files; the card counts them."""
    await desk.claimed_by(desk.budi)

    await desk.replies(desk.budi, "", kind="photo", file="a", album="x")
    await desk.replies(desk.budi, "", kind="photo", file="b", album="x")

    assert "Jawaban ada pada lampiran di bawah ini." in desk.sari.screen.text
    assert 1 == len(desk.sari.messages)
    assert "Jawaban (Budi):  (2 berkas)" in desk.card_words


async def test_a_caption_is_corrected_and_taken_away(desk: Desk) -> None:
    """An edited caption is the answer's text; without one the files are the answer."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Halaman 2.", kind="photo", file="a")

    await desk.edits(desk.budi, "Halaman 3.")
    assert "Halaman 3." in desk.sari.screen.text
    await desk.edits(desk.budi, "")

    assert "Halaman" not in desk.sari.screen.text
    assert "Jawaban ada pada lampiran di bawah ini." in desk.sari.screen.text


async def test_a_correction_that_is_too_long_changes_nothing(desk: Desk) -> None:
    """Its author reads the count in reply; a shorter one goes out."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Pendek.")

    reply = await desk.edits(desk.budi, "a" * 3_501)

    (said,) = [one for one in reply.says if isinstance(one, Say)]
    assert desk.next_id == said.reply_to
    assert "paling banyak 3.500 karakter; yang ini 3.501." in said.message.text
    assert "Pendek." in desk.sari.screen.text
    await desk.edits(desk.budi, "a" * 3_500)
    assert "a" * 3_500 in desk.sari.screen.text


async def test_a_late_caption_that_is_too_long_stays_behind(desk: Desk) -> None:
    """The file goes along with the answer, which has no room for more words."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "a" * 3_000, kind="photo", file="a", album="x")

    reply = await desk.replies(desk.budi, "b" * 600, kind="photo", file="b", album="x")

    files = [one for one in reply.says if isinstance(one, SendFiles)]
    assert [["a", "b"]] == [[file.file_id for file in one.files] for one in files]
    assert "a" * 3_000 in desk.sari.screen.text
    assert "terkirim tanpa keterangannya" in desk.group_words()[-1]


async def test_a_part_that_comes_after_the_withdrawal_goes_nowhere(desk: Desk) -> None:
    """The asker wants no answer any more."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "", kind="photo", file="a", album="x")
    await desk.steps(Step.WITHDRAW, desk.sari)

    reply = await desk.replies(desk.budi, "", kind="photo", file="b", album="x")

    assert [GROUP.id] == [one.chat_id for one in reply.says if isinstance(one, Say | SendFiles)]


async def test_who_asked_anonymously_is_told_apart_by_nothing_in_the_group(stage: Stage) -> None:
    """A moderator's reply to their own card waits like anybody's; only they read why it stays."""
    desk = await Desk.open(stage)
    desk.number = (await ask(desk.cici, "Bolehkah saya pindah?", is_anonymous=True)).id
    await desk.replies(desk.budi, "Kira-kira.")
    await desk.replies(desk.cici, "Kira-kira.")

    await desk.cici.taps("Kirim jawaban", chat=GROUP)

    assert "Pertanyaan #2 Bapak/Ibu ajukan sendiri" in desk.cici.toast
    assert ["Kirim sebagai jawaban #2?"] * 2 == desk.group_words()
    assert State.NEW is (await desk.question()).state


async def test_a_reply_to_another_line_leads_the_holder_to_the_card(desk: Desk) -> None:
    """What the bot says about a card is easily taken for it; others hear nothing."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.cici, "Saya kira begini.")
    line = desk.stage.chats[GROUP.id][-1].id

    await desk.replies(desk.budi, "Begini.", to=line)
    silence = await desk.replies(desk.cici, "Baiklah.", to=line)

    expected = "Balasan ini tidak dikirim. Untuk menjawab #1, mohon balas kartunya."
    assert expected == desk.group_words()[-1]
    assert () == silence.says
    assert [] == desk.sari.messages
