"""The loader: what memory does not hold is found in the table, whatever the clocks do."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.delivery.alarm import Alarm
from bot.delivery.loader import Loader
from community.reply import Lane
from simulator.faults import Fault, too_many
from storage.database import Database
from storage.outbox import Row
from tests.bot.delivery.post import open_post, text

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


class TwoClocks:
    """A time of day that can be set, and seconds that only run on; sleepers are never woken."""

    def __init__(self) -> None:
        self.day = NOW
        self.seconds = 100.0

    def now(self) -> datetime:
        """Tell the time of day."""
        return self.day

    def monotonic(self) -> float:
        """Tell the seconds."""
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        """Return at once; nothing here waits."""


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A real SQLite file."""
    opened = await Database.open(f"sqlite:///{tmp_path}/cop.db")
    yield opened
    await opened.close()


async def test_a_clock_that_is_set_back_makes_no_row_forgotten(database: Database) -> None:
    """A row that may not leave yet is found when its time has come by the corrected clock."""
    clock = TwoClocks()
    taken: list[Row] = []
    alarm = Alarm(clock)
    loader = Loader(clock=clock, take=taken.append, waiting=lambda _, __: 0, alarm=alarm)

    async def load() -> list[int]:
        while loader.wants(100, 1_000):
            async with database.snapshot() as unit:
                await loader.load(unit, 100, 1_000, [])
        return [row.id for row in taken]

    await load()
    moment = NOW + timedelta(seconds=1.5)
    row = text(500, not_before=moment)
    (added,) = await database.write(lambda unit: unit.outbox.add([row], clock.now()))
    loader.later(500, moment)

    clock.seconds += 2
    clock.day -= timedelta(seconds=10)
    too_early = await load()
    clock.seconds += 12
    clock.day += timedelta(seconds=12)
    in_time = await load()
    alarm.cancel()

    assert [] == too_early
    assert [added.id] == in_time


@pytest.mark.parametrize("lane", [Lane.NOTICE, Lane.BULK])
async def test_what_is_added_while_it_looks_is_found(
    database: Database, tmp_path: Path, lane: Lane
) -> None:
    """A snapshot that was begun before does not show it: delivery looks once more."""
    taken: list[Row] = []
    clock = TwoClocks()
    loader = Loader(clock=clock, take=taken.append, waiting=lambda _, __: 0, alarm=Alarm(clock))
    asked: list[str] = []

    def add(*_: object) -> None:
        asked.append("a question")
        if len(asked) == 1:  # the snapshot has just begun
            with closing(sqlite3.connect(tmp_path / "cop.db")) as connection, connection:
                connection.execute(ADDED, (lane.value,))
            loader.rescan()

    while loader.wants(100, 1_000):
        async with database.snapshot() as unit:
            event.listen(unit.connection.sync_connection, "after_cursor_execute", add)
            await loader.load(unit, 100, 1_000, [])
            event.remove(unit.connection.sync_connection, "after_cursor_execute", add)

    assert [500] == [row.chat_id for row in taken]


ADDED = (
    "INSERT INTO outbox (chat_id, lane, kind, payload, created_at)"
    " VALUES (500, ?, 'sendMessage', '{}', '2026-11-23 00:30:00.000000')"
)


async def test_mass_messages_that_were_passed_are_not_forgotten(tmp_path: Path) -> None:
    """One whose chat was held, one that was too young: both are sent, though the end came later."""
    async with open_post(tmp_path, rate=400) as post:
        sari = post.simulator.person("Sari", started=True)
        budi = post.simulator.person("Budi", started=True)
        others = [post.simulator.person(f"Orang {number}", started=True) for number in range(1_050)]
        post.simulator.faults.add(Fault(too_many(1), chat_id=sari.id))
        await post.say(text(sari.id, "jawaban"))
        await post.quiet()

        soon = post.clock.now() + timedelta(seconds=1)
        rows = await post.say(
            text(sari.id, "massal", lane=Lane.BULK),
            text(budi.id, "massal", lane=Lane.BULK, not_before=soon),
            *[text(one.id, "massal", lane=Lane.BULK) for one in others],
        )

        assert {"sent"} == set(await post.settle(rows))
