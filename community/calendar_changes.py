"""What `/libur` changes: pure decisions over the calendar as it stands, and the calendar after."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from community.calendar import Calendar, Correction, Ramadan, packaged
from community.folding import fold
from community.lines import clean, has_letters

NAME = 100  # characters of a holiday's name
YEARS_AHEAD = 3
RAMADAN_DAYS = (27, 31)  # 29 or 30 in truth, and a day at each end for who counts otherwise
SAME_RAMADAN = timedelta(days=177)  # half a Hijri year: two beginnings so near are one Ramadan


class Refusal(StrEnum):
    """Why a change is not made."""

    PAST = "past"
    FAR = "far"
    NAME = "name"
    WEEKEND = "weekend"
    ALREADY_OFF = "already_off"
    NOT_OFF = "not_off"
    SAME_DAY = "same_day"
    LENGTH = "length"
    NO_RAMADAN = "no_ramadan"
    MANY_RAMADANS = "many_ramadans"


@dataclass(frozen=True, slots=True)
class Refused:
    """A change that is not made."""

    why: Refusal


@dataclass(frozen=True, slots=True)
class AsItIs:
    """Nothing to change: it is so already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of the calendar in one unit; `action` is its word in the trail."""

    action: str
    details: Mapping[str, str | int | bool | None]
    puts: tuple[Correction, ...] = ()
    drops: tuple[date, ...] = ()
    begins: Ramadan | None = None
    ends: tuple[Ramadan, ...] = ()
    year: int | None = None


Decision = Refused | AsItIs | Change


def add(calendar: Calendar, on: date, name: str, today: date) -> Decision:
    """Make a day off; a feast that was taken from it comes back by its own name."""
    name = clean(name)
    wrong = _out_of_reach(on, today)
    if wrong is not None:
        return Refused(wrong)
    if not has_letters(name) or len(name) > NAME:
        return Refused(Refusal.NAME)
    listed = calendar.listed_on(on)
    if listed is not None and not listed.is_worked:
        if fold(listed.name) == fold(name):
            return AsItIs()
        if on not in calendar.corrections:
            return Refused(Refusal.ALREADY_OFF)
    elif on.weekday() >= 5:
        return Refused(Refusal.WEEKEND)
    return _added("holiday_added", on, name)


def take(calendar: Calendar, on: date, today: date) -> Decision:
    """Make a day off a working day; what admins added is dropped."""
    wrong = _out_of_reach(on, today)
    if wrong is not None:
        return Refused(wrong)
    listed = calendar.listed_on(on)
    if listed is None:
        return Refused(Refusal.NOT_OFF)
    if listed.is_worked:
        return AsItIs()
    details = {"day": on.isoformat()}
    known = packaged(on.year).get(on)
    if known is None:
        return Change(action="holiday_removed", details=details, drops=(on,))
    worked = Correction(on, is_off=False, name=known.name)
    return Change(action="holiday_removed", details=details, puts=(worked,))


def restore(calendar: Calendar, on: date, today: date) -> Decision:
    """Drop what admins said about a day: the library's word holds again."""
    wrong = _out_of_reach(on, today)
    if wrong is not None:
        return Refused(wrong)
    if on not in calendar.corrections:
        return AsItIs()
    return Change(action="holiday_restored", details={"day": on.isoformat()}, drops=(on,))


def move(calendar: Calendar, was: date, becomes: date, today: date) -> Decision:
    """Let a feast fall on another day, both days in one change; moving it back undoes that."""
    wrong = _out_of_reach(was, today) or _out_of_reach(becomes, today)
    if wrong is not None:
        return Refused(wrong)
    if was == becomes:
        return Refused(Refusal.SAME_DAY)
    listed, there = calendar.listed_on(was), calendar.listed_on(becomes)
    if listed is None:
        return Refused(Refusal.NOT_OFF)
    if listed.is_worked:
        has_moved = there is not None and not there.is_worked and there.name == listed.name
        return AsItIs() if has_moved else Refused(Refusal.NOT_OFF)
    arrives = _added("holiday_moved", becomes, listed.name)
    details = {"from": was.isoformat(), "to": becomes.isoformat()}
    if was in calendar.corrections:
        return replace(arrives, details=details, drops=(*arrives.drops, was))
    leaves = Correction(was, is_off=False, name=listed.name)
    return replace(arrives, details=details, puts=(*arrives.puts, leaves))


def set_ramadan(calendar: Calendar, month: Ramadan, today: date) -> Decision:
    """Say when Ramadan is; another word about the same Hijri year is replaced."""
    wrong = _out_of_reach(month.last, today)
    if wrong is not None:
        return Refused(wrong)
    shortest, longest = RAMADAN_DAYS
    if not shortest <= (month.last - month.first).days + 1 <= longest:
        return Refused(Refusal.LENGTH)
    if month in calendar.ramadans:
        return AsItIs()
    near = (one for one in calendar.ramadans if abs(one.first - month.first) < SAME_RAMADAN)
    details = {"first": month.first.isoformat(), "last": month.last.isoformat()}
    return Change(action="ramadan_set", details=details, begins=month, ends=tuple(near))


def coming_ramadans(calendar: Calendar, today: date) -> tuple[Ramadan, ...]:
    """Return the months of fasting that are not over."""
    coming = (one for one in calendar.ramadans if one.last >= today)
    return tuple(sorted(coming, key=lambda one: one.first))


def drop_ramadan(calendar: Calendar, first: date | None, today: date) -> Decision:
    """Forget a month of fasting: the one that begins then, or the only one that is not over."""
    coming = coming_ramadans(calendar, today)
    meant = tuple(one for one in coming if first in (None, one.first))
    if len(meant) > 1:
        return Refused(Refusal.MANY_RAMADANS)
    if not meant:
        return Refused(Refusal.NO_RAMADAN)
    details = {"first": meant[0].first.isoformat(), "last": meant[0].last.isoformat()}
    return Change(action="ramadan_removed", details=details, ends=meant)


def confirm(calendar: Calendar, year: int, today: date) -> Decision:
    """Say that a year's list was compared with the decree."""
    if year < today.year:
        return Refused(Refusal.PAST)
    if year > today.year + YEARS_AHEAD:
        return Refused(Refusal.FAR)
    if calendar.is_confirmed(year):
        return AsItIs()
    return Change(action="year_confirmed", details={"year": year}, year=year)


def changed(calendar: Calendar, change: Change) -> Calendar:
    """Return the calendar after a change."""
    corrections = {
        on: kept for on, kept in calendar.corrections.items() if on not in change.drops
    } | {put.day: put for put in change.puts}
    begun = () if change.begins is None else (change.begins,)
    ramadans = tuple(one for one in calendar.ramadans if one not in change.ends) + begun
    years = () if change.year is None else (change.year,)
    return Calendar(corrections, ramadans, frozenset((*calendar.confirmed, *years)))


def _added(action: str, on: date, name: str) -> Change:
    """Put a name on a day; the library's own name there needs no correction."""
    details = {"day": on.isoformat()}
    known = packaged(on.year).get(on)
    if known is not None and fold(known.name) == fold(name):
        return Change(action=action, details=details, drops=(on,))
    return Change(action=action, details=details, puts=(Correction(on, is_off=True, name=name),))


def _out_of_reach(on: date, today: date) -> Refusal | None:
    if on < today:
        return Refusal.PAST
    ahead = (on.year - YEARS_AHEAD, on.month, on.day)
    return Refusal.FAR if ahead > (today.year, today.month, today.day) else None
