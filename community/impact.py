"""What `/dampak` shows: practices by how far they were replicated, and areas by what they do."""

from collections.abc import Mapping
from dataclasses import dataclass

from community import areas
from community.areas import Area
from community.callback import callback
from community.replicating import Reach

A_PAGE = 10
PRACTICES, AREAS = "practices", "areas"


@callback("ki")
class OpenImpact:
    """Show the practices, page by page, or the areas."""

    view: str
    page: int = 0


@callback("kg")
class SendImpactChart:
    """Send the chart of the areas."""


@dataclass(frozen=True, slots=True)
class Practice:
    """A post that others replicated."""

    post_id: int
    title: str
    reach: Reach


@dataclass(frozen=True, slots=True)
class InArea:
    """How many practices of others run in a kabupaten/kota, and how many posts come from there."""

    area: Area
    adopted: int
    shared: int


@dataclass(frozen=True, slots=True)
class Spread:
    """All kabupaten and kota, the most active first, and all other instansi together."""

    areas: tuple[InArea, ...]
    adopted_elsewhere: int
    shared_elsewhere: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing was shared or adopted anywhere."""
        found = sum(one.adopted + one.shared for one in self.areas)
        return not found + self.adopted_elsewhere + self.shared_elsewhere


def spread(adopted: Mapping[str | None, int], shared: Mapping[str | None, int]) -> Spread:
    """Sort counts by the code of an area; whatever is no kabupaten/kota stands elsewhere."""
    rows = [InArea(area, adopted.get(area.code, 0), shared.get(area.code, 0)) for area in areas.ALL]
    rows.sort(key=lambda one: (-one.adopted, -one.shared))
    return Spread(tuple(rows), _elsewhere(adopted), _elsewhere(shared))


def _elsewhere(counts: Mapping[str | None, int]) -> int:
    return sum(count for code, count in counts.items() if areas.by_code(code or "") is None)
