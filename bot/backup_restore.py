"""`cop-humas restore FILE`: a backup takes the place of the database, which is kept beside it.

Nothing is touched before the backup was found whole and ours; the swap itself is one rename. What
became due between the backup and now counts as said, for the bot went on after it was made: the
jobs of the clock run once, and what they and the backup have to say expires unsent. Updates that
waited in the backup stay: what they bring about is missing in it.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import telegram

from bot import app, backup
from bot.clock import Clock
from bot.config import Settings
from bot.logs import describe
from bot.post import OutboxPost
from bot.timetable import JOBS
from community.texts import backups as texts
from handlers.tick import Tick
from storage import backup_file, backup_settling, backup_swap
from storage.backup_file import BackupFile, Deletions
from storage.database import Database, sqlite_path
from storage.sole_use import InUse, SoleUse

logger = logging.getLogger(__name__)

LEFT_TO_THE_BOT = frozenset({"backup", "retention", "erasing"})  # they say nothing to anybody
NOBODY = telegram.User(id=0, first_name="", is_bot=True, username="")
UNFIT = {
    backup_file.Missing: texts.FILE_MISSING,
    backup_file.NotADatabase: texts.NOT_A_DATABASE,
    backup_file.NotOurs: texts.NOT_OURS,
    backup_file.DamagedFile: texts.FILE_DAMAGED,
    backup_file.TooNew: texts.FILE_TOO_NEW,
}


@dataclass(frozen=True, slots=True)
class Settled:
    """What was done to the restored database before anybody uses it."""

    unsent: int
    erased: int | None  # None: nobody knows whose data was deleted since


async def restore(settings: Settings, file: Path, clock: Clock) -> str:
    """Restore a backup and say what that means; raises `backup.Refused`."""
    url = settings.database_url.reveal()
    database = sqlite_path(url)
    if database is None:
        raise backup.Mistaken(texts.PG_RESTORE)
    database = database.resolve()  # a link stays a link; the logs lie beside its file
    _refuse_itself(file, database)
    try:
        alone = await SoleUse.take(url)
    except InUse as exc:
        raise backup.Refused(texts.BOT_RUNS) from exc
    try:
        return await _restore(settings, file, database, clock)
    finally:
        alone.release()


async def _restore(settings: Settings, file: Path, database: Path, clock: Clock) -> str:
    found = _inspect(file)
    new = database.with_name(f".{database.name}.pemulihan")
    now = clock.now().astimezone(settings.timezone)
    _discard(new)  # of a restore that was killed
    try:
        backup.copy(file, new)
        settled = await _settle(settings, new, database, clock)
        lost = _lost(database, new)
        kept = _swap(new, database, f"{now:%Y%m%d-%H%M%S}")
    finally:
        _discard(new)  # it holds people's data, and nobody would look for it
    return texts.restored(
        file.name,
        database=_place(database),
        until=found.known_until,
        now=now,
        zone=settings.timezone,
        revision=found.revision,
        lost=lost,
        kept=None if kept is None else kept.name,
        unsent=settled.unsent,
        erased=settled.erased,
    )


def _place(database: Path) -> str:
    return str(database.absolute())  # a restore in another folder than the bot's is seen at once


def _refuse_itself(file: Path, database: Path) -> None:
    if database.exists() and file.exists() and file.samefile(database):
        raise backup.Mistaken(texts.SAME_FILE)


def _discard(new: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        new.with_name(new.name + suffix).unlink(missing_ok=True)


def _swap(new: Path, database: Path, moment: str) -> Path | None:
    """Put the new database in its place; says what the old one is called now, if there is one."""
    had_one = database.exists()
    try:
        kept = backup_swap.unused(database, f"{database.name}.sebelum-pemulihan-{moment}")
        backup_swap.fold(new)
        backup_swap.swap(new, database, kept)
    except backup_swap.Busy as exc:
        raise backup.Refused(texts.DATABASE_BUSY) from exc
    return kept if had_one else None


def _inspect(file: Path) -> BackupFile:
    try:
        return backup_file.inspect(file)
    except backup_file.Unfit as exc:
        raise backup.Refused(UNFIT[type(exc)]) from exc


async def _settle(settings: Settings, new: Path, old: Path, clock: Clock) -> Settled:
    """Bring the copy up to this program's revision and to this moment."""
    known = _deletions(old)
    now = clock.now()
    database = await Database.open(f"sqlite:///{new}")
    try:
        erased = None
        if known is not None:
            erase = partial(backup_settling.erase_again, known=known, now=now)
            erased = await database.write(erase)
        await _run_jobs(settings, database, now)
        unsent = await database.write(lambda unit: backup_settling.expire_due(unit, now))
    finally:
        await database.close()
    return Settled(unsent, erased)


def _deletions(old: Path) -> Deletions | None:
    """List whose data was deleted; None when that cannot be read, nobody's without a database."""
    return backup_file.deletions(old) if old.exists() else Deletions()


async def _run_jobs(settings: Settings, database: Database, now: datetime) -> None:
    """Let the jobs of the clock say what is due, while nobody hears it."""
    tick = Tick(now, app.charter_of(settings, NOBODY), database, OutboxPost(lambda: None))
    for job in JOBS:
        if job.name not in LEFT_TO_THE_BOT:
            try:
                await job.work(tick)
            except Exception as exc:  # the bot will run it, and tell its admins if it fails
                logger.warning("job %s could not be run: %s", job.name, describe(exc))


def _lost(old: Path, new: Path) -> Mapping[str, int]:
    """Count what the old database has and the backup has not, as far as it can be read."""
    before, after = backup_file.count_rows(old), backup_file.count_rows(new)
    missing = {name: count - after.get(name, 0) for name, count in before.items()}
    return {name: count for name, count in missing.items() if count > 0}
