"""Answers: by reply and in private, held, guarded, corrected, taken back, and what askers say."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from community.incoming import (
    Attachment,
    BotStanding,
    Chat,
    ChatKind,
    Edited,
    Event,
    Replied,
    Sender,
    Text,
)
from community.questions import Event as Step
from community.questions import State
from community.reply import Reply, Say, SendFiles
from handlers import question_cards, unreached
from handlers.request import Request
from storage.question_entries import Kind
from storage.questions import Question
from storage.unit import Unit
from tests.handlers.clockwork import runs, said
from tests.handlers.driver import Actor, Stage

GROUP = Chat(-500, ChatKind.SUPERGROUP)
BOT = Sender(1, "CoP", is_bot=True)
NIK = "3578011203850001"


@dataclass
class Desk:
    """A group of moderators, an asker, and a question with its card."""

    stage: Stage
    sari: Actor
    budi: Actor
    cici: Actor
    number: int
    next_id: int = 9000

    @property
    def card(self) -> int:
        """The message of the card."""
        chat = self.stage.chats[GROUP.id]
        return next(one.id for one in chat if one.subject == f"question:{self.number}")

    async def replies(self, who: Actor, words: str, *, to: int | None = None, **more: str) -> Reply:
        """Reply to the card, in words or with a file."""
        self.next_id += 1
        replied = Replied(self.card if to is None else to, BOT, is_ours=True)
        event: Event = Text(words, self.next_id, replied)
        if more:
            event = Attachment(
                more["kind"], more["file"], words, self.next_id, more.get("album"), replied
            )
        return await who.does(event, chat=GROUP)

    async def edits(self, who: Actor, words: str, message_id: int) -> Reply:
        """Edit a message in the group."""
        return await who.does(Edited(words, message_id), chat=GROUP)

    async def question(self) -> Question:
        """Return the question as it stands."""
        async with self.stage.database.snapshot() as unit:
            found = await unit.questions.get(self.number)
        assert found is not None
        return found

    async def claimed_by(self, who: Actor) -> None:
        """Let somebody hold the question."""
        holder = await who.known()

        async def unit(unit: Unit) -> None:
            seen = await unit.questions.get(self.number)
            assert seen is not None
            changes = {"holder_id": holder.id, "claimed_at": self.stage.now}
            assert await unit.questions.step(
                seen, Step.CLAIM, holder.id, self.stage.now, changes=changes
            )

        await self.stage.database.write(unit)

    def group_words(self) -> list[str]:
        """Return what stands in the group, without cards."""
        chat = self.stage.chats[GROUP.id]
        return [one.message.text for one in chat if not (one.subject or "").startswith("question")]


@pytest.fixture
async def desk(stage: Stage) -> Desk:
    """Give a desk with an open question of Sari's."""
    stage.runs_with(moderator_chat_id=GROUP.id)
    sari = await stage.person("Sari", 11).joined()
    budi = await stage.person("Budi", 13).joined()
    cici = await stage.person("Cici", 15).joined()
    admin = stage.person("Ani", 9001)
    for one in (budi, cici):
        await admin.says(f"/moderator {one.telegram_id}")
        await admin.taps("Lanjut")
    asker = await sari.known()

    async def ask(unit: Unit) -> tuple[int, Reply]:
        question = await unit.questions.add(
            asker.id,
            "Bagaimana menghitung <angka> kredit?",
            "angka-kredit",
            is_anonymous=False,
            now=stage.now,
        )
        await unit.question_entries.add(
            question.id, Kind.QUESTION, asker.id, question.text, now=stage.now
        )
        request = Request(None, asker, unit, stage.now, stage.charter)  # type: ignore[arg-type] # announcing looks at no update
        return question.id, await question_cards.announce(request, question)

    number, reply = await stage.database.write(ask)
    for say in reply.says:
        message_id = stage.deliver(say)
        if isinstance(say, Say) and message_id is not None:
            await stage.remember(say, message_id)
    return Desk(stage, sari, budi, cici, number)


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


