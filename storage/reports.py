"""Reports of posts: one case for all of them, until moderators decide."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.reporting import Outcome
from storage.schema import UtcDateTime, report, report_case

_OPEN = text(
    "INSERT INTO report_case (post_id, opened_at) VALUES (:post_id, :now) ON CONFLICT DO NOTHING"
).bindparams(bindparam("now", type_=UtcDateTime()))
_ADD = text(
    "INSERT INTO report (case_id, person_id, reason, text, at) "
    "VALUES (:case_id, :person_id, :reason, :words, :now) ON CONFLICT DO NOTHING"
).bindparams(bindparam("now", type_=UtcDateTime()))
_IS_OPEN = text("decided_at IS NULL")  # the words of the partial index


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that was reported of a post until somebody decided."""

    id: int
    post_id: int
    opened_at: datetime
    decided_at: datetime | None
    decided_by: int | None
    outcome: Outcome | None

    @property
    def is_open(self) -> bool:
        """Whether it is to be decided."""
        return self.decided_at is None


@dataclass(frozen=True, slots=True)
class Report:
    """What a member objects to; who it was is for admins only."""

    person_id: int
    reason: str
    text: str
    at: datetime


_COLUMNS = [report_case.c[field.name] for field in fields(Case)]


class ReportCases:
    """Reads and changes the tables `report_case` and `report`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open(self, post_id: int, now: datetime) -> tuple[Case, bool]:
        """Return the open case of a post and whether it is new; others wait for this unit."""
        opened = await self._connection.execute(_OPEN, {"post_id": post_id, "now": now})
        case = await self._locked(post_id=post_id)
        if case is None:
            raise LookupError(f"the case of post {post_id} was decided in the same moment")
        return case, opened.rowcount > 0

    async def lock(self, case_id: int) -> Case | None:
        """Return a case that nobody decided, for this unit alone; None when it is decided."""
        return await self._locked(id=case_id)

    async def get(self, case_id: int) -> Case | None:
        """Return a case."""
        return await self._first(select(*_COLUMNS).where(report_case.c.id == case_id))

    async def open_of(self, post_id: int) -> Case | None:
        """Return the case of a post that is to be decided."""
        query = select(*_COLUMNS).where(report_case.c.post_id == post_id, _IS_OPEN)
        return await self._first(query)

    async def list_open(self) -> list[Case]:
        """List the cases that are to be decided, oldest first."""
        query = select(*_COLUMNS).where(_IS_OPEN).order_by(report_case.c.id)
        return [_of_row(row) for row in await self._connection.execute(query)]

    async def list_of(self, post_id: int) -> list[Case]:
        """List the cases of a post, oldest first."""
        query = select(*_COLUMNS).where(report_case.c.post_id == post_id)
        found = await self._connection.execute(query.order_by(report_case.c.id))
        return [_of_row(row) for row in found]

    async def add(
        self, case_id: int, person_id: int, reason: str, words: str, now: datetime
    ) -> bool:
        """Add a member's report; False when they reported the post already."""
        values = {"case_id": case_id, "person_id": person_id, "reason": reason, "words": words}
        return (await self._connection.execute(_ADD, {**values, "now": now})).rowcount > 0

    async def list_reports(self, case_id: int) -> list[Report]:
        """List what was reported, in order."""
        column = report.c
        found = await self._connection.execute(
            select(column.person_id, column.reason, column.text, column.at)
            .where(column.case_id == case_id)
            .order_by(column.at, column.person_id)
        )
        return [Report(*row) for row in found]

    async def count(self, case_id: int) -> int:
        """Count the members who reported."""
        query = select(func.count()).where(report.c.case_id == case_id)
        return int(await self._connection.scalar(query) or 0)

    async def counts(self, case_ids: Collection[int]) -> dict[int, int]:
        """Count the members who reported, for each of these cases that has any."""
        found = await self._connection.execute(
            select(report.c.case_id, func.count())
            .where(report.c.case_id.in_(sorted(case_ids)))
            .group_by(report.c.case_id)
        )
        return dict(found.all())

    async def decide(self, case_id: int, outcome: Outcome, by: int | None, now: datetime) -> None:
        """Close a case; `by` None is the withdrawal of the post."""
        await self._connection.execute(
            update(report_case)
            .where(report_case.c.id == case_id, _IS_OPEN)
            .values(outcome=outcome, decided_by=by, decided_at=now)
        )

    async def _locked(self, **which: int) -> Case | None:
        """Return an open case after a write that makes others wait (PostgreSQL locks the row)."""
        changed = await self._connection.execute(
            update(report_case)
            .where(*(report_case.c[name] == value for name, value in which.items()), _IS_OPEN)
            .values(post_id=report_case.c.post_id)
            .returning(*_COLUMNS)
        )
        row = changed.first()
        return None if row is None else _of_row(row)

    async def _first(self, query: Select[Any]) -> Case | None:
        row = (await self._connection.execute(query)).first()
        return None if row is None else _of_row(row)


def _of_row(row: Sequence[Any] | Row[Any]) -> Case:
    values: dict[str, Any] = dict(zip((field.name for field in fields(Case)), row, strict=True))
    outcome = values["outcome"]
    return Case(**{**values, "outcome": None if outcome is None else Outcome(outcome)})
