"""The outbox: everything that is to be said.

A row is pending until delivery marks it as attempted (`attempts.py`); what waits is found by
`backlog.py`; rows by the thousand are made by `campaigns.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    bindparam,
    func,
    insert,
    literal_column,
    null,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from community.reply import Lane
from storage.messages import Messages
from storage.schema import outbox


class State(StrEnum):
    """What became of a row."""

    PENDING = "pending"  # not tried, or to be tried again
    ATTEMPTED = "attempted"  # the request may have left
    SENT = "sent"
    UNREACHABLE = "unreachable"  # 403
    REFUSED = "refused"  # 400
    UNKNOWN = "unknown"  # written, no answer
    EXPIRED = "expired"
    DROPPED = "dropped"  # nobody to say it to any more, or nothing to say
    REPLACED = "replaced"  # a newer row took its place


STUCK = "stuck: "
"""Begins the `error` of a row that waits because its group takes nothing from us."""


@dataclass(frozen=True, slots=True)
class StuckChat:
    """A group that takes nothing from us: why, since which row, and how many wait for it.

    `since` is when that row was written.
    """

    chat_id: int
    row_id: int
    reason: str
    waiting: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRow:
    """Something to say: `kind` is a Bot API method or `later:<maker>`."""

    chat_id: int | None
    lane: Lane
    kind: str
    payload: Mapping[str, Any] | None
    person_id: int | None = None
    subject: str | None = None
    edits_message: str | None = None
    replace_key: str | None = None
    not_before: datetime | None = None
    expires_at: datetime | None = None
    campaign_id: int | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row as stored; a campaign's row is given the campaign's payload when it is loaded."""

    id: int
    chat_id: int | None
    lane: Lane
    kind: str
    payload: Mapping[str, Any] | None
    person_id: int | None
    subject: str | None
    edits_message: str | None
    not_before: datetime | None
    expires_at: datetime | None
    campaign_id: int | None
    zone: str | None
    error: str | None


_NUMBERS = frozenset({"message_id", "reply_parameters", "message_thread_id"})
"""What of a payload is true in one chat only, and not in the supergroup that it becomes."""

ROW_COLUMNS = [outbox.c[field.name] for field in fields(Row)]

# Written out, because SQLite takes a partial index only for the very words of its condition.
IS_WAITING = text("state IN ('pending', 'attempted')")
IS_PENDING: ColumnElement[bool] = literal_column("outbox.state = 'pending'")

_ADD = insert(outbox).returning(outbox.c.id, sort_by_parameter_order=True)
_REPLACE = (
    update(outbox)
    .where(
        outbox.c.replace_key.in_(bindparam("keys", expanding=True)),
        IS_PENDING,
        literal_column("replace_key IS NOT NULL"),
    )
    .values(state="replaced")
)


