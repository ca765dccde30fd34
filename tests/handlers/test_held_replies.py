"""Replies that wait: unclaimed cards, the guard, lengths, and edits meanwhile."""

from datetime import timedelta

import pytest

from community.keeping import HELD_REPLIES
from community.questions import Event as Step
from community.questions import State
from community.reply import SendFiles
from tests.handlers.asker import GROUP
from tests.handlers.desk import NIK, Desk


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
    kept = "Balasan Anda <b>belum terkirim</b> dan tetap disimpan."
    assert f"Pertanyaan #1 sudah dijawab Cici. {kept}" in words


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


async def test_held_replies_are_forgotten_after_two_weeks(desk: Desk) -> None:
    """What nobody sent is not kept for good."""
    await desk.replies(desk.budi, f"NIK {NIK}?")
    now = desk.stage.now
    early = await desk.stage.database.write(
        lambda unit: unit.retention.drop(HELD_REPLIES, now + timedelta(days=13), 10)
    )
    late = await desk.stage.database.write(
        lambda unit: unit.retention.drop(HELD_REPLIES, now + timedelta(days=15), 10)
    )

    assert (0, 1) == (early.gone, late.gone)


async def test_a_reply_that_is_too_long_goes_out_once_it_is_shorter(desk: Desk) -> None:
    """The count is told in reply; an edit is enough, nobody has to type it again."""
    await desk.claimed_by(desk.budi)
    before = len(desk.sari.messages)

    await desk.replies(desk.budi, "a" * 3_501)

    assert "paling banyak 3.500 karakter; yang ini 3.501." in desk.group_words()[-1]
    assert before == len(desk.sari.messages)
    await desk.edits(desk.budi, "Singkat saja.")
    assert "Singkat saja." in desk.sari.screen.text
    assert State.ANSWERED is (await desk.question()).state


async def test_a_shortened_reply_to_an_unclaimed_card_is_asked_about(desk: Desk) -> None:
    """Its author has not said yet that it is the answer."""
    await desk.replies(desk.budi, "a" * 3_501)

    await desk.edits(desk.budi, "Singkat saja.")

    assert "Kirim sebagai jawaban #1?" == desk.group_words()[-1]
    assert [] == desk.sari.messages
    await desk.budi.taps("Kirim jawaban", chat=GROUP)
    assert "Singkat saja." in desk.sari.screen.text


async def test_a_held_reply_that_grew_too_long_waits(desk: Desk) -> None:
    """`Kirim jawaban` says so; the reply is not lost."""
    await desk.replies(desk.budi, "Singkat.")
    button = desk.stage.chats[GROUP.id][-1].message.buttons[0][0].data
    assert button is not None
    await desk.edits(desk.budi, "a" * 3_600)

    await desk.budi.taps_data(button, desk.stage.chats[GROUP.id][-1].id, chat=GROUP)

    assert "yang ini 3.600" in desk.group_words()[-1]
    assert [] == desk.sari.messages
    await desk.edits(desk.budi, "Singkat.")
    await desk.budi.taps("Kirim jawaban", chat=GROUP)
    assert "Singkat." in desk.sari.screen.text


async def test_a_correction_that_was_cleaned_by_an_edit_corrects(desk: Desk) -> None:
    """It is no second answer."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Aman.")
    await desk.edits(desk.budi, f"NIK {NIK}")

    await desk.edits(desk.budi, "Aman sekali.")

    assert 1 == len(desk.sari.messages)
    assert "Aman sekali." in desk.sari.screen.text
    assert Step.CORRECT is (await desk.events())[-1]


async def test_talk_from_before_the_claim_is_no_answer_when_it_is_edited(desk: Desk) -> None:
    """A typo mended later sends nothing, with personal data in it or without."""
    await desk.replies(desk.budi, "Wah, sullit ini.")
    talk = desk.next_id
    await desk.replies(desk.budi, f"Ini NIK siapa: {NIK}?")
    other = desk.next_id
    desk.stage.passes(minutes=5)
    await desk.budi.taps("Ambil", chat=GROUP)

    await desk.edits(desk.budi, "Wah, sulit ini.", talk)
    await desk.edits(desk.budi, "Ini NIK siapa?", other)

    assert [] == desk.sari.messages
    assert State.CLAIMED is (await desk.question()).state
    assert "Kirim sebagai jawaban #1?" == desk.group_words()[-1]


async def test_a_held_reply_outlives_the_claim_of_somebody_else(desk: Desk) -> None:
    """`Kirim jawaban` is refused while Cici holds the question, and works once she let go."""
    await desk.replies(desk.budi, "Jawaban panjang Budi.")
    await desk.claimed_by(desk.cici)
    await desk.budi.taps("Kirim jawaban", chat=GROUP)
    assert "Pertanyaan #1 sedang ditangani Cici." in desk.group_words()[-1]
    assert [] == desk.sari.messages
    await desk.steps(Step.RELEASE, desk.cici, holder_id=None, claimed_at=None)

    await desk.budi.taps("Kirim jawaban", chat=GROUP)

    assert "Jawaban panjang Budi." in desk.sari.screen.text


async def test_each_part_of_a_held_album_follows_its_edit(desk: Desk) -> None:
    """The caption of the second part changes alone; both parts go."""
    await desk.replies(desk.budi, "Satu.", kind="photo", file="a", album="x")
    await desk.replies(desk.budi, "Dua.", kind="photo", file="b", album="x")

    await desk.edits(desk.budi, "Dua, diperbaiki.")
    reply = await desk.budi.taps("Kirim jawaban", chat=GROUP)

    assert "Satu.\n\nDua, diperbaiki." in desk.sari.screen.text
    sent = [one for one in reply.says if isinstance(one, SendFiles)]
    assert [["a", "b"]] == [[file.file_id for file in one.files] for one in sent]
