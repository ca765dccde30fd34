"""What a benchmark found, as a Markdown table."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Table:
    """One question and its figures."""

    question: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[object, ...]]

    def __str__(self) -> str:
        """Write the table as Markdown."""
        lines = [self.columns, ("---",) * len(self.columns), *self.rows]
        written = ["| " + " | ".join(str(cell) for cell in line) + " |" for line in lines]
        return "\n".join([f"### {self.question}", "", *written, ""])


def middle(values: Sequence[float], digits: int = 0) -> str:
    """Write the median, and the range where there are several."""
    number = f"{median(values):,.{digits}f}"
    if len(values) == 1:
        return number
    return f"{number} ({min(values):,.{digits}f} to {max(values):,.{digits}f})"
