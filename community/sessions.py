"""Sessions of the programmes, and the buttons under them that members see."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from community.callback import callback

JP_MINUTES = 45  # one JP (jam pelajaran)
USUAL_LENGTH = timedelta(hours=2)  # of a session without JP
NOTICE = timedelta(minutes=15)  # before a session its link is sent to those who come
APART = timedelta(minutes=30)  # no such notice so near to the day's reminder


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One session; `programme` is the weekday of the programme that it belongs to."""

    id: int
    programme: int
    number: int | None
    title: str
    speaker: str
    starts_at: datetime
    ends_at: datetime
    links: tuple[str, ...]
    jp: int | None
    notes: str
    is_cancelled: bool
    sequence: int
    changed_at: datetime

    def day(self, zone: ZoneInfo) -> date:
        """Return the day on which it begins there."""
        return self.starts_at.astimezone(zone).date()


def usual_end(starts_at: datetime, jp: int | None) -> datetime:
    """Return when a session ends unless somebody says otherwise."""
    return starts_at + (USUAL_LENGTH if jp is None else timedelta(minutes=JP_MINUTES * jp))


@callback("so")
class OpenSession:
    """Open a session as members see it."""

    session: int


@callback("sl")
class SeeSession:
    """`Lihat sesi` under an unasked message, which stays: the session opens below it."""

    session: int


@callback("sa")
class Attend:
    """`Saya ikut` or `Batal ikut`; `screen` names the screen it stands on (see SCREENS)."""

    session: int
    on: bool
    screen: str


REMINDER, TODAY, CARD = "r", "t", "s"
"""Screens with `Saya ikut`: the day's reminder, `/hariini`, the session itself."""


@callback("si")
class SendCalendar:
    """Send the .ics of one session."""

    session: int


@callback("wk")
class OpenWeek:
    """Open the schedule: 0 is this week, 1 the next."""

    week: int


@callback("wi")
class SendWeek:
    """Send the .ics of a week."""

    week: int


@callback("sd")
class SkipDay:
    """`Lewati hari Rabu`: no more reminders on that weekday."""

    weekday: int


@callback("rr")
class RecordReach:
    """`Catat jangkauan`: note how many people a session reached."""

    session: int


def reminder_subject(day: date) -> str:
    """Name the reminders of a day, so that they can be edited."""
    return f"reminder:{day.isoformat()}"
