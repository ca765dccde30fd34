"""`cop-humas backup [FILE]`: a copy of the database now, beside a bot that goes on running."""

from datetime import datetime
from pathlib import Path
from shlex import quote
from urllib.parse import unquote, urlsplit

from bot.config import Settings
from community.texts import backups as texts
from storage import backup, backup_file
from storage.database import sqlite_path


class Refused(Exception):
    """The command cannot be done; the message says why, in words for people."""


class Mistaken(Refused):
    """As `Refused`, and what was asked for is the mistake."""


FAILURES = {
    backup.NoSpace: texts.NO_SPACE,
    backup.NotWritable: texts.NOT_WRITABLE,
    backup.Damaged: texts.DATABASE_DAMAGED,
}


def back_up(settings: Settings, file: Path | None, now: datetime) -> str:
    """Write the copy and say what it holds; raises `Refused`."""
    database = sqlite_path(settings.database_url.reveal())
    there = now.astimezone(settings.timezone)
    if database is None:
        raise Mistaken(texts.pg_dump(*_server(settings), there.date()))
    if not database.exists():
        raise Refused(texts.NO_DATABASE)
    if file is not None and not file.parent.is_dir():
        raise Mistaken(texts.no_folder(str(file.parent)))
    target = file or settings.backup_dir / f"cop-humas-{there:%Y-%m-%d-%H%M%S}.db"
    if target.exists():
        raise Mistaken(texts.exists(str(target)))
    copy(database, target)
    made = backup_file.inspect(target)
    return texts.backed_up(str(target), target.stat().st_size, made.known_until, settings.timezone)


def copy(source: Path, target: Path) -> None:
    """Copy a database; raises `Refused` in words."""
    try:
        backup.copy(source, target)
    except backup.BackupFailed as exc:
        raise Refused(FAILURES.get(type(exc), texts.NOT_COPIED)) from exc


def _server(settings: Settings) -> tuple[str, str]:
    """Return the options that name a PostgreSQL database, without its password, and its name."""
    url = urlsplit(settings.database_url.reveal())
    options = {
        "host": url.hostname,
        "port": url.port and str(url.port),
        "username": url.username and unquote(url.username),
    }
    named = " ".join(f"--{name}={quote(value)}" for name, value in options.items() if value)
    return named, quote(unquote(url.path.lstrip("/")))
