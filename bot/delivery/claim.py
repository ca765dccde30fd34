"""One transaction of delivery: what became of the last rows, and the mark on the next ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.delivery.facts import Facts, learn
from bot.delivery.forums import Forums
from bot.delivery.method import LATER
from bot.delivery.parcel import Parcel
from bot.delivery.request import Request, asking, opening, request_of
from storage.attempts import Attempts, Outcome
from storage.outbox import State
from storage.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Outcomes to record, rows to put off and rows to claim at one moment."""

    outcomes: Sequence[Outcome]
    held: Mapping[int, datetime]  # rows that may not leave before some time
    parcels: Sequence[Parcel]
    at: datetime
    forums: Forums
    is_paid: bool


@dataclass(frozen=True, slots=True)
class Claimed:
    """The calls that may leave now, by row; None for content that is made late.

    `postponed` are the moments from which rows are due that were put off, `in_vain` what was
    dropped.
    """

    requests: Mapping[int, Request | None]
    postponed: frozenset[datetime]
    in_vain: Sequence[Outcome] = ()


async def commit(unit: Unit, work: Round) -> Claimed:
    """Record, put off, claim, and drop what has nobody or nothing to be said to."""
    attempts = Attempts(unit.connection)
    if work.outcomes:
        await attempts.record(work.outcomes, work.at)
    put_off = dict(work.held)
    wanted: dict[int, Request | None] = {}
    in_vain: list[Outcome] = []
    if work.parcels:
        facts = await learn(unit, work.parcels, work.forums, work.at)
        for parcel in work.parcels:
            match _judge(parcel, facts, is_paid=work.is_paid):
                case Outcome() as outcome:
                    in_vain.append(outcome)
                case datetime() as until:
                    put_off[parcel.row.id] = until
                case request:
                    wanted[parcel.row.id] = request
    await _postpone(attempts, put_off)
    marked = await attempts.mark(list(wanted), work.at)
    if in_vain:
        await attempts.record(in_vain, work.at)
    requests = {row_id: wanted[row_id] for row_id in wanted if row_id in marked}
    return Claimed(requests, frozenset(put_off.values()), in_vain)


def _judge(parcel: Parcel, facts: Facts, *, is_paid: bool) -> Outcome | datetime | Request | None:
    """Say that a row is in vain, until when it waits, or how it is sent."""
    outcome = facts.in_vain(parcel)
    if outcome is not None:
        return outcome
    until = facts.waits_until(parcel)
    if until is not None:
        return until
    if parcel.kind.startswith(LATER):
        return None
    if facts.must_ask(parcel):
        return asking(parcel.chat_id)
    thread = facts.thread_to_make(parcel)
    if thread is not None:
        return opening(thread)
    request = request_of(parcel, facts.links(parcel), is_paid=is_paid)
    if request is None:
        return Outcome(row_id=parcel.row.id, state=State.DROPPED, error="no message")
    return request


async def _postpone(attempts: Attempts, put_off: Mapping[int, datetime]) -> None:
    by_moment: dict[datetime, list[int]] = {}
    for row_id, until in put_off.items():
        by_moment.setdefault(until, []).append(row_id)
    for until, ids in by_moment.items():
        await attempts.postpone(ids, until)
