"""Questions as the clock sees them: what runs, what was answered, what was told once."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.answer_times import Happened, Way
from community.questions import Event, State
from storage.questions import COLUMNS, Question, of_row
from storage.schema import question, question_event

_WORDS = (Event.ANSWER, Event.ADD, Event.CORRECT, Event.RATE)
"""What is a word about an answer while the question stays answered."""
_STEPS = tuple(
    event
    for event in Event
    if event not in (Event.NOTE, Event.LOOK_UP, Event.PRIORITISE, Event.RATE, Event.CORRECT)
)
"""Events that can change the state; the others are many and say nothing about time."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that waits for the asker's verdict, and when somebody last said a word on it."""

    question: Question
    last_word: datetime


class QuestionClock:
    """Reads `question` and `question_event`, and keeps what was told."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def list_answered(self) -> list[Answered]:
        """List the questions that were answered and not closed, oldest first."""
        spoken = (
            select(func.max(question_event.c.at))
            .where(question_event.c.question_id == question.c.id)
            .where(question_event.c.event.in_(_WORDS))
            .scalar_subquery()
        )
        query = select(*COLUMNS, spoken).where(question.c.state == State.ANSWERED)
        found = await self._connection.execute(query.order_by(question.c.id))
        rows = [(of_row(tuple(row)[:-1]), row[-1]) for row in found]
        return [Answered(one, max(one.state_at, at or one.state_at)) for one, at in rows]

    async def nudge(self, seen: Question, told: Collection[str]) -> bool:
        """Keep what is told now; False when the question moved on, or it was told before."""
        if not told or set(told) & set(seen.nudges):
            return False
        changed = await self._connection.execute(
            update(question)
            .where(
                question.c.id == seen.id,
                question.c.state == seen.state,
                question.c.state_at == seen.state_at,
                question.c.holder_id.is_not_distinct_from(seen.holder_id),
                question.c.nudges == list(seen.nudges),
            )
            .values(nudges=[*seen.nudges, *told])
        )
        return changed.rowcount > 0

    async def ways(self, since: datetime) -> Sequence[Way]:
        """Return the way of every question that was asked since a moment, oldest first."""
        query = (
            select(
                question.c.id,
                question.c.topic,
                question_event.c.event,
                question_event.c.at,
            )
            .join(question_event, question_event.c.question_id == question.c.id)
            .where(question.c.asked_at >= since, question_event.c.event.in_(_STEPS))
            .order_by(question.c.id, question_event.c.id)
        )
        found = await self._connection.execute(query)
        return tuple(_ways((row.id, row.topic, row.event, row.at) for row in found))


def _ways(rows: Iterator[tuple[int, str, str, datetime]]) -> Iterator[Way]:
    for (_, topic), steps in groupby(rows, key=lambda row: (row[0], row[1])):
        yield Way(topic, tuple(Happened(Event(event), at) for _, _, event, at in steps))
