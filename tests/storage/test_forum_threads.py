"""Threads of forums and groups that take nothing, on both databases."""

from datetime import UTC, datetime, timedelta

from community.reply import Lane
from storage.attempts import Attempts, Outcome
from storage.database import Database
from storage.forum_threads import IMPOSSIBLE, Thread
from storage.outbox import STUCK, NewRow, State, StuckChat
from storage.unit import Unit

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
CHAT, OTHER = -1_000_000_000_500, -600


def thread(thread_id: int | None, chat_id: int = CHAT) -> Thread:
    """Make what is known of a thread."""
    return Thread(chat_id=chat_id, topic="skp", name="SKP", thread_id=thread_id, at=NOW)


async def test_a_thread_is_known_until_it_is_forgotten(database: Database) -> None:
    """The newest finding counts; a deleted thread keeps its name and is to be made anew."""

    async def unit(unit: Unit) -> list[dict[tuple[int, str], Thread]]:
        corners = [(CHAT, "skp"), (OTHER, "skp"), (CHAT, "angka")]
        await unit.forum_threads.put(thread(IMPOSSIBLE), NOW)
        await unit.forum_threads.put(thread(7), NOW)
        await unit.forum_threads.put(thread(7, OTHER), NOW)
        known = await unit.forum_threads.find(corners)
        await unit.forum_threads.forget(CHAT, 8, NOW)
        await unit.forum_threads.forget(CHAT, 7, NOW)
        return [known, await unit.forum_threads.find(corners)]

    known, later = await database.write(unit)

    assert {(CHAT, "skp"): thread(7), (OTHER, "skp"): thread(7, OTHER)} == known
    assert {(CHAT, "skp"): thread(None), (OTHER, "skp"): thread(7, OTHER)} == later


def test_what_could_not_be_made_is_tried_again_a_day_later() -> None:
    """A thread that is there is not made; a deleted one is made at once."""
    day = timedelta(days=1)

    assert [False, True] == [thread(IMPOSSIBLE).may_be_made(at) for at in (NOW, NOW + day)]
    assert [False, True] == [one.may_be_made(NOW) for one in (thread(7), thread(None))]
    assert [True, False, False] == [thread(one).is_there for one in (7, None, IMPOSSIBLE)]


async def test_groups_that_take_nothing_are_listed(database: Database) -> None:
    """Each with its first refused row, why, and how many wait; who merely waits is not listed."""

    async def unit(unit: Unit) -> tuple[int, list[StuckChat], list[StuckChat]]:
        cards = [
            NewRow(chat_id=chat, lane=Lane.NOTICE, kind="sendMessage", payload={"text": "#"})
            for chat in (CHAT, CHAT, OTHER)
        ]
        rows = await unit.outbox.add(cards, NOW)
        attempts = Attempts(unit.connection)
        await attempts.mark([rows[0].id], NOW)
        await attempts.record(
            [Outcome(row_id=rows[0].id, state=State.PENDING, error=f"{STUCK}muted")], NOW
        )
        stuck = await unit.outbox.stuck_chats()
        await attempts.mark([rows[0].id], NOW)
        await attempts.record([Outcome(row_id=rows[0].id, state=State.SENT)], NOW)
        return rows[0].id, stuck, await unit.outbox.stuck_chats()

    first, stuck, later = await database.write(unit)

    assert [StuckChat(CHAT, first, "muted", 2, NOW)] == stuck
    assert [] == later
