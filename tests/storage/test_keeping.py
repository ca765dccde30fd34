"""Each line of community/keeping.py on both sides of its edge, on every dialect."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import ColumnElement, Table, func, insert, select
from sqlalchemy.exc import IntegrityError

from community import keeping
from community.form import Draft
from community.roles import State
from handlers import retention
from storage import schema
from storage.database import Database
from storage.unit import Unit
from tests.handlers.driver import charter

AT = datetime(2026, 11, 23, tzinfo=UTC)  # midnight: rules about days begin with one
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
LONG_AFTER = AT + timedelta(days=3_650)
PERSON = 5

Make = Callable[[Unit], Awaitable[None]]


async def put(unit: Unit, table: Table, **values: Any) -> None:
    """Add a row."""
    await unit.connection.execute(insert(table).values(**values))


async def put_person(unit: Unit, state: State = State.MEMBER) -> None:
    """Let somebody exist who talked to the bot at that moment."""
    await put(unit, schema.person, id=PERSON, state=state, created_at=AT, state_at=AT)
    await put(unit, schema.account, telegram_id=11, person_id=PERSON, seen_at=AT)


def person_in(state: State, *, agreed: bool = True) -> Make:
    """Give somebody in a state, who agreed to the notice or not."""

    async def make(unit: Unit) -> None:
        await put_person(unit, state)
        if agreed:
            await unit.consents.give(PERSON, 1, AT)

    return make


def draft_of(state: State, *, agreed: bool) -> Make:
    """Give a form that somebody began."""

    async def make(unit: Unit) -> None:
        await person_in(state, agreed=agreed)(unit)
        await unit.drafts.open(PERSON, Draft("join", "name", {}, {}), AT)

    return make


def row(table: Table, **values: Any) -> Make:
    """Give a row that stands alone."""

    async def make(unit: Unit) -> None:
        await put(unit, table, **values)

    return make


def with_newer(table: Table, newer: dict[str, Any], **values: Any) -> Make:
    """Give a row that is not the newest of its table."""

    async def make(unit: Unit) -> None:
        await put(unit, table, **values)
        await put(unit, table, **{**values, **newer, "created_at": LONG_AFTER})

    return make


def of_person(table: Table, **values: Any) -> Make:
    """Give a member's row."""

    async def make(unit: Unit) -> None:
        await put_person(unit)
        await put(unit, table, person_id=PERSON, **values)

    return make


QUESTION = {
    "id": 1,
    "person_id": PERSON,
    "topic": "lain",
    "text": "?",
    "asked_at": AT,
    "state_at": AT,
    "pauses": [],
    "nudges": [],
}
POST = {"topic": "lain", "submitted_at": AT, "state_at": AT, "nudges": []}


async def held_reply(unit: Unit) -> None:
    """A reply to a card that was not yet meant as the answer."""
    await put_person(unit)
    await put(unit, schema.question, **QUESTION, state="answered")
    values = {"text": "a", "attachments": [], "chat_id": 1, "message_id": 1}
    await put(unit, schema.held_reply, question_id=1, person_id=PERSON, at=AT, **values)


async def question(unit: Unit) -> None:
    """A question that was refused."""
    await put_person(unit)
    await put(unit, schema.question, **QUESTION, state="refused")


OUT = {"chat_id": 11, "lane": "reply", "kind": "sendMessage", "payload": {"text": "Rahasia"}}
SLOT = {"day": AT.date(), "zone": "Asia/Jakarta", "hour": "07:30"}
FAULT = {"kind": "x", "part": "jobs", "incident": "A1", "seen": 1, "told_seen": 1}

