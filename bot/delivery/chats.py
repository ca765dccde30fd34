"""Rows that wait for their chat: one in flight each, in order, the most urgent chat first.

In a group, answers to people who tap come before cards: a card is minutes late when many come at
once, and nobody waits for it. What an answer needs (the card that it edits) is looked at when it is
claimed.
"""

import heapq
from bisect import insort
from collections import deque
from collections.abc import Sequence

from bot.delivery import method
from bot.delivery.pace import Pace
from bot.delivery.parcel import Parcel
from community.reply import Lane

SWEEP = 4_000  # chats known before the quiet ones are forgotten


class Chat:
    """What waits for one chat."""

    __slots__ = ("busy", "held_until", "id", "pace", "replies", "waiting")

    def __init__(self, chat_id: int) -> None:
        self.id = chat_id
        self.waiting: deque[Parcel] = deque()
        self.replies = 0
        self.busy: Parcel | None = None
        self.held_until = 0.0
        self.pace = Pace(chat_id)

    @property
    def lane(self) -> Lane:
        """Return the most urgent lane of what waits."""
        return Lane.REPLY if self.replies else Lane.NOTICE

    def add(self, parcel: Parcel) -> None:
        """Put a row where it belongs."""
        if not self.waiting or _order(self.waiting[-1]) < _order(parcel):
            self.waiting.append(parcel)
        else:
            insort(self.waiting, parcel, key=_order)
        self.replies += parcel.lane is Lane.REPLY

    def take(self) -> Parcel:
        """Take the first row out; it is busy until it is done or put back."""
        parcel = self.waiting.popleft()
        self.replies -= parcel.lane is Lane.REPLY
        self.busy = parcel
        return parcel

    def withdraw(self, zone: str) -> list[Parcel]:
        """Take out the unasked rows of a zone."""
        found = [parcel for parcel in self.waiting if parcel.row.zone == zone]
        if found:
            self.waiting = deque(one for one in self.waiting if one.row.zone != zone)
            self.replies -= sum(parcel.lane is Lane.REPLY for parcel in found)
        return found