async def test_a_reply_to_an_unclaimed_card_is_held_until_its_author_says_so(desk: Desk) -> None:
    """`Kirim jawaban` claims and sends; before it the asker reads nothing."""
    before = len(desk.sari.messages)

    await desk.replies(desk.budi, "Saya kira begini.")

    assert "Kirim sebagai jawaban #1?" == desk.group_words()[-1]
    assert before == len(desk.sari.messages)
    assert State.NEW is (await desk.question()).state

    await desk.cici.taps("Kirim jawaban", chat=GROUP)
    assert "Hanya penulis balasan yang dapat memilih." == desk.cici.toast

    await desk.budi.taps("Kirim jawaban", chat=GROUP)

    question = await desk.question()
    assert State.ANSWERED is question.state
    assert (await desk.budi.known()).id == question.holder_id
    assert "Saya kira begini." in desk.sari.screen.text
    assert "Terkirim sebagai jawaban #1." == desk.group_words()[-1]


async def test_of_two_held_replies_the_first_is_sent(desk: Desk) -> None:
    """The slower author reads who answered, and the asker gets one answer."""
    before = len(desk.sari.messages)
    await desk.replies(desk.budi, "Jawaban Budi.")
    await desk.replies(desk.cici, "Jawaban Cici.")
    await desk.cici.taps("Kirim jawaban", chat=GROUP)

    await desk.budi.taps_data("1vs:1:", chat=GROUP)

    assert before + 1 == len(desk.sari.messages)
    assert "Jawaban Cici." in desk.sari.screen.text
    words = [one.message.text for one in desk.stage.chats[GROUP.id]]
    assert "Pertanyaan #1 sudah dijawab Cici. Balasan ini tidak dikirim." in words


async def test_talk_below_a_card_can_be_no_answer(desk: Desk) -> None:
    """`Bukan jawaban` forgets the reply; a second tap finds it gone."""
    before = len(desk.sari.messages)
    await desk.replies(desk.budi, "Wah, sulit ini.")
    button = desk.stage.chats[GROUP.id][-1].message.buttons[1][0].data

    await desk.budi.taps("Bukan jawaban", chat=GROUP)

    assert "Baik, balasan tidak dikirim." == desk.group_words()[-1]
    assert button is not None
    await desk.budi.taps_data(button, chat=GROUP)
    assert "Balasan ini sudah tidak ada." == desk.budi.toast
    assert before == len(desk.sari.messages)


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


@pytest.mark.parametrize(
    ("button", "expected"),
    [("Samarkan", "Lihat NIK [NIK disamarkan]."), ("Kirim apa adanya", f"Lihat NIK {NIK}.")],
)
async def test_the_guard_stands_before_a_reply(desk: Desk, button: str, expected: str) -> None:
    """A reply with a NIK waits for its author's word."""
    await desk.claimed_by(desk.budi)
    before = len(desk.sari.messages)

    await desk.replies(desk.budi, f"Lihat NIK {NIK}.")

    assert "Balasan untuk #1 <b>belum terkirim</b>: memuat NIK." == desk.group_words()[-1]
    assert before == len(desk.sari.messages)
    await desk.budi.taps(button, chat=GROUP)
    assert expected in desk.sari.screen.text


async def test_an_edited_reply_goes_out_once_it_is_clean(desk: Desk) -> None:
    """`Ubah` asks for an edit of the message itself."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, f"Lihat NIK {NIK}.")
    await desk.budi.taps("Ubah", chat=GROUP)

    await desk.edits(desk.budi, "Lihat surat edaran.", desk.next_id)

    assert "Lihat surat edaran." in desk.sari.screen.text
    assert State.ANSWERED is (await desk.question()).state


async def test_a_correction_with_personal_data_waits(desk: Desk) -> None:
    """The delivered answer stays until its author says what becomes of the number."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Aman.")
    await desk.edits(desk.budi, f"NIK {NIK}", desk.next_id)
    assert "Aman." in desk.sari.screen.text

    await desk.budi.taps("Samarkan", chat=GROUP)

    assert "NIK [NIK disamarkan]" in desk.sari.screen.text
    assert 1 == len(desk.sari.messages)


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