MAKERS: dict[str, tuple[Table, Make]] = {
    "guests": (schema.account, person_in(State.GUEST, agreed=False)),
    "unfinished": (schema.account, person_in(State.GUEST)),
    "left": (schema.account, person_in(State.LEFT)),
    "removed": (schema.account, person_in(State.REMOVED)),
    "refused": (schema.account, person_in(State.REFUSED)),
    "drafts": (schema.draft, draft_of(State.MEMBER, agreed=True)),
    "guest_drafts": (schema.draft, draft_of(State.PENDING, agreed=False)),
    "held_replies": (schema.held_reply, held_reply),
    "searches": (
        schema.kept_search,
        of_person(schema.kept_search, words="a", kind="", topic="", message_id=0, at=AT),
    ),
    "update_ids": (schema.inbox, row(schema.inbox, update_id=1, received_at=AT, handled_at=AT)),
    "set_aside": (
        schema.inbox,
        row(schema.inbox, update_id=1, received_at=AT, handled_at=AT, raw="{}", error="A1"),
    ),
    "messages_out": (
        schema.outbox,
        with_newer(schema.outbox, {"state": "pending"}, **OUT, state="sent", created_at=AT),
    ),
    "unreached": (
        schema.outbox,
        with_newer(
            schema.outbox,
            {"state": "pending"},
            **OUT,
            state="unreachable",
            subject="answer:1",
            created_at=AT,
        ),
    ),
    "mass_texts": (
        schema.campaign,
        with_newer(schema.campaign, {}, kind="sendMessage", payload={"text": "a"}, created_at=AT),
    ),
    "reminded_messages": (
        schema.message,
        row(schema.message, subject="reminder:2026-11-23", chat_id=11, message_ids=[1], at=AT),
    ),
    "reminded": (
        schema.reminder,
        row(schema.reminder, day=AT.date(), person_id=PERSON, campaign_id=1, at=AT),
    ),
    "reminder_log": (schema.reminder_slot, row(schema.reminder_slot, **SLOT, due_at=AT)),
    "applications": (
        schema.application,
        of_person(schema.application, state="refused", applied_at=AT, decided_at=AT),
    ),
    "questions": (schema.question, question),
    "posts": (schema.post, of_person(schema.post, state="refused", **POST)),
    "trail": (schema.audit, row(schema.audit, at=AT, action="left", details={})),
    "erasures": (
        schema.erasure,
        row(schema.erasure, person_id=PERSON, asked_at=AT, finished_at=AT),
    ),
    "occasions": (schema.occasion, row(schema.occasion, key="a", at=AT)),
    "faults": (schema.fault, row(schema.fault, **FAULT, since=AT, seen_at=AT)),
}
BY_DAY = {"reminded_messages", "reminded", "reminder_log"}
"""Rules that keep whole days: the last of them to its end."""


def old(table: Table) -> ColumnElement[bool]:
    """Leave out the newer row that stands behind the one that is looked at."""
    column = table.c.get("created_at") if table in (schema.outbox, schema.campaign) else None
    return (
        table.c[table.primary_key.columns.keys()[0]].is_not(None)
        if column is None
        else column == AT
    )


async def count(database: Database, table: Table) -> int:
    """Count the rows that are looked at."""
    async with database.snapshot() as unit:
        query = select(func.count()).select_from(table).where(old(table))
        return int(await unit.connection.scalar(query) or 0)


def test_every_rule_is_tried() -> None:
    """Whoever adds a rule adds a line here."""
    assert {rule.name for rule in keeping.RULES} == set(MAKERS)


@pytest.mark.parametrize("rule", keeping.RULES, ids=lambda rule: rule.name)
async def test_a_rule_keeps_to_its_edge(database: Database, rule: keeping.Rule) -> None:
    """The row is there in the last second, and gone after it."""
    table, make = MAKERS[rule.name]
    await database.write(make)
    edge = AT + rule.span + (DAY - SECOND if rule.name in BY_DAY else timedelta())

    await retention.tidy(database, edge, charter())
    before = await count(database, table)
    await retention.tidy(database, edge + SECOND, charter())
    after = await count(database, table)

    assert (1, 0) == (before, after)


