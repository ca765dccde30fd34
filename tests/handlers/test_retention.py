"""Nothing is kept longer than product.md promises, and nothing shorter."""

from datetime import timedelta

import pytest
from sqlalchemy import Table, func, insert, select

from community.form import Draft
from community.questions import Event
from community.roles import State
from handlers import erasing, retention
from storage import schema
from storage.unit import Unit
from tests.handlers.asker import ask
from tests.handlers.driver import Stage


async def tidy(stage: Stage) -> int:
    """Run the job at the stage's moment."""
    return await retention.tidy(stage.database, stage.now, stage.charter)


async def test_guests_are_forgotten_after_a_week(stage: Stage) -> None:
    """Only those who never agreed, want no reminders and are no admin."""
    tamu, ingat = stage.person("Tamu", 12), stage.person("Ingat", 16)
    admin, sari = stage.person("Ani", 9001), await stage.person("Sari", 11).joined()
    for actor in (tamu, ingat, admin):
        await actor.says("/menu")
    await ingat.says("/pengaturan")
    await ingat.taps("Nyalakan")
    stage.passes(days=6, hours=23)
    await tidy(stage)
    assert await tamu.found() is not None
    stage.passes(hours=2)

    await tidy(stage)

    assert await tamu.found() is None
    assert all([await actor.found() for actor in (ingat, admin, sari)])
    assert 0 == await erasing.finish(stage.database, stage.now)


async def test_more_guests_than_a_chunk_all_go(stage: Stage) -> None:
    """The job goes on until nothing is left to do."""
    actors = [stage.person("Tamu", 1_000 + number) for number in range(retention.PEOPLE * 2 + 3)]
    for actor in actors:
        await actor.says("/menu")
    stage.passes(days=8)

    assert len(actors) == await tidy(stage)

    assert not any([await actor.found() for actor in actors])


@pytest.mark.parametrize(("agreed", "days"), [(False, 7), (True, 14)])
async def test_drafts_are_kept_a_fortnight_and_a_week_before_setuju(
    stage: Stage, agreed: bool, days: int
) -> None:
    """The half-filled form goes on its day and not before."""
    sari = stage.person("Sari", 11)
    await sari.says("/pengaturan")
    await sari.taps("Nyalakan")

    async def unit(unit: Unit) -> None:
        person = await unit.people.meet(11, stage.now)
        if agreed:
            await unit.consents.give(person.id, 1, stage.now)
        await unit.drafts.open(person.id, Draft("join", "name", {}, {}), stage.now)

    await stage.database.write(unit)
    stage.passes(days=days, seconds=-1)
    await tidy(stage)
    assert (await sari.known()).draft is not None
    stage.passes(seconds=2)

    await tidy(stage)

    assert (await sari.known()).draft is None


async def test_updates_trail_and_refusals_have_their_times(stage: Stage) -> None:
    """Each row stays to its last second and is gone after it."""
    sari = await stage.person("Sari", 11).joined()
    person = await sari.known()
    at = stage.now

    async def unit(unit: Unit) -> None:
        for update_id, raw in ((1, None), (2, "{}")):
            await unit.connection.execute(
                schema.inbox.insert(),
                {"update_id": update_id, "raw": raw, "received_at": at, "handled_at": at},
            )
        await unit.audit.note("left", person.id, person.id, {}, at)
        await unit.connection.execute(
            schema.application.insert(),
            {
                "person_id": person.id,
                "state": "refused",
                "applied_at": at,
                "decided_at": at,
            },
        )

    await stage.database.write(unit)

    for span, table, left in (
        (timedelta(hours=48), schema.inbox, 1),
        (timedelta(days=7), schema.inbox, 0),
        (timedelta(days=365), schema.application, 0),
        (timedelta(days=5 * 365), schema.audit, 0),
    ):
        stage.now = at + span - timedelta(seconds=1)
        before = await count(stage, table)
        await tidy(stage)
        assert before == await count(stage, table)
        stage.now = at + span + timedelta(seconds=1)
        await tidy(stage)
        assert left == await count(stage, table)
    assert State.MEMBER is (await sari.known()).state


async def count(stage: Stage, table: object) -> int:
    """Count a table's rows."""
    async with stage.database.snapshot() as unit:
        counted = await unit.connection.execute(select(func.count()).select_from(table))  # type: ignore[arg-type] # any table
        return int(counted.scalar_one())


