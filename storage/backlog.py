"""What waits in the outbox: found by lane, loaded by chat."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from community.reply import Lane
from storage.outbox import IS_PENDING, IS_WAITING, ROW_COLUMNS, Row
from storage.schema import campaign, outbox


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row that waits, without its content."""

    id: int
    chat_id: int | None
    kind: str


_IS_TALK = text("lane <> 'bulk'")  # the words of the partial index, see outbox.IS_WAITING
_IS_DUE = or_(outbox.c.not_before.is_(None), outbox.c.not_before <= bindparam("now"))
_IDS = outbox.c.id.in_(bindparam("ids", expanding=True))

_LANE = (
    select(outbox.c.id, outbox.c.chat_id, outbox.c.kind)
    .where(
        outbox.c.lane == bindparam("lane"),
        outbox.c.id > bindparam("after"),
        IS_WAITING,
        IS_PENDING,
        _IS_DUE,
    )
    .order_by(outbox.c.id)
    .limit(bindparam("most"))
)
# In groups answers to people who tap go before cards, see bot/delivery/chats.py.
_is_card = case((outbox.c.chat_id > 0, 0), (outbox.c.lane == "reply", 0), else_=1)
_place = (
    func.row_number()
    .over(partition_by=outbox.c.chat_id, order_by=(_is_card, outbox.c.id))
    .label("place")
)
_ranked = (
    select(*ROW_COLUMNS, _place)
    .where(
        outbox.c.chat_id.in_(bindparam("chats", expanding=True)),
        IS_WAITING,
        _IS_TALK,
        IS_PENDING,
        _IS_DUE,
    )
    .subquery()
)
_CHATS = (
    select(*[_ranked.c[column.name] for column in ROW_COLUMNS])
    .where(_ranked.c.place <= bindparam("per_chat"))
    .order_by(_ranked.c.id)
)
_ROWS = select(*ROW_COLUMNS).where(_IDS, IS_PENDING).order_by(outbox.c.id)
_BULK = (
    select(*ROW_COLUMNS)
    .where(
        outbox.c.lane == "bulk",
        outbox.c.id > bindparam("after"),
        IS_WAITING,
        IS_PENDING,
        _IS_DUE,
        outbox.c.chat_id.not_in(bindparam("held", expanding=True)),
    )
    .order_by(outbox.c.id)
    .limit(bindparam("most"))
)
_NEXT_DUE = select(func.min(outbox.c.not_before)).where(
    outbox.c.lane.in_(bindparam("lanes", expanding=True)),
    IS_WAITING,
    IS_PENDING,
    outbox.c.not_before > bindparam("now"),
)
_PAYLOADS = select(campaign.c.id, campaign.c.payload).where(
    campaign.c.id.in_(bindparam("ids", expanding=True))
)


class Backlog:
    """The table `outbox` as delivery reads it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def list_lane(self, lane: Lane, after: int, most: int, now: datetime) -> list[Waiting]:
        """Return what waits in a lane behind an id, without its content."""
        found = await self._connection.execute(
            _LANE, {"lane": lane.value, "after": after, "most": most, "now": now}
        )
        return [Waiting(*row) for row in found]

    async def list_chats(
        self, chat_ids: Collection[int], per_chat: int, now: datetime
    ) -> list[Row]:
        """Return the first replies and notices that wait for each chat, in order."""
        found = await self._connection.execute(
            _CHATS, {"chats": list(chat_ids), "per_chat": per_chat, "now": now}
        )
        return await self._rows(found)

    async def list_rows(self, ids: Collection[int]) -> list[Row]:
        """Return those of the rows that still wait."""
        if not ids:
            return []
        return await self._rows(await self._connection.execute(_ROWS, {"ids": list(ids)}))

    async def list_bulk(
        self, after: int, most: int, now: datetime, held: Collection[int] = ()
    ) -> list[Row]:
        """Return mass messages behind an id, but none to chats that are held."""
        found = await self._connection.execute(
            _BULK, {"after": after, "most": most, "now": now, "held": list(held)}
        )
        return await self._rows(found)

    async def next_due(self, lanes: Collection[Lane], now: datetime) -> datetime | None:
        """Return when the next row comes of age that may not leave before some time."""
        lane_names = [lane.value for lane in lanes]
        found = await self._connection.execute(_NEXT_DUE, {"lanes": lane_names, "now": now})
        moment: datetime | None = found.scalar()
        return moment

    async def _rows(self, found: Iterable[Any]) -> list[Row]:
        rows = [Row(*one) for one in found]
        campaigns = {row.campaign_id for row in rows if row.campaign_id is not None}
        if not campaigns:
            return [replace(row, lane=Lane(row.lane)) for row in rows]
        payloads = await self._connection.execute(_PAYLOADS, {"ids": list(campaigns)})
        by_id = {row.id: row.payload for row in payloads}
        return [
            replace(
                row,
                lane=Lane(row.lane),
                payload=row.payload if row.campaign_id is None else by_id.get(row.campaign_id),
            )
            for row in rows
        ]
