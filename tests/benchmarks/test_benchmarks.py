"""The benchmarks run, with tiny numbers and no judgement of speed."""

from collections.abc import Callable, Sequence

import pytest

from tests.benchmarks.__main__ import BENCHMARKS
from tests.benchmarks.scale import SMOKE, Scale
from tests.benchmarks.sliding import FloodLimit, most_in_any_second, percentiles
from tests.benchmarks.table import Table
from tests.benchmarks.traffic import FIRST_CHAT, Load, Traffic


@pytest.mark.parametrize("measure", BENCHMARKS.values(), ids=BENCHMARKS)
def test_benchmark_runs(measure: Callable[[Scale], Sequence[Table]]) -> None:
    """Every benchmark comes to its end and fills its table."""
    tables = measure(SMOKE)

    assert tables
    for table in tables:
        assert {len(table.columns)} == {len(row) for row in table.rows}


def test_flood_limit_is_strict() -> None:
    """The limit counts a sliding second, not a calendar one."""
    flood = FloodLimit(2)

    allowed = [flood.allows(moment) for moment in (0.0, 0.9, 0.95, 1.05, 1.1, 1.95)]

    assert [True, True, False, True, False, True] == allowed


def test_busiest_second_is_found_across_whole_seconds() -> None:
    """A burst around the turn of a second counts as one."""
    moments = [0.0, 0.8, 0.9, 1.1, 1.2, 1.79, 5.0]

    assert 5 == most_in_any_second(moments)


def test_percentiles_are_milliseconds() -> None:
    """Percentiles pick from the ordered values."""
    found = percentiles([number / 1000 for number in range(100, -1, -1)])

    assert {"p50": 50.0, "p95": 95.0, "p99": 99.0, "most": 100.0} == found


def test_traffic_notices_lost_doubled_and_swapped_answers() -> None:
    """An answer counts once, for its own update, in the order of its chat."""
    traffic = Traffic(Load(count=4, chats=1, rate=0, text="/ukur {number}"), 10, 0)
    for number in range(4):
        traffic.release(number, 0.0)
    traffic.take(0, 100, 0.0)

    for text in ("x 0", "x 0", "x 2", "x 1"):
        traffic.answered(FIRST_CHAT, text, 1.0)

    report = traffic.report()
    found = {name: report[name] for name in ("answers", "missing", "surplus", "out_of_order")}
    assert {"answers": 3, "missing": 1, "surplus": 1, "out_of_order": 1} == found
