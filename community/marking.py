"""Marks on a post: `Bermanfaat`, which everybody sees counted, and `Simpan`, one's own."""

from dataclasses import dataclass
from enum import StrEnum

from community.callback import LIMIT, callback, pack
from community.post_buttons import OpenPost


class Kind(StrEnum):
    """What a mark says."""

    USEFUL = "useful"
    SAVED = "saved"


_MARKS = {
    "u1": (Kind.USEFUL, True),
    "u0": (Kind.USEFUL, False),
    "s1": (Kind.SAVED, True),
    "s0": (Kind.SAVED, False),
}
_CODES = {meaning: code for code, meaning in _MARKS.items()}


@callback("km")
class MarkPost:
    """Put a mark on a post, or take it back; `opened` is how the post was opened."""

    post: int
    mark: str
    opened: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """How a post is marked, as one reader sees it."""

    useful: int
    is_useful: bool
    is_saved: bool


NOTHING = Marks(0, is_useful=False, is_saved=False)


def meaning(data: MarkPost) -> tuple[Kind, bool] | None:
    """Return what a button marks, and whether it takes the mark back; None for a forged one."""
    return _MARKS.get(data.mark)


def packed(back: OpenPost, kind: Kind, *, on: bool) -> str:
    """Write the button of a mark."""
    return pack(MarkPost(back.post, _CODES[kind, on], opened(back, len("1km:u1:"))))


def opened(back: OpenPost, taken: int) -> str:
    """Write the list from which a post was opened, as the last field of a button.

    `taken` is what the button holds besides; where too little is left, the way back is lost.
    """
    if not back.kind:
        return ""
    text = f"{back.kind}:{back.place}:{back.of}"
    return text if taken + len(f"{back.post}:{text}".encode()) <= LIMIT else ""


def back_of(post: int, text: str) -> OpenPost:
    """Return how a post was opened; what is not ours leads back nowhere."""
    kind, _, rest = text.partition(":")
    place, _, of = rest.partition(":")
    if not kind or not place.isascii() or not place.isdigit() or len(place) > 9:
        return OpenPost(post=post)
    return OpenPost(post=post, kind=kind, place=int(place), of=of)
