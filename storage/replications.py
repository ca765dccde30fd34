"""Who said `Akan saya replikasi`, when they are asked how it goes, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, case, delete, func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.posts import VISIBLE
from community.replicating import ALIVE, Interest, Place, Reach, State, next_ask
from community.roles import State as PersonState
from storage.recipients import Usual
from storage.schema import (
    UtcDateTime,
    account,
    person,
    post,
    post_version,
    reminder_setting,
    replication,
)

_column = replication.c
# ON CONFLICT reads the same on SQLite and PostgreSQL, so plain text needs no dialect.
_PROMISE = text(
    'INSERT INTO replication (post_id, person_id, "where", area, workplace, state, counts, at, '
    "ask_at, asked) VALUES (:post_id, :person_id, :place, :area, :workplace, :state, false, :now, "
    ":ask_at, 0) ON CONFLICT (post_id, person_id) DO UPDATE SET "
    '"where" = excluded."where", area = excluded.area, workplace = excluded.workplace, '
    "state = excluded.state, counts = false, at = excluded.at, ask_at = excluded.ask_at, "
    "asked = 0, answered_at = NULL"
).bindparams(bindparam("now", type_=UtcDateTime()), bindparam("ask_at", type_=UtcDateTime()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Replication:
    """One member's promise."""

    post_id: int
    person_id: int
    where: str
    area: str | None
    workplace: str
    state: State
    counts: bool
    at: datetime
    answered_at: datetime | None
    ask_at: datetime | None
    asked: int


COLUMNS = [_column[field.name] for field in fields(Replication)]


@dataclass(frozen=True, slots=True)
class Due:
    """A promise about which somebody is to be asked, with what the question needs."""

    promise: Replication
    telegram_id: int
    title: str


class Replications:
    """Reads and changes the table `replication`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, post_id: int, person_id: int) -> Replication | None:
        """Return somebody's promise about a post."""
        found = await self._connection.execute(
            select(*COLUMNS).where(_column.post_id == post_id, _column.person_id == person_id)
        )
        row = found.first()
        return None if row is None else _of_row(row)

    async def promise(self, post_id: int, person_id: int, place: Place, now: datetime) -> None:
        """Write a promise down, in place of an older one."""
        await self._connection.execute(
            _PROMISE,
            {
                "post_id": post_id,
                "person_id": person_id,
                "place": place.name,
                "area": place.area,
                "workplace": place.workplace,
                "state": State.PLANNED.value,
                "now": now,
                "ask_at": next_ask(now, 0, now),
            },
        )

    async def answer(
        self, seen: Replication, state: State, *, counts: bool, is_asked_on: bool, now: datetime
    ) -> Replication | None:
        """Write down how it goes; None when the promise was changed meanwhile."""
        values: dict[str, Any] = {"state": state, "counts": counts, "answered_at": now}
        if not is_asked_on:
            values["ask_at"] = None
        changed = await self._connection.execute(
            update(replication)
            .where(_is(seen), _column.state == seen.state, _column.counts == seen.counts)
            .values(values)
            .returning(*COLUMNS)
        )
        row = changed.first()
        return None if row is None else _of_row(row)

    async def cancel(self, post_id: int, person_id: int) -> bool:
        """Forget a promise; False when there was none."""
        gone = await self._connection.execute(
            delete(replication).where(_column.post_id == post_id, _column.person_id == person_id)
        )
        return gone.rowcount > 0

    async def interest(self, post_id: int, person_id: int) -> Interest:
        """Return what a post's screen tells a reader; one statement along the key."""
        is_alive = _column.state.in_(ALIVE)
        is_own = and_(is_alive, _column.person_id == person_id)
        found = await self._connection.execute(
            select(
                func.count(case((is_alive, 1))),
                func.max(case((is_own, 1), else_=0)),
                *_counted(),
            ).where(_column.post_id == post_id)
        )
        planned, own, areas, others = found.one()
        return Interest(planned, Reach(areas, others), bool(own))

    async def runs_at(self, post_id: int, workplace: str, *, besides: int) -> bool:
        """Say whether somebody else already said that a practice runs in an instansi."""
        found = await self._connection.execute(
            select(_column.person_id)
            .where(_column.post_id == post_id, _column.workplace == workplace, _column.counts)
            .where(_column.person_id != besides)
            .limit(1)
        )
        return found.first() is not None

    # --- asking ---------------------------------------------------------------------------

    async def list_due(
        self, zone: str, usual: Usual, *, today: date, now: datetime, limit: int
    ) -> list[Due]:
        """List whom to ask in a zone: members who can be reached, about what can be read.

        Whoever switched off or pauses is left out; `today` is the day in their zone.
        """
        setting = reminder_setting.c
        there = setting.zone == zone
        if zone == usual.zone:
            there = or_(there, setting.zone.is_(None))
        query = (
            select(*COLUMNS, account.c.telegram_id, post_version.c.title)
            .join(post, post.c.id == _column.post_id)
            .join(
                post_version,
                and_(post_version.c.post_id == post.c.id, post_version.c.version == post.c.version),
            )
            .join(person, person.c.id == _column.person_id)
            .join(account, account.c.person_id == _column.person_id)
            .join(reminder_setting, setting.person_id == _column.person_id)
            .where(
                _column.ask_at <= now,
                post.c.state.in_(VISIBLE),
                person.c.state == PersonState.MEMBER,
                account.c.is_reachable,
                there,
                setting.is_on,
                or_(setting.paused_until.is_(None), setting.paused_until < today.isoformat()),
            )
            .order_by(_column.ask_at, _column.post_id, _column.person_id)
            .limit(limit)
        )
        rows = await self._connection.execute(query)
        return [Due(_of_row(tuple(row)[:-2]), row[-2], row[-1]) for row in rows]

    async def list_overdue(self, before: datetime, limit: int) -> list[Replication]:
        """List what was to be asked before a moment and was not."""
        query = select(*COLUMNS).where(_column.ask_at <= before).order_by(_column.ask_at)
        return [_of_row(row) for row in await self._connection.execute(query.limit(limit))]

    async def pass_on(self, seen: Replication, now: datetime) -> bool:
        """Note that a question was put, or left out; False when that was done already."""
        asked = seen.asked + 1
        changed = await self._connection.execute(
            update(replication)
            .where(_is(seen), _column.asked == seen.asked, _column.ask_at == seen.ask_at)
            .values(asked=asked, ask_at=next_ask(seen.at, asked, now))
        )
        return changed.rowcount > 0


def _counted() -> tuple[Any, Any]:
    """Return what counts the kabupaten/kota, and the other instansi, in which a practice runs."""
    areas = case((_column.counts, _column.area))
    others = case((and_(_column.counts, _column.area.is_(None)), _column.workplace))
    return func.count(areas.distinct()), func.count(others.distinct())


def _is(seen: Replication) -> Any:
    return and_(
        _column.post_id == seen.post_id,
        _column.person_id == seen.person_id,
        _column.at == seen.at,
    )


def _of_row(row: Row[Any] | Sequence[Any]) -> Replication:
    values: dict[str, Any] = dict(
        zip((field.name for field in fields(Replication)), row, strict=True)
    )
    return Replication(**{**values, "state": State(values["state"])})
