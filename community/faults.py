"""Kinds of errors, and when admins are told of one: first, after a quiet day, and ten times on."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

QUIET = timedelta(hours=24)
TENFOLD = 10
LONGEST_KIND = 200  # characters


class Part(StrEnum):
    """Where an error happened."""

    UPDATES = "updates"  # a member's message or tap that could not be handled
    JOBS = "jobs"  # a job of the clock
    DELIVERY = "delivery"  # something that Telegram refused, or that could not be made
    PROGRAM = "program"  # the bot itself ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A kind of error: how often it was seen since its first, and at which count admins knew."""

    kind: str
    part: Part
    incident: str
    since: datetime
    seen_at: datetime
    seen: int
    told_seen: int = 0
    told_at: datetime | None = None

    @property
    def is_news(self) -> bool:
        """Say whether admins are to be told now."""
        return self.told_seen == 0 or self.seen >= self.told_seen * TENFOLD

    def again(self, incident: str, times: int, now: datetime) -> "Fault":
        """Return the kind after it was seen again; after a quiet day it begins anew."""
        if now - self.seen_at >= QUIET:
            return first(self.kind, self.part, incident, times, now)
        return replace(self, incident=incident, seen=self.seen + times, seen_at=now)

    def told(self, now: datetime) -> "Fault":
        """Return the kind after admins were told."""
        return replace(self, told_seen=self.seen, told_at=now)


def first(kind: str, part: Part, incident: str, times: int, now: datetime) -> Fault:
    """Return a kind that nobody saw before, or not for a day."""
    return Fault(kind=kind, part=part, incident=incident, since=now, seen_at=now, seen=times)