async def test_an_answer_that_did_not_arrive_stays_without_its_text(database: Database) -> None:
    """Its asker may come back within a year and is told then; the text is made anew."""
    _, make = MAKERS["unreached"]
    await database.write(make)

    await retention.tidy(database, AT + timedelta(days=31), charter())

    async with database.snapshot() as unit:
        found = await unit.connection.execute(
            select(schema.outbox.c.payload).where(schema.outbox.c.state == "unreachable")
        )
        assert [None] == list(found.scalars())


async def test_what_still_waits_stays_with_its_text(database: Database) -> None:
    """A message for a group that takes nothing for months is still to be said."""
    waits = {**OUT, "state": "pending", "created_at": AT}
    await database.write(with_newer(schema.outbox, {}, **waits))

    await retention.tidy(database, AT + timedelta(days=90), charter())

    assert 1 == await count(database, schema.outbox)


async def test_a_text_that_a_row_carries_is_emptied_and_stays(database: Database) -> None:
    """The row of a mass message refers to it; when the row goes, so does the text."""

    async def make(unit: Unit) -> None:
        number = await unit.campaigns.add("sendMessage", {"text": "Rahasia"}, AT)
        await unit.campaigns.add("sendMessage", {"text": "Baru"}, LONG_AFTER)
        values = {"chat_id": 11, "lane": "bulk", "kind": "sendMessage", "campaign_id": number}
        await put(unit, schema.outbox, **values, person_id=5, state="pending", created_at=AT)

    await database.write(make)

    await retention.tidy(database, AT + timedelta(days=31), charter())

    async with database.snapshot() as unit:
        texts = await unit.connection.scalars(
            select(schema.campaign.c.payload).order_by(schema.campaign.c.id)
        )
        assert [{}, {"text": "Baru"}] == list(texts)


@pytest.mark.parametrize(("state", "kept"), [("claimed", 1), ("answered", 1), ("closed", 0)])
async def test_who_left_is_kept_while_a_question_is_open(
    database: Database, state: str, kept: int
) -> None:
    """Leaving takes no question back; who was answered may still say that it was no answer."""

    async def make(unit: Unit) -> None:
        await person_in(State.LEFT)(unit)
        await put(unit, schema.question, **QUESTION, state=state)

    await database.write(make)

    await retention.tidy(database, AT + timedelta(days=60), charter())

    assert kept == await count(database, schema.account)


@pytest.mark.parametrize("state", [State.LEFT, State.REFUSED, State.REMOVED])
async def test_who_is_joining_again_is_kept(database: Database, state: State) -> None:
    """The night in the middle of the form takes neither the form nor the person."""

    async def make(unit: Unit) -> None:
        await person_in(state)(unit)
        long_after = AT + timedelta(days=400)
        await unit.drafts.open(PERSON, Draft("join", "name", {}, {}), long_after)

    await database.write(make)

    await retention.tidy(database, AT + timedelta(days=401), charter())

    assert 1 == await count(database, schema.draft)


async def test_a_rule_that_fails_holds_up_no_other(database: Database) -> None:
    """A refused post that is referred to cannot go and is told; the trail after it goes."""

    async def make(unit: Unit) -> None:
        await of_person(schema.post, state="refused", **POST)(unit)
        values = {"post_id": 1, "kind": "useful", "person_id": PERSON, "at": AT}
        await put(unit, schema.post_mark, **values)
        await put(unit, schema.audit, action="left", details={}, at=AT)

    await database.write(make)

    with pytest.raises(IntegrityError):
        await retention.tidy(database, LONG_AFTER, charter())

    assert 0 == await count(database, schema.audit)


async def test_more_rows_than_a_chunk_all_go(database: Database) -> None:
    """The job goes on from chunk to chunk, past what stays."""
    rows = [{**OUT, "state": "sent", "created_at": AT} for _ in range(retention.CHUNK * 2 + 5)]
    rows[3] |= {"state": "pending"}
    rows[-1] |= {"created_at": LONG_AFTER}

    async def make(unit: Unit) -> None:
        await unit.connection.execute(insert(schema.outbox), rows)

    await database.write(make)

    removed = await retention.tidy(database, AT + timedelta(days=31), charter())

    assert len(rows) - 2 == removed
