"""What is known of a job of the clock, and of the reminders of a day: what `/jadwalbot` shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class JobRun:
    """The last run of a job; `failed_at` is since when it fails, `ran_at` its last success."""

    job: str
    ran_at: datetime | None
    result: str
    milliseconds: int
    next_at: datetime | None
    failed_at: datetime | None
    error: str | None

    @property
    def incident(self) -> str:
        """The incident number of the failure, which the log carries too."""
        return (self.error or "").partition(" ")[0]


@dataclass(frozen=True, slots=True)
class ReminderDay:
    """What became of all reminders of a day; outcomes are counted once they are final."""

    day: date
    made: int = 0
    missed: int = 0
    reasons: tuple[str, ...] = ()
    outcomes: Mapping[str, int] = field(default_factory=dict)

    def plus(
        self, made: int, missed: int, reason: str, outcomes: Mapping[str, int]
    ) -> "ReminderDay":
        """Add what became of the reminders of one hour."""
        states = [*self.outcomes, *(state for state in outcomes if state not in self.outcomes)]
        is_new = bool(reason) and reason not in self.reasons
        return ReminderDay(
            self.day,
            self.made + made,
            self.missed + missed,
            (*self.reasons, reason) if is_new else self.reasons,
            {state: self.outcomes.get(state, 0) + outcomes.get(state, 0) for state in states},
        )
