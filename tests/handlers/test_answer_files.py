"""Files of answers: late parts of albums, files taken back."""

from community.reply import Remove, SendFiles
from storage.messages import Said
from tests.handlers.asker import GROUP
from tests.handlers.clockwork import said
from tests.handlers.desk import Desk


async def test_a_late_part_of_an_album_comes_alone(desk: Desk) -> None:
    """The first has left: after a backlog or a restart it is not sent again."""
    await desk.claimed_by(desk.budi)
    replies = [await desk.replies(desk.budi, "", kind="photo", file="a", album="x")]
    desk.stage.passes(seconds=30)

    replies.append(await desk.replies(desk.budi, "", kind="photo", file="b", album="x"))
    replies.append(await desk.replies(desk.budi, "", kind="photo", file="c", album="x"))

    sent = [one for reply in replies for one in reply.says if isinstance(one, SendFiles)]
    assert [["a"], ["b"], ["c"]] == [[file.file_id for file in one.files] for one in sent]


async def test_files_that_wait_are_not_sent_after_their_answer_was_taken_back(desk: Desk) -> None:
    """Whoever took them back must not see them arrive."""
    await desk.claimed_by(desk.budi)
    desk.stage.delivers = False
    await desk.replies(desk.budi, "Keliru.", kind="document", file="a")
    assert ["pending"] == [one.state for one in await said(desk.stage) if _is_file(one.kind)]
    await desk.budi.taps("Tarik jawaban", chat=GROUP)

    await desk.budi.taps("Ya, tarik", chat=GROUP)

    assert ["dropped"] == [one.state for one in await said(desk.stage) if _is_file(one.kind)]


def _is_file(kind: str) -> bool:
    return kind == "sendDocument"


async def test_files_that_cannot_be_deleted_any_more_are_told_about(desk: Desk) -> None:
    """Telegram deletes nothing after two days: both sides read so."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Keliru.", kind="document", file="a")
    sent = Said(subject="answer_files:2", chat_id=desk.sari.telegram_id, message_ids=(4321,))
    await desk.stage.database.write(lambda unit: unit.messages.add([sent], desk.stage.now))
    desk.stage.passes(hours=49)
    await desk.budi.taps("Tarik jawaban", chat=GROUP)

    reply = await desk.budi.taps("Ya, tarik", chat=GROUP)

    assert [4321] == [one.message_id for one in reply.says if isinstance(one, Remove)]
    assert "tidak dapat dihapus" in desk.group_words()[-1]
    assert "Mohon abaikan lampirannya" in desk.sari.screen.text


async def test_files_of_yesterday_are_deleted_without_a_word(desk: Desk) -> None:
    """Nothing is left to tell about."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Keliru.", kind="document", file="a")
    desk.stage.passes(hours=24)
    await desk.budi.taps("Tarik jawaban", chat=GROUP)

    await desk.budi.taps("Ya, tarik", chat=GROUP)

    assert "Jawaban #1 ditarik; penanya diberi tahu." == desk.group_words()[-1]
    assert "lampiran" not in desk.sari.screen.text
