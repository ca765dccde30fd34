"""The perangkat daerah of the province, found by name or abbreviation."""

from dataclasses import dataclass

from community import packaged
from community.folding import fold

LONGEST_LABEL = 44  # what a phone shows of a button that takes the whole row
_NEITHER = ("provinsi", "prov", "pemprov", "jawa", "timur", "jatim")


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency of the province; a first list that the partner has yet to confirm."""

    code: str
    name: str
    short: str

    @property
    def label(self) -> str:
        """The name as a button can show it; long ones by their abbreviation."""
        return self.name if len(self.name) <= LONGEST_LABEL else self.short


_ENTRIES = packaged.entries("agencies")
ALL = tuple(
    sorted(
        (Agency(entry["code"], entry["name"], entry["short"]) for entry in _ENTRIES),
        key=lambda agency: agency.label,
    )
)
_BY_CODE = {agency.code: agency for agency in ALL}
_SHORTS = {
    entry["code"]: [fold(name) for name in (entry["short"], *entry["aliases"])]
    for entry in _ENTRIES
}
_TEXTS = {
    entry["code"]: " ".join([fold(entry["name"]), *_SHORTS[entry["code"]]]) for entry in _ENTRIES
}


def by_code(code: str) -> Agency | None:
    """Return the agency of that code."""
    return _BY_CODE.get(code)


def find(text: str) -> tuple[Agency, ...]:
    """Return the agencies that a typed text may mean, best first; nothing typed finds all."""
    words = [word for word in fold(text).split() if word not in _NEITHER]
    typed = " ".join(words)
    hits = [agency for agency in ALL if all(word in _TEXTS[agency.code] for word in words)]
    return tuple(sorted(hits, key=lambda agency: typed not in _SHORTS[agency.code]))
