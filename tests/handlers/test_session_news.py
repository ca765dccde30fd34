"""A session changes after its reminder: what was said is edited, whatever became of the day."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import insert, select

from community.sessions import Session
from handlers import community_post, reminders, session_news
from storage.messages import Said
from storage.schema import day_correction, outbox
from storage.unit import Unit
from tests.handlers.clockwork import runs, said
from tests.handlers.driver import Stage
from tests.handlers.planner import one
from tests.handlers.test_reminders import MONDAY, add_session, comes, member

GROUP, SUPERGROUP = -1007, -100_777
SUBJECT = "reminder:2026-11-23"


async def changes(stage: Stage, number: int, **fields: object) -> None:
    """Change a session as moderators do, shortly after."""
    before = await one(stage, number)
    after = replace(before, **fields)  # type: ignore[arg-type] # fields of a session

    async def unit(unit: Unit) -> bool:
        return await unit.sessions.change(before, after, stage.charter.zone, stage.now)

    assert await stage.database.write(unit)
    stage.now += timedelta(minutes=1)


async def begun(stage: Stage) -> Session:
    """Return the session of a Monday whose reminders were made."""
    number = await add_session(stage, MONDAY + timedelta(hours=5))
    await member(stage, "Sari", 101)
    stage.now = MONDAY
    await runs(stage, reminders.make_due)
    await runs(stage, community_post.post)
    return await one(stage, number)


async def test_every_change_is_told(stage: Stage) -> None:
    """Whoever comes hears of the second change as well as of the first."""
    session = await begun(stage)
    await comes(stage, stage.person("Sari", 101), session.id)
    for speaker in ("Ir. Wahyu", "Dr. Laras"):
        await changes(stage, session.id, speaker=speaker)
        await runs(stage, session_news.tell)
    told = [row.text for row in await said(stage, to=101) if row.lane == "notice"]
    assert ["Ir. Wahyu", "Dr. Laras"] == [text.rpartition("Narasumber: ")[2] for text in told]


async def test_edits_of_a_reminder_keep_their_order(stage: Stage) -> None:
    """Each names the reminder as its subject, by which delivery lets a later one wait."""
    session = await begun(stage)
    for title in ("Satu", "Dua"):
        await changes(stage, session.id, title=f"Judul {title}")
        await runs(stage, session_news.tell)

    async def unit(unit: Unit) -> list[tuple[object, ...]]:
        found = await unit.connection.execute(
            select(outbox.c.subject, outbox.c.edits_message)
            .where(outbox.c.chat_id == 101, outbox.c.kind == "editMessageText")
            .order_by(outbox.c.id)
        )
        return [tuple(row) for row in found]

    assert [(SUBJECT, SUBJECT)] * 2 == await stage.database.write(unit)


async def test_a_reminder_is_edited_although_its_day_was_made_off(stage: Stage) -> None:
    """The day became a day off at noon: what was cancelled no longer stands in the reminder."""
    stage.runs_with(community_chat_id=GROUP)
    session = await begun(stage)

    async def off(unit: Unit) -> None:
        values = {"day": MONDAY.date(), "is_off": True, "name": "Libur", "at": stage.now}
        await unit.connection.execute(insert(day_correction).values(**values))

    await stage.database.write(off)
    await changes(stage, session.id, is_cancelled=True)
    await runs(stage, session_news.tell)

    for chat_id in (101, GROUP):
        before, after = await said(stage, to=chat_id)
        assert [None, SUBJECT] == [before.edits, after.edits]
        assert session.title not in after.text


async def test_a_post_that_still_waits_is_edited_behind_it(stage: Stage) -> None:
    """The post was not sent yet when its session was cancelled: the edit follows it."""
    stage.runs_with(community_chat_id=GROUP)
    session = await begun(stage)
    await changes(stage, session.id, is_cancelled=True)
    await runs(stage, session_news.tell)
    assert [None, SUBJECT] == [row.edits for row in await said(stage, to=GROUP)]


async def test_without_a_post_there_is_nothing_to_edit(stage: Stage) -> None:
    """Before the hour the chat has no post, and gets no edit."""
    stage.runs_with(community_chat_id=GROUP)
    number = await add_session(stage, MONDAY + timedelta(hours=5))
    await changes(stage, number, title="Judul baru")
    await runs(stage, session_news.tell)
    assert [] == await said(stage, to=GROUP)


async def test_the_post_of_an_upgraded_group_comes_anew_once(stage: Stage) -> None:
    """What stands in the group of before cannot be edited; what was said since then can."""
    stage.runs_with(community_chat_id=GROUP)
    session = await begun(stage)
    was, now = (
        Said(subject=SUBJECT, chat_id=chat_id, message_ids=(7,)) for chat_id in (GROUP, SUPERGROUP)
    )
    await stage.database.write(lambda unit: unit.messages.add([was], stage.now))
    await stage.database.write(lambda unit: unit.messages.add_alias(GROUP, SUPERGROUP))

    await changes(stage, session.id, title="Judul Satu")
    await runs(stage, session_news.tell)
    await stage.database.write(lambda unit: unit.messages.add([now], stage.now))
    await changes(stage, session.id, title="Judul Dua")
    await runs(stage, session_news.tell)

    async def unit(unit: Unit) -> list[tuple[object, ...]]:
        found = await unit.connection.execute(
            select(outbox.c.edits_message, outbox.c.payload)
            .where(outbox.c.chat_id == SUPERGROUP)
            .order_by(outbox.c.id)
        )
        return [(row.edits_message, "_else_say" in row.payload) for row in found]

    assert [(SUBJECT, True), (SUBJECT, False)] == await stage.database.write(unit)
