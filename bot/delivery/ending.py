"""How a row of the outbox ended, for whoever counts."""

from dataclasses import dataclass

from community.reply import Lane
from storage.outbox import State

ROUTINE = frozenset(
    {
        "hide_requester_missing",  # somebody was let in by hand meanwhile
        "user_already_participant",  # likewise
        "message can't be deleted",  # older than 48 hours
        "chat not found",  # a private chat that Telegram took away
        "user not found",  # likewise
    }
)
"""Refusals that happen in the best of communities; nobody can mend anything."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A row that needs nothing more: `kind` is a Bot API method, `error` Telegram's fixed words."""

    row_id: int
    lane: Lane
    kind: str
    state: State
    error: str | None

    @property
    def fault(self) -> str | None:
        """Name the mistake of ours behind a refusal; None when there is none."""
        if self.state is not State.REFUSED or (self.error or "").lower() in ROUTINE:
            return None
        return f"{self.kind}: {self.error}"
