"""All rows in memory: those that wait for their chat, errands, and mass messages."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.delivery import method
from bot.delivery.chats import Chats
from bot.delivery.loose import Loose
from bot.delivery.parcel import Parcel
from community.reply import Lane
from storage.outbox import Row

MEMORY = 4_000  # rows that wait for their chats
MOST_OF_CHAT = 50


class Queue:
    """Gives out rows by urgency, and takes them back."""

    def __init__(self, *, is_paced: bool) -> None:
        self._chats = Chats(is_paced=is_paced)
        self._errands = Loose()
        self._bulk = Loose()
        self._known: set[int] = set()
        self._zones: Counter[str] = Counter()  # unasked rows here, by their zone
        self.aliases: dict[int, int] = {}

    @property
    def zones(self) -> list[str]:
        """Return the zones of the unasked rows that are here."""
        return list(self._zones)

    @property
    def room(self) -> int:
        """Return how many more rows memory takes."""
        return MEMORY - self._chats.count - len(self._errands)

    def takes(self, chat_id: int, lane: Lane) -> bool:
        """Say whether there is room for another row of a chat; one chat never fills it all."""
        return self.room > 0 and self.before(chat_id, lane) < MOST_OF_CHAT

    @property
    def bulk_count(self) -> int:
        """Return how many mass messages are in memory."""
        return len(self._bulk)

    def add(self, row: Row, now: float) -> None:
        """Take a row in, unless it is here already."""
        if row.id in self._known or row.chat_id is None:
            return
        self._known.add(row.id)
        if row.zone is not None:
            self._zones[row.zone] += 1
        parcel = Parcel.of(row, self.aliases.get(row.chat_id, row.chat_id))
        if row.lane is Lane.BULK:
            self._bulk.add(parcel)
        elif row.kind in method.UNORDERED:
            self._errands.add(parcel)
        else:
            self._chats.add(parcel, now)

    def next_talk(self, now: float, lanes: Sequence[Lane]) -> tuple[Parcel, Lane] | None:
        """Give out the most urgent row of a chat that is as urgent as one of these lanes."""
        errand = self._errands.next(now, lambda _: now)
        if errand is not None:
            return errand, Lane.REPLY
        return self._chats.next(now, lanes)

    def next_bulk(self, now: float) -> Parcel | None:
        """Give out the next mass message whose chat is free."""
        parcel = self._bulk.next(now, lambda one: self._chats.free_at(one, now))
        if parcel is not None and parcel.is_counted:
            self._chats.note(parcel, now)
        return parcel

    def done(self, parcel: Parcel, now: float) -> None:
        """Forget a row whose outcome is final."""
        self.forget([parcel])
        if not is_loose(parcel):
            self._chats.done(parcel, now)

    def withdraw(self, zone: str, now: float) -> list[Parcel]:
        """Take out the unasked rows of a zone; they are known until they are forgotten."""
        return [*self._chats.withdraw(zone, now), *self._bulk.withdraw(zone)]

    def forget(self, parcels: Iterable[Parcel]) -> None:
        """Take rows for unknown when they are loaded again."""
        for parcel in parcels:
            self._known.discard(parcel.row.id)
            zone = parcel.row.zone
            if zone is not None:
                self._zones[zone] -= 1
                if self._zones[zone] <= 0:
                    del self._zones[zone]

    def put_back(self, parcel: Parcel, now: float, until: float = 0.0) -> None:
        """Let a row have another turn, not before `until` if it keeps no order."""
        parcel.chat_id = self.aliases.get(parcel.chat_id, parcel.chat_id)
        if not is_loose(parcel):
            self._chats.put_back(parcel, now)
            return
        queue = self._bulk if parcel.lane is Lane.BULK else self._errands
        if until > now:
            queue.defer(parcel, until)
        else:
            queue.put_back(parcel)

    def hold(self, chat_id: int, now: float, until: float) -> None:
        """Send nothing to a chat until then."""
        self._chats.hold(chat_id, now, until)

    def release(self, chat_id: int, now: float) -> None:
        """Send to a chat again."""
        self._chats.release(self.aliases.get(chat_id, chat_id), now)

    def migrate(self, old_chat_id: int, new_chat_id: int, now: float) -> None:
        """Send to the supergroup what waits for the group it was."""
        self.aliases = {
            old: new_chat_id if new == old_chat_id else new for old, new in self.aliases.items()
        }
        self.aliases[old_chat_id] = new_chat_id
        self._chats.rename(old_chat_id, new_chat_id, now)

    def waiting(self, chat_id: int) -> int:
        """Count what waits for a chat in memory."""
        return self._chats.waiting(self.aliases.get(chat_id, chat_id))

    def before(self, chat_id: int, lane: Lane) -> int:
        """Count what waits for a chat in memory and goes before a new row of a lane."""
        if method.overtakes(chat_id, lane):
            return self._chats.replies(self.aliases.get(chat_id, chat_id))
        return self.waiting(chat_id)

    def held(self, now: float) -> list[int]:
        """Return the chats that are to be left alone for now."""
        return self._chats.held(now)

    def has_talk(self, lanes: Sequence[Lane]) -> bool:
        """Say whether such a row may be given out right now."""
        return self._chats.is_ready(lanes) or self._errands.is_ready

    @property
    def has_bulk(self) -> bool:
        """Whether a mass message waits that is not deferred."""
        return self._bulk.is_ready

    def next_time(self) -> float | None:
        """Return when something that rests has its turn."""
        times = (self._chats.next_time(), self._errands.next_time(), self._bulk.next_time())
        return min((moment for moment in times if moment is not None), default=None)


def is_loose(parcel: Parcel) -> bool:
    """Say whether a row keeps no order with others of its chat."""
    return parcel.lane is Lane.BULK or parcel.row.kind in method.UNORDERED
