"""The outbox, its attempts, its backlog and its campaigns, on every dialect."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, select
from sqlalchemy.exc import IntegrityError

from community.reply import Lane
from storage.attempts import (
    MOST_ATTEMPTS,
    UNKNOWN_ONCE,
    Attempts,
    Listener,
    Outcome,
    Unfinished,
)
from storage.backlog import Backlog
from storage.campaigns import LOWEST_PERSON, Campaigns, Chunk
from storage.database import Database
from storage.messages import Said
from storage.outbox import NewRow, Row, State
from storage.schema import account, outbox, person, reminder_setting
from storage.unit import Unit

NOW = datetime(2026, 3, 2, 0, 25, tzinfo=UTC)
AGAIN = Outcome(row_id=1, state=State.PENDING)


def row(chat_id: int = 1, lane: Lane = Lane.REPLY, **details: Any) -> NewRow:
    """Make a row."""
    return NewRow(chat_id=chat_id, lane=lane, kind="sendMessage", payload={"text": "x"}, **details)


async def add(database: Database, *rows: NewRow) -> list[Row]:
    """Commit rows."""
    return await database.write(lambda unit: unit.outbox.add(rows, NOW))


async def attempt(database: Database, act: Callable[[Attempts], Awaitable[Any]]) -> Any:
    """Run a unit on the attempts."""
    return await database.write(lambda unit: act(Attempts(unit.connection)))


async def mark(database: Database, rows: Sequence[Row], at: datetime = NOW) -> set[int]:
    """Mark rows as attempted."""
    marked: set[int] = await attempt(database, lambda one: one.mark([each.id for each in rows], at))
    return marked


async def record(database: Database, *outcomes: Outcome) -> None:
    """Record outcomes."""
    await attempt(database, lambda one: one.record(outcomes, NOW))


async def stored(database: Database) -> list[Any]:
    """Return all rows as they are."""
    async with database.snapshot() as unit:
        return list(await unit.connection.execute(select(outbox).order_by(outbox.c.id)))


async def states(database: Database) -> list[str]:
    """Return the states of all rows."""
    return [one.state for one in await stored(database)]


async def meet(unit: Unit, numbers: Sequence[int]) -> None:
    """Give people accounts."""
    people = [{"id": n, "state": "member", "created_at": NOW, "state_at": NOW} for n in numbers]
    accounts = [{"telegram_id": 1000 + n, "person_id": n, "seen_at": NOW} for n in numbers]
    await unit.connection.execute(insert(person), people)
    await unit.connection.execute(insert(account), accounts)


async def test_ids_follow_the_order_of_the_list(database: Database) -> None:
    """A thousand rows in one go keep their order."""
    rows = await add(database, *[row(chat_id=number) for number in range(1, 1_001)])

    assert sorted(one.id for one in rows) == [one.id for one in rows]
    chats = {one.id: one.chat_id for one in await stored(database)}
    assert {one.id: one.chat_id for one in rows} == chats


async def test_a_newer_row_takes_the_place_of_a_pending_one(database: Database) -> None:
    """The same replace key: only the last of a list, and of all lists, stays."""
    await add(database, row(replace_key="album"), row(), row(replace_key="album"))
    await add(database, row(replace_key="album"), row(replace_key="other"))

    assert ["replaced", "pending", "replaced", "pending", "pending"] == await states(database)


async def test_an_attempted_row_gives_way_when_it_comes_back(database: Database) -> None:
    """Its attempt failed, and a newer row waits: it is not tried again."""
    old = await add(database, row(replace_key="album"))
    await mark(database, old)
    await add(database, row(replace_key="album"))

    await record(database, Outcome(row_id=old[0].id, state=State.PENDING, error="429"))

    assert ["replaced", "pending"] == await states(database)


async def test_only_pending_rows_are_put_off(database: Database) -> None:
    """A row that left meanwhile keeps its mark; the others wait for the moment."""
    rows = await add(database, row(), row())
    await mark(database, rows[:1])
    later = NOW + timedelta(hours=1)

    await attempt(database, lambda one: one.postpone([each.id for each in rows], later))

    found = [(one.state, one.not_before) for one in await stored(database)]
    assert [("attempted", None), ("pending", later)] == found


async def test_what_is_still_to_be_said_about_a_subject(database: Database) -> None:
    """Rows that wait or are on their way, by subject and person; nothing that is over."""
    later = NOW + timedelta(hours=1)
    rows = await add(
        database,
        row(1, subject="a", person_id=1),
        row(1, Lane.BULK, subject="a", not_before=later, person_id=1),
        row(2, subject="a", person_id=2),
        row(1, subject="b", person_id=1),
        row(3),
    )
    await mark(database, [rows[0], rows[2]])
    await record(database, Outcome(row_id=rows[2].id, state=State.SENT))

    async with database.snapshot() as unit:
        found = await Attempts(unit.connection).unfinished([("a", 1), ("a", 2), ("c", 1)])

    expected = [Unfinished(rows[0].id, None), Unfinished(rows[1].id, later)]
    assert {("a", 1): expected} == {
        place: sorted(some, key=lambda one: one.row_id) for place, some in found.items()
    }


async def test_who_listens(database: Database) -> None:
    """Reachable people, with what they said about unasked messages, if they said anything."""

    async def choose(unit: Unit) -> None:
        await meet(unit, [1, 2, 3])
        await unit.connection.execute(
            insert(reminder_setting),
            [
                {"person_id": 1, "is_on": False, "paused_until": None},
                {"person_id": 2, "is_on": True, "paused_until": "2026-03-09"},
            ],
        )

    await database.write(choose)

    async with database.snapshot() as unit:
        found = await Attempts(unit.connection).listeners([1, 2, 3, 4])

    assert {
        1: Listener(is_off=True),
        2: Listener(paused_until="2026-03-09"),
        3: Listener(),
    } == found


async def test_a_mark_whose_commit_was_not_answered_is_made_again(database: Database) -> None:
    """The same transaction, run once more, gets its rows; each counts one attempt."""
    rows = await add(database, row())
    await mark(database, rows)

    assert {rows[0].id} == await mark(database, rows)

    assert [1] == [each.attempts for each in await stored(database)]


async def test_only_pending_rows_can_be_claimed(database: Database) -> None:
    """A mark says which rows it found pending."""
    rows = await add(database, row(), row(), row())
    await mark(database, rows[:1])

    later = NOW + timedelta(seconds=1)
    assert {rows[1].id, rows[2].id} == await mark(database, rows, later)
    assert [1, 1, 1] == [one.attempts for one in await stored(database)]


async def test_an_attempt_that_does_not_count_leaves_no_trace(database: Database) -> None:
    """Nothing left: the row is as it was."""
    rows = await add(database, row())
    await mark(database, rows)

    await record(database, Outcome(row_id=rows[0].id, state=State.PENDING, is_counted=False))

    (one,) = await stored(database)
    assert ("pending", 0, None) == (one.state, one.attempts, one.attempted_at)


async def test_outcomes_are_recorded_with_what_follows(database: Database) -> None:
    """Messages are remembered, accounts marked, groups followed, contents changed."""
    await database.write(lambda unit: meet(unit, [7]))
    rows = await add(database, *[row() for _ in range(5)])
    await mark(database, rows)
    said = Said(subject="question:1", chat_id=-5, message_ids=(8, 9), person_id=7)

    await record(
        database,
        Outcome(row_id=rows[0].id, state=State.SENT, said=said),
        Outcome(row_id=rows[1].id, state=State.UNREACHABLE, error="blocked", lost_chat=1007),
        Outcome(row_id=rows[2].id, state=State.PENDING, new_chat=(-5, -1005)),
        Outcome(row_id=rows[3].id, state=State.PENDING, kind="sendPhoto", payload={"a": 1}),
        Outcome(row_id=rows[4].id, state=State.PENDING, error=UNKNOWN_ONCE),
    )

    found = await stored(database)
    assert ["sent", "unreachable", "pending", "pending", "pending"] == [one.state for one in found]
    assert ("sendPhoto", {"a": 1}) == (found[3].kind, found[3].payload)
    assert UNKNOWN_ONCE == found[4].error
    async with database.snapshot() as unit:
        assert {("question:1", -5): 8} == await unit.messages.newest([("question:1", -5)])
        assert {-5: -1005} == await unit.messages.aliases()
        listeners = await Attempts(unit.connection).listeners([7])
    assert {} == listeners


async def test_a_person_who_was_deleted_does_not_come_back(database: Database) -> None:
    """What was in flight while somebody's data was deleted is not remembered."""
    rows = await add(database, row(chat_id=1007, person_id=7), row(chat_id=1007), row(chat_id=8))
    await mark(database, rows[:1])
    await database.write(lambda unit: unit.outbox.scrub_person(7, 1007))
    said = Said(subject="question:1", chat_id=1007, message_ids=(8,), person_id=7)

    await record(database, Outcome(row_id=rows[0].id, state=State.SENT, said=said))

    found = await stored(database)
    assert ["dropped", "dropped", "pending"] == [one.state for one in found]
    assert [None, None, 8] == [one.chat_id for one in found]
    assert [None, None, {"text": "x"}] == [one.payload for one in found]
    async with database.snapshot() as unit:
        assert [] == await unit.messages.list_about("question:1")


