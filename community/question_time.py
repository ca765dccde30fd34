"""When something is due for a question: nudges, the lapse of a claim, its closing.

All of it counts in the office's time (`WorkingTime`). What was told once stands in `nudges`; these
begin anew with the question's clock, so that a reopened question is nudged for again.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from community.charter import Charter
from community.questions import RUNNING, State
from community.working_time import Interval, WorkingTime

CLOSE_AFTER, WARN_AFTER = 7, 5
"""Working days without a word since the answer: then it is closed, and then that is told."""
_CLOSING = "closing:"  # the moment of telling follows
_AGAIN = "again:"  # the moment at which an answer that had not arrived was said again


class Nudge(StrEnum):
    """What is told once for each run of the clock; the values stand in `question.nudges`."""

    LATE = "sla"  # the holder or all moderators, and the asker
    TWICE_LATE = "sla2"  # the admins
    OPENING = "opening"  # the line at the opening of the office


class Timed(Protocol):
    """What time needs to know of a question."""

    @property
    def state(self) -> State:
        """Where it stands."""
        ...

    @property
    def clock_from(self) -> datetime | None:
        """From when the time to answer counts."""
        ...

    @property
    def pauses(self) -> Collection[tuple[datetime, datetime | None]]:
        """When the question waited for its asker; the last pause may still be open."""
        ...

    @property
    def claimed_at(self) -> datetime | None:
        """When the holder took it, or was handed it."""
        ...

    @property
    def state_at(self) -> datetime:
        """Since when it stands there."""
        ...

    @property
    def first_seconds(self) -> int | None:
        """What its first answer took."""
        ...

    @property
    def last_seconds(self) -> int | None:
        """What its last answer took, since it was asked."""
        ...

    @property
    def nudges(self) -> Collection[str]:
        """What was told."""
        ...


@dataclass(frozen=True, slots=True)
class Limits:
    """How much working time may pass."""

    answer: timedelta
    claim: timedelta


def limits(charter: Charter) -> Limits:
    """Return what the community promises."""
    return Limits(timedelta(hours=charter.sla_hours), timedelta(hours=charter.claim_hours))


def answer_due(question: Timed, office: WorkingTime, working: timedelta) -> datetime | None:
    """Return when so much time to answer has passed; None where nobody is to answer now."""
    if question.state not in RUNNING or question.clock_from is None:
        return None
    return office.deadline(question.clock_from, working, _pauses(question))


def claim_ends(question: Timed, office: WorkingTime, working: timedelta) -> datetime | None:
    """Return when the claim lapses; None unless somebody holds it and is to answer.

    A question that comes back to its holder is held anew: the clock began anew, too.
    """
    if question.state is not State.CLAIMED:
        return None
    begins = [at for at in (question.claimed_at, question.clock_from) if at is not None]
    if not begins:
        return None
    return office.deadline(max(begins), working, _pauses(question))


def answer_took(question: Timed, office: WorkingTime, now: datetime) -> dict[str, int]:
    """Return what to keep of an answer that is given now: the working time that it took.

    Only while somebody was to answer; a question that was opened again goes on counting.
    """
    took = question.last_seconds or 0
    if question.clock_from is not None:
        pauses = [Interval(begin, end or now) for begin, end in question.pauses]
        took += int(office.elapsed(question.clock_from, now, pauses).total_seconds())
    first = took if question.first_seconds is None else question.first_seconds
    return {"first_seconds": first, "last_seconds": took}


def is_late(question: Timed, office: WorkingTime, working: timedelta, now: datetime) -> bool:
    """Say whether the time to answer is over; lists mark it."""
    due = answer_due(question, office, working)
    return due is not None and due <= now


def late_nudges(
    question: Timed, office: WorkingTime, working: timedelta, now: datetime
) -> tuple[Nudge, ...]:
    """Return what is to be told now of an answer that is late: nothing outside office hours."""
    if not office.is_open(now):
        return ()
    thresholds = ((Nudge.LATE, working), (Nudge.TWICE_LATE, 2 * working))
    return tuple(
        nudge
        for nudge, time in thresholds
        if nudge not in question.nudges and is_late(question, office, time, now)
    )


def lapses(question: Timed, office: WorkingTime, working: timedelta, now: datetime) -> bool:
    """Say whether the claim lapses now; never outside office hours, when nobody would see it."""
    ends = claim_ends(question, office, working)
    return ends is not None and ends <= now and office.is_open(now)


def came_closed(question: Timed, office: WorkingTime) -> bool:
    """Say whether a question came while the office was closed, and is still nobody's."""
    began = question.clock_from
    return question.state is State.NEW and began is not None and not office.is_open(began)


class Closing(StrEnum):
    """What is due for an answered question."""

    WARN = "warn"
    CLOSE = "close"


def closing(
    question: Timed, office: WorkingTime, last_word: datetime, now: datetime
) -> Closing | None:
    """Say what is due for an answer on which nobody said a word since `last_word`.

    Nobody's question is closed without two working days' notice, also after an outage.
    """
    if question.state is not State.ANSWERED or not office.is_open(now):
        return None
    told = told_of_closing(question, last_word)
    if told is None:
        return Closing.WARN if working_days_after(last_word, WARN_AFTER, office) <= now else None
    return Closing.CLOSE if closes_at(last_word, told, office) <= now else None


def closes_at(last_word: datetime, told: datetime, office: WorkingTime) -> datetime:
    """Return when an answered question is closed."""
    return max(
        working_days_after(last_word, CLOSE_AFTER, office),
        working_days_after(told, CLOSE_AFTER - WARN_AFTER, office),
    )


def told_of_closing(question: Timed, last_word: datetime) -> datetime | None:
    """Return when it was told that the question will be closed, after the last word on it."""
    told = (at for at in _moments(question, _CLOSING) if at >= last_word)
    return max(told, default=None)


def _moments(question: Timed, what: str) -> list[datetime]:
    return [
        datetime.fromisoformat(key.removeprefix(what))
        for key in question.nudges
        if key.startswith(what)
    ]


def again_key(now: datetime) -> str:
    """Return what to keep when an answer was said again."""
    return f"{_AGAIN}{now.astimezone(UTC).isoformat()}"


def said_again(question: Timed) -> datetime | None:
    """Return when an answer was last said again to an asker who came back."""
    return max(_moments(question, _AGAIN), default=None)


def closing_key(now: datetime) -> str:
    """Return what to keep when the closing was told."""
    return f"{_CLOSING}{now.astimezone(UTC).isoformat()}"


def working_days_after(at: datetime, days: int, office: WorkingTime) -> datetime:
    """Return the same hour so many working days later."""
    there = at.astimezone(office.zone)
    day = there.date()
    for _ in range(days):
        day = office.calendar.working_day_after(day)
    return datetime.combine(day, there.time(), office.zone).astimezone(UTC)


def _pauses(question: Timed) -> tuple[Interval, ...]:
    # Where the clock runs, no pause is open.
    return tuple(Interval(begin, end) for begin, end in question.pauses if end is not None)
