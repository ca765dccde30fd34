"""Askers who block the bot: what did not reach them is on the card, and comes when they do."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from community.incoming import Attachment, BotStanding, Edited, Replied
from community.questions import Event, State
from community.reply import Say, SendFiles
from handlers import unreached
from handlers.question_closing import close
from handlers.question_writing import write
from storage.attempts import Attempts, Outcome
from storage.outbox import State as Sent
from storage.schema import outbox
from storage.unit import Unit
from tests.handlers.asker import GROUP
from tests.handlers.desk import BOT, Desk
from tests.proofs.question_stage import RoughStage

ANSWER = "Pakai Permenpan."
LOST = "Catatan (sistem): Jawaban belum sampai"


@pytest.fixture
async def rough(tmp_path: Path) -> AsyncIterator[RoughStage]:
    """Give a stage on which people block the bot."""
    stage = await RoughStage.open(tmp_path / "cop.db")
    assert isinstance(stage, RoughStage)
    yield stage
    await stage.database.close()


@pytest.fixture
async def blocked(rough: RoughStage) -> Desk:
    """Give a question that Budi holds; Sari blocks the bot, and it does not know that yet."""
    desk = await Desk.open(rough)
    await desk.claimed_by(desk.budi)
    rough.blocked.add(desk.sari.telegram_id)
    return desk


async def card(desk: Desk) -> str:
    """Return what the card says now, as it would be written."""
    async with desk.stage.database.snapshot() as unit:
        question = await unit.questions.get(desk.number)
        assert question is not None
        writing = await write(unit, desk.stage.charter, question, desk.stage.now)
    return writing.message(GROUP.id).text


async def test_an_answer_that_did_not_arrive_is_on_the_card_until_it_does(blocked: Desk) -> None:
    """By what became of it, not by what is known of the account; noted once."""
    await blocked.replies(blocked.budi, ANSWER)
    stage = blocked.stage
    assert isinstance(stage, RoughStage)

    await stage.runs(unreached.note)
    said = len(stage.said)
    await stage.runs(unreached.note)

    assert said == len(stage.said)
    assert LOST in blocked.card_words
    person = await blocked.sari.known()
    await stage.database.write(lambda unit: unit.people.mark_reachable(person.id))
    assert LOST in await card(blocked)


@pytest.mark.parametrize("by", ["/start", "Selamat pagi", "unblocks"])
async def test_who_comes_back_gets_the_answer_once(blocked: Desk, by: str) -> None:
    """With the next word of theirs, as it reads by then; the card says so no longer."""
    await blocked.replies(blocked.budi, "Pakai Permenpn.")
    assert isinstance(blocked.stage, RoughStage)
    await blocked.stage.runs(unreached.note)
    await blocked.edits(blocked.budi, ANSWER)
    sari, before = blocked.sari, len(blocked.sari.messages)

    if by == "unblocks":
        await sari.does(BotStanding("kicked", "member"))
    else:
        await sari.says(by)
    await sari.says("/menu")

    found = [one.text for one in sari.messages[before:] if ANSWER in one.text]
    assert 1 == len(found)
    assert not [one for one in sari.messages if "Permenpn" in one.text]
    assert LOST not in blocked.card_words
    assert LOST not in await card(blocked)


async def test_who_blocks_again_gets_it_the_next_time(blocked: Desk) -> None:
    """Each time that it does not arrive is noted, and tried again."""
    stage, sari = blocked.stage, blocked.sari
    assert isinstance(stage, RoughStage)
    await blocked.replies(blocked.budi, ANSWER)
    await stage.runs(unreached.note)
    stage.delivers = False  # they block it again before it is sent
    await sari.says("/start")
    stage.delivers = True
    assert LOST not in await card(blocked)

    async def refused(unit: Unit) -> None:
        found = await unit.connection.execute(
            select(outbox.c.id).where(
                outbox.c.subject.startswith("answer:"), outbox.c.state == "pending"
            )
        )
        ids = list(found.scalars())
        attempts = Attempts(unit.connection)
        await attempts.mark(ids, stage.now)
        chat = sari.telegram_id
        lost = [Outcome(row_id=one, state=Sent.UNREACHABLE, lost_chat=chat) for one in ids]
        await attempts.record(lost, stage.now)

    await stage.database.write(refused)
    await stage.runs(unreached.note)
    assert LOST in blocked.card_words
    before = len(sari.messages)

    await sari.says("/start")

    assert 1 == len([one for one in sari.messages[before:] if ANSWER in one.text])


async def test_files_come_with_their_answer(blocked: Desk) -> None:
    """What was lost is said again whole, in order."""
    reply = Replied(blocked.card, BOT, is_ours=True)
    await blocked.budi.does(Attachment("document", "surat", ANSWER, 9100, None, reply), chat=GROUP)
    said = len(blocked.stage.said)

    await blocked.sari.says("/start")

    again = [
        say
        for say in blocked.stage.said[said:]
        if isinstance(say, SendFiles) or (isinstance(say, Say) and ANSWER in say.message.text)
    ]
    assert [Say, SendFiles] == [type(one) for one in again]


async def test_what_was_taken_back_does_not_come_again(blocked: Desk) -> None:
    """An answer that nobody stands by any more is not said to who comes back."""
    await blocked.replies(blocked.budi, ANSWER)
    await blocked.budi.taps("Tarik jawaban", chat=GROUP)
    await blocked.budi.taps("Ya, tarik", chat=GROUP)

    await blocked.sari.says("/start")

    assert not [one for one in blocked.sari.messages if ANSWER in one.text]


async def test_an_answer_that_arrived_before_a_block_is_not_noted(desk: Desk) -> None:
    """Whoever read the answer and then blocked the bot misses nothing."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, ANSWER)
    await desk.sari.does(BotStanding("member", "kicked"))

    assert not (await desk.sari.known()).is_reachable
    assert LOST not in await card(desk)


