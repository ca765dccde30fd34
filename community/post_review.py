"""What moderators have to do with a post, and until when; pure.

Time counts in the office's hours (`WorkingTime`), from the moment at which a version came.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from community.posts import PUBLISHED, Content, Event, State, after
from community.question_time import Nudge
from community.working_time import WorkingTime

DECISIONS = frozenset(
    {Event.APPROVE, Event.RETURN, Event.REFUSE, Event.APPROVE_REVISION, Event.RETURN_REVISION}
    | {Event.REFUSE_REVISION, Event.LOOK_OVER, Event.KEEP, Event.RESTORE, Event.REMOVE}
)
"""What moderators decide; the card names who did."""


class Task(StrEnum):
    """What is to be done with a post now."""

    REVIEW = "review"  # decide on the proposed version
    LOOK_OVER = "look_over"  # what a trusted author published at once
    NOTHING = "nothing"


class Waiting(Protocol):
    """What is to be known of a post."""

    @property
    def state(self) -> State:
        """Where it stands."""
        ...

    @property
    def proposed(self) -> int | None:
        """The version that moderators look at."""
        ...

    @property
    def is_returned(self) -> bool:
        """Whether its author is to improve it."""
        ...

    @property
    def is_direct(self) -> bool:
        """Whether nobody has looked at what was published at once."""
        ...

    @property
    def clock_from(self) -> datetime | None:
        """Since when moderators are waited for."""
        ...

    @property
    def nudges(self) -> Collection[str]:
        """What was told."""
        ...


def task(post: Waiting) -> Task:
    """Say what is to be done with a post now."""
    if post.proposed is not None and not post.is_returned:
        return Task.REVIEW
    if post.is_direct and post.state is PUBLISHED:
        return Task.LOOK_OVER
    return Task.NOTHING


def event_of(post: Waiting, first: Event, revision: Event) -> Event:
    """Return what a decision is for a post: on its first version, or on a later one."""
    return revision if after(post.state, first) is None else first


def due_at(post: Waiting, office: WorkingTime, working: timedelta) -> datetime | None:
    """Return when so much time has passed; None where nobody is promised anything.

    What is published already can be looked over whenever there is time for it.
    """
    if task(post) is not Task.REVIEW or post.clock_from is None:
        return None
    return office.deadline(post.clock_from, working)


def is_late(post: Waiting, office: WorkingTime, working: timedelta, now: datetime) -> bool:
    """Say whether the time to decide is over; lists mark it."""
    due = due_at(post, office, working)
    return due is not None and due <= now


def late_nudges(
    post: Waiting, office: WorkingTime, working: timedelta, now: datetime
) -> tuple[Nudge, ...]:
    """Return what is to be told now of a post that waits too long: nothing outside office hours."""
    if not office.is_open(now):
        return ()
    thresholds = ((Nudge.LATE, working), (Nudge.TWICE_LATE, 2 * working))
    return tuple(
        nudge
        for nudge, time in thresholds
        if nudge not in post.nudges and is_late(post, office, time, now)
    )


def came_closed(post: Waiting, office: WorkingTime) -> bool:
    """Say whether a post came while the office was closed, and still waits."""
    began = post.clock_from
    return task(post) is not Task.NOTHING and began is not None and not office.is_open(began)


def changed_parts(before: Content, then: Content) -> tuple[str, ...]:
    """Name the parts of a post that differ, as people call them."""
    parts = {
        "judul": before.title != then.title,
        "isi": before.body != then.body,
        "topik": before.topic != then.topic,
        "tautan": before.link != then.link,
        "lampiran": before.media != then.media,
    }
    return tuple(name for name, differs in parts.items() if differs)
