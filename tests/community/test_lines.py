"""A typed line is cleaned of what cannot be seen."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import lines


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  Siti \n\t Rahmawati ", "Siti Rahmawati"),
        ("Si\u200bti\u202e", "Siti"),
        ("\u3164\u2800\u115f", ""),
        ("A\x00n\x07a", "Ana"),
        ("I Gusti Ngurah, S.Sos.", "I Gusti Ngurah, S.Sos."),
        ("\ufeffNu\u00adr", "Nur"),
        ("e\u0301", "é"),
    ],
)
def test_what_cannot_be_seen_is_taken_out(typed: str, expected: str) -> None:
    """Direction marks, zero-width signs, control characters and fillers are no part of a name."""
    assert expected == lines.clean(typed)


def test_towers_of_marks_are_cut() -> None:
    """A letter keeps two marks; the rest would cover other lines."""
    assert 3 >= len(lines.clean("a" + "\u0337" * 50))


@given(st.text())
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    """A clean line has nothing unseen, no outer and no double spaces."""
    line = lines.clean(typed)

    assert line == lines.clean(line)
    assert line == line.strip()
    assert "  " not in line
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Sari 198503152010012003", True),
        ("3578.0112.3456.7890", True),
        ("Bidang 2", False),
        ("Telp 031-8290738", False),
    ],
)
def test_long_numbers_are_seen(line: str, expected: bool) -> None:
    """A NIP or NIK, also spaced or dotted, is noticed before it is kept."""
    assert expected == lines.has_long_number(line)
