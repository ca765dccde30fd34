"""The trail: who did what to whom, by person id; people's words and names never enter it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from community.auditing import ANONYMOUS, TrailLine
from storage.schema import audit, profile

Details = Mapping[str, str | int | bool | None]

_ENTRY = (audit.c.id, audit.c.at, audit.c.action, audit.c.actor, audit.c.subject, audit.c.details)
_ABOUT = select(*_ENTRY).order_by(audit.c.id)
_NEWEST = select(*_ENTRY).order_by(audit.c.id.desc())
_actor, _subject = profile.alias("actor_profile"), profile.alias("subject_profile")
_LINES = (
    select(
        audit.c.id,
        audit.c.at,
        audit.c.action,
        audit.c.actor,
        _actor.c.name,
        audit.c.subject,
        _subject.c.name,
        audit.c.details,
    )
    .select_from(audit)
    .outerjoin(_actor, _actor.c.person_id == audit.c.actor)
    .outerjoin(_subject, _subject.c.person_id == audit.c.subject)
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail; after a deletion `actor` and `subject` are random numbers."""

    id: int
    at: datetime
    action: str
    actor: int | None
    subject: int | None
    details: Details


class Audit:
    """Writes and reads the trail."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def note(
        self,
        action: str,
        actor: int | None,
        subject: int | None,
        details: Details,
        now: datetime,
    ) -> None:
        """Write down that `actor` did `action` to `subject`; both are our own person ids."""
        await self._connection.execute(
            audit.insert(),
            {
                "at": now,
                "action": action,
                "actor": actor,
                "subject": subject,
                "details": dict(details),
            },
        )

    async def list_about(self, person_id: int) -> list[Entry]:
        """List all that this person did or that was done to them, oldest first."""
        statement = _ABOUT.where(or_(audit.c.actor == person_id, audit.c.subject == person_id))
        rows = await self._connection.execute(statement)
        return [Entry(*row) for row in rows]

    async def list_newest(self, limit: int, before: int | None = None) -> list[Entry]:
        """List the newest lines, or those before a line's id."""
        statement = _NEWEST if before is None else _NEWEST.where(audit.c.id < before)
        rows = await self._connection.execute(statement.limit(limit))
        return [Entry(*row) for row in rows]

    async def list_older(self, limit: int, *, before: int, person_id: int) -> list[TrailLine]:
        """List the newest lines before a line's id, newest first; 0 means the end, everybody.

        Whose name other admins are not to read is not found by it either.
        """
        statement = _LINES if before == 0 else _LINES.where(audit.c.id < before)
        return await self._lines(statement.order_by(audit.c.id.desc()), limit, person_id)

    async def list_newer(self, limit: int, *, after: int, person_id: int) -> list[TrailLine]:
        """List the lines that follow a line's id, newest first; 0 means everybody."""
        statement = _LINES.where(audit.c.id > after).order_by(audit.c.id)
        return (await self._lines(statement, limit, person_id))[::-1]

    async def _lines(self, statement: Select[Any], limit: int, person_id: int) -> list[TrailLine]:
        if person_id:
            is_about = and_(audit.c.subject == person_id, audit.c.action.not_in(ANONYMOUS))
            statement = statement.where(or_(audit.c.actor == person_id, is_about))
        rows = await self._connection.execute(statement.limit(limit))
        return [TrailLine(*row) for row in rows]