class Outbox:
    """The table `outbox` as those see it who have something to say."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, rows: Sequence[NewRow], now: datetime) -> list[Row]:
        """Add rows in order; pending ones with the same replace key give way.

        What is for a group that was upgraded goes by its new id, unless it names a message there.
        """
        if not rows:
            return []
        rows = await self._renamed(rows)
        last = {row.replace_key: place for place, row in enumerate(rows) if row.replace_key}
        if last:
            await self._connection.execute(_REPLACE, {"keys": list(last)})
        values = []
        for place, row in enumerate(rows):
            is_last = row.replace_key is None or last[row.replace_key] == place
            values.append(_values(row, now, State.PENDING if is_last else State.REPLACED))
        ids = (await self._connection.execute(_ADD, values)).scalars()
        return [_stored(row_id, row) for row_id, row in zip(ids, rows, strict=True)]

    async def _renamed(self, rows: Sequence[NewRow]) -> Sequence[NewRow]:
        if all(row.chat_id is None or row.chat_id > 0 for row in rows):
            return rows
        aliases = await Messages(self._connection).aliases()
        if not aliases:
            return rows
        return [
            row
            if row.chat_id not in aliases or _NUMBERS & (row.payload or {}).keys()
            else replace(row, chat_id=aliases[row.chat_id])
            for row in rows
        ]

    async def is_replaceable(self, replace_key: str) -> bool:
        """Say whether a row of that key is pending, whose place a newer one would take."""
        found = await self._connection.scalar(
            select(outbox.c.id).where(
                outbox.c.replace_key == replace_key,
                IS_PENDING,
                literal_column("replace_key IS NOT NULL"),
            )
        )
        return found is not None

    async def drop_about(self, person_id: int, subject: str) -> int:
        """Drop what waits to be said to a person about a subject; says how many rows.

        What is on its way at this moment may still arrive, but is not said again.
        """
        dropped = await self._connection.execute(
            update(outbox)
            .where(
                outbox.c.person_id == person_id,
                outbox.c.subject == subject,
                IS_WAITING,
                literal_column("subject IS NOT NULL"),
            )
            .values(state="dropped")
        )
        return dropped.rowcount

    async def counts(self) -> dict[tuple[str, str], int]:
        """Count the rows of each lane and state."""
        counted = await self._connection.execute(
            select(outbox.c.lane, outbox.c.state, func.count()).group_by(
                outbox.c.lane, outbox.c.state
            )
        )
        return {(lane, state): number for lane, state, number in counted}

    async def stuck_chats(self) -> list[StuckChat]:
        """Return the groups that take nothing from us, with the first row that was refused."""
        is_refused = outbox.c.error.startswith(STUCK, autoescape=True)
        refused = (
            select(outbox.c.chat_id, func.min(outbox.c.id).label("row_id"))
            .where(IS_WAITING, is_refused, outbox.c.chat_id.is_not(None))
            .group_by(outbox.c.chat_id)
            .subquery()
        )
        other = outbox.alias("other")
        waiting = (
            select(func.count())
            .select_from(other)
            .where(
                other.c.chat_id == refused.c.chat_id,
                text("other.state IN ('pending', 'attempted') AND other.lane <> 'bulk'"),
            )
            .scalar_subquery()
        )
        found = await self._connection.execute(
            select(
                refused.c.chat_id, refused.c.row_id, outbox.c.error, waiting, outbox.c.created_at
            )
            .join(outbox, outbox.c.id == refused.c.row_id)
            .order_by(refused.c.row_id)
        )
        return [
            StuckChat(chat_id, row_id, error.removeprefix(STUCK), count, since)
            for chat_id, row_id, error, count, since in found
        ]

    async def stuck_since(self, chat_id: int) -> datetime | None:
        """Return when the first row was written of those that a group refused and that wait."""
        former = await Messages(self._connection).former_ids(chat_id)
        found: datetime | None = await self._connection.scalar(
            select(outbox.c.created_at)
            .where(
                outbox.c.chat_id.in_([chat_id, *former]),
                IS_WAITING,
                text("lane <> 'bulk'"),  # the words of the partial index
                outbox.c.error.startswith(STUCK, autoescape=True),
            )
            .order_by(outbox.c.id)
            .limit(1)
        )
        return found

    async def forget_texts(self, before: datetime, after: int = 0, most: int = 5_000) -> int | None:
        """Empty final rows older than `before` among the next `most` behind an id.

        Returns the id behind which to go on; None at the end.
        """
        chunk = (
            select(outbox.c.id, outbox.c.created_at)
            .where(outbox.c.id > after)
            .order_by(outbox.c.id)
            .limit(most)
            .subquery()
        )
        reached = await self._connection.execute(
            select(func.max(chunk.c.id), func.min(chunk.c.created_at))
        )
        last, oldest = reached.one()
        if last is None or oldest >= before:
            return None
        await self._connection.execute(
            update(outbox)
            .where(
                outbox.c.id > after,
                outbox.c.id <= last,
                outbox.c.created_at < before,
                outbox.c.state.not_in(["pending", "attempted"]),
                literal_column("payload IS NOT NULL"),
            )
            .values(payload=null())
        )
        found: int = last
        return found

    async def scrub_person(self, person_id: int, chat_id: int | None = None) -> int:
        """Drop what still waits for a person and empty all their rows; says how many.

        `chat_id` is their private chat, for rows that name no person.
        """
        whose = outbox.c.person_id == person_id
        if chat_id is not None:
            whose = whose | (outbox.c.chat_id == chat_id)
        await self._connection.execute(
            update(outbox).where(whose, IS_WAITING).values(state="dropped")
        )
        scrubbed = await self._connection.execute(
            update(outbox)
            .where(whose)
            .values(
                payload=null(), chat_id=None, subject=None, edits_message=None, replace_key=None
            )
        )
        return scrubbed.rowcount


def _values(row: NewRow, now: datetime, state: State) -> dict[str, Any]:
    return {
        "chat_id": row.chat_id,
        "lane": row.lane.value,
        "kind": row.kind,
        "payload": None if row.payload is None else dict(row.payload),
        "person_id": row.person_id,
        "subject": row.subject,
        "edits_message": row.edits_message,
        "replace_key": row.replace_key,
        "not_before": row.not_before,
        "expires_at": row.expires_at,
        "campaign_id": row.campaign_id,
        "zone": row.zone,
        "state": state.value,
        "created_at": now,
    }


def _stored(row_id: int, row: NewRow) -> Row:
    return Row(
        id=row_id,
        chat_id=row.chat_id,
        lane=row.lane,
        kind=row.kind,
        payload=row.payload,
        person_id=row.person_id,
        subject=row.subject,
        edits_message=row.edits_message,
        not_before=row.not_before,
        expires_at=row.expires_at,
        campaign_id=row.campaign_id,
        zone=row.zone,
        error=None,
    )
