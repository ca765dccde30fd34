"""The job behind a deletion: what was still on its way, and what SQLite's log remembers."""

from datetime import datetime
from functools import partial

from storage.database import Database
from storage.erasure import PASSING, Unfinished
from storage.unit import Unit

AT_ONCE = 50  # deletions in one run of the job
CHUNK = 2_000  # rows looked at in one transaction


async def finish(database: Database, now: datetime) -> int:
    """Remove the last traces of deletions; returns how many are still not finished.

    Called every few minutes: what cannot be finished yet is tried again.
    """
    async with database.snapshot() as unit:
        unfinished = await unit.erasures.list_unfinished(AT_ONCE)
    if not unfinished:
        return 0
    before = max(one.asked_at for one in unfinished) + PASSING
    after: int | None = 0
    while after is not None:
        after = await database.write(partial(_forget_texts, before=before, after=after))
    gone = [one for one in unfinished if await _sweep(database, one, now)]
    while not await database.write(_sweep_search):
        pass
    if not await database.checkpoint():
        return len(unfinished)

    async def mark(unit: Unit) -> None:
        for one in gone:
            await unit.erasures.mark_finished(one.person_id, now)

    await database.write(mark)
    return len(unfinished) - len(gone)


async def _forget_texts(unit: Unit, *, before: datetime, after: int) -> int | None:
    return await unit.outbox.forget_texts(before, after, CHUNK)


async def _sweep_search(unit: Unit) -> bool:
    return await unit.search.sweep()


async def _sweep(database: Database, unfinished: Unfinished, now: datetime) -> bool:
    return await database.write(lambda unit: unit.erasures.sweep(unfinished, now))
