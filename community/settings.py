"""What `/pengaturan` shows and changes: its buttons, its choices, and what holds right now."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from community.callback import callback
from community.reminder_choice import HOURS, ZONES, ReminderChoice

LONGEST_PAUSE = timedelta(days=366)

MAIN, DAYS, HOUR, ZONE, PAUSE = "", "days", "hour", "zone", "pause"
"""The screens of the settings."""


@callback("sr")
class SwitchReminders:
    """`Matikan` or `Nyalakan`: carries what it turns to, so that a second tap changes nothing."""

    on: bool


@callback("sn")
class OpenSettings:
    """`Pengaturan` under an unasked message, which stays: the settings open below it."""


@callback("sv")
class ShowSettings:
    """Show one of the screens in place of another."""

    screen: str


@callback("sy")
class SetDay:
    """Choose a weekday or leave it out."""

    weekday: int
    on: bool


@callback("sh")
class SetHour:
    """Choose an hour ("07:30"); empty follows the community's."""

    hour: str


@callback("sz")
class SetZone:
    """Choose a zone by its key."""

    zone: str


@callback("sp")
class Pause:
    """Pause until a day in ISO form, which an old button still means."""

    until: str


@callback("sq")
class AskPause:
    """`Tanggal lain`: type until when."""


@callback("sx")
class EndPause:
    """`Akhiri jeda`."""


@callback("sg")
class SetDigest:
    """`Rangkuman` on or off."""

    on: bool


BUTTONS = (
    SwitchReminders,
    OpenSettings,
    ShowSettings,
    SetDay,
    SetHour,
    SetZone,
    Pause,
    AskPause,
    EndPause,
    SetDigest,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What somebody chose, and what the community's own settings make of it at this moment."""

    choice: ReminderChoice
    usual_hour: time
    usual_zone: ZoneInfo
    now: datetime

    @property
    def hour(self) -> time:
        """The hour of the reminders."""
        return self.choice.hour_of(self.usual_hour)

    @property
    def zone(self) -> ZoneInfo:
        """The zone of day and hour."""
        return self.choice.zone_of(self.usual_zone)

    @property
    def today(self) -> date:
        """The day that it is for the person."""
        return self.now.astimezone(self.zone).date()

    @property
    def paused_until(self) -> date | None:
        """The last day of the pause, None when there is none or it is over."""
        return self.choice.paused_until if self.choice.is_paused(self.today) else None


def quick_pauses(today: date) -> tuple[tuple[str, date], ...]:
    """Return the pauses that one tap chooses, each with its last day."""
    year, month = (today.year + 1, 1) if today.month == 12 else (today.year, today.month + 1)
    month_later = date(year, month, min(today.day, monthrange(year, month)[1]))
    return (
        ("Besok", today + timedelta(days=1)),
        ("Satu minggu", today + timedelta(days=7)),
        ("Dua minggu", today + timedelta(days=14)),
        ("Satu bulan", month_later),
    )


def may_pause(until: date, today: date) -> bool:
    """Say whether a pause may last until a day: not over yet, and a year at most."""
    return today <= until <= today + LONGEST_PAUSE


def hour_of(text: str) -> time | None:
    """Return the hour that a button carries, None for what is none of ours."""
    return next((hour for hour in HOURS if hour.isoformat("minutes") == text), None)


def zone_of(key: str) -> ZoneInfo | None:
    """Return the zone that a button carries, None for what is none of ours."""
    return next((zone for zone in ZONES if zone.key == key), None)


def day_of(text: str) -> date | None:
    """Return the day that a button carries, None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
