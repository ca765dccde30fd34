"""The five programme days of Dahar Ngopi, and a member's choice of days as bits."""

from dataclasses import dataclass

from community import packaged

NAMES = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat")


@dataclass(frozen=True, slots=True)
class ProgrammeDay:
    """A weekday (1 is Monday) and the programme that belongs to it."""

    weekday: int
    name: str
    about: str

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
EVERY_DAY = sum(day.bit for day in ALL)


def by_weekday(weekday: int) -> ProgrammeDay | None:
    """Return the programme of a weekday."""
    return next((day for day in ALL if day.weekday == weekday), None)


def chosen(days: int) -> tuple[ProgrammeDay, ...]:
    """Return the days of a choice."""
    return tuple(day for day in ALL if days & day.bit)


def with_day(days: int, weekday: int, *, wanted: bool) -> int:
    """Return the choice with one day put in or taken out; saying it twice changes nothing."""
    day = by_weekday(weekday)
    if day is None:
        return days
    return days | day.bit if wanted else days & ~day.bit
