"""A session being planned: from a form's answers to the session and back, and what changes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from community.form import Answers
from community.sessions import Session, usual_end

LONGEST = timedelta(hours=12)
SOON = timedelta(hours=1)  # a change of a session this near is told at once
CALM = timedelta(minutes=1)  # in which several edits become one piece of news

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "programme": ("programme", "number"),
    "number": ("number",),
    "title": ("title",),
    "speaker": ("speaker",),
    "jp": ("jp",),
    "links": ("links",),
    "notes": ("notes",),
    "move": ("starts_at", "ends_at", "number"),
}
"""What can be edited, and the columns that it may change."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def day_of(answers: Answers) -> date:
    """Return the day that was chosen."""
    return date.fromisoformat(str(answers["date"]))


def programme_of(answers: Answers) -> int:
    """Return the programme that was chosen, as its weekday."""
    programme = answers.get("programme")
    return programme if isinstance(programme, int) else 0


def starts_at(answers: Answers, zone: ZoneInfo) -> datetime:
    """Return when the session begins."""
    begin = time.fromisoformat(str(answers["start"]))
    return datetime.combine(day_of(answers), begin, zone)


def usual_minutes(answers: Answers, zone: ZoneInfo) -> int:
    """Return how long the session takes unless somebody says otherwise."""
    kept = _number(answers, "minutes")
    if answers.get("field") == "move" and kept is not None:
        return kept
    begin = starts_at(answers, zone)
    return minutes(min(usual_end(begin, _number(answers, "jp")) - begin, LONGEST))


def minutes(length: timedelta) -> int:
    """Return a length in whole minutes."""
    return length // timedelta(minutes=1)


def session_of(answers: Answers, zone: ZoneInfo) -> Session:
    """Return the session that the answers make; what storage counts is still 0."""
    begin = starts_at(answers, zone)
    links = answers.get("links")
    return Session(
        id=_number(answers, "session") or 0,
        programme=programme_of(answers),
        number=_number(answers, "number"),
        title=str(answers["title"]),
        speaker=str(answers.get("speaker") or ""),
        starts_at=begin.astimezone(UTC),
        ends_at=begin.astimezone(UTC) + timedelta(minutes=_number(answers, "minutes") or 0),
        links=tuple(str(link) for link in links) if isinstance(links, list) else (),
        jp=_number(answers, "jp"),
        notes=str(answers.get("notes") or ""),
        is_cancelled=False,
        sequence=_number(answers, "seen") or 0,
        changed_at=_EPOCH,
    )


def answers_of(session: Session, field: str, zone: ZoneInfo) -> Answers:
    """Return the answers from which one field of a session is edited."""
    begin = session.starts_at.astimezone(zone)
    return {
        "session": session.id,
        "seen": session.sequence,
        "field": field,
        "date": begin.date().isoformat(),
        "year": begin.year,
        "programme": session.programme,
        "number": session.number,
        "title": session.title,
        "speaker": session.speaker,
        "start": f"{begin:%H:%M}",
        "minutes": minutes(session.ends_at - session.starts_at),
        "jp": session.jp,
        "links": list(session.links),
        "notes": session.notes,
    }


def edited(before: Session, answers: Answers, zone: ZoneInfo) -> Session:
    """Return a session with the field that was edited, and no other, as answered."""
    given = session_of(answers, zone)
    columns = COLUMNS.get(str(answers.get("field")), ())
    changes: dict[str, Any] = {column: getattr(given, column) for column in columns}
    return replace(before, **changes)


def changes(before: Session, after: Session) -> tuple[str, ...]:
    """Name the columns that differ."""
    columns = {column for listed in COLUMNS.values() for column in listed} | {"is_cancelled"}
    return tuple(
        column for column in sorted(columns) if getattr(before, column) != getattr(after, column)
    )


def is_moved(before: Session, after: Session) -> bool:
    """Say whether a session begins or ends at another moment."""
    return (before.starts_at, before.ends_at) != (after.starts_at, after.ends_at)


def news_due(before: Session, after: Session, now: datetime) -> datetime | None:
    """Say when those who come are told of a change; None once the session is over."""
    if max(before.ends_at, after.ends_at) <= now:
        return None
    is_near = min(before.starts_at, after.starts_at) <= now + SOON
    if is_near or after.is_cancelled or is_moved(before, after):
        return now
    return now + CALM


def as_told(session: Session) -> Mapping[str, Any]:
    """Return what those who come know of a session, to compare with later."""
    return {
        "title": session.title,
        "speaker": session.speaker,
        "starts_at": session.starts_at.isoformat(),
        "ends_at": session.ends_at.isoformat(),
        "links": list(session.links),
        "is_cancelled": session.is_cancelled,
    }


def _number(answers: Answers, key: str) -> int | None:
    value = answers.get(key)
    return value if isinstance(value, int) else None
