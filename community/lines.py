"""One typed line: cleaned of what cannot be seen, and counted."""

import re
import unicodedata

_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")
# Letters and signs that are drawn as nothing: Hangul fillers, Braille blank, joiners of Khmer.
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5\u034f")
_MARKS_IN_A_ROW = 3  # Vietnamese and Arabic need two; towers of marks hide the lines around them
_LONG_NUMBER = re.compile(r"(?:\d[ .\-]?){15,}\d")  # NIK has 16 digits, NIP 18


def clean(text: str) -> str:
    """Return a line without control, direction and zero-width signs, parted by single spaces."""
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", text):
        category = unicodedata.category(char)
        if char.isspace():
            kept.append(" ")
        elif category not in _UNSEEN and char not in _BLANKS:
            marks = marks + 1 if category in ("Mn", "Me") else 0
            if marks < _MARKS_IN_A_ROW:
                kept.append(char)
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))


def has_letters(line: str, least: int = 2) -> bool:
    """Say whether a line has at least that many letters: a name is not made of signs."""
    return sum(char.isalpha() for char in line) >= least


def has_long_number(line: str) -> bool:
    """Say whether a line holds what may be a NIP or NIK, which nobody is asked for."""
    return _LONG_NUMBER.search(line) is not None
