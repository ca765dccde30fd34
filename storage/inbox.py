"""The inbox: updates that Telegram handed over, until they are handled (table `inbox`).

A group is taken inside the transaction that handles it. SQLite has one writer, so nobody else can
take the same rows; PostgreSQL's workers hold an advisory lock on each order key until they commit,
so a key is never handled by two at once, and a killed worker lets go by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import UtcDateTime, inbox

LOCK_CLASS = 0x1B0C  # keeps our advisory locks on order keys apart from other uses


@dataclass(frozen=True, slots=True)
class Arrived:
    """An update as it came; `order_key` says whose updates must keep their order."""

    update_id: int
    order_key: int
    raw: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that waits for its unit; `tries` counts how often it failed alone."""

    seq: int
    order_key: int
    raw: str
    tries: int
    received_at: datetime


# Doubles of an update change nothing: Telegram repeats what it could not confirm.
_ADD = text(
    "INSERT INTO inbox (update_id, order_key, raw, received_at, tries)"
    " VALUES (:update_id, :order_key, :raw, :received_at, 0)"
    " ON CONFLICT (update_id) DO NOTHING"
).bindparams(bindparam("received_at", type_=UtcDateTime()))

_COLUMNS = (inbox.c.seq, inbox.c.order_key, inbox.c.raw, inbox.c.tries, inbox.c.received_at)
_WAITING = (
    select(*_COLUMNS)
    .where(inbox.c.handled_at.is_(None))
    .order_by(inbox.c.seq)
    .limit(bindparam("most"))
)
_STILL_WAITING = (
    select(*_COLUMNS)
    .where(inbox.c.handled_at.is_(None), inbox.c.seq.in_(bindparam("seqs", expanding=True)))
    .order_by(inbox.c.seq)
)
_FIRST_OF_KEY = (
    select(*_COLUMNS)
    .where(inbox.c.handled_at.is_(None), inbox.c.order_key == bindparam("key"))
    .order_by(inbox.c.seq)
    .limit(1)
)
_LOCK_KEYS = text(
    "SELECT key FROM unnest(CAST(:keys AS bigint[])) AS key"
    " WHERE pg_try_advisory_xact_lock(hashtextextended(key::text, :class))"
)
# The seqs of a group are listed, not a range: on PostgreSQL others may own rows in between.
_HANDLED = text(
    "UPDATE inbox SET handled_at = :now, raw = NULL, order_key = NULL WHERE seq = :seq"
).bindparams(bindparam("now", type_=UtcDateTime()))


class Inbox:
    """Updates in, updates out."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, updates: Sequence[Arrived], now: datetime) -> None:
        """Keep updates; those that came before are left out."""
        rows = [
            {
                "update_id": update.update_id,
                "order_key": update.order_key,
                "raw": update.raw,
                "received_at": now,
            }
            for update in updates
        ]
        if rows:
            await self._connection.execute(_ADD, rows)

    async def take(self, most: int) -> list[Waiting]:
        """Take the oldest waiting updates for the rest of this transaction, whole keys only."""
        found = (await self._connection.execute(_WAITING, {"most": most})).all()
        if self._connection.dialect.name == "sqlite" or not found:
            return [Waiting(*row) for row in found]
        keys = sorted({row.order_key for row in found})
        locked = await self._connection.execute(_LOCK_KEYS, {"keys": keys, "class": LOCK_CLASS})
        ours = set(locked.scalars())
        seqs = [row.seq for row in found if row.order_key in ours]
        # Another worker may have handled them between our reading and our lock.
        rows = await self._connection.execute(_STILL_WAITING, {"seqs": seqs})
        return [Waiting(*row) for row in rows]

    async def take_one(self, seq: int) -> Waiting | None:
        """Take one update for the rest of this transaction; None when another has or had it."""
        row = (await self._connection.execute(_STILL_WAITING, {"seqs": [seq]})).one_or_none()
        if row is None or self._connection.dialect.name == "sqlite":
            return None if row is None else Waiting(*row)
        keys = {"keys": [row.order_key], "class": LOCK_CLASS}
        if (await self._connection.execute(_LOCK_KEYS, keys)).first() is None:
            return None
        first = (await self._connection.execute(_FIRST_OF_KEY, {"key": row.order_key})).first()
        # An earlier one may have been another worker's until now, and undone: it goes first.
        return Waiting(*first) if first is not None and first.seq == seq else None

    async def peek(self, most: int) -> list[Waiting]:
        """Read the oldest waiting updates without taking them."""
        found = await self._connection.execute(_WAITING, {"most": most})
        return [Waiting(*row) for row in found]

    async def mark_handled(self, seqs: Sequence[int], now: datetime) -> None:
        """Forget the text of handled updates; their ids stay for 48 hours against doubles."""
        if seqs:
            await self._connection.execute(_HANDLED, [{"seq": seq, "now": now} for seq in seqs])

    async def count_failure(self, seq: int, error: str) -> None:
        """Note that an update failed alone once more."""
        await self._connection.execute(
            update(inbox)
            .where(inbox.c.seq == seq)
            .values(tries=inbox.c.tries + 1, error=error[:200])
        )

    async def set_aside(self, seq: int, error: str, now: datetime) -> bool:
        """Give up on an update; its text stays for 7 days. False if it was handled already."""
        done = await self._connection.execute(
            update(inbox)
            .where(inbox.c.seq == seq, inbox.c.handled_at.is_(None))
            .values(handled_at=now, error=error[:200])
        )
        return done.rowcount == 1

    async def count_waiting(self) -> int:
        """Count what waits."""
        query: Any = select(func.count()).select_from(inbox).where(inbox.c.handled_at.is_(None))
        return int((await self._connection.execute(query)).scalar_one())
