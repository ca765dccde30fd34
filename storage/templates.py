"""Canned answers, as moderators keep them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import template


@dataclass(frozen=True, slots=True)
class Template:
    """A canned answer."""

    id: int
    title: str
    text: str


_TEMPLATES = select(template.c.id, template.c.title, template.c.text)


class Templates:
    """Reads and changes the table `template`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def list_all(self) -> list[Template]:
        """List them by title."""
        found = await self._connection.execute(_TEMPLATES.order_by(template.c.title, template.c.id))
        return [Template(*row) for row in found]

    async def get(self, template_id: int) -> Template | None:
        """Return one."""
        found = await self._connection.execute(_TEMPLATES.where(template.c.id == template_id))
        row = found.first()
        return None if row is None else Template(*row)

    async def add(self, title: str, text: str, by: int, now: datetime) -> int:
        """Keep a new one."""
        added = await self._connection.execute(
            insert(template)
            .values(title=title, text=text, changed_by=by, at=now)
            .returning(template.c.id)
        )
        found: int = added.scalar_one()
        return found

    async def change(
        self, template_id: int, title: str, text: str, *, by: int, now: datetime
    ) -> bool:
        """Write one anew; False when it is gone."""
        changed = await self._connection.execute(
            update(template)
            .where(template.c.id == template_id)
            .values(title=title, text=text, changed_by=by, at=now)
        )
        return changed.rowcount > 0

    async def remove(self, template_id: int) -> bool:
        """Delete one; False when it was gone."""
        gone = await self._connection.execute(delete(template).where(template.c.id == template_id))
        return gone.rowcount > 0
