"""What a member says about themselves; the only personal data that is asked for."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A member's entry; exactly one of `area`, `agency`, `other_agency` is set."""

    name: str
    area: str | None = None  # code of a kabupaten/kota
    agency: str | None = None  # code of a perangkat daerah of the province
    other_agency: str | None = None  # name of any other agency, as typed
    unit: str | None = None
    level: str | None = None
    joined_at: datetime | None = None
