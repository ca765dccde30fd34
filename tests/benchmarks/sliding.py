"""Figures over many moments: the busiest second, percentiles, a strict flood limit."""

from collections import deque
from collections.abc import Sequence


def most_in_any_second(moments: Sequence[float]) -> int:
    """Return the largest number of moments in any sliding second."""
    most = start = 0
    for end, moment in enumerate(moments):
        while moments[start] <= moment - 1.0:
            start += 1
        most = max(most, end - start + 1)
    return most


def percentiles(values: Sequence[float]) -> dict[str, float]:
    """Return p50, p95, p99 and the largest, in milliseconds."""
    if not values:
        return {"p50": 0.0, "p95": 0.0, "p99": 0.0, "most": 0.0}
    ordered = sorted(values)
    shares = {"p50": 0.50, "p95": 0.95, "p99": 0.99, "most": 1.0}
    last = len(ordered) - 1
    return {name: 1000 * ordered[round(share * last)] for name, share in shares.items()}


class FloodLimit:
    """So many sends in any sliding second and not one more; 0 is no limit."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._moments: deque[float] = deque()

    def allows(self, now: float) -> bool:
        """Count a send, or say that it is one too many."""
        if self._most == 0:
            return True
        while self._moments and self._moments[0] <= now - 1.0:
            self._moments.popleft()
        if len(self._moments) >= self._most:
            return False
        self._moments.append(now)
        return True