class Chats:
    """All chats that something waits for, or that were spoken to a moment ago."""

    def __init__(self, *, is_paced: bool) -> None:
        self._is_paced = is_paced
        self._chats: dict[int, Chat] = {}
        self._ready: dict[Lane, dict[int, None]] = {Lane.REPLY: {}, Lane.NOTICE: {}}
        self._resting: list[tuple[float, int]] = []
        self._sweep_at = SWEEP
        self.count = 0  # rows that wait

    def add(self, parcel: Parcel, now: float) -> None:
        """Let a row wait for its turn."""
        chat = self._chat(parcel.chat_id, now)
        chat.add(parcel)
        self.count += 1
        self._place(chat, now)

    def next(self, now: float, lanes: Sequence[Lane]) -> tuple[Parcel, Lane] | None:
        """Take the next row of the most urgent chat that is free, and say how urgent that chat is.

        A notice before a reply is as urgent as the reply that waits for it.
        """
        self._wake(now)
        for ready in [self._ready[lane] for lane in lanes]:
            while ready:
                chat = self._chats[next(iter(ready))]
                del ready[chat.id]
                if chat.busy is not None or not chat.waiting:
                    continue
                urgency = chat.lane
                parcel = chat.take()
                self.count -= 1
                if self._is_paced and parcel.is_counted:
                    chat.pace.take(now, parcel.lane, parcel.parts)
                return parcel, urgency
        return None

    def done(self, parcel: Parcel, now: float) -> None:
        """Let the chat's next row have its turn."""
        chat = self._chats[parcel.chat_id]
        chat.busy = None
        self._place(chat, now)

    def put_back(self, parcel: Parcel, now: float) -> None:
        """Let a row be the first of its chat again."""
        chat = self._chats[parcel.chat_id]
        chat.busy = None
        chat.add(parcel)
        self.count += 1
        self._place(chat, now)

    def withdraw(self, zone: str, now: float) -> list[Parcel]:
        """Give back the unasked rows of a zone; what waits behind them has its turn."""
        found: list[Parcel] = []
        for chat in self._chats.values():
            gone = chat.withdraw(zone)
            if not gone:
                continue
            found += gone
            for ready in self._ready.values():
                ready.pop(chat.id, None)
            self._place(chat, now)
        self.count -= len(found)
        return found

    def hold(self, chat_id: int, now: float, until: float) -> None:
        """Send nothing to a chat until then."""
        chat = self._chat(chat_id, now)
        chat.held_until = max(chat.held_until, until)
        self._place(chat, now)

    def release(self, chat_id: int, now: float) -> None:
        """Send to a chat again."""
        chat = self._chats.get(chat_id)
        if chat is not None and chat.held_until > now:
            chat.held_until = now
            self._place(chat, now)

    def rename(self, old_chat_id: int, new_chat_id: int, now: float) -> None:
        """Move what waits for a group to the supergroup that it became."""
        old = self._chats.pop(old_chat_id, None)
        if old is None:
            return
        for ready in self._ready.values():
            ready.pop(old_chat_id, None)
        new = self._chat(new_chat_id, now)
        for parcel in old.waiting:
            parcel.chat_id = new_chat_id
            new.add(parcel)
        if old.busy is not None:
            old.busy.chat_id = new_chat_id
            new.busy = new.busy or old.busy
        self._place(new, now)

    def free_at(self, parcel: Parcel, now: float) -> float:
        """Return when its chat takes a row that keeps no order; now, if it does."""
        chat = self._chats.get(parcel.chat_id)
        if chat is None:
            return now
        at = max(now, chat.held_until)
        if not self._is_paced:
            return at
        return max(at, chat.pace.ready_at(now, parcel.lane, parcel.parts))

    def note(self, parcel: Parcel, now: float) -> None:
        """Note that a row that keeps no order goes to its chat."""
        if self._is_paced:
            self._chat(parcel.chat_id, now).pace.take(now, parcel.lane, parcel.parts)

    def has_waiting(self, chat_id: int) -> bool:
        """Say whether more waits for a chat."""
        chat = self._chats.get(chat_id)
        return chat is not None and bool(chat.waiting)

    def waiting(self, chat_id: int) -> int:
        """Count what waits for a chat."""
        chat = self._chats.get(chat_id)
        return 0 if chat is None else len(chat.waiting)

    def replies(self, chat_id: int) -> int:
        """Count the answers to people that wait for a chat."""
        chat = self._chats.get(chat_id)
        return 0 if chat is None else chat.replies

    def held(self, now: float) -> list[int]:
        """Return the chats that are to be left alone for now."""
        return [chat.id for chat in self._chats.values() if chat.held_until > now]

    def next_time(self) -> float | None:
        """Return when the next chat has rested enough."""
        return self._resting[0][0] if self._resting else None

    def is_ready(self, lanes: Sequence[Lane]) -> bool:
        """Say whether a chat of that urgency may be spoken to right now."""
        return any(self._ready[lane] for lane in lanes)

    def _chat(self, chat_id: int, now: float) -> Chat:
        chat = self._chats.get(chat_id)
        if chat is None:
            if len(self._chats) >= self._sweep_at:
                self._sweep(now)
            chat = self._chats[chat_id] = Chat(chat_id)
        return chat

    def _place(self, chat: Chat, now: float) -> None:
        """Put a chat among the ready or the resting ones, as it deserves."""
        if chat.busy is not None or not chat.waiting:
            return
        head = chat.waiting[0]
        at = chat.held_until
        if self._is_paced and head.is_counted:
            at = max(at, chat.pace.ready_at(now, head.lane, head.parts))
        if at > now:
            for ready in self._ready.values():
                ready.pop(chat.id, None)
            heapq.heappush(self._resting, (at, chat.id))
            return
        lane = chat.lane
        if lane is Lane.REPLY:
            self._ready[Lane.NOTICE].pop(chat.id, None)
        self._ready[lane].setdefault(chat.id)

    def _wake(self, now: float) -> None:
        while self._resting and self._resting[0][0] <= now:
            _, chat_id = heapq.heappop(self._resting)
            chat = self._chats.get(chat_id)
            if chat is not None:
                self._place(chat, now)

    def _sweep(self, now: float) -> None:
        for chat in list(self._chats.values()):
            is_idle = chat.busy is None and not chat.waiting and chat.held_until <= now
            if is_idle and (not self._is_paced or chat.pace.is_fresh(now)):
                del self._chats[chat.id]
        self._sweep_at = max(SWEEP, 2 * len(self._chats))


def _order(parcel: Parcel) -> tuple[bool, int]:
    return not method.overtakes(parcel.chat_id, parcel.lane), parcel.row.id
