"""Where a member works, in words; their own province comes with each agency's name."""

from community import agencies, areas
from community.profile import Profile

UNKNOWN = "belum diisi"


def name(profile: Profile) -> str:
    """Return the name of the instansi, as it stands on cards, posts and profiles."""
    area = areas.by_code(profile.area or "")
    if area is not None:
        return f"Pemerintah {area.name}"
    agency = agencies.by_code(profile.agency or "")
    if agency is not None:
        return f"{agency.name}, Pemprov Jawa Timur"
    return profile.other_agency or UNKNOWN
