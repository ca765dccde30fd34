"""`Tarik jawaban`: which answer goes, and where the question stands then."""

from community.questions import Event as Step
from community.questions import State
from community.reply import Remove
from tests.handlers.asker import GROUP
from tests.handlers.desk import Desk


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
    assert "Jawaban untuk pertanyaan #1 ditarik Moderator CoP dan akan diganti." == texts[-1]
    question = await desk.question()
    assert State.CLAIMED is question.state
    assert (await desk.budi.known()).id == question.holder_id


async def test_only_answers_since_the_question_was_opened_keep_it_answered(desk: Desk) -> None:
    """After `Belum terjawab` the one new answer is the answer, whatever stands from before."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Yang pertama.")
    await desk.sari.taps("Belum terjawab")
    await desk.replies(desk.budi, "Yang kedua.")

    await desk.budi.taps("Tarik jawaban", chat=GROUP)
    await desk.budi.taps("Ya, tarik", chat=GROUP)

    assert State.CLAIMED is (await desk.question()).state
    assert Step.WITHDRAW_ANSWER is (await desk.events())[-1]
    assert "akan diganti" in desk.sari.screen.text


async def test_an_answer_from_before_goes_without_opening_the_question(desk: Desk) -> None:
    """What somebody else answered since then stands."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Yang lama.")
    await desk.sari.taps("Belum terjawab")
    await desk.steps(Step.RELEASE, desk.budi, holder_id=None)
    await desk.claimed_by(desk.cici)
    await desk.replies(desk.cici, "Yang baru.")

    await desk.budi.taps("Tarik jawaban", chat=GROUP)
    await desk.budi.taps("Ya, tarik", chat=GROUP)

    assert State.ANSWERED is (await desk.question()).state
    assert Step.WITHDRAW_ADDITION is (await desk.events())[-1]


async def test_an_addition_goes_alone_and_then_the_answer(desk: Desk) -> None:
    """The question is open again once nothing is left; the asker reads each."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Jawabannya.")
    await desk.replies(desk.budi, "Tambahannya.")

    await desk.budi.taps("Tarik jawaban", chat=GROUP)
    await desk.budi.taps("Ya, tarik", chat=GROUP)

    assert State.ANSWERED is (await desk.question()).state
    assert "jawaban lainnya tetap berlaku" in desk.sari.screen.text
    await desk.budi.taps("Tarik jawaban", chat=GROUP)
    await desk.budi.taps("Ya, tarik", chat=GROUP)
    assert State.CLAIMED is (await desk.question()).state
    assert [Step.WITHDRAW_ADDITION, Step.WITHDRAW_ANSWER] == (await desk.events())[-2:]


async def test_of_two_hasty_taps_one_takes_an_answer_back(desk: Desk) -> None:
    """`Ya, tarik` names the answer that it was asked about, not whichever is the newest."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Jawabannya.")
    await desk.replies(desk.budi, "Tambahannya.")
    await desk.budi.taps("Tarik jawaban", chat=GROUP)
    asked = desk.stage.chats[GROUP.id][-1]
    sure = asked.message.buttons[0][0].data
    assert sure is not None

    await desk.budi.taps_data(sure, asked.id, chat=GROUP)
    await desk.budi.taps_data(sure, asked.id, chat=GROUP)

    assert "Jawaban ini sudah ditarik." == desk.budi.toast
    assert "Jawaban ini sudah ditarik." == desk.group_words()[-1]
    assert State.ANSWERED is (await desk.question()).state
    assert "Jawabannya." in desk.sari.messages[0].text


async def test_an_answer_of_files_alone_is_named_so(desk: Desk) -> None:
    """There are no words to ask about."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "", kind="document", file="a")

    await desk.budi.taps("Tarik jawaban", chat=GROUP)

    assert "<b>Tarik jawaban #1?</b>\nBerupa lampiran." == desk.group_words()[-1]


async def test_somebody_may_think_better_of_it(desk: Desk) -> None:
    """`Kembali` takes the question away; the answer stands."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")
    await desk.budi.taps("Tarik jawaban", chat=GROUP)
    asked = desk.stage.chats[GROUP.id][-1].id

    reply = await desk.budi.taps("Kembali", chat=GROUP)

    removed = [(one.chat_id, one.message_id) for one in reply.says if isinstance(one, Remove)]
    assert [(GROUP.id, asked)] == removed
    assert State.ANSWERED is (await desk.question()).state


async def test_the_asker_reads_once_that_the_answer_goes(desk: Desk) -> None:
    """Where it stood nothing is left; what it means is told below."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Keliru.")
    await desk.budi.taps("Tarik jawaban", chat=GROUP)

    await desk.budi.taps("Ya, tarik", chat=GROUP)

    assert [
        "<i>Jawaban ini ditarik.</i>",
        "Jawaban untuk pertanyaan #1 ditarik Moderator CoP dan akan diganti.",
    ] == [message.text for message in desk.sari.messages]
