"""The folder of the nightly backups: their names, their age, and how many are kept."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from storage.backup import UNFINISHED

_NAME = re.compile(r"cop-humas-([0-9]{4}-[0-9]{2}-[0-9]{2})\.db")
_ANY_NAME = re.compile(r"cop-humas-([0-9]{4}-[0-9]{2}-[0-9]{2})(?:-[0-9]{6})?\.db")
_PART = re.compile(rf"\.cop-humas-.*{re.escape(UNFINISHED)}(-journal)?")


@dataclass(frozen=True, slots=True)
class Night:
    """A nightly backup, or one made by hand."""

    day: date
    path: Path
    size: int  # bytes
    made_at: datetime


class BackupFolder:
    """Knows the nightly backups by their names; what else lies there is not its own."""

    __slots__ = ("path",)

    def __init__(self, path: Path) -> None:
        self.path = path

    def place(self, day: date) -> Path:
        """Name the backup of a night."""
        return self.path / f"cop-humas-{day.isoformat()}.db"

    def nights(self) -> list[Night]:
        """List the nightly backups, newest first; a folder that is not there has none."""
        return sorted(self._listed(_NAME), key=lambda night: night.day, reverse=True)

    def newest(self) -> Night | None:
        """Find the backup that was made last, be it at night or by hand."""
        return max(self._listed(_ANY_NAME), key=lambda night: night.made_at, default=None)

    def prune(self, keep: int, today: date) -> int:
        """Delete all but the newest; says how many.

        What is named after a day that has not come was made by a clock that ran ahead: it goes
        before any other, or it would push tonight's copy out.
        """
        nights = sorted(self.nights(), key=lambda night: night.day > today)  # else newest first
        old = nights[keep:]
        for night in old:
            night.path.unlink(missing_ok=True)
        return len(old)

    def _listed(self, name: re.Pattern[str]) -> list[Night]:
        try:
            return [one for path in self.path.iterdir() if (one := _read(path, name)) is not None]
        except FileNotFoundError:
            return []

    def sweep(self) -> None:
        """Delete what a backup left that was killed; call it while none is made."""
        if self.path.is_dir():
            for path in self.path.iterdir():
                if _PART.fullmatch(path.name):
                    path.unlink(missing_ok=True)


def _read(path: Path, name: re.Pattern[str]) -> Night | None:
    named = name.fullmatch(path.name)
    if named is None or not path.is_file():
        return None
    try:
        day = date.fromisoformat(named[1])
    except ValueError:
        return None
    known = path.stat()
    return Night(day, path, known.st_size, datetime.fromtimestamp(known.st_mtime, UTC))
