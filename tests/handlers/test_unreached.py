"""Answers whose asker cannot be reached."""

from community.incoming import BotStanding
from handlers import unreached
from storage.unit import Unit
from tests.handlers.asker import GROUP
from tests.handlers.clockwork import runs, said
from tests.handlers.desk import Desk


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
