"""The 38 kabupaten and kota of Jawa Timur, found by any part of their name."""

import difflib
from dataclasses import dataclass

from community import packaged
from community.folding import fold

_KABUPATEN = ("pemkab", "kab")
_KOTA = ("pemkot", "kota", "kotamadya", "kodya")
_NEITHER = ("pemerintah", "pemda", "daerah", "provinsi", "prov", "jawa", "timur", "jatim")


@dataclass(frozen=True, slots=True)
class Area:
    """A kabupaten or kota; `code` is Kemendagri's."""

    code: str
    name: str
    kind: str
    short: str


ALL = tuple(
    sorted(
        (Area(**entry) for entry in packaged.entries("areas")),
        key=lambda area: (area.short, area.kind),
    )
)
_BY_CODE = {area.code: area for area in ALL}
_FOLDED = {area.code: fold(area.short) for area in ALL}


def by_code(code: str) -> Area | None:
    """Return the area of that code."""
    return _BY_CODE.get(code)


def find(text: str) -> tuple[Area, ...]:
    """Return the areas that a typed text may mean, best first; nothing typed finds all."""
    kinds = set()
    words = []
    for word in fold(text).split():
        kind = _kind(word)
        if kind is not None:
            kinds.add(kind)
        elif word not in _NEITHER:
            words.append(word)
    named = tuple(area for area in ALL if all(word in _FOLDED[area.code] for word in words))
    typed = "".join(words)
    found = named or _similar(typed)
    # "kota bangkalan" means Kabupaten Bangkalan: there is no other.
    hits = tuple(area for area in found if not kinds or area.kind in kinds) or found
    return tuple(sorted(hits, key=lambda area: not _FOLDED[area.code].startswith(typed)))


def _kind(word: str) -> str | None:
    if word in _KABUPATEN or (len(word) > 3 and "kabupaten".startswith(word)):
        return "kabupaten"
    return "kota" if word in _KOTA else None


def _similar(typed: str) -> tuple[Area, ...]:
    """Return what was probably meant by a name with a small slip."""
    if not 4 <= len(typed) <= 40:
        return ()
    close = set(difflib.get_close_matches(typed, _FOLDED.values(), n=3, cutoff=0.75))
    return tuple(area for area in ALL if _FOLDED[area.code] in close)
