"""Questions: where each stands, changed only from the state in which somebody saw it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.publishing import State as Ended
from community.questions import ClockMove, Event, State, after, clock_move, ends_publication
from storage.publications import Publications
from storage.schema import question, question_event

Pause = tuple[datetime, datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as it stands; `person_id` is None once the asker's data are deleted."""

    id: int
    person_id: int | None
    state: State
    topic: str
    text: str
    is_anonymous: bool
    is_urgent: bool
    holder_id: int | None
    asked_at: datetime
    state_at: datetime
    clock_from: datetime | None
    pauses: tuple[Pause, ...]
    claimed_at: datetime | None
    first_answered_at: datetime | None
    first_seconds: int | None
    last_seconds: int | None
    closed_at: datetime | None
    nudges: tuple[str, ...]
    rating: int | None
    reason: str | None
    reason_text: str | None
    duplicate_of: int | None
    version: int


COLUMNS = [question.c[field.name] for field in fields(Question)]


class Questions:
    """Reads and changes the table `question`, and writes down what happened."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self, person_id: int, text: str, topic: str, *, is_anonymous: bool, now: datetime
    ) -> Question:
        """Write a new question down; its time to answer begins."""
        added = await self._connection.execute(
            insert(question)
            .values(
                person_id=person_id,
                state=State.NEW,
                topic=topic,
                text=text,
                is_anonymous=is_anonymous,
                asked_at=now,
                state_at=now,
                clock_from=now,
                pauses=[],
                nudges=[],
            )
            .returning(*COLUMNS)
        )
        new = of_row(added.one())
        await self.note(new.id, Event.ASK, person_id, now)
        return new

    async def get(self, question_id: int) -> Question | None:
        """Return a question."""
        found = await self._connection.execute(select(*COLUMNS).where(question.c.id == question_id))
        row = found.first()
        return None if row is None else of_row(row)

    async def list_waiting(self, person_id: int, limit: int) -> list[int]:
        """List the questions whose explanation somebody owes, the newest request first."""
        found = await self._connection.execute(
            select(question.c.id)
            .where(question.c.person_id == person_id, question.c.state == State.WAITING)
            .order_by(question.c.state_at.desc(), question.c.id.desc())
            .limit(limit)
        )
        return list(found.scalars())

    async def step(
        self,
        seen: Question,
        event: Event,
        actor_id: int | None,
        now: datetime,
        *,
        changes: Mapping[str, Any] | None = None,
        details: Mapping[str, Any] | None = None,
        keeps_published: bool = False,
    ) -> Question | None:
        """Let something happen to a question as it was seen.

        Returns the question afterwards; None when it cannot happen there, or when somebody else
        changed the question meanwhile. Who may is the caller's to ask (community.questions.may).
        """
        then = after(seen.state, event)
        if then is None:
            return None
        values: dict[str, Any] = {**_clock(seen, then, now), **(changes or {})}
        if then is not seen.state:
            values |= {"state": then, "state_at": now}
        changed = await self._connection.execute(
            update(question)
            .where(
                question.c.id == seen.id,
                question.c.state == seen.state,
                question.c.state_at == seen.state_at,
                question.c.holder_id.is_not_distinct_from(seen.holder_id),
            )
            .values(**(values or {"state_at": question.c.state_at}))
            .returning(*COLUMNS)
        )
        row = changed.first()
        if row is None:
            return None
        await self.note(seen.id, event, actor_id, now, details)
        if ends_publication(event) and not keeps_published:
            await Publications(self._connection).end(seen.id, Ended.ENDED, now)
        return of_row(row)

    async def note(
        self,
        question_id: int,
        event: Event,
        actor_id: int | None,
        now: datetime,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """Write down that something happened (`actor_id` None: the clock)."""
        await self._connection.execute(
            insert(question_event).values(
                question_id=question_id,
                at=now,
                event=event,
                actor_id=actor_id,
                details=dict(details or {}),
            )
        )

    async def list_where(self, query: Select[Any]) -> list[Question]:
        """Return the questions of a query over `COLUMNS`."""
        return [of_row(row) for row in await self._connection.execute(query)]

    async def list_of(self, person_id: int, *, limit: int, offset: int) -> list[Question]:
        """List somebody's own questions, newest first."""
        query = select(*COLUMNS).where(question.c.person_id == person_id)
        return await self.list_where(
            query.order_by(question.c.id.desc()).limit(limit).offset(offset)
        )

    async def count_since(self, person_id: int, since: datetime) -> int:
        """Count what somebody asked since a moment."""
        counted = await self._connection.scalar(
            select(func.count())
            .select_from(question)
            .where(question.c.person_id == person_id, question.c.asked_at >= since)
        )
        return int(counted or 0)


def of_row(row: Row[Any] | Sequence[Any]) -> Question:
    """Return the question of a row of `COLUMNS`."""
    values: dict[str, Any] = dict(zip((field.name for field in fields(Question)), row, strict=True))
    return Question(
        **{
            **values,
            "state": State(values["state"]),
            "pauses": tuple((_moment(begin), _moment(end)) for begin, end in values["pauses"]),
            "nudges": tuple(values["nudges"]),
        }
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _clock(seen: Question, then: State, now: datetime) -> dict[str, Any]:
    """Say what a step does to the time in which the question is to be answered."""
    pauses = [
        [begin.isoformat(), None if end is None else end.isoformat()] for begin, end in seen.pauses
    ]
    match clock_move(seen.state, then):
        case ClockMove.START:
            return {"clock_from": now, "pauses": [], "nudges": []}
        case ClockMove.PAUSE:
            return {"pauses": [*pauses, [now.isoformat(), None]]}
        case ClockMove.RESUME:
            closed = [[begin, end or now.isoformat()] for begin, end in pauses]
            return {"pauses": closed}
        case _:
            return {}
