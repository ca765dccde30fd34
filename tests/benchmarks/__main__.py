"""`python -m tests.benchmarks [--quick] [name ...]`: measure and print tables."""

import argparse
import sys
from collections.abc import Callable, Sequence

from tests.benchmarks import (
    broadcast,
    fan_out,
    latency,
    layer,
    pipeline,
    questions,
    reminders,
    replicas,
    search,
    start,
    updates,
)
from tests.benchmarks.scale import FULL, QUICK, Scale
from tests.benchmarks.table import Table

BENCHMARKS: dict[str, Callable[[Scale], Sequence[Table]]] = {
    "updates": updates.measure,
    "latency": latency.measure,
    "broadcast": broadcast.measure,
    "pipeline": pipeline.measure,
    "fan_out": fan_out.measure,
    "reminders": reminders.measure,
    "questions": questions.measure,
    "replicas": replicas.measure,
    "start": start.measure,
    "layer": layer.measure,
    "search": search.measure,
    "search_postgres": search.measure_postgres,
}


def main(arguments: Sequence[str]) -> None:
    """Run the benchmarks that were named, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(BENCHMARKS))
    parser.add_argument("--quick", action="store_true", help="smaller sizes, no repeats")
    asked = parser.parse_args(arguments)
    unknown = sorted(set(asked.names) - set(BENCHMARKS))
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    for name in asked.names or BENCHMARKS:
        for table in BENCHMARKS[name](QUICK if asked.quick else FULL):
            print(table, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