async def test_a_correction_that_was_missed_comes_again(rough: RoughStage) -> None:
    """The answer stands in the chat already: it is edited, not said twice."""
    desk = await Desk.open(rough)
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Pakai Permenpn.")
    rough.blocked.add(desk.sari.telegram_id)
    await desk.edits(desk.budi, ANSWER)
    assert not [one for one in desk.sari.messages if ANSWER in one.text]
    assert LOST not in await card(desk)

    await desk.sari.says("/start")

    assert 1 == len([one for one in desk.sari.messages if ANSWER in one.text])
    assert not [one for one in desk.sari.messages if "Permenpn" in one.text]


async def test_an_explanation_that_nobody_reads_is_not_waited_for(rough: RoughStage) -> None:
    """The clock runs on, card and holder are told; the asker is asked again on their return."""
    blocked = await Desk.open(rough)
    await blocked.budi.taps("Ambil", chat=GROUP)
    rough.blocked.add(blocked.sari.telegram_id)
    await blocked.budi.taps("Minta penjelasan", chat=GROUP)
    await blocked.budi.says("Tahun berapa?")
    assert State.WAITING is (await blocked.question()).state
    stage = blocked.stage
    assert isinstance(stage, RoughStage)
    stage.passes(minutes=1)

    await stage.runs(unreached.note)

    question = await blocked.question()
    assert State.CLAIMED is question.state
    assert [(stage.now - timedelta(minutes=1), stage.now)] == list(question.pauses)
    assert Event.UNREACHED is (await blocked.events())[-1]
    assert "Permintaan penjelasan belum sampai" in blocked.card_words
    assert "Permintaan penjelasan #1 belum sampai" in blocked.budi.screen.text

    await blocked.sari.says("/start")
    assert [one.text for one in blocked.sari.messages if "Tahun berapa?" in one.text]
    assert "belum sampai" not in blocked.card_words
    await blocked.sari.taps("Jawab penjelasan")
    await blocked.sari.says("Tahun 2026.")
    assert Event.EXPLAIN is (await blocked.events())[-1]


async def test_what_nobody_read_is_not_closed_as_read(blocked: Desk) -> None:
    """However long the asker is away; on their return the days begin."""
    await blocked.replies(blocked.budi, ANSWER)
    await blocked.edits(blocked.budi, f"{ANSWER} Terima kasih.")
    stage = blocked.stage
    assert isinstance(stage, RoughStage)
    for _ in range(30):
        stage.passes(days=1)
        await stage.runs(close)
    assert State.ANSWERED is (await blocked.question()).state

    await blocked.sari.says("/start")
    for _ in range(5):
        stage.passes(days=1)
        await stage.runs(close)
    assert not [one for one in blocked.sari.messages if "akan ditutup" in one.text]
    for _ in range(10):
        stage.passes(days=1)
        await stage.runs(close)

    assert [one for one in blocked.sari.messages if "akan ditutup" in one.text]
    assert State.CLOSED is (await blocked.question()).state


async def test_the_messages_of_others_do_not_wake(blocked: Desk) -> None:
    """Only the asker's own return brings their answer."""
    await blocked.replies(blocked.budi, ANSWER)

    await blocked.cici.says("/menu")
    await blocked.sari.does(Edited("Halo", 99), chat=GROUP)

    assert not [one for one in blocked.sari.messages if ANSWER in one.text]
