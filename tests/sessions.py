"""Sessions for tests: plain ones, and ones in the database."""

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from community.sessions import Session
from storage.schema import session as table
from storage.unit import Unit

WROTE = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return an hour of a day in November 2026, in WIB."""
    return datetime(2026, 11, day, hour - 7, minute, tzinfo=UTC)


def a_session(**changes: Any) -> Session:
    """Return a session of Thursday, 26 November 2026, 09.00 to 11.00 WIB."""
    usual: dict[str, Any] = {
        "id": 56,
        "programme": 4,
        "number": None,
        "title": "Menulis rilis yang dibaca",
        "speaker": "Ir. Wahyu",
        "starts_at": at(26, 9),
        "ends_at": at(26, 11),
        "links": ("https://us02web.zoom.us/j/1",),
        "jp": 2,
        "notes": "",
        "is_cancelled": False,
        "sequence": 0,
        "changed_at": WROTE,
    }
    return Session(**{**usual, **changes})


async def enter(unit: Unit, session: Session) -> None:
    """Write a session into the database as it is."""
    row = {field.name: getattr(session, field.name) for field in fields(session)}
    row |= {"links": list(session.links), "year": session.starts_at.year, "created_at": WROTE}
    await unit.connection.execute(table.insert(), row)
