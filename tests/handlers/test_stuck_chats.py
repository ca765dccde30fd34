"""The admins hear once of a group that takes nothing from the bot."""

from dataclasses import replace

import pytest

from community.reply import Lane
from community.texts import stuck_chats as texts
from handlers.question_clock import watch
from handlers.stuck_chats import tell
from storage.attempts import Attempts, Outcome
from storage.outbox import STUCK, NewRow, State
from storage.unit import Unit
from tests.handlers.clockwork import runs, said
from tests.handlers.driver import Actor, Stage
from tests.handlers.test_question_clock import asks, moderator, wib

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
    assert "bot dikeluarkan dari grup, atau grupnya dihapus. 3 pesan menunggu" in word.text


async def test_nothing_is_said_while_all_goes_well(stage: Stage) -> None:
    """Rows that merely wait are no trouble."""
    ani = await admin(stage)
    before = len(await said(stage, to=ani.telegram_id))

    result = await runs(stage, tell)

    assert "" == result
    assert before == len(await said(stage, to=ani.telegram_id))


@pytest.mark.parametrize(
    ("reason", "helps", "helps_not"),
    [
        ("bot was kicked from", "masukkan kembali bot", ""),
        ("bot was kicked from", "atau nomornya keliru, perbaiki MODERATOR_CHAT_ID", ""),
        ("chat not found", "Perbaiki MODERATOR_CHAT_ID, lalu nyalakan ulang", "masukkan"),
        ("the group chat was deleted", "Perbaiki MODERATOR_CHAT_ID", "masukkan"),
        ("not enough rights", "izinkan bot menulis", "MODERATOR_CHAT_ID"),
        ("TOPIC_CLOSED", "buka kembali topik General", "MODERATOR_CHAT_ID"),
    ],
)
async def test_admins_read_what_helps(
    stage: Stage, reason: str, helps: str, helps_not: str
) -> None:
    """A group that is gone cannot be joined again; one that is muted needs no new number."""
    ani = await admin(stage)
    await refuse(stage, reason)

    await runs(stage, tell)

    word = (await said(stage, to=ani.telegram_id))[-1]
    assert helps in word.text
    assert not helps_not or helps_not not in word.text
    assert "/antrean" in word.text


async def test_moderators_hear_once_when_it_lasts(stage: Stage) -> None:
    """After an hour, not before, each reads in private where the questions are."""
    await admin(stage)
    budi = await moderator(stage, "Budi", 13)
    await refuse(stage, "chat not found")

    counts = []
    for minutes in (0, 59, 1, 5):
        stage.passes(minutes=minutes)
        await runs(stage, tell)
        counts.append(len(await said(stage, to=budi.telegram_id)))

    [word] = await said(stage, to=budi.telegram_id)
    assert [0, 0, 1, 1] == counts
    assert "/antrean di sini" in word.text
    assert ("Pengaturan",) == word.labels


async def test_moderators_do_not_hear_of_other_groups(stage: Stage) -> None:
    """The community's group is the admins' matter."""
    await admin(stage)
    stage.charter = replace(stage.charter, moderator_chat_id=None, community_chat_id=GROUP)
    budi = await moderator(stage, "Budi", 13)
    await refuse(stage, "chat not found")
    stage.passes(hours=2)

    await runs(stage, tell)

    assert [] == await said(stage, to=budi.telegram_id)


async def test_a_nudge_does_not_wait_in_a_dead_group(stage: Stage) -> None:
    """While the group takes nothing, moderators read in private what is late."""
    await admin(stage)
    budi = await moderator(stage, "Budi", 13)
    sari = await stage.person("Sari", 11).joined()
    await refuse(stage, "bot was kicked from")
    waiting = len(await said(stage, to=GROUP))
    number = await asks(sari, "2026-11-23 08:30")
    stage.now = wib("2026-11-24 10:00")

    await runs(stage, watch)

    assert waiting == len(await said(stage, to=GROUP))
    [line] = await said(stage, to=budi.telegram_id)
    assert f"#{number}" in line.text


async def test_an_upgraded_group_that_takes_nothing_is_known(stage: Stage) -> None:
    """Rows wait under the id of before; it is the moderators' group all the same."""
    ani = await admin(stage)
    await refuse(stage, "bot was kicked from")
    await stage.database.write(lambda unit: unit.messages.add_alias(GROUP, -100_500))

    await runs(stage, tell)

    assert "Grup moderator" in (await said(stage, to=ani.telegram_id))[-1].text
