"""Questions as the clock sees them: what runs, what was answered, what was told once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community import question_time
from community.questions import Event
from storage.questions import COLUMNS, Question, of_row
from storage.schema import account, question, question_event

_WORDS = (Event.ANSWER, Event.ADD, Event.CORRECT, Event.RATE)
"""What is a word about an answer while the question stays answered."""
_IS_ANSWERED = text("question.state = 'answered'")  # the words of the partial index


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

    async def list_answered(self, only: Collection[int] | None = None) -> list[Answered]:
        """List the questions that were answered and not closed, oldest first.

        Not those whose askers block the bot: they read no notice that it will be closed.
        """
        spoken = (
            select(func.max(question_event.c.at))
            .where(question_event.c.question_id == question.c.id)
            .where(question_event.c.event.in_(_WORDS))
            .scalar_subquery()
        )
        hears = or_(account.c.is_reachable.is_(None), account.c.is_reachable)
        query = (
            select(*COLUMNS, spoken)
            .outerjoin(account, account.c.person_id == question.c.person_id)
            .where(_IS_ANSWERED, hears)
        )
        if only is not None:
            query = query.where(question.c.id.in_(sorted(only)))
        found = await self._connection.execute(query.order_by(question.c.id))
        rows = [(of_row(tuple(row)[:-1]), row[-1]) for row in found]
        return [Answered(one, _last_word(one, at)) for one, at in rows]

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


def _last_word(one: Question, at: datetime | None) -> datetime:
    again = question_time.said_again(one)
    return max(moment for moment in (one.state_at, at, again) if moment is not None)
