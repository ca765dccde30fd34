"""Long pastes: apps split them at 4,096 characters, so that the rest arrives as another text."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from community.form import Draft, Value

LONG = 4_000
"""Characters from which a text may be the beginning of a longer one; no form takes as many."""

GAP = timedelta(seconds=3)


def count(draft: Draft, text: str, at: datetime) -> int:
    """Return how long a paste is so far, with the parts that came before; 0 for plain typing."""
    before = _before(draft.view, at)
    return before + len(text) if before or len(text) >= LONG else 0


def noted(draft: Draft, text: str, at: datetime) -> Draft:
    """Note length and moment of a paste in the draft's view; its last part ends it."""
    kept = {key: value for key, value in draft.view.items() if key not in _KEYS}
    if len(text) < LONG:
        return replace(draft, view=kept)
    view = {**kept, "pasted": count(draft, text, at), "pasted_at": at.isoformat()}
    return replace(draft, view=view)


_KEYS = ("pasted", "pasted_at")


def _before(view: Mapping[str, Value], at: datetime) -> int:
    length, moment = view.get("pasted"), view.get("pasted_at")
    if not isinstance(length, int) or not isinstance(moment, str):
        return 0
    return length if timedelta() <= at - datetime.fromisoformat(moment) <= GAP else 0
