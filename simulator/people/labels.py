"""Finding a button by the word on it."""

from __future__ import annotations

import re

_EMOJI = re.compile(r"^[^\w\s]+\s+")


def rank(label: str, wanted: str) -> int | None:
    """Tell how well a label fits: 0 exactly, 1 after an emoji, 2 with text after it."""
    if label == wanted:
        return 0
    bare = _EMOJI.sub("", label)
    if bare == wanted:
        return 1
    for shown in (label, bare):
        if shown.startswith(wanted) and not shown[len(wanted)].isalnum():
            return 2
    return None
