"""What is counted of ranked answers: recall, mean reciprocal rank, offers."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """Recall@1, @3, @5, @10 and MRR@10 of some questions."""

    recall_1: float
    recall_3: float
    recall_5: float
    recall_10: float
    reciprocal: float

    def __str__(self) -> str:
        """Return the figures as cells of a table."""
        return (
            f"{self.recall_1:.3f} | {self.recall_5:.3f} | {self.recall_10:.3f} | "
            f"{self.reciprocal:.3f}"
        )


def figures(ranks: Sequence[int | None]) -> Figures:
    """Return the figures of the places (from 0) at which the right answer stood."""

    def recall(most: int) -> float:
        return sum(rank is not None and rank < most for rank in ranks) / len(ranks)

    reciprocal = sum(1 / (rank + 1) for rank in ranks if rank is not None and rank < 10)
    return Figures(recall(1), recall(3), recall(5), recall(10), reciprocal / len(ranks))


def place(found: Sequence[int], right: set[int]) -> int | None:
    """Return where the first right number stands, from 0."""
    return next((at for at, number in enumerate(found) if number in right), None)
