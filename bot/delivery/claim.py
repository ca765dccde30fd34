"""One transaction of delivery: what became of the last rows, and the mark on the next ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.delivery.method import LATER
from bot.delivery.parcel import Parcel
from bot.delivery.request import Request, request_of
from community.reply import Lane
from storage.attempts import Attempts, Outcome
from storage.messages import Place
from storage.outbox import State
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Round:
    """Outcomes to record and rows to claim at one moment."""

    outcomes: Sequence[Outcome]
    parcels: Sequence[Parcel]
    at: datetime
    is_paid: bool


@dataclass(frozen=True, slots=True)
class Claimed:
    """The calls that may leave now, by row; None for content that is made late."""

    requests: Mapping[int, Request | None]
    dropped: int


async def commit(unit: Unit, work: Round) -> Claimed:
    """Record, claim, and drop what has nobody or nothing to be said to."""
    attempts = Attempts(unit.connection)
    if work.outcomes:
        await attempts.record(work.outcomes, work.at)
    if not work.parcels:
        return Claimed({}, 0)
    wanted, in_vain = await _sort(unit, attempts, work)
    marked = await attempts.mark(list(wanted), work.at)
    if in_vain:
        await attempts.record(in_vain, work.at)
    return Claimed({one: wanted[one] for one in wanted if one in marked}, len(in_vain))


async def _sort(
    unit: Unit, attempts: Attempts, work: Round
) -> tuple[dict[int, Request | None], list[Outcome]]:
    """Tell rows that can be sent from those that are in vain."""
    needed = {parcel.row.person_id for parcel in work.parcels if _needs_reachable(parcel)}
    people = await attempts.reachable([one for one in needed if one is not None])
    places = {_place(parcel) for parcel in work.parcels}
    known = await unit.messages.newest([place for place in places if place is not None])
    wanted: dict[int, Request | None] = {}
    in_vain = []
    for parcel in work.parcels:
        row = parcel.row
        if row.expires_at is not None and row.expires_at <= work.at:
            in_vain.append(Outcome(row_id=row.id, state=State.EXPIRED))
            continue
        if _needs_reachable(parcel) and row.person_id not in people:
            in_vain.append(Outcome(row_id=row.id, state=State.DROPPED, error="inactive"))
            continue
        if parcel.kind.startswith(LATER):
            wanted[row.id] = None
            continue
        place = _place(parcel)
        request = request_of(
            parcel, None if place is None else known.get(place), is_paid=work.is_paid
        )
        if request is None:
            in_vain.append(Outcome(row_id=row.id, state=State.DROPPED, error="no message"))
            continue
        wanted[row.id] = request
    return wanted, in_vain


def _needs_reachable(parcel: Parcel) -> bool:
    """Say whether the person may have left meanwhile; a reply goes to somebody who just wrote."""
    is_private = parcel.chat_id > 0
    return is_private and parcel.lane is not Lane.REPLY and parcel.row.person_id is not None


def _place(parcel: Parcel) -> Place | None:
    return None if parcel.edits_message is None else (parcel.edits_message, parcel.chat_id)
