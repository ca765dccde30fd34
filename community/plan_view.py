"""What a step of planning a session knows besides the answers: the hour, names, taken numbers.

handlers/planning.py puts it into `draft.view` before each answer and each question.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from community import programme_days
from community.form import Draft
from community.programme_days import ProgrammeDay


def zone_of(draft: Draft) -> ZoneInfo:
    """Return the zone in which hours are typed."""
    return ZoneInfo(str(draft.view.get("zone", "Asia/Jakarta")))


def now(draft: Draft) -> datetime:
    """Return the moment of the last answer, in that zone."""
    return datetime.fromisoformat(str(draft.view["now"])).astimezone(zone_of(draft))


def taken_numbers(draft: Draft) -> list[int]:
    """List the numbers that other sessions of the programme and year have."""
    found = draft.view.get("taken")
    return [one for one in found if isinstance(one, int)] if isinstance(found, list) else []


def next_number(draft: Draft) -> int:
    """Return the number to propose."""
    found = draft.view.get("next")
    return found if isinstance(found, int) else 1


def days_of(draft: Draft) -> tuple[ProgrammeDay, ...]:
    """Return the five programmes as admins named them."""
    return programme_days.renamed(draft.view.get("names"))
