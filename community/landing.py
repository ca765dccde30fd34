"""Deep links: what stands behind `q_12`, `p_34` and `s_56`."""

import re
from dataclasses import dataclass

TITLES = {"q": "Pertanyaan", "p": "Tulisan", "s": "Sesi"}

_TARGET = re.compile(r"([qps])_([1-9][0-9]{0,17})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Target:
    """One question, post or session."""

    kind: str
    number: int


def read(payload: str) -> Target | None:
    """Read a deep link's payload, None for whatever is no link of ours."""
    found = _TARGET.fullmatch(payload.strip())
    return None if found is None else Target(found[1], int(found[2]))
