"""Deleting all that is held about a person, table by table, in one unit."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    and_,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import schema
from storage.erasers import EMPTY, ERASERS, UNSENT, Goodbye
from storage.outbox import IS_WAITING
from storage.post_erasure import PostErasure

PASSING = timedelta(minutes=1)  # what was said in the same breath as the deletion


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A deletion whose traces are not all gone yet."""

    person_id: int
    asked_at: datetime


class Erasures:
    """Deletes people's data, and knows which deletions still have traces."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def erase(self, person_id: int, *, with_posts: bool, now: datetime) -> bool:
        """Delete all that is held about a person; False when it is gone already."""
        connection = self._connection
        telegram_id = (
            await connection.execute(
                select(schema.account.c.telegram_id).where(schema.account.c.person_id == person_id)
            )
        ).scalar()
        if telegram_id is None:
            return False
        numbers = await connection.execute(
            select(schema.application.c.id).where(schema.application.c.person_id == person_id)
        )
        asked = await connection.execute(
            select(schema.question.c.id).where(schema.question.c.person_id == person_id)
        )
        written = await connection.execute(
            select(schema.post.c.id).where(schema.post.c.person_id == person_id)
        )
        reported = await connection.execute(
            select(schema.report_case.c.id)
            .join(schema.post, schema.post.c.id == schema.report_case.c.post_id)
            .where(schema.post.c.person_id == person_id)
        )
        goodbye = Goodbye(
            person_id=person_id,
            telegram_id=telegram_id,
            pseudonym=secrets.randbits(53) or 1,
            applications=tuple(numbers.scalars()),
            questions=tuple(asked.scalars()),
            posts=tuple(written.scalars()),
            cases=tuple(reported.scalars()),
            with_posts=with_posts,
            now=now,
        )
        await PostErasure(connection).end(person_id, with_posts=with_posts, now=now)
        for _, statements in ERASERS:
            for statement in statements:
                await connection.execute(statement(goodbye))
        await connection.execute(schema.erasure.insert(), {"person_id": person_id, "asked_at": now})
        return True

    async def list_unfinished(self, limit: int) -> list[Unfinished]:
        """List deletions whose traces are not all gone, oldest first."""
        rows = await self._connection.execute(
            select(schema.erasure.c.person_id, schema.erasure.c.asked_at)
            .where(schema.erasure.c.finished_at.is_(None))
            .order_by(schema.erasure.c.asked_at, schema.erasure.c.person_id)
            .limit(limit)
        )
        return [Unfinished(*row) for row in rows]

    async def sweep(self, unfinished: Unfinished, now: datetime) -> bool:
        """Remove what was still on its way at the deletion; says whether all of it is gone.

        The farewell is a row of its own that must be sent first. What was said to others before
        the deletion may name the person: its texts are of no use once sent.
        """
        column = schema.outbox.c
        own = and_(
            column.person_id == unfinished.person_id,
            column.person_id.is_not(None),
            column.campaign_id.is_(None),
        )
        await self._connection.execute(update(schema.outbox).where(own, ~UNSENT).values(EMPTY))
        await self._connection.execute(
            delete(schema.message).where(schema.message.c.person_id == unfinished.person_id)
        )
        until = unfinished.asked_at + PASSING
        due = or_(column.not_before.is_(None), column.not_before <= now)
        waiting = await self._connection.execute(
            select(func.count())
            .select_from(schema.outbox)
            .where(IS_WAITING, column.campaign_id.is_(None))
            .where(or_(own, and_(column.created_at <= until, due)))
        )
        return waiting.scalar_one() == 0

    async def mark_finished(self, person_id: int, now: datetime) -> None:
        """Note that nothing is left."""
        await self._connection.execute(
            update(schema.erasure)
            .where(schema.erasure.c.person_id == person_id)
            .values(finished_at=now)
        )
