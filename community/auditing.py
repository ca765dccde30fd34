"""`/audit`: a line of the trail as admins read it, and the buttons that turn its pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from community.callback import callback

PAGE = 10  # lines a screen
ANONYMOUS = frozenset({"asker_looked_up"})
"""Deeds about somebody whose name other admins are not to read in the trail."""


@callback("tr")
class OpenTrail:
    """A page of the trail: lines before or after one, of a person or of everybody; 0 is none."""

    person: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class TrailLine:
    """Who did what to whom; names only while they are known."""

    id: int
    at: datetime
    action: str
    actor: int | None
    actor_name: str | None
    subject: int | None
    subject_name: str | None
    details: Mapping[str, str | int | bool | None]


@dataclass(frozen=True, slots=True)
class TrailPage:
    """A screen of lines, newest first."""

    person: int
    lines: tuple[TrailLine, ...]
    has_older: bool
    has_newer: bool
