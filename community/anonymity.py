"""Whether a text names somebody: what is published must not tell who asked."""

from enum import IntEnum

from community import areas, workplace
from community.folding import fold
from community.profile import Profile

_LETTERS = 4  # of a part of a name that is looked for alone: Adi and Eka stand in many words
_COMMON = frozenset({"kabupaten", "kota", "pemerintah", "provinsi", "jawa", "timur", "pemprov"})


class Mention(IntEnum):
    """How clearly a text names somebody."""

    NONE = 0
    PERHAPS = 1  # part of the name, or the place: it may be another's
    PLAINLY = 2  # the whole name, the instansi or the unit


def mention(profile: Profile, text: str) -> Mention:
    """Say how clearly a text names the person with this profile."""
    words = f" {fold(text)} "
    if any(f" {name} " in words for name in _whole(profile)):
        return Mention.PLAINLY
    if any(f" {part} " in words for part in _parts(profile)):
        return Mention.PERHAPS
    return Mention.NONE


def _whole(profile: Profile) -> list[str]:
    """Return what names the person beyond doubt; a unit of one word ("Humas") does not."""
    area = areas.by_code(profile.area or "")
    place = workplace.name(profile)
    names = [profile.unit or "", profile.other_agency or ""]
    names += [] if place == workplace.UNKNOWN else [place, place.partition(",")[0]]
    names += [] if area is None else [area.name]
    several = [fold(name) for name in names if len(fold(name).split()) > 1]
    return [fold(profile.name), *several]


def _parts(profile: Profile) -> set[str]:
    area = areas.by_code(profile.area or "")
    names = [profile.name, profile.unit or "", profile.other_agency or ""]
    words = {word for name in names[:1] for word in fold(name).split()}
    words |= {fold(name) for name in names[1:]}
    words |= set() if area is None else set(fold(area.name).split())
    return {word for word in words if len(word) >= _LETTERS} - _COMMON
