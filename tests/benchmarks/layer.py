"""What the storage layer costs: units of five statements on stock SQLAlchemy and on ours."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from community.reply import Lane
from storage.database import Database
from storage.inbox import Arrived
from storage.outbox import NewRow
from storage.unit import Unit
from tests.benchmarks import population, processes
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Table, middle
from tests.benchmarks.traffic import FIRST_CHAT

GROUP = 25

Open = Callable[[str], Coroutine[Any, Any, Database]]


def measure(scale: Scale) -> list[Table]:
    """Measure units alone and in groups: 2 reads and 3 writes each, one commit a group."""
    rows = []
    for name, opened in (("stock aiosqlite", _open_stock), ("ours", Database.open)):
        for group in (1, GROUP):
            figures = []
            for _ in range(scale.repeats):
                with processes.folder() as folder:
                    path = folder / "layer.sqlite3"
                    population.create(path)
                    population.add_talkers(path, 1_000)
                    figures.append(asyncio.run(_run(opened, path, scale.units, group)))
            rows.append(
                (
                    name,
                    group,
                    middle([scale.units / seconds for seconds, _ in figures]),
                    middle([1e6 * cpu / scale.units for _, cpu in figures]),
                )
            )
    columns = ("layer", "units in a commit", "units/s", "CPU us/unit")
    return [Table("Units of five statements", columns, rows)]


async def _run(opened: Open, path: Path, units: int, group: int) -> tuple[float, float]:
    database = await opened(f"sqlite:///{path}")
    now = datetime.now(UTC)

    async def one(unit: Unit, number: int) -> None:
        telegram_id = FIRST_CHAT + number % 1_000
        await unit.inbox.add([Arrived(number, telegram_id, "{}")], now)
        person = await unit.people.find(telegram_id)
        assert person is not None
        await unit.people.get(person.id)
        await unit.audit.note("measured", person.id, None, {}, now)
        said = NewRow(chat_id=telegram_id, lane=Lane.REPLY, kind="sendMessage", payload={})
        await unit.outbox.add([said], now)

    started, cpu = time.perf_counter(), time.process_time()
    for first in range(0, units, group):

        async def together(unit: Unit, first: int = first) -> None:
            for number in range(first, min(units, first + group)):
                await one(unit, number)

        await database.write(together)
    figures = time.perf_counter() - started, time.process_time() - cpu
    await database.close()
    return figures


async def _open_stock(url: str) -> Database:
    """Open the same file as SQLAlchemy's documentation says."""
    engine = create_async_engine(url.replace("sqlite:", "sqlite+aiosqlite:", 1))
    _prepare(engine)
    return Database(engine, engine)


def _prepare(engine: AsyncEngine) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
