"""Kinds of errors that were seen (table `fault`)."""

from datetime import datetime

from sqlalchemy import bindparam, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.faults import Fault, Part
from storage.schema import UtcDateTime, fault

_ADD = text(
    "INSERT INTO fault (kind, part, incident, since, seen_at, seen, told_seen)"
    " VALUES (:kind, :part, :incident, :now, :now, 0, 0) ON CONFLICT (kind) DO NOTHING"
).bindparams(bindparam("now", type_=UtcDateTime()))


class Faults:
    """Counts errors of each kind."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def see(self, kind: str, part: Part, incident: str, times: int, now: datetime) -> Fault:
        """Count a kind so many times more, and return how it stands."""
        values = {"kind": kind, "part": part.value, "incident": incident, "now": now}
        await self._connection.execute(_ADD, values)
        query = select(fault).where(fault.c.kind == kind).with_for_update()
        row = (await self._connection.execute(query)).mappings().one()
        known = Fault(**{**row, "part": Part(row["part"])})
        seen = known.again(incident, times, now)
        await self._keep(seen)
        return seen

    async def mark_told(self, seen: Fault, now: datetime) -> None:
        """Note that admins know of a kind, and of how often it was seen."""
        await self._keep(seen.told(now))

    async def count_told(self, since: datetime) -> int:
        """Count the kinds that admins were told of since then."""
        query = select(func.count()).select_from(fault).where(fault.c.told_at >= since)
        return int(await self._connection.scalar(query) or 0)

    async def _keep(self, one: Fault) -> None:
        await self._connection.execute(
            update(fault)
            .where(fault.c.kind == one.kind)
            .values(
                part=one.part.value,
                incident=one.incident,
                since=one.since,
                seen_at=one.seen_at,
                seen=one.seen,
                told_seen=one.told_seen,
                told_at=one.told_at,
            )
        )
