"""`cop-humas import-reach FILE`: the history of reach from a CSV file."""

from datetime import datetime
from pathlib import Path

from community import reach_history
from community.reach_history import BadLine
from community.texts import reach_history as texts
from storage.database import Database
from storage.unit import Unit

MOST_BYTES = 1_000_000


class BadFile(Exception):
    """The file cannot be imported; the message says why, in words for people."""


def read(path: Path) -> str:
    """Return what a file says; raises `BadFile`."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as exc:
        raise BadFile(texts.FILE_NOT_READ) from exc
    if len(content) > MOST_BYTES:
        raise BadFile(texts.FILE_TOO_LARGE)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise BadFile(texts.FILE_NOT_UTF8) from exc


async def import_reach(database: Database, text: str, now: datetime) -> str:
    """Write all lines down, or none, and say what changed; raises `BadFile`."""

    async def unit(unit: Unit) -> str:
        found = reach_history.read(text, await unit.programme_days.load())
        if isinstance(found, BadLine):
            raise BadFile(texts.bad_line(found.number, found.fault, html=False))
        imported = await unit.reach.import_lines(found.lines, by=None, now=now)
        details = reach_history.trail(found.lines)
        await unit.audit.note("reach_imported", None, None, details, now)
        changes = texts.outcome(imported.new, imported.replaced, imported.same)
        note = texts.skipped_note(found.skipped)
        told = f"{texts.sum_up(found.lines)}: {changes}."
        return f"{told} {note}" if note else told

    return await database.write(unit)
