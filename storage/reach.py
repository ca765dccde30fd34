"""How many people sessions reached, by channel, and what was before the bot."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from community.reach import HistoryLine, SessionYear
from storage.schema import UtcDateTime, reach_history, session, session_reach

_LINE = [reach_history.c[field.name] for field in fields(HistoryLine)]

# ON CONFLICT reads the same on SQLite and PostgreSQL, so plain text needs no dialect.
_RECORD = text(
    "INSERT INTO session_reach (session_id, channel, people, recorded_by, at) "
    "VALUES (:session_id, :channel, :people, :by, :now) "
    "ON CONFLICT (session_id, channel) DO UPDATE SET people = excluded.people, "
    "recorded_by = excluded.recorded_by, at = excluded.at"
).bindparams(bindparam("now", type_=UtcDateTime()))

_IMPORT = text(
    "INSERT INTO reach_history "
    "(programme, year, period, series, people, source, imported_by, at) "
    "VALUES (:programme, :year, :period, :series, :people, :source, :by, :now) "
    "ON CONFLICT (programme, year, period) DO UPDATE SET series = excluded.series, "
    "people = excluded.people, source = excluded.source, "
    "imported_by = excluded.imported_by, at = excluded.at"
).bindparams(bindparam("now", type_=UtcDateTime()))

_OF_SESSION = (
    select(session_reach.c.session_id, func.sum(session_reach.c.people).label("people"))
    .group_by(session_reach.c.session_id)
    .subquery()
)
_YEARS = (
    select(
        session.c.programme,
        session.c.year,
        func.count().label("series"),
        func.count(_OF_SESSION.c.session_id).label("recorded"),
        func.coalesce(func.sum(_OF_SESSION.c.people), 0).label("people"),
    )
    .select_from(session)
    .outerjoin(_OF_SESSION, _OF_SESSION.c.session_id == session.c.id)
    .where(session.c.ends_at <= bindparam("now", type_=UtcDateTime()), ~session.c.is_cancelled)
    .group_by(session.c.programme, session.c.year)
)


@dataclass(frozen=True, slots=True)
class ChannelReach:
    """What was recorded for a channel of a session."""

    channel: str
    people: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import changed; `same` lines stood there already."""

    new: int
    replaced: int
    same: int


class Reaches:
    """Reads and changes the tables `session_reach` and `reach_history`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def record(
        self, session_id: int, reached: ChannelReach, *, by: int, now: datetime
    ) -> None:
        """Write down what a channel reached, in place of what stood there."""
        values = {"channel": reached.channel, "people": reached.people, "by": by, "now": now}
        await self._connection.execute(_RECORD, {"session_id": session_id, **values})

    async def list_of(self, session_id: int) -> list[ChannelReach]:
        """List what was recorded for a session, the first channel first."""
        found = await self._connection.execute(
            select(session_reach.c.channel, session_reach.c.people)
            .where(session_reach.c.session_id == session_id)
            .order_by(session_reach.c.channel)
        )
        return [ChannelReach(*row) for row in found]

    async def list_years(self, now: datetime) -> list[SessionYear]:
        """Count the sessions that have ended and were not cancelled, with what they reached."""
        found = await self._connection.execute(_YEARS, {"now": now})
        return [
            SessionYear(
                programme=row.programme,
                year=row.year,
                series=row.series,
                recorded=row.recorded,
                people=int(row.people),  # PostgreSQL sums to a Decimal
            )
            for row in found
        ]

    async def list_history(self) -> list[HistoryLine]:
        """List what was imported, by programme, year and period."""
        found = await self._connection.execute(
            select(*_LINE).order_by(
                reach_history.c.programme, reach_history.c.year, reach_history.c.period
            )
        )
        return [HistoryLine(**row) for row in found.mappings()]

    async def import_lines(
        self, lines: Sequence[HistoryLine], *, by: int | None, now: datetime
    ) -> Imported:
        """Write lines down in place of those with the same key; what is the same stays."""
        before = {line.key: line for line in await self.list_history()}
        changed = [line for line in lines if before.get(line.key) != line]
        new = sum(line.key not in before for line in changed)
        if changed:
            names = [field.name for field in fields(HistoryLine)]
            values = [{name: getattr(line, name) for name in names} for line in changed]
            await self._connection.execute(
                _IMPORT, [{**one, "by": by, "now": now} for one in values]
            )
        return Imported(new, len(changed) - new, len(lines) - len(changed))
