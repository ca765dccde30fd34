"""What waits in the database, as Prometheus reads it."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.health import STARTING, Finding
from community.questions import OPEN
from storage.gauges import Reading

Values = Mapping[tuple[str, ...], float]


class ReadingCollector(Collector):
    """Gives the newest reading; without one (the database is away) only that it is away."""

    def __init__(self) -> None:
        self.finding: Finding = STARTING

    def describe(self) -> Iterator[Metric]:
        """Promise nothing beforehand."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Give all that is known."""
        finding, reading = self.finding, self.finding.reading
        yield _gauge("healthy", "1 where /healthz answers 200", float(finding.is_well))
        yield _gauge("database_up", "Whether the database answered", float(reading is not None))
        if finding.newest_backup is not None:
            at = finding.newest_backup.timestamp()
            yield _gauge("backup_timestamp_seconds", "When the newest backup was made", at)
        if reading is not None:
            yield from _queues(reading)
            yield from _community(reading)
            yield from _jobs(reading)
            yield _gauge("database_bytes", "Size of the database", reading.database_bytes)


def _queues(reading: Reading) -> Iterator[Metric]:
    now = reading.at
    yield _gauge("inbox_waiting", "Updates that wait for their unit", reading.inbox.count)
    yield _gauge("inbox_oldest_seconds", "Age of the oldest", _age(reading.inbox.oldest, now))
    yield _table(
        "outbox_waiting",
        "Rows that are still to be sent",
        ("lane", "state"),
        {(lane.value, state): count for (lane, state), count in reading.outbox.items()},
    )
    yield _table(
        "outbox_oldest_due_seconds",
        "How long the oldest row to a person is due",
        ("lane",),
        {(lane.value,): _age(reading.due.get(lane), now) for lane, _ in reading.outbox},
    )


def _community(reading: Reading) -> Iterator[Metric]:
    now = reading.at
    states = {state.value: reading.questions.get(state.value) for state in OPEN}
    yield _table(
        "questions_open",
        "Questions that are not answered yet",
        ("state",),
        {(state,): 0 if one is None else one.count for state, one in states.items()},
    )
    yield _table(
        "question_oldest_seconds",
        "Age of the oldest of them",
        ("state",),
        {(state,): 0 if one is None else _age(one.oldest, now) for state, one in states.items()},
    )
    yield _gauge("questions_overdue", "Open questions beyond SLA_HOURS", reading.overdue)
    yield _gauge("posts_waiting", "Posts that wait for moderators", reading.posts.count)
    yield _gauge(
        "post_oldest_seconds", "How long the oldest of them waits", _age(reading.posts.oldest, now)
    )
    day = reading.reminders
    outcomes = {"made": day.made, "missed": day.missed, **day.outcomes}
    yield _table(
        "reminders_today",
        "Reminders of today: made, missed, and once all are final what became of them",
        ("outcome",),
        {(name,): count for name, count in outcomes.items()},
    )


def _jobs(reading: Reading) -> Iterator[Metric]:
    done = [run for run in reading.jobs if run.ran_at is not None]
    yield _table(
        "job_success_timestamp_seconds",
        "When a job last ran to its end",
        ("job",),
        {(run.job,): run.ran_at.timestamp() for run in done if run.ran_at is not None},
    )
    yield _table(
        "job_last_seconds",
        "How long that took",
        ("job",),
        {(run.job,): run.milliseconds / 1000 for run in done},
    )
    yield _table(
        "job_failing",
        "Whether a job failed since",
        ("job",),
        {(run.job,): float(run.failed_at is not None) for run in reading.jobs},
    )


def _age(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())


def _gauge(name: str, about: str, value: float) -> Metric:
    return _table(name, about, (), {(): value})


def _table(name: str, about: str, labels: tuple[str, ...], values: Values) -> Metric:
    family = GaugeMetricFamily(f"cop_{name}", about, labels=labels)
    for key, value in values.items():
        family.add_metric(key, value)
    return family
