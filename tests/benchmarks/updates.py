"""How many updates a second, all available at once: 1 read, 1 durable write, 1 answer."""

from dataclasses import dataclass
from statistics import median

from tests.benchmarks import processes
from tests.benchmarks.contestants import AIOGRAM, OURS, OURS_JOINING, PTB, Contestant, Terms
from tests.benchmarks.processes import ApiModel
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Table, middle
from tests.benchmarks.workload import PEOPLE

DELAYS = (0.0, 0.06)
PATIENCE_SECONDS = 180


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one bot."""

    per_second: float
    cpu_microseconds: float
    peak: float
    faults: tuple[int, int, int]


def measure(scale: Scale) -> list[Table]:
    """Measure all bots beside each other, with an API that answers at once and after 60 ms."""
    return [_measure(scale, delay) for delay in DELAYS]


def _measure(scale: Scale, delay: float) -> Table:
    contestants = (PTB, AIOGRAM, OURS, OURS_JOINING)
    runs: dict[str, list[Run]] = {one.name: [] for one in contestants}
    for _ in range(scale.repeats):
        for one in contestants:  # in turn, so that a noisy minute is shared
            runs[one.name].append(_run(one, _count(one, scale, delay), delay))
    yardstick = median(run.per_second for run in runs[AIOGRAM.name])
    question = f"Updates a second, API delay {delay * 1000:.0f} ms"
    columns = ("bot", "updates", "updates/s", "x aiogram", "CPU us/update", "peak MB")
    rows = [
        (
            one.name,
            _count(one, scale, delay),
            middle([run.per_second for run in runs[one.name]]),
            f"{median(run.per_second for run in runs[one.name]) / yardstick:.2f}",
            middle([run.cpu_microseconds for run in runs[one.name]]),
            middle([run.peak for run in runs[one.name]]),
            "/".join(str(max(run.faults[place] for run in runs[one.name])) for place in range(3)),
        )
        for one in contestants
    ]
    return Table(question, (*columns, "lost/doubled/out of order"), rows)


def _count(contestant: Contestant, scale: Scale, delay: float) -> int:
    return scale.sequential_updates if contestant.is_sequential and delay else scale.updates


def _run(contestant: Contestant, count: int, delay: float) -> Run:
    people = count if contestant.writes_once else PEOPLE
    model = ApiModel(delay=delay, jitter=delay / 6)
    with (
        processes.folder() as folder,
        processes.fake_api(model) as api,
        contestant.start(api, folder, Terms(talkers=people)) as bot,
    ):
        before = bot.cpu_seconds()
        api.order("load", count=count, chats=people, rate=0, text=contestant.text)
        api.wait("answers", PATIENCE_SECONDS)
        cpu = bot.cpu_seconds() - before
        report = api.order("report")
        _, peak = bot.memory()
    faults = report["missing"], report["surplus"], report["out_of_order"]
    return Run(report["per_second"], 1e6 * cpu / count, peak, faults)
