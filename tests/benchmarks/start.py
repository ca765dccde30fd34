"""How soon the bot is ready, and how much memory it takes: idle, with a backlog, with an outbox."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import population, processes, workload
from tests.benchmarks.contestants import AIOGRAM, OURS_JOINING, PTB, Terms, environment_of
from tests.benchmarks.processes import ApiModel, BotProcess, FakeApiProcess
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Table, middle

DELAY = 0.06
PATIENCE_SECONDS = 120


def measure(scale: Scale) -> list[Table]:
    """Measure `cop-humas run` beside the plain bots."""
    return [_ready(scale), _memory(scale)]


def _ready(scale: Scale) -> Table:
    rows = []
    for name, start in (
        (PTB.name, lambda api, folder: PTB.start(api, folder, Terms())),
        (AIOGRAM.name, lambda api, folder: AIOGRAM.start(api, folder, Terms())),
        ("ours, a new database", _run_new),
        ("ours, an old database", _run_old),
    ):
        ready, idle = [], []
        for _ in range(scale.repeats):
            with (
                processes.folder() as folder,
                processes.fake_api(ApiModel()) as api,
                start(api, folder) as bot,
            ):
                time.sleep(min(scale.seconds, 3))
                ready.append(api.order("report")["first_poll_at"] - bot.started_at)
                idle.append(bot.memory()[0])
        rows.append((name, middle(ready, 2), middle(idle)))
    return Table("From start to the first poll", ("bot", "seconds", "MB idle"), rows)


def _memory(scale: Scale) -> Table:
    rows = [
        (f"backlog of {scale.backlog:,} updates, {one.name}", f"{_backlog(one, scale):.0f}")
        for one in (PTB, AIOGRAM, OURS_JOINING)
    ]
    rows.append((f"outbox of {scale.outbox_rows:,} rows, ours", f"{_outbox(scale):.0f}"))
    return Table("Memory at its peak", ("what waits", "MB"), rows)


def _backlog(contestant: object, scale: Scale) -> float:
    assert contestant in (PTB, AIOGRAM, OURS_JOINING)
    one = next(known for known in (PTB, AIOGRAM, OURS_JOINING) if known is contestant)
    people = scale.backlog if one.writes_once else workload.PEOPLE
    with (
        processes.folder() as folder,
        processes.fake_api(ApiModel()) as api,
        one.start(api, folder, Terms(talkers=people)) as bot,
    ):
        api.order("load", count=scale.backlog, chats=people, rate=0, text=one.text)
        api.wait("answers", PATIENCE_SECONDS)
        return bot.memory()[1]


def _outbox(scale: Scale) -> float:
    with processes.folder() as folder, processes.fake_api(ApiModel(delay=DELAY)) as api:
        path = folder / "ours.sqlite3"
        url = population.create(path)
        population.add_listeners(path, scale.outbox_rows)
        population.add_outbox(path, scale.outbox_rows)
        with _run(api, folder, url) as bot:
            api.wait("bulk", PATIENCE_SECONDS, bulk=min(scale.outbox_rows, int(30 * scale.seconds)))
            return bot.memory()[1]


def _run_new(api: FakeApiProcess, folder: Path) -> contextlib.AbstractContextManager[BotProcess]:
    return _run(api, folder, f"sqlite:///{folder / 'ours.sqlite3'}")


def _run_old(api: FakeApiProcess, folder: Path) -> contextlib.AbstractContextManager[BotProcess]:
    return _run(api, folder, population.create(folder / "ours.sqlite3"))


@contextlib.contextmanager
def _run(api: FakeApiProcess, folder: Path, url: str) -> Iterator[BotProcess]:
    environment = environment_of(api, url, send_rate=30)
    command = ["-m", "bot", "run"]
    with processes.bot(api, command, folder=folder, environment=environment) as running:
        yield running
