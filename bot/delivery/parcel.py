"""A row of the outbox on its way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.delivery.method import is_counted
from community.reply import Lane
from storage.attempts import UNKNOWN_ONCE
from storage.outbox import Row


@dataclass(slots=True, eq=False)
class Parcel:
    """A row, the chat it goes to by its present id, and what happened to it so far."""

    row: Row
    chat_id: int
    kind: str
    payload: Mapping[str, Any]
    edits_message: str | None
    was_unknown: bool
    failures: int = 0
    repeats: int = 0
    lost_threads: int = 0
    sent_at: float = 0.0

    @classmethod
    def of(cls, row: Row, chat_id: int) -> "Parcel":
        """Wrap a row; `chat_id` is where its chat is now."""
        return cls(
            row=row,
            chat_id=chat_id,
            kind=row.kind,
            payload=row.payload or {},
            edits_message=row.edits_message,
            was_unknown=row.error == UNKNOWN_ONCE,
        )

    @property
    def lane(self) -> Lane:
        """How urgent it is."""
        return self.row.lane

    @property
    def is_left_behind(self) -> bool:
        """Whether its numbers of messages are those of the group that its supergroup was."""
        return self.row.chat_id != self.chat_id

    @property
    def is_counted(self) -> bool:
        """Whether it counts against the limits."""
        return is_counted(self.kind)

    @property
    def parts(self) -> int:
        """As how many messages it counts: an album as many as it has parts."""
        media = self.payload.get("media")
        return max(1, len(media)) if isinstance(media, list) else 1

    def say_differently(self, kind: str, payload: Mapping[str, Any]) -> None:
        """Take another content: a new message for an edit, one without a reply."""
        self.kind = kind
        self.payload = payload
        self.edits_message = None
