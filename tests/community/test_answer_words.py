"""What an asker reads with an answer: quotes give way, the answer never does."""

import html
import re
from dataclasses import dataclass

import pytest

from community.questions import State
from community.texts import answering


@dataclass(frozen=True)
class Asked:
    """A question, as far as the words go."""

    id: int = 999_999
    state: State = State.CLAIMED
    rating: int | None = None


@pytest.mark.parametrize("sign", ["a", "&", "😀"])
@pytest.mark.parametrize("follow_ups", [(), (3_000,), (3_000, 3_000), (20,)])
def test_the_longest_answer_fits_with_what_it_answers(
    sign: str, follow_ups: tuple[int, ...]
) -> None:
    """4,096 characters at most after parsing, the answer whole, each quote there in part."""
    asked_on = [sign * length for length in follow_ups]

    shown = answering.answer(Asked(), sign * 3_000, "Z" * 3_500, asked_on, has_files=True)

    text = html.unescape(re.sub("<[^>]+>", "", shown.text))
    assert len(text) <= 4_096
    assert "Z" * 3_500 in text
    assert 1 + bool(follow_ups) == shown.text.count(f"<blockquote expandable>{html.escape(sign)}")


def test_what_is_short_is_quoted_whole() -> None:
    """Question and follow-ups, in order."""
    shown = answering.answer(Asked(), "Apa?", "Ini.", ["Dan itu?", "Lalu?"])

    quotes = re.findall("<blockquote expandable>(.*?)</blockquote>", shown.text, re.DOTALL)
    assert ["Apa?", "Dan itu?\n\nLalu?"] == quotes