async def test_what_the_last_run_left_in_doubt(database: Database) -> None:
    """Answers go again, also after a second kill, edits always do, mass messages never."""
    edit = NewRow(chat_id=1, lane=Lane.REPLY, kind="editMessageText", payload={})
    rows = await add(database, row(), row(), row(lane=Lane.BULK), edit, row())
    await mark(database, rows[:4])
    await record(
        database,
        *[Outcome(row_id=rows[n].id, state=State.PENDING, error=UNKNOWN_ONCE) for n in (1, 3)],
    )
    await mark(database, [rows[1], rows[3]])

    recovery = await attempt(database, lambda one: one.recover(["editMessageText"]))

    assert (3, 1) == (recovery.again, recovery.unknown)
    assert ["pending", "pending", "unknown", "pending", "pending"] == await states(database)


async def test_a_campaign_in_doubt_is_never_sent_again(database: Database) -> None:
    """In whatever lane; only its edits, which do no harm twice, go again."""
    number = await database.write(lambda unit: unit.campaigns.add("sendMessage", {}, NOW))
    edit = NewRow(
        chat_id=9, lane=Lane.BULK, kind="editMessageText", payload=None, campaign_id=number
    )
    rows = await add(
        database,
        *[row(place, lane, campaign_id=number) for place, lane in enumerate(Lane, start=1)],
        edit,
        row(lane=Lane.NOTICE),
    )
    await mark(database, rows)

    recovery = await attempt(database, lambda one: one.recover(["editMessageText"]))

    assert (2, 3) == (recovery.again, recovery.unknown)
    assert ["unknown", "unknown", "unknown", "pending", "pending"] == await states(database)


