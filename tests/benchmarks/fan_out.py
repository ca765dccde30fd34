"""How long it takes to make a million outbox rows, and how long others wait for the lock."""

import asyncio
import sqlite3
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from community.reply import Lane
from storage.campaigns import CHUNK, LOWEST_PERSON, Campaigns, Chunk
from storage.database import Database
from storage.schema import account
from storage.unit import Unit
from tests.benchmarks import population, processes
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Table, middle

BARE = (
    "INSERT INTO outbox (chat_id, person_id, lane, kind, campaign_id, created_at)"
    " SELECT telegram_id, person_id, 'bulk', 'sendMessage', 1, '2026-11-22 00:00:00.000000'"
    " FROM account ORDER BY telegram_id"
)


def measure(scale: Scale) -> list[Table]:
    """Compare the chunks that the bot writes with the one bare statement."""
    alone, ours, locks = [], [], []
    for _ in range(scale.repeats):
        with processes.folder() as folder:
            alone.append(bare(filled(folder / "bare.sqlite3", scale.fan_out_rows)))
            seconds, lock = asyncio.run(_chunks(filled(folder / "ours", scale.fan_out_rows)))
            ours.append(seconds)
            locks.append(1000 * lock)
    ratio = [one / other for one, other in zip(ours, alone, strict=True)]
    rows = [
        ("one bare statement", middle(alone, 2), "1.00", middle([1000 * one for one in alone])),
        (f"ours, chunks of {CHUNK:,}", middle(ours, 2), middle(ratio, 2), middle(locks)),
    ]
    columns = ("way", "seconds", "x bare", "longest write lock, ms")
    return [Table(f"{scale.fan_out_rows:,} outbox rows", columns, rows)]


def filled(path: Path, count: int) -> Path:
    """Make a database with so many people."""
    population.create(path)
    population.add_listeners(path, count)
    return path


def bare(path: Path) -> float:
    """Make all rows with one statement; says how many seconds it took."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(
        "INSERT INTO campaign (id, kind, payload, created_at)"
        " VALUES (1, 'sendMessage', '{}', '2026-11-22 00:00:00.000000')"
    )
    started = time.perf_counter()
    connection.execute(BARE)
    seconds = time.perf_counter() - started
    connection.close()
    return seconds


async def _chunks(path: Path) -> tuple[float, float]:
    database = await Database.open(f"sqlite:///{path}")
    now = datetime.now(UTC)
    campaign_id = await database.write(
        lambda unit: Campaigns(unit.connection).add("sendMessage", {"text": "Selamat pagi."}, now)
    )
    to = select(account.c.telegram_id.label("chat_id"), account.c.person_id.label("person_id"))
    after, longest, started = LOWEST_PERSON, 0.0, time.perf_counter()
    while True:

        async def chunk(unit: Unit, after: int = after) -> Chunk:
            return await Campaigns(unit.connection).fan_out(
                campaign_id, lane=Lane.BULK, to=to, after_person_id=after, limit=CHUNK, now=now
            )

        begun = time.perf_counter()
        made = await database.write(chunk)
        longest = max(longest, time.perf_counter() - begun)
        if made.count == 0:
            break
        after = made.last_person_id
    seconds = time.perf_counter() - started
    await database.close()
    return seconds, longest
