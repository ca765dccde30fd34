"""What askers think of answers: averages only, and of five or more."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import question

LEAST = 5  # ratings: below that an average tells what a single person gave


@dataclass(frozen=True, slots=True)
class Rated:
    """How many ratings there are, and their average."""

    count: int
    average: float


class Ratings:
    """Reads the ratings of questions."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def average(
        self, since: datetime, until: datetime, topic: str | None = None
    ) -> Rated | None:
        """Return the average of what was asked in that time; None for fewer than five ratings."""
        query = select(func.count(question.c.rating), func.sum(question.c.rating)).where(
            question.c.asked_at >= since, question.c.asked_at < until
        )
        if topic is not None:
            query = query.where(question.c.topic == topic)
        count, total = (await self._connection.execute(query)).one()
        return None if count < LEAST else Rated(count, float(total) / count)
