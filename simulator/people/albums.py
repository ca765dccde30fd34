"""What the apps let people put into one album."""

from __future__ import annotations

from simulator.people.talking import NotThere
from simulator.state.content import ALBUM_KINDS, ALONE


def check(kinds: list[str]) -> None:
    """Refuse what no app sends as an album."""
    if not 2 <= len(kinds) <= 10:
        raise NotThere("an album has 2 to 10 parts")
    if set(kinds) - ALBUM_KINDS:
        raise NotThere(f"an album does not hold {sorted(set(kinds) - ALBUM_KINDS)}")
    if len(set(kinds)) > 1 and set(kinds) & set(ALONE):
        raise NotThere("documents and music stand in an album with their own kind only")
