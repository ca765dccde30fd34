"""The five programme days of Dahar Ngopi, and a member's choice of days as bits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from community import packaged

NAMES = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat")
BERBAGI, BERTANYA, MENGAJI, BELAJAR, SEHAT = range(1, 6)
"""The programmes, named by their weekday; a session may belong to another day's programme."""


@dataclass(frozen=True, slots=True)
class ProgrammeDay:
    """A weekday (1 is Monday) and the programme that belongs to it; `call` invites to it."""

    weekday: int
    name: str
    about: str
    call: str

    @property
    def day(self) -> str:
        """The weekday's name."""
        return NAMES[self.weekday - 1]

    @property
    def label(self) -> str:
        """Day and programme, so that every choice is an open one."""
        return f"{self.day}: {self.name}"

    @property
    def bit(self) -> int:
        """The day's place in a choice of days."""
        return 1 << (self.weekday - 1)


ALL = tuple(ProgrammeDay(**entry) for entry in packaged.entries("programme"))
"""As packaged; what admins changed (`/programhari`) comes from `unit.programme_days`."""
EVERY_DAY = sum(day.bit for day in ALL)


def by_weekday(weekday: int, days: Sequence[ProgrammeDay] = ALL) -> ProgrammeDay | None:
    """Return the programme of a weekday, None at the weekend."""
    return next((day for day in days if day.weekday == weekday), None)


def renamed(names: object) -> tuple[ProgrammeDay, ...]:
    """Return the days under these names; as packaged where it is no list of five."""
    if not isinstance(names, list) or len(names) != len(ALL):
        return ALL
    return tuple(replace(day, name=str(name)) for day, name in zip(ALL, names, strict=True))


def chosen(days: int) -> tuple[ProgrammeDay, ...]:
    """Return the days of a choice."""
    return tuple(day for day in ALL if days & day.bit)


def with_day(days: int, weekday: int, *, wanted: bool) -> int:
    """Return the choice with one day put in or taken out; saying it twice changes nothing."""
    day = by_weekday(weekday)
    if day is None:
        return days
    return days | day.bit if wanted else days & ~day.bit
