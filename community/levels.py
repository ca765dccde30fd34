"""The rungs of the profession (jenjang), as they stand on the buttons."""

from dataclasses import dataclass

from community import packaged
from community.folding import fold


@dataclass(frozen=True, slots=True)
class Level:
    """A rung: `label` on buttons, `title` in full."""

    code: str
    label: str
    title: str
    category: str


ALL = tuple(Level(**entry) for entry in packaged.entries("levels"))
_BY_CODE = {level.code: level for level in ALL}


def by_code(code: str) -> Level | None:
    """Return the rung of that code."""
    return _BY_CODE.get(code)


def named(text: str) -> Level | None:
    """Return the rung whose label or title was typed."""
    typed = fold(text)
    return next((one for one in ALL if typed in (fold(one.label), fold(one.title))), None)
