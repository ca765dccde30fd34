"""Moderators, applications, lists, audit, deletion and retention, on both dialects."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from community.form import Draft
from community.profile import Profile
from community.reply import Lane
from community.roles import State
from storage import schema
from storage.applications import Stand
from storage.database import Database
from storage.outbox import NewRow
from storage.unit import Unit

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


async def member(database: Database, telegram_id: int, name: str) -> int:
    """Add a member and return our number."""

    async def unit(unit: Unit) -> int:
        person = await unit.people.meet(telegram_id, NOW)
        await unit.profiles.save(person.id, Profile(name=name, area="35.10"), NOW)
        await unit.people.change_state(person.id, was=(State.GUEST,), becomes=State.MEMBER, now=NOW)
        return person.id

    return await database.write(unit)


async def test_one_appointment_and_one_end(database: Database) -> None:
    """Only a member is appointed, once; the duty ends once and takes its topics along."""
    budi = await member(database, 13, "Budi")

    async def unit(unit: Unit) -> tuple[list[bool], list[tuple[int, tuple[str, ...]]]]:
        guest = await unit.people.meet(14, NOW)
        said = [
            await unit.moderators.appoint(guest.id, budi, NOW),
            await unit.moderators.appoint(budi, budi, NOW),
            await unit.moderators.appoint(budi, budi, NOW),
        ]
        for has in (True, True):
            await unit.moderators.set_expertise(budi, "media_sosial", has=has)
        listed = [(one.person_id, one.topics) for one in await unit.moderators.list_active()]
        said += [await unit.moderators.end(budi), await unit.moderators.end(budi)]
        assert frozenset() == await unit.moderators.topics(budi)
        return said, listed

    said, listed = await database.write(unit)

    assert [False, True, False, True, False] == said
    assert [(budi, ("media_sosial",))] == listed


async def test_of_two_decisions_at_once_one_wins(database: Database) -> None:
    """Whoever commits first decides; the other is told False."""
    budi, cici = await member(database, 13, "Budi"), await member(database, 15, "Cici")
    tamu = await member(database, 12, "Tamu")
    number = await database.write(lambda unit: unit.applications.apply(tamu, "q_1", NOW))
    assert number is not None
    assert await database.write(lambda unit: unit.applications.apply(tamu, "", NOW)) is None

    async def decide(by: int, stand: Stand) -> bool:
        return await database.write(
            lambda unit: unit.applications.decide(number, stand, by=by, reason=None, now=NOW)
        )

    won = await asyncio.gather(decide(budi, Stand.ACCEPTED), decide(cici, Stand.REFUSED))

    assert [False, True] == sorted(won)
    async with database.snapshot() as unit:
        application = await unit.applications.get(number)
    assert application is not None
    assert (budi if won[0] else cici) == application.decided_by
    assert await database.write(lambda unit: unit.applications.withdraw(tamu, NOW)) is None


async def test_members_are_found_blind_to_case_and_wildcards(database: Database) -> None:
    """Every word must be in the name; signs of SQL mean themselves."""
    await member(database, 13, "Budi Santoso")
    await member(database, 14, "Santi 100% Budiman")

    async def found(part: str) -> list[str]:
        async with database.snapshot() as unit:
            cards = await unit.members.list_named(part, limit=10, offset=0)
            assert len(cards) == await unit.members.count_named(part)
        return [card.name for card in cards]

    assert ["Budi Santoso", "Santi 100% Budiman"] == await found("BUDI san")
    assert ["Santi 100% Budiman"] == await found("0%")
    assert [] == await found("_")


async def test_the_reminder_switch_keeps_its_row(database: Database) -> None:
    """On and off again and again is one row; off without a row needs none."""
    sari = await member(database, 11, "Sari")

    async def unit(unit: Unit) -> list[bool]:
        seen = []
        for on in (False, True, True, False):
            if on:
                await unit.reminder_settings.turn_on(sari, NOW)
            else:
                await unit.reminder_settings.turn_off(sari)
            seen.append(await unit.reminder_settings.is_on(sari))
        return seen

    assert [False, True, True, False] == await database.write(unit)


async def test_a_deletion_empties_every_table(database: Database) -> None:
    """Nothing of the person is read any more, and a second deletion finds nothing."""
    sari, budi = await member(database, 5_873_940_261, "Sari"), await member(database, 13, "Budi")

    async def fill(unit: Unit) -> None:
        await unit.moderators.appoint(sari, budi, NOW)
        await unit.moderators.appoint(budi, sari, NOW)
        await unit.reminder_settings.turn_on(sari, NOW)
        await unit.consents.give(sari, 1, NOW)
        await unit.drafts.open(sari, Draft("profile", "name", {"name": "Sari"}, {}), NOW)
        await unit.applications.apply(sari, "", NOW)
        await unit.audit.note("appointed", sari, budi, {"own": False}, NOW)
        rows = [(sari, 5_873_940_261), (None, 5_873_940_261), (budi, 13)]
        await unit.outbox.add(
            [
                NewRow(
                    chat_id=chat,
                    lane=Lane.REPLY,
                    kind="sendMessage",
                    payload={"text": "halo"},
                    person_id=person,
                )
                for person, chat in rows
            ],
            NOW,
        )

    await database.write(fill)
    before = await database.write(lambda unit: unit.held.everything(sari))
    assert before is not None
    assert 2 == len(before["pesan_keluar"])

    erased = [
        await database.write(lambda unit: unit.erasures.erase(sari, with_posts=True, now=NOW))
        for _ in range(2)
    ]

    assert [True, False] == erased
    async with database.snapshot() as unit:
        assert await unit.held.everything(sari) is None
        assert [] == await unit.audit.list_about(sari)
        outbox = await unit.connection.execute(
            select(
                schema.outbox.c.chat_id, schema.outbox.c.payload, schema.outbox.c.state
            ).order_by(schema.outbox.c.id)
        )
        appointed = await unit.connection.execute(select(schema.moderator.c.appointed_by))
        assert sari not in appointed.scalars().all()
        assert [(None, None, "dropped")] * 2 + [(13, {"text": "halo"}, "pending")] == [
            tuple(row) for row in outbox
        ]
        unfinished = await unit.erasures.list_unfinished(5)
    assert [sari] == [one.person_id for one in unfinished]
    later = NOW + timedelta(minutes=5)
    assert not await database.write(lambda unit: unit.erasures.sweep(unfinished[0], later))