async def test_an_answer_is_taken_back_by_its_author(desk: Desk) -> None:
    """The asker is told, the question is open again at the same holder."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Keliru.")
    await desk.cici.taps("Tarik jawaban", chat=GROUP)
    assert "Tidak ada jawaban Anda yang dapat ditarik." == desk.cici.toast

    await desk.budi.taps("Tarik jawaban", chat=GROUP)
    await desk.budi.taps("Ya, tarik", chat=GROUP)

    texts = [message.text for message in desk.sari.messages]
    assert not any("Keliru." in text for text in texts)
    assert "Pertanyaan akan dijawab kembali." in texts[-1]
    question = await desk.question()
    assert State.CLAIMED is question.state
    assert (await desk.budi.known()).id == question.holder_id


async def test_a_solved_question_is_closed_and_rated(desk: Desk) -> None:
    """`Sudah terjawab` closes; a rating can be changed and stands below the answer."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")

    await desk.sari.taps("Sudah terjawab")

    assert State.CLOSED is (await desk.question()).state
    await desk.sari.taps("3")
    await desk.sari.taps("5")
    question = await desk.question()
    assert 5 == question.rating
    labels = [one.label for row in desk.sari.messages[0].buttons for one in row]
    assert ["Belum terjawab", "Tanya lanjutan", "1", "2", "3", "4", "✅ 5"] == labels
    assert not any("5" in (line or "") for line in desk.group_words())


async def test_what_was_missed_goes_back_to_the_holder(desk: Desk) -> None:
    """`Belum terjawab` opens the question at once; what is missing follows."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")
    desk.stage.passes(hours=3)

    await desk.sari.taps("Belum terjawab")

    question = await desk.question()
    assert State.CLAIMED is question.state
    assert desk.stage.now == question.clock_from
    assert "Penanya menandai belum terjawab" in desk.budi.screen.text

    await desk.sari.says("Bagian lampirannya belum.")

    assert "Sudah disampaikan kepada Moderator CoP" in desk.sari.screen.text
    assert "Bagian lampirannya belum." in desk.budi.screen.text
    assert State.CLAIMED is (await desk.question()).state


async def test_a_holder_who_is_gone_does_not_keep_a_question(desk: Desk) -> None:
    """Back at somebody who is no moderator any more, it is released for all."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")
    budi = await desk.budi.known()

    async def end(unit: Unit) -> None:
        await unit.moderators.end(budi.id)

    await desk.stage.database.write(end)
    await desk.sari.taps("Belum terjawab")

    question = await desk.question()
    assert (State.NEW, None) == (question.state, question.holder_id)


async def test_a_follow_up_is_guarded_and_reopens(desk: Desk) -> None:
    """`Tanya lanjutan` masks what is personal; the question is open again."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")
    await desk.sari.taps("Tanya lanjutan")

    await desk.sari.says(f"NIK saya {NIK}, bagaimana?")
    assert "memuat NIK" in desk.sari.screen.text
    await desk.sari.taps("Samarkan")

    assert State.CLAIMED is (await desk.question()).state
    assert "NIK saya [NIK disamarkan], bagaimana?" in desk.budi.screen.text
    await desk.budi.taps("Jawab")
    await desk.budi.says("Sama saja.")
    await desk.budi.taps("Kirim")
    assert "Sama saja." in desk.sari.screen.text
    assert State.ANSWERED is (await desk.question()).state


async def test_nobody_else_acts_for_the_asker(desk: Desk) -> None:
    """A forged tap on the asker's buttons changes nothing."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")
    for data in ("1va:1", "1vb:1", "1vf:1:0", "1vr:1:1"):
        await desk.cici.taps_data(data)
        assert "Tombol ini milik penanya." == desk.cici.toast

    question = await desk.question()
    assert (State.ANSWERED, None) == (question.state, question.rating)


async def test_an_answer_in_private_takes_a_template_and_files(desk: Desk) -> None:
    """The link of the card opens the form; a template, a file and `Kirim` make the answer."""
    await desk.claimed_by(desk.budi)
    await desk.budi.says("/templat")
    await desk.budi.taps("Tambah")
    await desk.budi.says("Batas waktu")
    await desk.budi.says("Batas waktu usulan adalah akhir bulan.")
    assert "Templat disimpan." in desk.budi.screen.text

    await desk.budi.says("/start jawab_1")
    await desk.budi.taps("Templat")
    await desk.budi.taps("Batas waktu")
    await desk.budi.does(Attachment("document", "f1", "", 7))
    reply = await desk.budi.taps("Kirim")

    assert "Batas waktu usulan adalah akhir bulan." in desk.sari.screen.text
    files = [say for say in reply.says if isinstance(say, SendFiles)]
    assert [(desk.sari.telegram_id, "f1")] == [(one.chat_id, one.files[0].file_id) for one in files]
    assert State.ANSWERED is (await desk.question()).state


