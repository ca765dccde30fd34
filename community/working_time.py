"""Working time: when the office is open, and how much of a stretch of time counts.

Hours are those of product.md, section 4 (Pemprov Jawa Timur); days off and the month of fasting
come from the calendar. What it counts for (answers due, claims that lapse) is not known here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from community.calendar import ONE_DAY, Calendar

FRIDAY = 4
NOTHING = timedelta()

_NOON, _HALF_PAST_ELEVEN, _ONE = time(12), time(11, 30), time(13)
_USUAL = ((time(7, 30), _NOON), (_ONE, time(16)))
_USUAL_FRIDAY = ((time(7, 30), _HALF_PAST_ELEVEN), (_ONE, time(16, 30)))
_RAMADAN = ((time(8), _NOON), (time(12, 30), time(15)))
_RAMADAN_FRIDAY = ((time(8), _HALF_PAST_ELEVEN), (_ONE, time(15)))


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time, its end not included."""

    begin: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long it is; nothing when it ends before it begins."""
        # In UTC: Python subtracts two moments of one zone by the face of the clock.
        return max(self.end.astimezone(UTC) - self.begin.astimezone(UTC), NOTHING)


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """The office hours of a zone; make one from the calendar as it is now."""

    calendar: Calendar
    zone: ZoneInfo
    _shifts: dict[date, tuple[Interval, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def is_open(self, at: datetime) -> bool:
        """Say whether people are at work; in the break they are not."""
        return self.shift_at(at) is not None

    def shift_at(self, at: datetime) -> Interval | None:
        """Return the stretch of work, without a break in it, in which a moment lies."""
        shifts = self._shifts_on(self._day(at))
        return next((one for one in shifts if one.begin <= at < one.end), None)

    def opens_at(self, after: datetime) -> datetime:
        """Return the next moment at which people are at work: `after` itself when they are."""
        after = after.astimezone(UTC)
        return next(one.begin for one in self._from(after, ()))

    def elapsed(self, begin: datetime, end: datetime, pauses: Sequence[Interval] = ()) -> timedelta:
        """Return the working time between two moments, without what lies in a pause."""
        begin, end = begin.astimezone(UTC), end.astimezone(UTC)
        if end <= begin:
            return NOTHING
        counted = NOTHING
        for one in self._from(begin, pauses):
            if one.begin >= end:
                break
            counted += min(one.end, end) - one.begin
        return counted

    def deadline(
        self, begin: datetime, working: timedelta, pauses: Sequence[Interval] = ()
    ) -> datetime:
        """Return the first moment by which so much working time has passed."""
        begin = begin.astimezone(UTC)
        if working < NOTHING:
            raise ValueError("no deadline lies before its beginning")
        if not working:
            return begin
        for one in self._from(begin, pauses):
            if one.length >= working:
                return one.begin + working
            working -= one.length
        raise AssertionError("unreachable: days go on")

    def _from(self, begin: datetime, pauses: Sequence[Interval]) -> Iterator[Interval]:
        """Walk through the shifts from a moment on, cut where the clock stands."""
        standing = _merged(pauses)
        on = self._day(begin)
        while True:
            for shift in self._shifts_on(on):
                if shift.end > begin:
                    yield from _cut(Interval(max(shift.begin, begin), shift.end), standing)
            on += ONE_DAY

    def _shifts_on(self, on: date) -> tuple[Interval, ...]:
        known = self._shifts.get(on)
        if known is None:
            known = tuple(
                Interval(self._moment(on, begin), self._moment(on, end))
                for begin, end in self._hours(on)
            )
            self._shifts[on] = known  # a memo: the calendar of this object never changes
        return known

    def _hours(self, on: date) -> tuple[tuple[time, time], ...]:
        if not self.calendar.is_working_day(on):
            return ()
        is_friday = on.weekday() == FRIDAY
        if self.calendar.is_ramadan(on):
            return _RAMADAN_FRIDAY if is_friday else _RAMADAN
        return _USUAL_FRIDAY if is_friday else _USUAL

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def _moment(self, on: date, at: time) -> datetime:
        return datetime.combine(on, at, self.zone).astimezone(UTC)


def _merged(pauses: Iterable[Interval]) -> list[Interval]:
    """Return pauses in order, those that touch made one."""
    merged: list[Interval] = []
    for one in sorted(pauses, key=lambda pause: pause.begin):
        if not one.length:
            continue
        if merged and one.begin <= merged[-1].end:
            merged[-1] = Interval(merged[-1].begin, max(merged[-1].end, one.end))
        else:
            merged.append(Interval(one.begin.astimezone(UTC), one.end.astimezone(UTC)))
    return merged


def _cut(shift: Interval, standing: Sequence[Interval]) -> Iterator[Interval]:
    """Return what is left of a shift outside the pauses."""
    begin = shift.begin
    for pause in standing:
        if pause.end <= begin:
            continue
        if pause.begin >= shift.end:
            break
        if pause.begin > begin:
            yield Interval(begin, pause.begin)
        begin = pause.end
    if begin < shift.end:
        yield Interval(begin, shift.end)
