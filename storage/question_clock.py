"""Questions as the clock sees them: what runs, what was answered, what was told once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.questions import Event
from storage.questions import COLUMNS, Question, of_row
from storage.schema import question, question_event

_WORDS = (Event.ANSWER, Event.ADD, Event.CORRECT, Event.RATE)
"""What is a word about an answer while the question stays answered."""
_IS_ANSWERED = text("state = 'answered'")  # the words of the partial index


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
        query = select(*COLUMNS, spoken).where(_IS_ANSWERED)
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
