"""`Akan saya replikasi`: what members promise, when they are asked, and what counts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from community import areas, workplace
from community.areas import Area
from community.callback import callback
from community.folding import fold
from community.profile import Profile

AFTER = (timedelta(days=30), timedelta(days=90))
"""So long after the promise are people asked, each time once."""
APART = timedelta(days=30)
"""At least so far apart, however late the first question was."""
PATIENCE = timedelta(days=7)
"""So long does a question wait for somebody who pauses; afterwards it is left out."""


class State(StrEnum):
    """Where a promise stands."""

    PLANNED = "planned"
    RUNNING = "running"
    DROPPED = "dropped"


ALIVE = frozenset({State.PLANNED, State.RUNNING})


class Answer(StrEnum):
    """What people answer when they are asked."""

    RUNNING = "running"
    PLANNED = "planned"
    DROPPED = "dropped"
    SILENT = "silent"  # `Jangan tanya lagi`


@callback("kr")
class Replicate:
    """`Akan saya replikasi`; `opened` is how the post was opened (see marking.py)."""

    post: int
    opened: str = ""


@callback("ka")
class AnswerReplication:
    """Say how it goes."""

    post: int
    answer: str


@callback("kc")
class CancelReplication:
    """`Batalkan`: take the promise back."""

    post: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a practice is replicated; `workplace` is the key of the instansi, empty if unknown."""

    name: str
    workplace: str
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """In how many other kabupaten/kota and in how many other instansi a practice runs."""

    areas: int = 0
    others: int = 0


@dataclass(frozen=True, slots=True)
class Interest:
    """What a post's screen tells of replication: how many mean to, and where it runs."""

    planned: int
    reach: Reach
    is_own: bool  # the reader means to


def key_of(profile: Profile) -> str:
    """Return the key of an instansi; what is typed differently in signs only is the same."""
    return profile.area or profile.agency or fold(profile.other_agency or "")


def own_place(profile: Profile | None) -> Place | None:
    """Return the place that is offered: where the member works."""
    if profile is None or not key_of(profile):
        return None
    return Place(workplace.name(profile), key_of(profile), profile.area)


def typed_places(line: str, own: Place | None) -> tuple[Place, ...]:
    """Return what a typed place may be: a kabupaten or kota of that name, else a part of one's own.

    More than one is returned where a name stands for a kabupaten and a kota.
    """
    named = tuple(area for area in areas.ALL if fold(line) in _spellings(area))
    if named:
        return tuple(Place(f"Pemerintah {area.name}", area.code, area.code) for area in named)
    if own is None:
        return (Place(line, fold(line)),)
    return (Place(line, own.workplace, own.area),)


def _spellings(area: Area) -> frozenset[str]:
    is_kota = area.kind == "kota"
    kinds = ("kota", "pemkot") if is_kota else ("kabupaten", "kab", "pemkab")
    before = ("", *kinds, f"pemerintah {kinds[0]}")
    return frozenset(f"{word} {fold(area.short)}".strip() for word in before)


def counts(state: State, place: str, of_author: Collection[str]) -> bool:
    """Say whether a replication counts: it runs, and in another instansi than the author's."""
    return state is State.RUNNING and bool(place) and place not in of_author


def next_ask(since: datetime, asked: int, now: datetime) -> datetime | None:
    """Say when somebody is asked next who promised then and was asked so often."""
    if asked >= len(AFTER):
        return None
    due = since + AFTER[asked]
    return due if asked == 0 else max(due, now + APART)


def after(state: State, answer: Answer) -> State:
    """Return where a promise stands after an answer."""
    return state if answer is Answer.SILENT else State(answer.value)


def is_asked_on(answer: Answer) -> bool:
    """Say whether somebody is asked again, if that is still to come."""
    return answer is Answer.PLANNED
