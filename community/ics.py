"""Sessions as a calendar file (RFC 5545) that Google, Outlook and Apple take.

The UID of a session stays, its SEQUENCE grows with each change: so a moved one moves there, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from community import lines
from community.sessions import NOTICE, Session

PRODUCER = "-//CoP Humas Jawa Timur//Dahar Ngopi//ID"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A session and how a calendar tells of it."""

    session: Session
    summary: str
    description: str
    location: str
    url: str


def write(entries: Sequence[Entry], bot_username: str, zone: ZoneInfo, name: str) -> bytes:
    """Write a file; cancelled sessions stay in it, so that they vanish from calendars."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", lines.clean(name))
    for entry in entries:
        calendar.add_component(_event(entry, bot_username, zone))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def uid(session_id: int, bot_username: str) -> str:
    """Return the name that calendars know a session by, for good."""
    return f"session-{session_id}@{bot_username.lower()}"


def _event(entry: Entry, bot_username: str, zone: ZoneInfo) -> Event:
    session = entry.session
    event = Event()
    event.add("uid", uid(session.id, bot_username))
    event.add("sequence", session.sequence)
    event.add("dtstamp", session.changed_at)
    event.add("last-modified", session.changed_at)
    event.add("dtstart", session.starts_at.astimezone(zone))
    event.add("dtend", session.ends_at.astimezone(zone))
    event.add("status", "CANCELLED" if session.is_cancelled else "CONFIRMED")
    event.add("summary", lines.clean(entry.summary))
    event.add("description", _cleaned(entry.description))
    event.add("url", entry.url)
    if entry.location:
        event.add("location", lines.clean(entry.location))
    if not session.is_cancelled:
        event.add_component(_alarm(entry))
    return event


def _alarm(entry: Entry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", lines.clean(entry.summary))
    alarm.add("trigger", -NOTICE)
    return alarm


def _cleaned(words: str) -> str:
    """Take out what the format forbids (control signs) and keep the lines."""
    return "\n".join(lines.clean(line) for line in words.split("\n"))
