"""Numbers as people type them and as they read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import reading_numbers
from community.texts.numbers import whole
from community.texts.short_numbers import short, signed_percent

MOST = 100_000_000


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1234", 1234),
        ("1.234", 1234),
        ("1,234", 1234),
        ("1 234", 1234),
        (" 1.234.567 ", 1_234_567),
        ("0", 0),
        ("100.000.000", MOST),
        ("100.000.001", None),
        ("1.234,567", None),
        ("12.34", None),
        ("1.5", None),
        ("0.123", None),
        ("1234.567", None),
        ("-5", None),
        ("", None),
        ("seribu", None),
        ("1e6", None),
        ("٣", None),
        ("²", None),
        ("9" * 4000, None),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, number: int | None) -> None:
    """Points, commas or nothing between thousands; whatever is ambiguous is no number."""
    assert number == reading_numbers.number(typed, MOST)


@given(st.integers(0, MOST))
def test_what_is_shown_can_be_typed(number: int) -> None:
    """A number copied from a screen is the same number."""
    assert number == reading_numbers.number(whole(number), MOST)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(typed: str) -> None:
    """Anything typed is a number within bounds or none."""
    number = reading_numbers.number(typed, MOST)

    assert number is None or 0 <= number <= MOST


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0"),
        (999, "999"),
        (1_000, "1 rb"),
        (949_080, "949,1 rb"),
        (999_949, "999,9 rb"),
        (999_950, "1 jt"),
        (1_529_584, "1,5 jt"),
        (2_000_000_000, "2 M"),
        (10**12, "1 T"),
        (7 * 10**15, "7.000 T"),
    ],
)
def test_short_numbers_round_to_one_decimal(number: int, words: str) -> None:
    """Thousands, millions and more have their Indonesian names."""
    assert words == short(number)


@pytest.mark.parametrize(
    ("part", "of", "words"),
    [
        (949_080 - 401_482, 401_482, "+136,4%"),
        (-1, 2, "−50%"),
        (0, 5, "0%"),
        (1, 10_000, "0%"),
        (-1, 3, "−33,3%"),
    ],
)
def test_changes_have_their_sign(part: int, of: int, words: str) -> None:
    """The growth of the source, 2022 to 2023, is +136,4%."""
    assert words == signed_percent(part, of)
