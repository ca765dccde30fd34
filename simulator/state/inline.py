"""Inline queries: each wants one answer soon; the server keeps it for as long as it is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from simulator.clock import Clock
from simulator.complaints import Complaint
from simulator.errors import bad_request
from simulator.state.queries import TOO_OLD
from simulator.state.users import User

Json = dict[str, Any]

ANSWER_LIFETIME = 30.0  # as long as the server keeps the update
PATIENCE = 15.0
LONGEST_QUERY = 256


@dataclass(frozen=True, slots=True)
class InlineResult:
    """One article, and the message that choosing it sends."""

    id: str
    title: str
    description: str
    text: str
    entities: list[Json]
    markup: Json | None
    preview: Json | None


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What the apps list for a query."""

    results: tuple[InlineResult, ...] = ()
    next_offset: str = ""
    button: Json | None = None
    cache_time: int = 300
    is_personal: bool = False


@dataclass(slots=True, eq=False)
class InlineQuery:
    """What somebody typed behind the bot's name, and what they were answered."""

    id: str
    user: User
    text: str
    offset: str
    asked_at: float  # monotonic seconds, as for taps
    answer: InlineAnswer | None = None
    is_cached: bool = False


@dataclass(slots=True)
class InlineQueries:
    """All inline queries and the server's cache of answers."""

    clock: Clock
    all: dict[str, InlineQuery] = field(default_factory=dict)
    _open: dict[str, InlineQuery] = field(default_factory=dict)
    _cache: dict[tuple[str, str, int], tuple[float, InlineAnswer]] = field(default_factory=dict)
    _overdue: list[Complaint] = field(default_factory=list)

    def ask(self, query: InlineQuery) -> bool:
        """Note a query; True when the bot has to be asked, False when the cache answers."""
        self.all[query.id] = query
        for whose in (query.user.id, 0):
            until, answer = self._cache.get((query.text, query.offset, whose), (0.0, None))
            if answer is not None and self._now() < until:
                query.answer, query.is_cached = answer, True
                return False
        self._open[query.id] = query
        return True

    def answer(self, query_id: str, answer: InlineAnswer) -> None:
        """Answer a query, once and in time; keep the answer as long as the bot allows."""
        query = self._open.get(query_id)
        if query is None or self._now() - query.asked_at > ANSWER_LIFETIME:
            raise bad_request(TOO_OLD)
        del self._open[query_id]
        if self._now() - query.asked_at > PATIENCE:
            self._overdue.append(_late(query))
        query.answer = answer
        whose = query.user.id if answer.is_personal else 0
        until = self._now() + answer.cache_time
        self._cache[query.text, query.offset, whose] = (until, answer)

    def was_answered(self, query_id: str) -> bool:
        """Tell whether this query already got its answer."""
        query = self.all.get(query_id)
        return query is not None and query.answer is not None

    def unanswered(self) -> list[Complaint]:
        """List the queries that waited, or wait, longer than a person does."""
        now = self._now()
        waiting = [_late(one) for one in self._open.values() if now - one.asked_at > PATIENCE]
        return [*self._overdue, *waiting]

    def _now(self) -> float:
        return self.clock.monotonic()


def _late(query: InlineQuery) -> Complaint:
    return Complaint(
        "answerInlineQuery", f"the inline query {query.text!r} was not answered within 15 s"
    )
