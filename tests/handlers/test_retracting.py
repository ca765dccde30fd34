"""`Tarik jawaban`: which answer goes, and where the question stands then."""

from community.questions import Event as Step
from community.questions import State
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
    assert "Pertanyaan akan dijawab kembali." in texts[-1]
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
    assert "Pertanyaan akan dijawab kembali." in desk.sari.screen.text


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
    assert "Pertanyaan akan dijawab kembali." not in desk.sari.screen.text
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
    sure = desk.stage.chats[GROUP.id][-1].message.buttons[0][0].data
    assert sure is not None

    await desk.budi.taps_data(sure, chat=GROUP)
    await desk.budi.taps_data(sure, chat=GROUP)

    assert "Tidak ada jawaban Anda yang dapat ditarik." == desk.budi.toast
    assert State.ANSWERED is (await desk.question()).state
    assert "Jawabannya." in desk.sari.messages[0].text


async def test_an_answer_of_files_alone_is_named_so(desk: Desk) -> None:
    """There are no words to ask about."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "", kind="document", file="a")

    await desk.budi.taps("Tarik jawaban", chat=GROUP)

    assert "<b>Tarik jawaban #1?</b>\nBerupa lampiran." == desk.group_words()[-1]