async def test_an_answer_that_always_meets_a_kill_is_given_up(database: Database) -> None:
    """A row that may itself bring the bot down is left alone after ten attempts."""
    rows = await add(database, row())
    for _ in range(MOST_ATTEMPTS - 1):
        await mark(database, rows)
        await attempt(database, lambda one: one.recover([]))
    assert ["pending"] == await states(database)

    await mark(database, rows)
    await attempt(database, lambda one: one.recover([]))

    assert ["unknown"] == await states(database)


async def test_the_backlog_of_chats(database: Database) -> None:
    """The first rows of each chat, in order, without mass messages and what is not due."""
    later = NOW + timedelta(minutes=1)
    rows = await add(
        database,
        row(chat_id=1),
        row(chat_id=2, lane=Lane.NOTICE),
        row(chat_id=1, lane=Lane.BULK),
        row(chat_id=1, not_before=later),
        row(chat_id=1, lane=Lane.NOTICE),
        row(chat_id=1),
        row(chat_id=3),
    )

    async with database.snapshot() as unit:
        found = Backlog(unit.connection)
        loaded = await found.list_chats([1, 2], 2, NOW)
        waiting = await found.list_lane(Lane.REPLY, rows[0].id, 10, NOW)
        due = await found.next_due([Lane.REPLY, Lane.NOTICE], NOW)

    assert [rows[0], rows[1], rows[4]] == loaded
    assert [rows[5].id, rows[6].id] == [one.id for one in waiting]
    assert later == due


