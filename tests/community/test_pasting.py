"""Long pastes: what belongs together is counted together."""

from datetime import UTC, datetime, timedelta

import pytest

from community.form import Draft
from community.pasting import count, noted

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
DRAFT = Draft("join", "name", {"target": ""}, {"offered": "Sari"})


def test_plain_typing_is_no_paste() -> None:
    """A text under 4,000 characters that follows none is an answer of its own."""
    assert 0 == count(DRAFT, "x" * 3_999, NOON)


@pytest.mark.parametrize(("seconds", "expected"), [(0, 5_000), (3, 5_000), (3.1, 0), (-1, 0)])
def test_what_follows_within_three_seconds_is_joined(seconds: float, expected: int) -> None:
    """The rest of a paste is counted with its beginning, later texts are not."""
    begun = noted(DRAFT, "x" * 4_096, NOON)

    assert expected == count(begun, "y" * 904, NOON + timedelta(seconds=seconds))


def test_three_parts_are_one_paste() -> None:
    """Each long part keeps the paste open, the short one ends it; the screen keeps its view."""
    draft = noted(DRAFT, "x" * 4_096, NOON)
    draft = noted(draft, "x" * 4_096, NOON + timedelta(seconds=2))
    assert 8_292 == count(draft, "y" * 100, NOON + timedelta(seconds=4))

    ended = noted(draft, "y" * 100, NOON + timedelta(seconds=4))

    assert DRAFT == ended
    assert 0 == count(ended, "Sari", NOON + timedelta(seconds=4))