async def test_messages_go_after_thirty_days(stage: Stage) -> None:
    """What was sent goes as a whole; only the newest row stays for its number, without words."""
    sari = await stage.person("Sari", 11).joined()
    await sari.says("/menu")
    rows = await count(stage, schema.outbox)
    stage.passes(days=30, seconds=-1)
    await tidy(stage)
    assert (rows, 0) == (await count(stage, schema.outbox), await emptied(stage))
    stage.passes(seconds=2)

    await tidy(stage)

    assert (1, 1) == (await count(stage, schema.outbox), await emptied(stage))


async def emptied(stage: Stage) -> int:
    """Count outbox rows without words."""
    async with stage.database.snapshot() as unit:
        counted = await unit.connection.execute(
            select(func.count()).where(schema.outbox.c.payload.is_(None))
        )
        return int(counted.scalar_one())


async def test_who_was_refused_is_forgotten_after_a_year(stage: Stage) -> None:
    """Their profile goes with the refusal."""
    tamu = await stage.person("Tamu", 12).joined()
    person = await tamu.known()

    async def refuse(unit: Unit) -> None:
        await unit.people.change_state(
            person.id, was=(State.MEMBER,), becomes=State.REFUSED, now=stage.now
        )
        await unit.reminder_settings.turn_off(person.id)

    await stage.database.write(refuse)
    stage.passes(days=364)
    await tidy(stage)
    assert await tamu.found() is not None
    stage.passes(days=2)

    await tidy(stage)

    assert await tamu.found() is None


async def test_what_the_clock_noted_goes_with_its_time(stage: Stage) -> None:
    """Who was reminded a week, texts a month, the log a year; nothing of it earlier."""
    day = stage.now.date()

    async def note(unit: Unit) -> None:
        number = await unit.campaigns.add("sendMessage", {"text": "Selamat belajar"}, stage.now)
        rows: tuple[tuple[Table, dict[str, object]], ...] = (
            (schema.reminder, {"person_id": 5, "campaign_id": number, "at": stage.now}),
            (
                schema.reminder_text,
                {"zone": "Asia/Jakarta", "hour": "07:30", "variant": 0, "campaign_id": number},
            ),
            (
                schema.reminder_slot,
                {"zone": "Asia/Jakarta", "hour": "07:30", "due_at": stage.now},
            ),
        )
        for table, row in rows:
            await unit.connection.execute(table.insert(), {"day": day, **row})
        await unit.occasions.take("missed:2026-11-23", stage.now)

    async def kept(unit: Unit) -> list[int]:
        tables = (schema.reminder, schema.reminder_text, schema.reminder_slot, schema.occasion)
        counts = [
            await unit.connection.scalar(select(func.count()).select_from(table))
            for table in tables
        ]
        texts = await unit.connection.scalars(select(schema.campaign.c.payload))
        return [int(count or 0) for count in counts] + [sum("text" in one for one in texts)]

    await stage.database.write(note)
    for days, expected in ((7, [1] * 5), (1, [0, 1, 1, 1, 1]), (23, [0, 0, 1, 1, 0])):
        stage.passes(days=days)
        await tidy(stage)
        assert expected == await stage.database.write(kept)
    for days, expected in ((340, [0, 0, 0, 1, 0]), (31, [0] * 5)):
        stage.passes(days=days)
        await tidy(stage)
        assert expected == await stage.database.write(kept)


@pytest.mark.parametrize("event", [Event.REFUSE, Event.WITHDRAW])
async def test_refused_and_withdrawn_questions_are_kept_a_year(stage: Stage, event: Event) -> None:
    """Then they go with all that was said; others stay."""
    sari = await stage.person("Sari", 11).joined()
    over, stays = await ask(sari), await ask(sari, "Ini tetap ada?")

    async def ends(unit: Unit) -> None:
        assert await unit.questions.step(over, event, None, stage.now)
        held = {"question_id": over.id, "person_id": over.person_id, "text": "a", "chat_id": 1}
        await unit.connection.execute(
            insert(schema.held_reply).values(**held, attachments=[], message_id=1, at=stage.now)
        )
        await unit.connection.execute(
            insert(schema.publication).values(
                question_id=over.id, state="ended", question="", answer=""
            )
        )

    await stage.database.write(ends)
    stage.passes(days=364, hours=23)
    await tidy(stage)
    assert 2 == await count(stage, schema.question)
    stage.passes(hours=2)

    await tidy(stage)

    left = [
        await count(stage, table)
        for table in (schema.question, schema.question_entry, schema.publication)
    ]
    assert [1, 1, 0] == left
    async with stage.database.snapshot() as unit:
        found = await unit.questions.get(stays.id)
        gone = await unit.queue.history(over.id, 10)
    assert found is not None
    assert [] == gone
