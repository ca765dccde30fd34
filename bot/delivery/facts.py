"""What the tables know about rows that are about to leave, and what follows for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery import unasked
from bot.delivery.parcel import Parcel
from community.reply import Lane
from storage.attempts import About, Attempts, Listener, Outcome, Unfinished
from storage.messages import Place
from storage.outbox import State
from storage.unit import Unit

AGAIN = timedelta(seconds=1)  # until an edit is tried again whose message is on its way


@dataclass(frozen=True, slots=True)
class Facts:
    """People, messages and unfinished rows, as far as the rows of one round need them."""

    at: datetime
    listeners: Mapping[int, Listener]
    messages: Mapping[Place, int]
    unfinished: Mapping[About, Sequence[Unfinished]]

    def in_vain(self, parcel: Parcel) -> Outcome | None:
        """Return the outcome of a row that is not to be sent any more."""
        row = parcel.row
        if row.expires_at is not None and row.expires_at <= self.at:
            return Outcome(row_id=row.id, state=State.EXPIRED)
        if row.person_id is None or not _needs_listener(parcel):
            return None
        listener = self.listeners.get(row.person_id)
        if listener is None:
            return Outcome(row_id=row.id, state=State.DROPPED, error="inactive")
        if _is_mass(parcel) and self._is_switched_off(listener, row.zone):
            return Outcome(row_id=row.id, state=State.DROPPED, error="switched off")
        return None

    def waits_until(self, parcel: Parcel) -> datetime | None:
        """Return when an edit is tried again that must not overtake what it edits."""
        about = _overtakable(parcel)
        if about is None:
            return None
        before = [one for one in self.unfinished.get(about, ()) if one.row_id < parcel.row.id]
        if not before:
            return None
        moments = [one.not_before for one in before if one.not_before is not None]
        return max([self.at + AGAIN, *moments])

    def edited(self, parcel: Parcel) -> int | None:
        """Return the message that a row edits by its subject, if it is known."""
        place = _place(parcel)
        return None if place is None else self.messages.get(place)

    def _is_switched_off(self, listener: Listener, zone: str | None) -> bool:
        if listener.is_off:
            return True
        today = unasked.day(zone, self.at)
        last = listener.paused_until
        return last is not None and today is not None and today.isoformat() <= last


async def learn(unit: Unit, parcels: Sequence[Parcel], at: datetime) -> Facts:
    """Ask the tables once for all rows of a round."""
    attempts = Attempts(unit.connection)
    people = {parcel.row.person_id for parcel in parcels if _needs_listener(parcel)}
    places = {_place(parcel) for parcel in parcels}
    overtakable = {_overtakable(parcel) for parcel in parcels}
    return Facts(
        at=at,
        listeners=await attempts.listeners([one for one in people if one is not None]),
        messages=await unit.messages.newest([place for place in places if place is not None]),
        unfinished=await attempts.unfinished([one for one in overtakable if one is not None]),
    )


def _needs_listener(parcel: Parcel) -> bool:
    """Say whether the person may have left meanwhile; a reply goes to somebody who just wrote."""
    is_private = parcel.chat_id > 0
    return is_private and parcel.lane is not Lane.REPLY and parcel.row.person_id is not None


def _is_mass(parcel: Parcel) -> bool:
    """Say whether a row is one of many, and unasked."""
    row = parcel.row
    return row.campaign_id is not None and row.zone is not None


def _place(parcel: Parcel) -> Place | None:
    return None if parcel.edits_message is None else (parcel.edits_message, parcel.chat_id)


def _overtakable(parcel: Parcel) -> About | None:
    """Return subject and person of an edit that keeps no order by itself."""
    person_id = parcel.row.person_id
    if parcel.lane is not Lane.BULK or parcel.edits_message is None or person_id is None:
        return None
    return parcel.edits_message, person_id
