"""Taps on inline buttons: each wants one answer, and not too late."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.clock import Clock
from simulator.complaints import Complaint
from simulator.errors import bad_request
from simulator.state.messages import Message
from simulator.state.users import User

ANSWER_LIFETIME = 150.0
PATIENCE = 15.0
MOST_KEPT = 20_000
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(slots=True, eq=False)
class Query:
    """One tap and what the person was told."""

    id: str
    user: User
    message: Message | None
    data: str
    asked_at: float  # monotonic seconds: a shown clock may jump, and nobody waited
    answered_at: float | None = None
    text: str = ""
    is_alert: bool = False
    url: str = ""
    version: int = 0


class Queries:
    """All taps, those still waiting for their answer apart."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._open: dict[str, Query] = {}
        self._closed: dict[str, None] = {}
        self.overdue: list[Complaint] = []
        self.answered: dict[int, list[Query]] = {}

    def add(self, query: Query) -> None:
        """Remember a tap."""
        self._open[query.id] = query

    def answer(self, query_id: str) -> Query:
        """Take a tap for answering; raises when it is too late or was answered before."""
        query = self._open.get(query_id)
        now = self._clock.monotonic()
        if query is None or now - query.asked_at > ANSWER_LIFETIME:
            raise bad_request(TOO_OLD)
        del self._open[query_id]
        self._note_late(query, now)
        self._closed[query_id] = None
        if len(self._closed) > MOST_KEPT:
            del self._closed[next(iter(self._closed))]
        query.answered_at = now
        self.answered.setdefault(query.user.id, []).append(query)
        return query

    def was_answered(self, query_id: str) -> bool:
        """Tell whether this tap already got its answer."""
        return query_id in self._closed

    def unanswered(self) -> list[Complaint]:
        """List the taps that waited, or wait, longer than a person does."""
        now = self._clock.monotonic()
        waiting = [
            _overdue(query) for query in self._open.values() if now - query.asked_at > PATIENCE
        ]
        return [*self.overdue, *waiting]

    def _note_late(self, query: Query, now: float) -> None:
        if now - query.asked_at > PATIENCE:
            self.overdue.append(_overdue(query))


def _overdue(query: Query) -> Complaint:
    return Complaint(
        "answerCallbackQuery", f"the tap on {query.data!r} was not answered within 15 s"
    )
