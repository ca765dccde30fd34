"""Working days: libur nasional and cuti bersama from a library, corrected by the community.

The library is `holidays` (Indonesia, categories public and government, the latter being cuti
bersama). Feasts that follow the moon can be a day off there: admins correct them with `/libur`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

ONE_DAY = timedelta(days=1)
CONFIRMED_YEARS = frozenset({2026})
"""Years whose list was compared with the decree (SKB 3 Menteri 1497/2/5 of 2025)."""


class OffKind(StrEnum):
    """Why a day is off."""

    NATIONAL = "national"  # libur nasional
    COLLECTIVE = "collective"  # cuti bersama
    ADDED = "added"  # by an admin
    WEEKEND = "weekend"


@dataclass(frozen=True, slots=True)
class OffDay:
    """A day without work; `is_estimated` where the library does not know it for certain."""

    day: date
    name: str
    kind: OffKind
    is_estimated: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """What an admin said about a day: off for a reason, or a working day after all."""

    day: date
    is_off: bool
    name: str


@dataclass(frozen=True, slots=True)
class ListedDay:
    """A line of the list of days off, with what an admin said about the day.

    `kind` says what the library or an admin calls it; `is_worked` that it is a working day after
    all, `instead_of` which feast of the library an admin's day stands on.
    """

    day: date
    name: str
    kind: OffKind
    is_estimated: bool = False
    is_worked: bool = False
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class Ramadan:
    """A month of fasting, both days included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Calendar:
    """All that decides whether a day is a working day."""

    corrections: Mapping[date, Correction] = field(default_factory=dict)
    ramadans: Collection[Ramadan] = ()
    confirmed: Collection[int] = ()

    def off_day(self, on: date) -> OffDay | None:
        """Say why a day is off, None for a working day."""
        corrected = self.corrections.get(on)
        if corrected is not None and corrected.is_off:
            return OffDay(on, corrected.name, OffKind.ADDED)
        if on.weekday() >= 5:
            return OffDay(on, "Sabtu" if on.weekday() == 5 else "Minggu", OffKind.WEEKEND)
        return None if corrected is not None else packaged(on.year).get(on)

    def listed_on(self, on: date) -> ListedDay | None:
        """Return what the list says about a day; feasts at the weekend are in it, too."""
        known = packaged(on.year).get(on)
        corrected = self.corrections.get(on)
        if corrected is not None and corrected.is_off:
            return ListedDay(
                on, corrected.name, OffKind.ADDED, instead_of=None if known is None else known.name
            )
        if known is None:
            return None
        estimated = known.is_estimated and not self.is_confirmed(on.year)
        return ListedDay(on, known.name, known.kind, estimated, is_worked=corrected is not None)

    def listed(self, first: date, last: date) -> tuple[ListedDay, ...]:
        """Return the list from one day to another, both included."""
        days = {day for year in range(first.year, last.year + 1) for day in packaged(year)}
        within = sorted(day for day in days | self.corrections.keys() if first <= day <= last)
        entries = (self.listed_on(day) for day in within)
        return tuple(entry for entry in entries if entry is not None)

    def is_working_day(self, on: date) -> bool:
        """Say whether people work on a day."""
        return self.off_day(on) is None

    def working_day_before(self, on: date) -> date:
        """Return the last working day before a day."""
        before = on - ONE_DAY
        while not self.is_working_day(before):
            before -= ONE_DAY
        return before

    def working_day_after(self, on: date) -> date:
        """Return the first working day after a day."""
        after = on + ONE_DAY
        while not self.is_working_day(after):
            after += ONE_DAY
        return after

    def is_ramadan(self, on: date) -> bool:
        """Say whether a day lies in a month of fasting that an admin entered."""
        return any(one.first <= on <= one.last for one in self.ramadans)

    def is_confirmed(self, year: int) -> bool:
        """Say whether somebody compared the list of a year with the decree."""
        return year in CONFIRMED_YEARS or year in self.confirmed


@cache
def packaged(year: int) -> Mapping[date, OffDay]:
    """Return the days off that the library knows in a year (1946 to 2100), weekends among them.

    What is both kinds counts as libur nasional.
    """
    import holidays  # noqa: PLC0415 # 60 ms that only the first question about a year costs

    found: dict[date, OffDay] = {}
    for category, kind in (("government", OffKind.COLLECTIVE), ("public", OffKind.NATIONAL)):
        listed = holidays.country_holidays("ID", years=year, language="id", categories=(category,))
        for day, name in listed.items():
            estimated = "(perkiraan)" in name
            plain = name.replace(" (perkiraan)", "")
            found[day] = OffDay(day, plain, kind, estimated)
    return dict(sorted(found.items()))
