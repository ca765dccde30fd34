"""One text for many people: outbox rows made by the thousand, in chunks that lock briefly."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    bindparam,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from community.reply import Lane
from storage.schema import UtcDateTime, campaign, outbox

CHUNK = 10_000  # rows in one write: the lock is held for about 20 ms
LOWEST_PERSON = 0  # `after` of the first chunk: our numbers are above it


@dataclass(frozen=True, slots=True)
class Chunk:
    """How many rows a chunk made, and the person behind whom the next one begins."""

    count: int
    last_person_id: int


class Campaigns:
    """The table `campaign`, and the rows of the outbox that carry its texts."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, kind: str, payload: Mapping[str, Any], now: datetime) -> int:
        """Add a text that many rows will carry; says its id."""
        added = await self._connection.execute(
            insert(campaign)
            .values(kind=kind, payload=dict(payload), created_at=now)
            .returning(campaign.c.id)
        )
        found: int = added.scalar_one()
        return found

    async def fan_out(
        self,
        campaign_id: int,
        *,
        lane: Lane,
        to: Select[Any],
        after_person_id: int,
        limit: int,
        now: datetime,
        expires_at: datetime | None = None,
        not_before: datetime | None = None,
        subject: str | None = None,
        edits_message: str | None = None,
        zone: str | None = None,
    ) -> Chunk:
        """Make rows for the next `limit` people behind one; `to` selects chat_id and person_id."""
        people = to.subquery("people")
        chunk = (
            select(people.c.person_id)
            .where(people.c.person_id > bindparam("after"))
            .order_by(people.c.person_id)
            .limit(bindparam("most"))
            .subquery("chunk")
        )
        counted = await self._connection.execute(
            select(func.count(), func.max(chunk.c.person_id)).select_from(chunk),
            {"after": after_person_id, "most": limit},
        )
        count, last = counted.one()
        if not count:
            return Chunk(0, after_person_id)
        kind = select(campaign.c.kind).where(campaign.c.id == campaign_id).scalar_subquery()
        values: dict[str, ColumnElement[Any]] = {
            "chat_id": people.c.chat_id,
            "person_id": people.c.person_id,
            "lane": literal(lane.value),
            "kind": kind,
            "campaign_id": literal(campaign_id),
            "created_at": literal(now, UtcDateTime),
            "expires_at": literal(expires_at, UtcDateTime),
            "not_before": literal(not_before, UtcDateTime),
            "subject": literal(subject, String),
            "edits_message": literal(edits_message, String),
            "zone": literal(zone, String),
        }
        source = (
            select(*values.values())
            .where(people.c.person_id > after_person_id, people.c.person_id <= last)
            .order_by(people.c.person_id)
        )
        await self._connection.execute(insert(outbox).from_select(list(values), source))
        return Chunk(count, last)

    async def change(self, campaign_id: int, payload: Mapping[str, Any]) -> None:
        """Give a campaign another text; rows that delivery has not loaded yet carry it."""
        await self._connection.execute(
            update(campaign).where(campaign.c.id == campaign_id).values(payload=dict(payload))
        )

    async def reached(self, campaign_id: int) -> int:
        """Return the person behind whom an interrupted fan-out goes on."""
        found = await self._connection.execute(
            select(func.max(outbox.c.person_id)).where(outbox.c.campaign_id == campaign_id)
        )
        last: int | None = found.scalar()
        return LOWEST_PERSON if last is None else last
