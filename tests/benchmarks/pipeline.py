"""How many messages a second from a table to Telegram and marked there, with no pacing."""

from statistics import median

from tests.benchmarks import processes
from tests.benchmarks.contestants import AIOGRAM, OURS, PTB, Contestant, Terms
from tests.benchmarks.processes import ApiModel
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Table, middle

DELAY = 0.06
PATIENCE_SECONDS = 120


def measure(scale: Scale) -> list[Table]:
    """Measure claim, send and mark; plain bots take row by row, 32 in flight."""
    runs: dict[str, list[dict[str, float]]] = {}
    for _ in range(scale.repeats):
        for contestant in (PTB, AIOGRAM, OURS):
            count = scale.pipeline_messages if contestant is OURS else scale.stock_messages
            runs.setdefault(contestant.name, []).append(_run(contestant, count))
    naive = median(run["bulk_per_second"] for run in runs[PTB.name])
    rows = [
        (
            name,
            int(found[0]["asked"]),
            middle([one["bulk_per_second"] for one in found]),
            f"{median(one['bulk_per_second'] for one in found) / naive:.1f}",
            middle([one["cpu_microseconds"] for one in found]),
            max(int(one["asked"] - one["bulk"] + one["bulk_doubled"]) for one in found),
        )
        for name, found in runs.items()
    ]
    columns = ("bot", "messages", "sent/s", "x plain PTB", "CPU us/message", "lost or doubled")
    return [Table("Messages a second through the outbox, no pacing", columns, rows)]


def _run(contestant: Contestant, count: int) -> dict[str, float]:
    model = ApiModel(delay=DELAY, jitter=DELAY / 6)
    with (
        processes.folder() as folder,
        processes.fake_api(model) as api,
        contestant.start(api, folder, Terms(listeners=count)) as bot,
    ):
        before = bot.cpu_seconds()
        bot.order(f"broadcast {count} 0")
        api.wait("bulk", PATIENCE_SECONDS, bulk=count)
        cpu = bot.cpu_seconds() - before
        bot.check()
        report = api.order("report")
    return {**report, "asked": count, "cpu_microseconds": 1e6 * cpu / count}