async def test_a_campaign_in_chunks(database: Database) -> None:
    """Rows are made for everybody once, can be resumed, and carry the campaign's text."""
    await database.write(lambda unit: meet(unit, range(1, 8)))
    everybody = select(account.c.telegram_id.label("chat_id"), account.c.person_id)

    async def begin(unit: Unit) -> int:
        return await Campaigns(unit.connection).add("sendMessage", {"text": "Siaran"}, NOW)

    number = await database.write(begin)

    async def chunk(after: int) -> Chunk:
        return await database.write(
            lambda unit: Campaigns(unit.connection).fan_out(
                number, lane=Lane.BULK, to=everybody, after_person_id=after, limit=5, now=NOW
            )
        )

    first = await chunk(LOWEST_PERSON)
    async with database.snapshot() as unit:
        reached = await Campaigns(unit.connection).reached(number)
    second = await chunk(reached)
    third = await chunk(second.last_person_id)
    async with database.snapshot() as unit:
        rows = await Backlog(unit.connection).list_bulk(0, 100, NOW, [1003])

    assert [Chunk(5, 5), Chunk(2, 7), Chunk(0, 7)] == [first, second, third]
    assert 5 == reached
    assert [1001, 1002, 1004, 1005, 1006, 1007] == [one.chat_id for one in rows]
    assert [1, 2, 4, 5, 6, 7] == [one.person_id for one in rows]
    assert {"Siaran"} == {(one.payload or {})["text"] for one in rows}
    with pytest.raises(IntegrityError):
        await chunk(LOWEST_PERSON)


async def test_what_a_fan_out_writes_to_every_row(database: Database) -> None:
    """Subject, edited subject, zone and moments stand in each row, in the lane that was asked."""
    await database.write(lambda unit: meet(unit, range(1, 4)))
    everybody = select(account.c.telegram_id.label("chat_id"), account.c.person_id)
    later, end = NOW + timedelta(minutes=5), NOW + timedelta(hours=1)

    async def make(unit: Unit) -> None:
        number = await unit.campaigns.add("editMessageText", {"text": "Siaran"}, NOW)
        await unit.campaigns.fan_out(
            number,
            lane=Lane.NOTICE,
            to=everybody,
            after_person_id=LOWEST_PERSON,
            limit=5,
            now=NOW,
            expires_at=end,
            not_before=later,
            subject="reminder:1",
            edits_message="reminder:0",
            zone="Asia/Makassar",
        )

    await database.write(make)

    async with database.snapshot() as unit:
        rows = await Backlog(unit.connection).list_chats([1001, 1002, 1003], 5, later)
    assert [1001, 1002, 1003] == [one.chat_id for one in rows]
    expected = ("notice", "reminder:1", "reminder:0", "Asia/Makassar", later, end)
    assert {expected} == {
        (one.lane, one.subject, one.edits_message, one.zone, one.not_before, one.expires_at)
        for one in rows
    }


async def test_a_campaign_is_given_another_text(database: Database) -> None:
    """Rows that are loaded afterwards carry the new one; other campaigns keep theirs."""
    await database.write(lambda unit: meet(unit, [1]))
    everybody = select(account.c.telegram_id.label("chat_id"), account.c.person_id)

    async def make(unit: Unit) -> None:
        for number, words in enumerate(("Siaran", "Lain")):
            campaign = await unit.campaigns.add("sendMessage", {"text": words}, NOW)
            await unit.campaigns.fan_out(
                campaign,
                lane=Lane.BULK,
                to=everybody,
                after_person_id=LOWEST_PERSON,
                limit=5,
                now=NOW,
            )
            if not number:
                await unit.campaigns.change(campaign, {"text": "Siaran baru"})

    await database.write(make)

    async with database.snapshot() as unit:
        rows = await Backlog(unit.connection).list_bulk(0, 5, NOW)
    assert ["Siaran baru", "Lain"] == [(one.payload or {})["text"] for one in rows]


