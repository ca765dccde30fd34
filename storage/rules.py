"""The rules and circulars that published answers cite, and which of them were replaced."""

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.folding import fold
from storage.schema import citation, publication, rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule or circular; `replaced_by` names what holds in its place."""

    id: int
    name: str
    replaced_by: str | None
    replaced_at: datetime | None

    @property
    def is_replaced(self) -> bool:
        """Whether it no longer holds."""
        return self.replaced_at is not None


_COLUMNS = [rule.c[field.name] for field in fields(Rule)]


class Rules:
    """Reads and changes the table `rule`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, rule_id: int) -> Rule | None:
        """Return a rule."""
        found = await self._connection.execute(select(*_COLUMNS).where(rule.c.id == rule_id))
        row = found.mappings().first()
        return None if row is None else Rule(**row)

    async def list_all(self) -> list[Rule]:
        """List all rules, those that hold first, the newest of them on top."""
        found = await self._connection.execute(
            select(*_COLUMNS).order_by(rule.c.replaced_at.is_not(None), rule.c.id.desc())
        )
        return [Rule(**row) for row in found.mappings()]

    async def named(self, name: str) -> Rule | None:
        """Return the rule of that name, however it is written."""
        wanted = fold(name)
        return next((one for one in await self.list_all() if fold(one.name) == wanted), None)

    async def add(self, name: str, by: int) -> int:
        """Add a rule; one that is there already is returned."""
        known = await self.named(name)
        if known is not None:
            return known.id
        added = await self._connection.execute(
            insert(rule).values(name=name, changed_by=by).returning(rule.c.id)
        )
        new: int = added.scalar_one()
        return new

    async def replace(self, rule_id: int, replaced_by: str, by: int, now: datetime) -> bool:
        """Mark a rule replaced: what cites it is to be reviewed. False when it was marked."""
        changed = await self._connection.execute(
            update(rule)
            .where(rule.c.id == rule_id, rule.c.replaced_at.is_(None))
            .values(replaced_by=replaced_by, replaced_at=now, changed_by=by)
        )
        if changed.rowcount == 0:
            return False
        citing = select(citation.c.question_id).where(citation.c.rule_id == rule_id)
        await self._connection.execute(
            update(publication)
            .where(publication.c.question_id.in_(citing))
            .values(is_under_review=True)
        )
        return True

    async def count_citing(self, rule_id: int) -> int:
        """Count the published answers that cite a rule."""
        counted = await self._connection.scalar(
            select(func.count()).select_from(citation).where(citation.c.rule_id == rule_id)
        )
        return int(counted or 0)
