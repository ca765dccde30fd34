"""How fast a broadcast is within its limit, what it costs, and how replies fare meanwhile."""

from dataclasses import dataclass

from tests.benchmarks import processes
from tests.benchmarks.contestants import AIOGRAM, OURS, PTB, Contestant, Terms
from tests.benchmarks.processes import ApiModel, BotProcess, FakeApiProcess
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Table
from tests.benchmarks.workload import COMMAND, PEOPLE

FREE = 30
PAID = 1_000
REPLY_RATE = 5
DELAY = 0.06
PATIENCE_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A broadcast alone, and replies before it and while another one runs."""

    bulk: dict[str, float]
    cpu_share: float
    idle: dict[str, float]
    during: dict[str, float]


def measure(scale: Scale) -> list[Table]:
    """Measure the free and the paid rate, against a server that counts strictly."""
    return [
        _measure(scale, FREE, scale.free_messages),
        _measure(scale, PAID, scale.paid_messages),
    ]


def _measure(scale: Scale, rate: int, count: int) -> Table:
    rows = []
    for contestant in (PTB, AIOGRAM, OURS):
        found = _run(contestant, rate, count, scale.seconds)
        rows.append(
            (
                contestant.name,
                f"{found.bulk['bulk_per_second']:.1f}",
                int(found.bulk["bulk_most_in_a_second"]),
                int(found.bulk["refused"]),
                f"{count - int(found.bulk['bulk'])}/{int(found.bulk['bulk_doubled'])}",
                f"{100 * found.cpu_share:.0f} %",
                f"{found.idle['latency_p50']:.1f}/{found.idle['latency_p99']:.1f}",
                f"{found.during['latency_p50']:.1f}/{found.during['latency_p99']:.1f}",
                int(found.during["missing"]),
            )
        )
    question = f"A broadcast to {count:,} within {rate} a second"
    columns = (
        "bot",
        "sent/s",
        "most in any second",
        "429s",
        "lost/doubled",
        "of one core",
        "reply p50/p99 ms, idle",
        "during",
        "unanswered",
    )
    return Table(question, columns, rows)


def _run(contestant: Contestant, rate: int, count: int, seconds: float) -> Broadcast:
    model = ApiModel(delay=DELAY, jitter=DELAY / 6, limit=rate)
    terms = Terms(send_rate=rate, listeners=count)
    with (
        processes.folder() as folder,
        processes.fake_api(model) as api,
        contestant.start(api, folder, terms) as bot,
    ):
        bulk, cpu_share = _alone(api, bot, rate, count)
        idle = _replies(api, seconds)
        api.order("forget")
        bot.order(f"broadcast {count} {rate}")
        api.wait("bulk", PATIENCE_SECONDS, bulk=1)
        during = _replies(api, min(seconds, 0.8 * count / rate))
        bot.check()
        return Broadcast(bulk, cpu_share, idle, during)


def _alone(
    api: FakeApiProcess, bot: BotProcess, rate: int, count: int
) -> tuple[dict[str, float], float]:
    before = bot.cpu_seconds()
    bot.order(f"broadcast {count} {rate}")
    api.wait("bulk", PATIENCE_SECONDS / 2 + 2 * count / rate, bulk=count)
    cpu = bot.cpu_seconds() - before
    report = api.order("report")
    sent, per_second = report["bulk"], report["bulk_per_second"]
    return report, cpu * per_second / sent if sent else 0.0


def _replies(api: FakeApiProcess, seconds: float) -> dict[str, float]:
    count = max(1, int(REPLY_RATE * seconds))
    api.order("load", count=count, chats=PEOPLE, rate=REPLY_RATE, text=COMMAND)
    api.wait("answers", seconds + 5)
    return api.order("report")
