"""What the tables know about rows that are about to leave, and what follows for each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery import method, unasked
from bot.delivery.forums import Forums
from bot.delivery.parcel import Parcel
from bot.delivery.request import Links
from community.reply import Lane
from storage.attempts import About, Attempts, Listener, Outcome, Unfinished
from storage.forum_threads import Corner, Thread
from storage.messages import Place
from storage.outbox import State
from storage.unit import Unit

AGAIN = timedelta(seconds=1)  # until an edit is tried again whose message is on its way
CARD_AGAIN = timedelta(seconds=5)  # the same in groups, where cards are minutes late


@dataclass(frozen=True, slots=True)
class Facts:
    """People, messages and unfinished rows, as far as the rows of one round need them."""

    at: datetime
    listeners: Mapping[int, Listener]
    messages: Mapping[Place, int]
    mass: Mapping[About, Sequence[Unfinished]]
    talk: Mapping[Place, Sequence[Unfinished]]
    former: Mapping[int, Collection[int]]
    threads: Mapping[Corner, Thread]
    forums: Forums

    def in_vain(self, parcel: Parcel) -> Outcome | None:
        """Return the outcome of a row that is not to be sent any more."""
        row = parcel.row
        if row.expires_at is not None and row.expires_at <= self.at:
            return Outcome(row_id=row.id, state=State.EXPIRED)
        if parcel.kind == method.OPEN_THREAD and not self._is_wanted(parcel):
            return Outcome(
                row_id=row.id, state=State.DROPPED, error="there is a thread, or no forum"
            )
        if row.person_id is None or not _needs_listener(parcel):
            return None
        listener = self.listeners.get(row.person_id)
        if listener is None:
            return Outcome(row_id=row.id, state=State.DROPPED, error="inactive")
        if _is_mass(parcel) and self._is_switched_off(listener, row.zone):
            return Outcome(row_id=row.id, state=State.DROPPED, error="switched off")
        return None

    def waits_until(self, parcel: Parcel) -> datetime | None:
        """Return when a row is tried again that must not overtake what it edits or answers."""
        before = [one for one in self._unfinished(parcel) if one.row_id < parcel.row.id]
        if not before:
            return None
        moments = [one.not_before for one in before if one.not_before is not None]
        pause = AGAIN if parcel.lane is Lane.BULK else CARD_AGAIN
        return max([self.at + pause, *moments])

    def _unfinished(self, parcel: Parcel) -> Sequence[Unfinished]:
        about = _overtaking_mass(parcel)
        if about is not None:
            return self.mass.get(about, ())
        places = _overtaking_talk(parcel, self.former)
        return [one for place in places for one in self.talk.get(place, ())]

    def links(self, parcel: Parcel) -> Links:
        """Return what a row names by a subject or a topic, as far as it is known."""
        edited, answered = _edited(parcel), _answered(parcel)
        thread = self._thread(parcel)
        return Links(
            edited=None if edited is None else self.messages.get(edited),
            answered=None if answered is None else self.messages.get(answered),
            thread_id=thread.thread_id if thread is not None and thread.is_there else None,
        )

    def must_ask(self, parcel: Parcel) -> bool:
        """Say whether it must be asked first if the group is a forum: else no thread is made."""
        is_opening = parcel.kind == method.OPEN_THREAD or self.thread_to_make(parcel) is not None
        return is_opening and self.forums.find(parcel.chat_id, self.at) is None

    def thread_to_make(self, parcel: Parcel) -> Thread | None:
        """Return the thread that must be made before a row can stand in it."""
        thread = self._thread(parcel)
        if thread is None or not parcel.kind.startswith("send") or self._is_no_forum(parcel):
            return None
        return thread if thread.may_be_made(self.at) else None

    def _is_wanted(self, parcel: Parcel) -> bool:
        thread = self._thread(parcel)
        if self._is_no_forum(parcel):
            return False
        if thread is None:
            return True
        is_misnamed = thread.is_there and thread.name != parcel.payload.get("name")
        return is_misnamed or thread.may_be_made(self.at)

    def _is_no_forum(self, parcel: Parcel) -> bool:
        return self.forums.find(parcel.chat_id, self.at) is False

    def _thread(self, parcel: Parcel) -> Thread | None:
        corner = _corner(parcel)
        return None if corner is None else self.threads.get(corner)

    def _is_switched_off(self, listener: Listener, zone: str | None) -> bool:
        if listener.is_off:
            return True
        today = unasked.day(zone, self.at)
        last = listener.paused_until
        return last is not None and today is not None and today.isoformat() <= last


async def learn(unit: Unit, parcels: Sequence[Parcel], forums: Forums, at: datetime) -> Facts:
    """Ask the tables once for all rows of a round."""
    attempts = Attempts(unit.connection)
    people = {parcel.row.person_id for parcel in parcels if _needs_listener(parcel)}
    places = {find(parcel) for find in (_edited, _answered) for parcel in parcels}
    corners = {_corner(parcel) for parcel in parcels}
    mass = {_overtaking_mass(parcel) for parcel in parcels}
    former = await _former(unit, parcels)
    talk = {place for parcel in parcels for place in _overtaking_talk(parcel, former)}
    return Facts(
        at=at,
        listeners=await attempts.listeners([one for one in people if one is not None]),
        messages=await unit.messages.newest([place for place in places if place is not None]),
        mass=await attempts.unfinished([one for one in mass if one is not None]),
        talk=await attempts.unfinished_talk(talk),
        former=former,
        threads=await unit.forum_threads.find([one for one in corners if one is not None]),
        forums=forums,
    )


def _needs_listener(parcel: Parcel) -> bool:
    """Say whether the person may have left meanwhile; a reply goes to somebody who just wrote."""
    is_private = parcel.chat_id > 0
    return is_private and parcel.lane is not Lane.REPLY and parcel.row.person_id is not None


def _is_mass(parcel: Parcel) -> bool:
    """Say whether a row is one of many, and unasked."""
    row = parcel.row
    return row.campaign_id is not None and row.zone is not None


def _edited(parcel: Parcel) -> Place | None:
    """Return what an edit is about, where it names no message that could be edited by it."""
    subject = parcel.edits_message
    if parcel.is_left_behind and parcel.kind.startswith("edit"):
        subject = subject or parcel.row.subject
    return None if subject is None else (subject, parcel.chat_id)


def _answered(parcel: Parcel) -> Place | None:
    subject = parcel.payload.get("_reply_to")
    return (subject, parcel.chat_id) if isinstance(subject, str) else None


def _corner(parcel: Parcel) -> Corner | None:
    topic = parcel.payload.get("_topic")
    return (parcel.chat_id, topic) if isinstance(topic, str) else None


def _overtaking_mass(parcel: Parcel) -> About | None:
    """Return subject and person of a mass edit: those keep no order by themselves."""
    person_id = parcel.row.person_id
    if parcel.lane is not Lane.BULK or parcel.edits_message is None or person_id is None:
        return None
    return parcel.edits_message, person_id


def _overtaking_talk(parcel: Parcel, former: Mapping[int, Collection[int]]) -> list[Place]:
    """Return subject and chat, by all ids that it has in the table, of an answer that overtakes."""
    place = _edited(parcel) or _answered(parcel)
    if place is None or not method.overtakes(parcel.chat_id, parcel.lane):
        return []
    subject, chat_id = place
    return [(subject, one) for one in (chat_id, *former.get(chat_id, ()))]


async def _former(unit: Unit, parcels: Sequence[Parcel]) -> Mapping[int, Collection[int]]:
    """Return which ids upgraded groups had before, if groups are written to at all."""
    found: dict[int, list[int]] = {}
    if any(parcel.chat_id < 0 for parcel in parcels):
        for old_chat_id, new_chat_id in (await unit.messages.aliases()).items():
            found.setdefault(new_chat_id, []).append(old_chat_id)
    return found
