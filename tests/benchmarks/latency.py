"""How long an answer takes on the bot's side: from an update's availability to its answer."""

from tests.benchmarks import processes
from tests.benchmarks.contestants import AIOGRAM, OURS, OURS_JOINING, PTB, Contestant, Terms
from tests.benchmarks.processes import ApiModel
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Table, middle
from tests.benchmarks.workload import PEOPLE

IDLE_RATE = 5
BUSY_RATE = 200
DELAY = 0.06
PATIENCE_SECONDS = 20


def measure(scale: Scale) -> list[Table]:
    """Measure single answers and a steady stream, with an API that answers after 60 ms."""
    rows = []
    for contestant in (PTB, AIOGRAM, OURS, OURS_JOINING):
        for rate in (IDLE_RATE, BUSY_RATE):
            reports = [_run(contestant, rate, scale.seconds) for _ in range(scale.repeats)]
            figures = [
                middle([one[f"latency_{name}"] for one in reports], 1)
                for name in ("p50", "p95", "p99", "most")
            ]
            late = max(int(one["missing"]) for one in reports)
            rows.append((contestant.name, rate, *figures, late))
    question = "Milliseconds from update to answer, API delay 60 ms"
    columns = ("bot", "updates/s", "p50", "p95", "p99", "longest", "unanswered after the end")
    return [Table(question, columns, rows)]


def _run(contestant: Contestant, rate: int, seconds: float) -> dict[str, float]:
    count = max(1, int(rate * seconds))
    warming = min(200, count)
    people = count + warming if contestant.writes_once else PEOPLE
    with (
        processes.folder() as folder,
        processes.fake_api(ApiModel(delay=DELAY, jitter=DELAY / 6)) as api,
        contestant.start(api, folder, Terms(talkers=people)) as bot,
    ):
        load = {"chats": people, "text": contestant.text}
        api.order("load", count=warming, rate=BUSY_RATE / 4, **load)
        api.wait("answers", PATIENCE_SECONDS)
        first = warming if contestant.writes_once else 0
        api.order("load", count=count, rate=rate, first=first, **load)
        api.wait("answers", seconds + PATIENCE_SECONDS / 4)
        bot.check()
        return api.order("report")
