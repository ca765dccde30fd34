"""Marks on a post: `Bermanfaat`, which everybody sees counted, and `Simpan`, one's own."""

from dataclasses import dataclass, replace
from enum import StrEnum

from community.callback import LIMIT, callback, pack
from community.post_buttons import OpenPost


class Kind(StrEnum):
    """What a mark says."""

    USEFUL = "useful"
    SAVED = "saved"


_SHORT = {"u": Kind.USEFUL, "s": Kind.SAVED}
_LETTERS = {kind: letter for letter, kind in _SHORT.items()}


@callback("km")
class MarkPost:
    """Put a mark on a post, or take it back; the rest names the list it was opened from."""

    post: int
    mark: str
    on: bool
    kind: str = ""
    place: int = 0
    of: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """How a post is marked, as one reader sees it."""

    useful: int
    is_useful: bool
    is_saved: bool


NOTHING = Marks(0, is_useful=False, is_saved=False)


def kind_of(data: MarkPost) -> Kind | None:
    """Return what a button marks; None for a forged one."""
    return _SHORT.get(data.mark)


def back_of(data: MarkPost) -> OpenPost:
    """Return how the post was opened."""
    return OpenPost(post=data.post, kind=data.kind, place=data.place, of=data.of)


def packed(back: OpenPost, kind: Kind, *, on: bool) -> str:
    """Write the button of a mark; where a list's name is too long, the way back to it is lost."""
    data = MarkPost(
        post=back.post, mark=_LETTERS[kind], on=on, kind=back.kind, place=back.place, of=back.of
    )
    parts = (data.post, data.mark, int(on), data.kind, data.place, data.of)
    length = len("1km") + sum(len(f":{part}".encode()) for part in parts)
    return pack(data if length <= LIMIT else replace(data, kind="", place=0, of=""))
