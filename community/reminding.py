"""The day's reminder: what is on for whom, when it is due, and when it is too late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from community import programme_days, quiet
from community.calendar import Calendar
from community.programme_days import ProgrammeDay
from community.reminder_choice import HOURS, ReminderChoice
from community.sessions import Session

INCLUSIVE = timedelta(seconds=1)  # the last second of the grace counts
MOST_JOINED = 3  # sessions of a day with a button of their own: 2^3 texts


class Cause(StrEnum):
    """Why there is no reminder for a person on a day."""

    OFF = "off"  # never turned on, or turned off
    FREE_DAY = "free_day"  # weekend, libur nasional, cuti bersama
    NOT_CHOSEN = "not_chosen"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is on, on a day: its programme and the sessions that begin on it.

    `days` are all five, for sessions that belong to another day's programme.
    """

    day: date
    programme: ProgrammeDay
    sessions: tuple[Session, ...]
    days: tuple[ProgrammeDay, ...] = programme_days.ALL

    @property
    def joinable(self) -> tuple[Session, ...]:
        """The sessions that have a button of their own under the reminder."""
        return self.sessions if len(self.sessions) <= MOST_JOINED else ()


def agenda(day: date, days: Sequence[ProgrammeDay], sessions: Sequence[Session]) -> Agenda | None:
    """Return what belongs to a day, whether it is a working day or not; None at the weekend."""
    programme = programme_days.by_weekday(day.isoweekday(), days)
    return None if programme is None else Agenda(day, programme, tuple(sessions), tuple(days))


def on_day(
    day: date, calendar: Calendar, days: Sequence[ProgrammeDay], sessions: Sequence[Session]
) -> Agenda | Cause:
    """Say what is on, on a day, for those who want to know."""
    found = agenda(day, days, sessions)
    return Cause.FREE_DAY if found is None or not calendar.is_working_day(day) else found


def whats_on(
    day: date,
    choice: ReminderChoice | None,
    calendar: Calendar,
    days: Sequence[ProgrammeDay],
    sessions: Sequence[Session],
) -> Agenda | Cause:
    """Say what a person is reminded of on a day, or why of nothing.

    storage/recipients.py asks the same of all people at once; a test holds both together.
    """
    if choice is None or not choice.is_on:
        return Cause.OFF
    found = on_day(day, calendar, days, sessions)
    if isinstance(found, Cause):
        return found
    if not choice.has_day(day):
        return Cause.NOT_CHOSEN
    return Cause.PAUSED if choice.is_paused(day) else found


class Stand(StrEnum):
    """Where an hour stands against the clock."""

    EARLY = "early"
    DUE = "due"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Slot:
    """An hour of a day in a zone: all who chose it are reminded together."""

    day: date
    zone: ZoneInfo
    hour: time

    @property
    def chosen_at(self) -> datetime:
        """The moment that people chose."""
        return datetime.combine(self.day, self.hour, self.zone)

    @property
    def due_at(self) -> datetime:
        """The moment at which it is sent: after the Friday pause if it falls into it."""
        return quiet.held_until(self.chosen_at, self.zone) or self.chosen_at

    def expires_at(self, grace: timedelta) -> datetime:
        """Return from when on it is too late: behind the grace, and never on another day."""
        midnight = datetime.combine(self.day + timedelta(days=1), time(0), self.zone)
        return min(self.due_at + grace + INCLUSIVE, midnight)

    def stand(self, now: datetime, grace: timedelta) -> Stand:
        """Say whether it is time."""
        if now < self.due_at:
            return Stand.EARLY
        return Stand.DUE if now < self.expires_at(grace) else Stand.MISSED


def hour_text(slot: Slot) -> str:
    """Return a slot's hour as settings hold it: "07:30"."""
    return f"{slot.hour:%H:%M}"


def hours(usual: time) -> tuple[time, ...]:
    """Return the hours that can be chosen, and the community's usual one."""
    return tuple(sorted({*HOURS, usual}))


def slots_on(day: date, zone: ZoneInfo, usual: time) -> tuple[Slot, ...]:
    """Return the slots of a day in a zone, earliest first."""
    return tuple(Slot(day, zone, hour) for hour in hours(usual))
