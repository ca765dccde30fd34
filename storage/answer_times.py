"""How long answers took: counted by minute, read from an index alone."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from community.answer_times import Taken
from community.questions import State
from storage.schema import question

_MINUTE = 60
_FIRST = (question.c.first_seconds // _MINUTE).label("minutes")
_LAST = (question.c.last_seconds // _MINUTE).label("minutes")
_TOPIC = question.c.topic

Tallies = Mapping[str, Mapping[int | None, int]]
"""By name: how many questions took so many minutes, None where they have no such answer."""


class AnswerTimes:
    """Counts the questions of a time by what they took."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def is_any(self, since: datetime) -> bool:
        """Say whether anything was asked."""
        asked = select(question.c.asked_at).where(question.c.asked_at >= since).limit(1)
        return await self._connection.scalar(asked) is not None

    async def by_month(self, begins: Sequence[datetime]) -> list[Taken]:
        """Count each month ("2026-11") in which something was asked; the last moment ends it."""
        found = []
        for begin, end in pairwise(begins):
            first = await self._tallies(_asked(begin, end, _FIRST))
            last = await self._tallies(_closed(begin, end, _LAST))
            found += _taken(first, last, f"{begin:%Y-%m}")
        return found

    async def by_topic(self, since: datetime, until: datetime) -> list[Taken]:
        """Count each topic, the most asked first."""
        first = await self._tallies(_asked(since, until, _FIRST, _TOPIC))
        last = await self._tallies(_closed(since, until, _LAST, _TOPIC))
        return sorted(_taken(first, last), key=lambda one: (-one.asked, one.name))

    async def _tallies(self, query: Select[Any]) -> Tallies:
        tallies: dict[str, dict[int | None, int]] = {}
        for count, minutes, *names in await self._connection.execute(query):
            tallies.setdefault("".join(names), {})[minutes] = count
        return tallies


def _asked(begin: datetime, end: datetime, *by: ColumnElement[Any]) -> Select[Any]:
    query: Select[Any] = select(func.count(), *by).group_by(*by)
    return query.where(question.c.asked_at >= begin, question.c.asked_at < end)


def _closed(begin: datetime, end: datetime, *by: ColumnElement[Any]) -> Select[Any]:
    return _asked(begin, end, *by).where(question.c.state == State.CLOSED)


def _taken(first: Tallies, last: Tallies, name: str = "") -> list[Taken]:
    return [
        Taken(name or one, sum(tally.values()), _known(tally), _known(last.get(one, {})))
        for one, tally in first.items()
    ]


def _known(tally: Mapping[int | None, int]) -> dict[int, int]:
    return {minutes: count for minutes, count in tally.items() if minutes is not None}