async def test_old_texts_are_forgotten(database: Database) -> None:
    """Final rows lose their payload after a while, waiting ones keep it."""
    rows = await add(database, row(), row(), row())
    await record(database, Outcome(row_id=rows[0].id, state=State.SENT))
    long_after = NOW + timedelta(days=31)

    reached = await database.write(lambda unit: unit.outbox.forget_texts(long_after))
    end = await database.write(lambda unit: unit.outbox.forget_texts(long_after, reached or 0))
    too_early = await database.write(lambda unit: unit.outbox.forget_texts(NOW))

    assert rows[2].id == reached
    assert (None, None) == (end, too_early)
    assert [True, False, False] == [one.payload is None for one in await stored(database)]


async def test_counts(database: Database) -> None:
    """Rows are counted by lane and state."""
    rows = await add(database, row(), row(), row(lane=Lane.BULK))
    await mark(database, rows[:1])

    async with database.snapshot() as unit:
        counts = await unit.outbox.counts()

    assert {("reply", "attempted"): 1, ("reply", "pending"): 1, ("bulk", "pending"): 1} == counts


async def test_a_message_answered_before_its_outcome_is_listed_once(database: Database) -> None:
    """Somebody tapped what delivery had sent and not noted down yet: one message, one edit."""
    rows = await add(database, row(chat_id=5))
    await mark(database, rows)
    said = Said(subject="question:1", chat_id=5, message_ids=(8,))
    await database.write(lambda unit: unit.messages.adopt(said, NOW))

    await record(database, Outcome(row_id=rows[0].id, state=State.SENT, said=said))

    async with database.snapshot() as unit:
        assert [said] == await unit.messages.list_about("question:1")


async def test_a_message_is_adopted_once(database: Database) -> None:
    """Somebody answers to a message whose sending was never confirmed."""
    said = Said(subject="question:1", chat_id=5, message_ids=(8,))

    first = await database.write(lambda unit: unit.messages.adopt(said, NOW))
    second = await database.write(lambda unit: unit.messages.adopt(said, NOW))

    assert (True, False) == (first, second)
    async with database.snapshot() as unit:
        assert [said] == await unit.messages.list_about("question:1")


async def test_aliases_are_followed_to_the_end(database: Database) -> None:
    """A group that moves twice is known by its newest id."""

    async def move(unit: Unit) -> None:
        await unit.messages.add_alias(-1, -2)
        await unit.messages.add_alias(-2, -3)
        await unit.messages.add_alias(-2, -3)

    await database.write(move)

    async with database.snapshot() as unit:
        assert {-1: -3, -2: -3} == await unit.messages.aliases()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda unit: Backlog(unit.connection).list_chats([1, 2], 5, NOW), "chat_waiting"),
        (lambda unit: Backlog(unit.connection).list_lane(Lane.REPLY, 5, 5, NOW), "waiting"),
        (lambda unit: Backlog(unit.connection).list_bulk(5, 5, NOW, [3]), "waiting"),
        (lambda unit: Backlog(unit.connection).next_due(list(Lane), NOW), "waiting"),
        (lambda unit: Attempts(unit.connection).recover(["x"]), "attempted"),
        (lambda unit: Attempts(unit.connection).record([AGAIN], NOW), "replace_key"),
        (lambda unit: unit.outbox.add([row(replace_key="a")], NOW), "replace_key"),
        (
            lambda unit: Attempts(unit.connection).unfinished([("a", 1), ("b", 2)]),
            "subject_waiting",
        ),
    ],
)
async def test_hot_questions_use_their_index(
    database: Database, ask: Callable[[Unit], Awaitable[Any]], index: str
) -> None:
    """A table of a million rows is never read from end to end."""
    asked: list[tuple[str, Any]] = []

    def note(*arguments: Any) -> None:
        asked.append((arguments[2], arguments[3]))

    async def explain(unit: Unit) -> list[str]:
        event.listen(unit.connection.sync_connection, "before_cursor_execute", note)
        await ask(unit)
        event.remove(unit.connection.sync_connection, "before_cursor_execute", note)
        steps: list[str] = []
        for statement, values in asked:
            plan = await unit.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            steps += [step.detail for step in plan]
        return steps

    steps = await database.write(explain)

    assert any(
        step.partition("INDEX ")[2].partition("(")[0].strip().endswith(index) for step in steps
    )
    assert [] == [
        step
        for step in steps
        if step.startswith("SCAN") and "INDEX" not in step and "outbox" in step
    ]