async def test_free_text_after_an_answer_offers_to_go_on(desk: Desk) -> None:
    """Within seven days the answered question comes first, with what was typed."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")

    await desk.sari.says("Kalau untuk PPPK bagaimana?")
    assert "Lanjutkan #1" == desk.sari.labels[0]
    await desk.sari.taps("Lanjutkan #1")

    assert "Kalau untuk PPPK bagaimana?" in desk.budi.screen.text
    desk.stage.passes(days=8)
    await desk.sari.says("Halo?")
    assert "Lanjutkan #1" not in desk.sari.labels


async def test_templates_are_changed_and_removed(desk: Desk) -> None:
    """A moderator writes one anew and deletes it after a second tap."""
    await desk.budi.says("/templat")
    await desk.budi.taps("Tambah")
    await desk.budi.says("Judul lama")
    await desk.budi.says(f"NIK {NIK}")
    assert "Templat tidak boleh memuat NIK" in desk.budi.screen.text
    await desk.budi.says("Isi lama.")
    await desk.budi.taps("Judul lama")
    await desk.budi.taps("Ubah")
    await desk.budi.says("Judul baru")
    await desk.budi.says("Isi baru.")
    await desk.budi.taps("Judul baru")
    assert "Isi baru." in desk.budi.screen.text

    await desk.budi.taps("Hapus")
    await desk.budi.taps("Ya, hapus")

    assert "Belum ada templat." in desk.budi.screen.text


async def test_ratings_are_told_only_of_five_or_more(desk: Desk) -> None:
    """Four ratings make no average; five do."""
    asker = await desk.sari.known()
    now = desk.stage.now

    async def rated(unit: Unit, count: int) -> None:
        for stars in range(1, count + 1):
            question = await unit.questions.add(
                asker.id, "Apa?", "angka-kredit", is_anonymous=False, now=now
            )
            changes = {"rating": stars, "state": "closed"}
            assert await unit.questions.step(question, Step.CLAIM, asker.id, now, changes=changes)

    await desk.stage.database.write(lambda unit: rated(unit, 4))
    async with desk.stage.database.snapshot() as unit:
        assert await unit.ratings.average(now, now + timedelta(days=1)) is None
    await desk.stage.database.write(lambda unit: rated(unit, 1))
    async with desk.stage.database.snapshot() as unit:
        found = await unit.ratings.average(now, now + timedelta(days=1))

    assert (5, 2.2) == (None if found is None else (found.count, found.average))


async def test_an_answer_that_did_not_arrive_is_noted_on_the_card(desk: Desk) -> None:
    """Once, and only where the answer never reached a chat that is closed to us."""
    await desk.claimed_by(desk.budi)
    desk.stage.delivers = False  # the answer's row has no message
    await desk.replies(desk.budi, "Begini.")
    assert not await runs(desk.stage, unreached.note)
    sari = await desk.sari.known()

    async def block(unit: Unit) -> None:
        assert await unit.people.mark_unreachable(sari.id, desk.stage.now)

    await desk.stage.database.write(block)

    assert "1 jawaban belum sampai" == await runs(desk.stage, unreached.note)
    card = (await said(desk.stage, to=GROUP.id))[-1]
    assert "Catatan (sistem): Jawaban belum sampai" in card.text
    assert not await runs(desk.stage, unreached.note)


async def test_an_answer_that_arrived_before_a_block_is_not_noted(desk: Desk) -> None:
    """Whoever read the answer and then blocked the bot misses nothing."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")
    await desk.sari.does(BotStanding("member", "kicked"))

    assert not (await desk.sari.known()).is_reachable
    assert not await runs(desk.stage, unreached.note)


async def test_held_replies_are_forgotten_after_two_weeks(desk: Desk) -> None:
    """What nobody sent is not kept for good."""
    await desk.replies(desk.budi, f"NIK {NIK}?")
    now = desk.stage.now
    early = await desk.stage.database.write(
        lambda unit: unit.retention.drop_held_replies(now + timedelta(days=13), 10)
    )
    late = await desk.stage.database.write(
        lambda unit: unit.retention.drop_held_replies(now + timedelta(days=15), 10)
    )

    assert (0, 1) == (early, late)
