"""How much waits, and since when: read for /metrics and /healthz, from indexes alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Text, bindparam, cast, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from community.job_run import JobRun, ReminderDay
from community.question_time import Nudge
from community.reply import Lane
from storage.job_runs import JobRuns
from storage.outbox import IS_WAITING
from storage.reminder_slots import ReminderSlots
from storage.schema import inbox, outbox, post, question

FIRST = 1_000  # rows of a lane among which the oldest that is due is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many wait, and since when the oldest does."""

    count: int = 0
    oldest: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All of it at one moment."""

    at: datetime
    inbox: Waiting
    outbox: Mapping[tuple[Lane, str], int]  # pending or attempted
    due: Mapping[Lane, datetime]  # since when the oldest row waits that may leave
    questions: Mapping[str, Waiting]  # by state
    overdue: int
    posts: Waiting
    reminders: ReminderDay
    jobs: list[JobRun] = field(default_factory=list)
    database_bytes: int = 0


_IS_NEW = inbox.c.handled_at.is_(None)
_IS_OPEN = text("state IN ('new', 'claimed', 'waiting')")  # the words of the partial index
_IS_AWAITED = text("clock_from IS NOT NULL")  # likewise
# The first rows of a lane: behind them may lie a million that Friday's pause put off.
_first = (
    select(outbox.c.id)
    .where(outbox.c.lane == bindparam("lane"), IS_WAITING)
    .order_by(outbox.c.id)
    .limit(FIRST)
)
_OLDEST_DUE = select(outbox.c.created_at, outbox.c.not_before).where(
    outbox.c.id.in_(_first),
    or_(outbox.c.not_before.is_(None), outbox.c.not_before <= bindparam("now")),
    # What a group does not take waits for hours: `stuck_chats` tells of it.
    or_(outbox.c.chat_id.is_(None), outbox.c.chat_id > 0),
)


class Gauges:
    """Reads them on a snapshot."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def read(self, now: datetime, today: date) -> Reading:
        """Read all; `today` is the day of the community's zone."""
        questions, overdue = await self._questions()
        return Reading(
            at=now,
            inbox=await self._inbox(),
            outbox=await self._outbox(),
            due={lane: at for lane in Lane if (at := await self._oldest_due(lane, now))},
            questions=questions,
            overdue=overdue,
            posts=await self._posts(),
            reminders=await self._reminders(today),
            jobs=await JobRuns(self._connection).list_all(),
            database_bytes=await self._size(),
        )

    async def _inbox(self) -> Waiting:
        count = await self._connection.scalar(
            select(func.count()).select_from(inbox).where(_IS_NEW)
        )
        oldest = await self._connection.scalar(
            select(inbox.c.received_at).where(_IS_NEW).order_by(inbox.c.seq).limit(1)
        )
        return Waiting(count=int(count or 0), oldest=oldest)

    async def _outbox(self) -> dict[tuple[Lane, str], int]:
        """Count by lane from one partial index, and what is on its way from the other."""
        waiting = dict.fromkeys(Lane, 0)
        for lane, count in await self._connection.execute(
            select(outbox.c.lane, func.count()).where(IS_WAITING).group_by(outbox.c.lane)
        ):
            waiting[Lane(lane)] = count
        attempted = dict.fromkeys(Lane, 0)
        for lane, count in await self._connection.execute(
            select(outbox.c.lane, func.count())
            .where(text("state = 'attempted'"))  # the words of the partial index
            .group_by(outbox.c.lane)
        ):
            attempted[Lane(lane)] = count
        pending = {(lane, "pending"): waiting[lane] - attempted[lane] for lane in Lane}
        return pending | {(lane, "attempted"): attempted[lane] for lane in Lane}

    async def _oldest_due(self, lane: Lane, now: datetime) -> datetime | None:
        rows = await self._connection.execute(_OLDEST_DUE, {"lane": lane.value, "now": now})
        moments = [max(at for at in row if at is not None) for row in rows]
        return min(moments, default=None)

    async def _questions(self) -> tuple[dict[str, Waiting], int]:
        """Count open questions by state; overdue are those whose delay was told."""
        column = question.c
        rows = await self._connection.execute(
            select(column.state, func.count(), func.min(column.asked_at).label("oldest"))
            .where(_IS_OPEN)
            .group_by(column.state)
        )
        by_state = {row[0]: Waiting(count=row[1], oldest=row[2]) for row in rows}
        told = cast(column.nudges, Text).contains(f'"{Nudge.LATE}"')
        overdue = await self._connection.scalar(
            select(func.count()).select_from(question).where(_IS_OPEN, told)
        )
        return by_state, int(overdue or 0)

    async def _posts(self) -> Waiting:
        row = (
            await self._connection.execute(
                select(func.count(), func.min(post.c.clock_from)).where(_IS_AWAITED)
            )
        ).one()
        return Waiting(count=row[0], oldest=row[1])

    async def _reminders(self, today: date) -> ReminderDay:
        day = ReminderDay(today)
        for slot in await ReminderSlots(self._connection).list_log(today):
            if slot.day == today:
                day = day.plus(slot.made, slot.missed, slot.reason, slot.outcomes or {})
        return day

    async def _size(self) -> int:
        if self._connection.dialect.name == "sqlite":
            pages = (await self._connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
            size = (await self._connection.exec_driver_sql("PRAGMA page_size")).scalar_one()
            return int(pages * size)
        bytes_used = text("SELECT pg_database_size(current_database())")
        return int((await self._connection.execute(bytes_used)).scalar_one())
