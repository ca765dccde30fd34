"""The queue of updates, with the offsets of TDLib's TQueue; knows no HTTP."""

from __future__ import annotations

import random
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator.clock import Clock
from simulator.state.messages import Message
from simulator.wire.envelope import encode

MOST_WAITING = 100_000
MOST_ANSWER_BYTES = 4 << 20
DAY = 86_400.0
QUIET_WEEK = 7 * DAY
LIFETIMES = {
    "callback_query": 150.0,
    "shipping_query": 150.0,
    "pre_checkout_query": 150.0,
    "inline_query": 30.0,
    "chosen_inline_result": 600.0,
}
ONLY_WHEN_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KINDS = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "guest_message",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
    }
)


@dataclass(frozen=True, slots=True)
class Update:
    """One update that waits for the bot, as JSON text."""

    id: int
    kind: str
    key: int  # what keeps its order over webhooks: a chat, or a person plus an offset
    body: str
    expires_at: float
    about: Message | None = None  # the message it tells of


class UpdateQueue:
    """Updates in order, until the bot confirms them or they expire."""

    def __init__(self, clock: Clock, rng: random.Random) -> None:
        self._clock = clock
        self._rng = rng
        self._waiting: OrderedDict[int, Update] = OrderedDict()
        self._again: list[Update] = []
        self._tail = 0  # the id the next update will get; 0 before the first one
        self._last_push = 0.0
        self.allowed: frozenset[str] | None = None  # None: all but those only given when asked
        self.on_push: list[Callable[[Update], None]] = []
        self.on_confirm: list[Callable[[Update], None]] = []
        self.observers: list[Callable[[dict[str, Any]], None]] = []

    def __len__(self) -> int:
        self._drop_expired()
        return len(self._waiting)

    def push(
        self, kind: str, payload: dict[str, Any], key: int, *, about: Message | None = None
    ) -> int | None:
        """Queue an update and tell its id, unless the bot does not want its kind."""
        if not self.wants(kind) or len(self._waiting) >= MOST_WAITING:
            return None
        now = self._clock.now().timestamp()
        number = self._next_id(now)
        shown = {"update_id": number, kind: payload}
        for observe in self.observers:
            observe(shown)
        expires_at = now + LIFETIMES.get(kind, DAY)
        update = Update(number, kind, key, encode(shown), expires_at, about)
        self._waiting[number] = update
        for notify in self.on_push:
            notify(update)
        return number

    def wants(self, kind: str) -> bool:
        """Tell whether the bot asked for updates of this kind."""
        if self.allowed is None:
            return kind not in ONLY_WHEN_ASKED
        return kind in self.allowed

    def allow(self, names: list[Any]) -> None:
        """Set which kinds are wanted; no known name means the default."""
        known = frozenset(name for name in names if isinstance(name, str)) & KINDS
        self.allowed = known or None

    def read(self, offset: int, limit: int) -> list[Update]:
        """Confirm what lies below the offset and list what follows."""
        if offset < 0:
            self._forget_before(self._tail + offset)
        elif offset > 0 and self._is_plausible(offset):
            self._forget_before(offset)
        batch = self._again[:limit]
        del self._again[: len(batch)]
        size = sum(len(update.body) for update in batch)
        now = self._clock.now().timestamp()
        expired = []
        for update in self._waiting.values():  # not a scan of all: thousands may wait
            if update.expires_at <= now:
                expired.append(update.id)
                continue
            size += len(update.body)
            if len(batch) >= limit or (batch and size > MOST_ANSWER_BYTES):
                break
            batch.append(update)
        for number in expired:
            del self._waiting[number]
        return batch

    def waiting(self) -> list[Update]:
        """List everything unconfirmed, oldest first."""
        self._drop_expired()
        return list(self._waiting.values())

    def confirm(self, number: int) -> None:
        """Forget one update, as a webhook's 2xx does."""
        update = self._waiting.pop(number, None)
        if update is not None:
            self._tell_confirmed(update)

    def deliver_again(self, update: Update) -> None:
        """Hand this update over a second time, though it will be confirmed (a fault)."""
        self._again.append(update)

    def clear(self) -> None:
        """Forget everything that waits."""
        self._waiting.clear()

    def is_waiting(self, number: int) -> bool:
        """Tell whether the update is still unconfirmed."""
        return number in self._waiting

    def _is_plausible(self, offset: int) -> bool:
        # Far-off offsets come from before a random restart of the ids: nothing is confirmed.
        head = next(iter(self._waiting), self._tail)
        return head - 100_000 <= offset <= self._tail + 10

    def _next_id(self, now: float) -> int:
        quiet = now - self._last_push >= QUIET_WEEK
        if quiet:
            self._drop_expired()
        if self._tail == 0 or (quiet and not self._waiting):
            self._tail = self._rng.randint(2_000_001, 1_000_000_000)
        self._last_push = now
        number = self._tail
        self._tail += 1
        return number

    def _forget_before(self, offset: int) -> None:
        while self._waiting:
            first = next(iter(self._waiting))
            if first >= offset:
                return
            self._tell_confirmed(self._waiting.pop(first))

    def _tell_confirmed(self, update: Update) -> None:
        for tell in self.on_confirm:
            tell(update)

    def _drop_expired(self) -> None:
        now = self._clock.now().timestamp()
        for number in [u.id for u in self._waiting.values() if u.expires_at <= now]:
            del self._waiting[number]
