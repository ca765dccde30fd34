"""Names and words, folded."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from community.folding import fold


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_texts_take_the_short_way_to_the_same(text: str) -> None:
    """A text of plain letters is folded as the long way folds it."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    long_way = " ".join("".join(char if char.isalnum() else " " for char in apart).split())

    assert long_way == fold(text)


def test_what_is_not_seen_does_not_part_words() -> None:
    """Accents, zero-width characters and directions are dropped."""
    assert "rilis pers" == fold("R\u200bilís\u202e  Pers!")
