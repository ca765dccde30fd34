"""Until when reports of a post are to be decided; pure.

Time counts in the office's hours (`WorkingTime`), from the first report of a case: those that
join it later do not put it off.
"""

from datetime import datetime, timedelta

from community.question_time import Nudge
from community.working_time import WorkingTime


def is_late(opened_at: datetime, office: WorkingTime, working: timedelta, now: datetime) -> bool:
    """Say whether the time to decide is over; lists mark it."""
    return office.deadline(opened_at, working) <= now


def late_nudges(
    opened_at: datetime, office: WorkingTime, working: timedelta, now: datetime
) -> tuple[Nudge, ...]:
    """Return what moderators and admins are to know by now: nothing outside office hours."""
    if not office.is_open(now):
        return ()
    thresholds = ((Nudge.LATE, working), (Nudge.TWICE_LATE, 2 * working))
    return tuple(nudge for nudge, time in thresholds if is_late(opened_at, office, time, now))


def came_closed(opened_at: datetime, office: WorkingTime) -> bool:
    """Say whether a case was opened while the office was closed."""
    return not office.is_open(opened_at)


def nudge_key(case_id: int, nudge: Nudge) -> str:
    """Name the occasion on which something is told of a case, once."""
    return f"report:{case_id}:{nudge}"
