"""The nightly backup as a job of the clock."""

from community.texts import backups as texts
from handlers.tick import Tick
from storage.backup_folder import BackupFolder


async def back_up(tick: Tick) -> str:
    """Copy the database into the folder of backups and let the oldest copies go.

    Old copies go only after the new one is whole. PostgreSQL is its operator's to back up.
    """
    place = tick.charter.backup_folder
    if place is None:
        return ""
    if not tick.database.takes_turns:
        return texts.BY_PG_DUMP
    folder = BackupFolder(place)
    folder.sweep()
    today = tick.now.astimezone(tick.charter.zone).date()
    target = folder.place(today)
    await tick.database.back_up(target)
    removed = folder.prune(tick.charter.backup_nights, today)
    return texts.made(target.name, target.stat().st_size, removed)
