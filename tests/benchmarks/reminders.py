"""The morning's reminders: made for all members at their hour, counted, and sent.

`python -m tests.benchmarks.reminders FILE` is the process that is measured: it makes what is due
on Monday at 07.30, counts outcomes, and prints what that took.
"""

import asyncio
import json
import resource
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import time as hour_of_day
from pathlib import Path
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from sqlalchemy import text

from bot.post import OutboxPost
from community.charter import Charter
from community.reminding import Slot
from handlers import reminder_log, reminders
from handlers.tick import Tick
from storage.database import Database
from storage.reminders import CHUNK
from storage.unit import Unit
from tests.benchmarks import draining, fan_out, mornings, processes
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Table, middle

T = TypeVar("T")

JAKARTA = ZoneInfo("Asia/Jakarta")
HOUR = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)  # Monday 07.30 WIB
CHARTER = Charter(
    bot_username="ukur_bot",
    admin_ids=frozenset({1}),
    controller_name="Pengelola",
    controller_contact="kontak@contoh.id",
    zone=JAKARTA,
    reminder_time=hour_of_day(7, 30),
)


def measure(scale: Scale) -> list[Table]:
    """Measure making, counting and sending."""
    return [_making(scale), *draining.measure(scale)]


def _making(scale: Scale) -> Table:
    """Make the reminders of one hour, beside the bare statement of `fan_out`."""
    count = scale.reminder_members
    bare, runs = [], []
    for _ in range(scale.repeats):
        with processes.folder() as folder:
            bare.append(fan_out.bare(fan_out.filled(folder / "bare.sqlite3", count)))
            path = folder / "ours.sqlite3"
            mornings.fill(path, count)
            before = _megabytes(path)
            runs.append({**_run(path), "grown": _megabytes(path) - before, "before": before})
    made = int(runs[0]["made"])
    # per row: not everybody is due at 07.30
    ratio = [one["seconds"] / made / (other / count) for one, other in zip(runs, bare, strict=True)]
    rows = [
        (f"bare statement, {count:,} outbox rows", *_columns(bare, count), "1.00", "", ""),
        (
            f"07.30: {made:,} reminders, chunks of {CHUNK:,}",
            *_columns([one["seconds"] for one in runs], made),
            middle(ratio, 2),
            middle([one["lock"] for one in runs]),
            middle([one["peak"] for one in runs]),
        ),
        _other("half a day of other hours", "others", "others_lock", runs),
        _other("first chunk after a kill at the end", "again", "again_lock", runs),
        _other("counting those who were missed", "missed", "missed_lock", runs),
        _other("counting outcomes (snapshot)", "tally", None, runs),
    ]
    grown = middle([one["grown"] for one in runs])
    size = middle([one["before"] for one in runs])
    columns = ("what", "seconds", "rows/s", "x bare a row", "longest write lock, ms", "peak MB")
    question = (
        f"Reminders of {count:,} members, one session, 1 % attend; "
        f"file {size} MB, grown by {grown} MB"
    )
    return Table(question, columns, rows)


def _columns(seconds: list[float], count: int) -> tuple[str, str]:
    return middle(seconds, 2), middle([count / one for one in seconds])


def _other(
    name: str, seconds: str, lock: str | None, runs: list[dict[str, float]]
) -> tuple[str, ...]:
    locked = middle([one[lock] for one in runs]) if lock else ""
    return name, middle([one[seconds] for one in runs], 2), "", "", locked, ""


def _megabytes(path: Path) -> float:
    return sum(one.stat().st_size for one in path.parent.glob(f"{path.name}*")) / 1e6


def _run(path: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.reminders", str(path)]
    done = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, cwd=processes.ROOT
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


# --- the measured process -----------------------------------------------------------------


@dataclass(slots=True)
class Watched:
    """A database that notes how long its longest unit took: others wait for the lock so long."""

    database: Database
    longest: float = field(default=0.0)

    async def write(self, unit: Callable[[Unit], Awaitable[T]]) -> T:
        """Run a unit and note its time."""
        begun = time.perf_counter()
        try:
            return await self.database.write(unit)
        finally:
            self.longest = max(self.longest, time.perf_counter() - begun)

    def snapshot(self) -> AbstractAsyncContextManager[Unit]:
        """Give a snapshot, which holds nobody up."""
        return self.database.snapshot()


async def _timed(database: Database, act: Callable[[Tick], Awaitable[Any]], now: datetime) -> Any:
    watched = Watched(database)
    tick = Tick(now, CHARTER, cast("Database", watched), OutboxPost(lambda: None))
    begun = time.perf_counter()
    await act(tick)
    return time.perf_counter() - begun, 1000 * watched.longest


async def _work(path: Path) -> dict[str, float]:
    database = await Database.open(f"sqlite:///{path}")
    try:
        # Earlier hours are done, so that 07.30 is what is measured.
        await _timed(database, reminders.make_due, HOUR - timedelta(minutes=1))
        seconds, lock = await _timed(database, reminders.make_due, HOUR)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        made = await database.write(_count)
        others, others_lock = await _timed(
            database, reminders.make_due, HOUR + timedelta(hours=3, minutes=30)
        )
        again, again_lock = await _timed(database, _make_again, HOUR)
        await database.write(_finish)
        tally, _ = await _timed(database, reminder_log.tally, HOUR + timedelta(hours=1))
        tomorrow = HOUR + timedelta(days=1, hours=5)
        missed, missed_lock = await _timed(database, reminders.make_due, tomorrow)
    finally:
        await database.close()
    return {
        "seconds": seconds,
        "lock": lock,
        "peak": peak,
        "made": made,
        "others": others,
        "others_lock": others_lock,
        "again": again,
        "again_lock": again_lock,
        "tally": tally,
        "missed": missed,
        "missed_lock": missed_lock,
    }


async def _make_again(tick: Tick) -> None:
    """Open the hour again, as a kill before its last commit leaves it."""
    slot = Slot(HOUR.date(), JAKARTA, CHARTER.reminder_time)
    await tick.database.write(_open_usual)
    assert slot.due_at == HOUR
    await reminders.make_due(tick)


async def _open_usual(unit: Unit) -> None:
    await unit.connection.execute(
        text("UPDATE reminder_slot SET closed_at = NULL WHERE hour = '07:30' AND zone LIKE '%Jak%'")
    )


async def _count(unit: Unit) -> int:
    found = await unit.connection.scalar(
        text("SELECT made FROM reminder_slot WHERE hour = '07:30' AND zone = 'Asia/Jakarta'")
    )
    return int(found or 0)


async def _finish(unit: Unit) -> None:
    await unit.connection.execute(text("UPDATE outbox SET state = 'sent'"))


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_work(Path(sys.argv[1])))))
