"""A session being planned: answers and session say the same, and news are due at the right time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import plan
from tests.sessions import a_session

ZONE = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
SESSION = a_session(
    number=12,
    speaker="",
    starts_at=NOW + timedelta(days=3),
    ends_at=NOW + timedelta(days=3, hours=2),
    jp=None,
    sequence=3,
)
LATER = {"starts_at": NOW + timedelta(days=4), "ends_at": NOW + timedelta(days=4, hours=2)}
OVER = {"starts_at": NOW - timedelta(hours=3), "ends_at": NOW - timedelta(hours=1)}
RUNNING = {"starts_at": NOW - timedelta(hours=1), "ends_at": NOW + timedelta(hours=1)}
MINUTE = NOW + timedelta(minutes=1)


@given(
    minute=st.integers(0, 3 * 365 * 24 * 60),
    length=st.integers(1, 720),
    zone=st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]),
    field=st.sampled_from(sorted(plan.COLUMNS)),
)
def test_answers_taken_from_a_session_change_nothing(
    minute: int, length: int, zone: str, field: str
) -> None:
    """Whatever field is opened and left as it was, the session stays the same."""
    begin = NOW + timedelta(minutes=minute)
    session = replace(SESSION, starts_at=begin, ends_at=begin + timedelta(minutes=length))
    there = ZoneInfo(zone)

    same = plan.edited(session, plan.answers_of(session, field, there), there)

    assert session == same
    assert () == plan.changes(session, same)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {"title": "Baru"}, MINUTE),
        ({}, {"links": ()}, MINUTE),
        ({}, LATER, NOW),
        ({}, {"ends_at": NOW + timedelta(days=3, hours=3)}, NOW),
        ({}, {"is_cancelled": True}, NOW),
        (RUNNING, {"title": "Baru"}, NOW),
        (
            {"starts_at": NOW + timedelta(minutes=60), "ends_at": NOW + timedelta(hours=2)},
            {"title": "Baru"},
            NOW,
        ),
        (
            {"starts_at": NOW + timedelta(minutes=61), "ends_at": NOW + timedelta(hours=2)},
            {"title": "Baru"},
            MINUTE,
        ),
        (OVER, {"title": "Baru"}, None),
        ({"starts_at": NOW - timedelta(hours=1), "ends_at": NOW}, {"title": "Baru"}, None),
        (OVER, LATER, NOW),
    ],
)
def test_news_are_due_by_what_changed_and_how_near_it_is(
    before: dict[str, object], after: dict[str, object], expected: datetime | None
) -> None:
    """Moves, cancelling and the last hour at once; other edits after a minute; never afterwards."""
    was = replace(SESSION, **before)  # type: ignore[arg-type] # the table names real columns
    becomes = replace(was, **after)  # type: ignore[arg-type] # as above

    assert expected == plan.news_due(was, becomes, NOW)


@pytest.mark.parametrize(
    ("jp", "field", "minutes", "expected"),
    [
        (None, None, None, 120),
        (1, None, None, 45),
        (4, None, None, 180),
        (20, None, None, 720),  # twelve hours are the most
        (4, "move", 100, 100),
        (4, "jp", 100, 180),
    ],
)
def test_the_usual_length_follows_jp_and_a_moved_session_keeps_its_own(
    jp: int | None, field: str | None, minutes: int | None, expected: int
) -> None:
    """JP times 45 minutes, else two hours."""
    answers: dict[str, str | int | None] = {"date": "2026-11-26", "start": "09:00", "jp": jp}
    if field is not None:
        answers |= {"field": field, "minutes": minutes}

    assert expected == plan.usual_minutes(answers, ZONE)
