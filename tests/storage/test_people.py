"""People, drafts, profiles and consents, on SQLite and PostgreSQL."""

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from community.form import Draft
from community.person import Person
from community.profile import Profile
from community.roles import Role, State
from storage import schema
from storage.database import Database
from storage.unit import Unit

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
SARI = 7_000_000_001


async def meet(database: Database) -> Person:
    """Let Sari write to the bot for the first time."""
    return await database.write(lambda unit: unit.people.meet(SARI, NOW))


async def test_somebody_new_is_a_guest_without_a_name(database: Database) -> None:
    """Only the Telegram id is kept, beside a random number of ours."""
    person = await meet(database)

    assert (State.GUEST, Role.NONE, None) == (person.state, person.role, person.name)
    assert 0 < person.id < 2**53
    assert person.id != SARI


async def test_two_units_meet_the_same_person_once(database: Database) -> None:
    """Of units that run side by side one adds the person, and all see the same."""
    met = await asyncio.gather(*(meet(database) for _ in range(6)))

    assert 1 == len({person.id for person in met})
    async with database.snapshot() as unit:
        people = await unit.connection.scalar(select(func.count()).select_from(schema.person))
    assert 1 == people


async def test_one_statement_finds_all_about_a_person(database: Database) -> None:
    """State, role, name, the notice agreed to and the open draft come together."""
    person = await meet(database)
    draft = Draft("join", "area", {"kind": "area", "days": 31}, {"typed": "kediri", "page": 0})

    async def unit(unit: Unit) -> None:
        await unit.profiles.save(person.id, Profile(name="Sari", area="35.10"), NOW)
        await unit.consents.give(person.id, 1, NOW)
        await unit.drafts.open(person.id, draft, NOW)
        await unit.people.change_state(person.id, was=[State.GUEST], becomes=State.MEMBER, now=NOW)
        await unit.moderators.appoint(person.id, 1, NOW)

    await database.write(unit)

    async with database.snapshot() as reading:
        found = await reading.people.find(SARI)
        assert found == await reading.people.get(person.id)
    assert found is not None
    assert (State.MEMBER, Role.MODERATOR, "Sari") == (found.state, found.role, found.name)
    assert 1 == found.notice_version
    assert draft == found.draft


async def test_a_consent_that_was_taken_back_counts_no_more(database: Database) -> None:
    """The newest answer counts, and the same answer twice is one row."""
    person = await meet(database)

    async def unit(unit: Unit) -> int | None:
        await unit.consents.give(person.id, 1, NOW)
        await unit.consents.give(person.id, 1, LATER)
        await unit.consents.withdraw(person.id, 1, LATER)
        table = schema.consent
        return await unit.connection.scalar(select(func.count()).select_from(table))

    assert 2 == await database.write(unit)
    async with database.snapshot() as reading:
        found = await reading.people.find(SARI)
        last = await reading.consents.last(person.id)
    assert found is not None
    assert found.notice_version is None
    assert last is not None
    assert (1, False, LATER) == (last.notice_version, last.is_given, last.at)


async def test_a_state_changes_only_from_where_it_may(database: Database) -> None:
    """Of two who change a state at once, one does."""
    person = await meet(database)

    async def join(unit: Unit) -> bool:
        return await unit.people.change_state(
            person.id, was=[State.GUEST, State.LEFT], becomes=State.MEMBER, now=NOW
        )

    done = await asyncio.gather(*(database.write(join) for _ in range(4)))

    assert [False, False, False, True] == sorted(done)


async def test_who_joins_gets_a_date_and_reminders(database: Database) -> None:
    """Becoming a member turns the chosen days on."""
    person = await meet(database)

    async def unit(unit: Unit) -> tuple[Profile | None, bool]:
        await unit.profiles.save(person.id, Profile(name="Sari"), NOW)
        await unit.reminder_settings.choose_days(
            person.id, 5, now=NOW, zone=ZoneInfo("Asia/Jakarta")
        )
        await unit.people.change_state(
            person.id, was=[State.GUEST], becomes=State.MEMBER, now=LATER
        )
        is_on = await unit.reminder_settings.is_on(person.id)
        return await unit.profiles.get(person.id), is_on

    profile, is_on = await database.write(unit)

    assert Profile(name="Sari", joined_at=LATER) == profile
    assert is_on


async def test_who_was_removed_is_remembered_as_such(database: Database) -> None:
    """A later refusal does not wash it off."""
    person = await meet(database)

    async def unit(unit: Unit) -> tuple[bool, bool]:
        before = await unit.people.was_removed(person.id)
        for state in (State.MEMBER, State.REMOVED, State.PENDING, State.REFUSED):
            await unit.people.change_state(person.id, was=tuple(State), becomes=state, now=NOW)
        return before, await unit.people.was_removed(person.id)

    assert (False, True) == await database.write(unit)


async def test_being_reachable_changes_once(database: Database) -> None:
    """Blocked twice is blocked once, and so is the way back."""
    person = await meet(database)

    async def unit(unit: Unit) -> list[bool]:
        people = unit.people
        return [
            await people.mark_reachable(person.id),
            await people.mark_unreachable(person.id, NOW),
            await people.mark_unreachable(person.id, NOW),
            await people.mark_reachable(person.id),
        ]

    assert [False, True, False, True] == await database.write(unit)


async def test_only_one_draft_is_open(database: Database) -> None:
    """A second form sets the first aside, and it comes back as it was."""
    person = await meet(database)
    first, second = Draft("join", "name", {"a": 1}, {}), Draft("profile", "unit", {}, {})

    async def unit(unit: Unit) -> None:
        await unit.drafts.open(person.id, first, NOW)
        await unit.drafts.open(person.id, second, LATER)

    await database.write(unit)

    async def check(unit: Unit) -> tuple[list[str], Draft | None, Draft | None]:
        kept = [one.draft.form for one in await unit.drafts.list_kept(person.id)]
        resumed = await unit.drafts.resume(person.id, "join", LATER)
        again = await unit.drafts.resume(person.id, "join", LATER)
        return kept, resumed, again

    assert (["join"], first, first) == await database.write(check)


async def test_a_draft_moves_from_the_step_it_stands_at(database: Database) -> None:
    """A second tap finds the draft elsewhere and changes nothing."""
    person = await meet(database)
    was, becomes = Draft("join", "name", {}, {}), Draft("join", "kind", {"name": "Sari"}, {})

    async def unit(unit: Unit) -> list[bool]:
        await unit.drafts.open(person.id, was, NOW)
        saves = [await unit.drafts.save(person.id, was, becomes, NOW) for _ in range(2)]
        gone = [await unit.drafts.discard(person.id, "join") for _ in range(2)]
        return saves + gone

    assert [True, False, True, False] == await database.write(unit)


async def test_interests_are_marked_once(database: Database) -> None:
    """Marking and unmarking twice changes nothing."""
    person = await meet(database)

    async def unit(unit: Unit) -> list[bool]:
        profiles = unit.profiles
        return [
            await profiles.mark_interest(person.id, "media_sosial"),
            await profiles.mark_interest(person.id, "media_sosial"),
            await profiles.list_interests(person.id) == ["media_sosial"],
            await profiles.unmark_interest(person.id, "media_sosial"),
            await profiles.unmark_interest(person.id, "media_sosial"),
        ]

    assert [True, False, True, True, False] == await database.write(unit)
