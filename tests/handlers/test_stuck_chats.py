"""The admins hear once of a group that takes nothing from the bot."""

from dataclasses import replace

from community.reply import Lane
from community.texts import stuck_chats as texts
from handlers.stuck_chats import tell
from storage.attempts import Attempts, Outcome
from storage.outbox import STUCK, NewRow, State
from storage.unit import Unit
from tests.handlers.clockwork import runs, said
from tests.handlers.driver import Actor, Stage

GROUP = -500


async def refuse(stage: Stage, reason: str, cards: int = 3) -> None:
    """Let a group refuse the first of some cards, as delivery records it."""

    async def unit(unit: Unit) -> None:
        card = NewRow(chat_id=GROUP, lane=Lane.NOTICE, kind="sendMessage", payload={"text": "#"})
        rows = await unit.outbox.add([card] * cards, stage.now)
        attempts = Attempts(unit.connection)
        await attempts.mark([rows[0].id], stage.now)
        refused = Outcome(row_id=rows[0].id, state=State.PENDING, error=f"{STUCK}{reason}")
        await attempts.record([refused], stage.now)

    await stage.database.write(unit)


async def admin(stage: Stage) -> Actor:
    """Give the admin, who wrote to the bot once, and the settings that name the group."""
    stage.charter = replace(stage.charter, moderator_chat_id=GROUP)
    ani = await stage.person("Ani", 9001).joined()
    assert 9001 in stage.charter.admin_ids
    return ani


async def test_admins_hear_once_of_a_group_that_takes_nothing(stage: Stage) -> None:
    """They read which group, why and how much waits; the next run says nothing."""
    ani = await admin(stage)
    before = len(await said(stage, to=ani.telegram_id))
    await refuse(stage, "bot was kicked from")

    first = await runs(stage, tell)
    second = await runs(stage, tell)

    [word] = (await said(stage, to=ani.telegram_id))[before:]
    assert (texts.told(1), "") == (first, second)
    assert word.text.startswith("<b>Grup moderator tidak dapat dikirimi pesan</b>")
    assert "bot dikeluarkan dari grup. 3 pesan menunggu" in word.text


async def test_nothing_is_said_while_all_goes_well(stage: Stage) -> None:
    """Rows that merely wait are no trouble."""
    ani = await admin(stage)
    before = len(await said(stage, to=ani.telegram_id))

    result = await runs(stage, tell)

    assert "" == result
    assert before == len(await said(stage, to=ani.telegram_id))
