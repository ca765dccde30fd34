"""The trail: who did what to whom, by person id; people's words and names never enter it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import audit

Details = Mapping[str, str | int | bool | None]

_ENTRY = (audit.c.id, audit.c.at, audit.c.action, audit.c.actor, audit.c.subject, audit.c.details)
_ABOUT = select(*_ENTRY).order_by(audit.c.id)
_NEWEST = select(*_ENTRY).order_by(audit.c.id.desc())


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
