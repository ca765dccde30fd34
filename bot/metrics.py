"""What this process counts since its start, for Prometheus; each running bot has its own."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics
from prometheus_client.process_collector import ProcessCollector

from bot.delivery.ending import Ending
from community.faults import Part
from storage.outbox import State

HANDLING = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)
ANSWERING = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0)
RUNNING = (0.01, 0.05, 0.25, 1.0, 5.0, 30.0, 120.0)
MOST_AWAITED = 10_000  # answers whose sending is awaited; the oldest are let go beyond it
MOST_KINDS = 50  # of errors; further ones count as one
OTHER = "other"

# They would be a second line for each counter, which nobody reads; a registry has no such switch.
disable_created_metrics()  # type: ignore[no-untyped-call] # theirs is not annotated


class Metrics:
    """Counters and histograms; no label names a person or a chat, and each has few values."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        counter, histogram = self._counter, self._histogram
        self._received = counter("updates_received", "Updates that Telegram handed over")
        self._handled = counter("updates_handled", "Updates handled to the end")
        self._set_aside = counter("updates_set_aside", "Updates given up after three tries")
        self._messages = counter(
            "messages", "Finished rows of the outbox, by what became of them", "lane", "outcome"
        )
        self._errors = counter("errors", "Errors by part and kind (type and line)", "part", "kind")
        self._handling = histogram("update_handling_seconds", "One unit of work", HANDLING)
        self._answering = histogram(
            "answer_seconds", "From an update's arrival until its answer is sent", ANSWERING
        )
        self._jobs = counter("job_runs", "Runs of jobs of the clock", "job", "result")
        self._running = histogram("job_seconds", "One run of a job", RUNNING, "job")
        self._awaited: OrderedDict[int, datetime] = OrderedDict()
        self._kinds: set[tuple[Part, str]] = set()
        ProcessCollector(registry=self.registry)

    def received(self, count: int) -> None:
        """Count updates that were committed to the inbox."""
        self._received.inc(count)

    def handled(self, seconds: Sequence[float]) -> None:
        """Count updates that were handled, each with how long its unit took."""
        self._handled.inc(len(seconds))
        for one in seconds:
            self._handling.observe(one)

    def set_aside(self) -> None:
        """Count an update that was given up."""
        self._set_aside.inc()

    def awaits(self, row_id: int, received_at: datetime) -> None:
        """Remember the row that answers an update, until it is sent."""
        self._awaited[row_id] = received_at
        if len(self._awaited) > MOST_AWAITED:
            self._awaited.popitem(last=False)

    def ended(self, ending: Ending, now: datetime) -> None:
        """Count a row of the outbox that needs nothing more."""
        self._messages.labels(ending.lane.value, ending.state.value).inc()
        received_at = self._awaited.pop(ending.row_id, None)
        if received_at is not None and ending.state is State.SENT:
            self._answering.observe(max(0.0, (now - received_at).total_seconds()))

    def met(self, part: Part, kind: str) -> None:
        """Count an error."""
        if (part, kind) not in self._kinds:
            if len(self._kinds) >= MOST_KINDS:
                kind = OTHER
            else:
                self._kinds.add((part, kind))
        self._errors.labels(part.value, kind).inc()

    def ran(self, job: str, seconds: float, *, is_success: bool) -> None:
        """Count a run of a job."""
        self._jobs.labels(job, "success" if is_success else "failure").inc()
        self._running.labels(job).observe(seconds)

    def _counter(self, name: str, about: str, *labels: str) -> Counter:
        return Counter(f"cop_{name}", about, labels, registry=self.registry)

    def _histogram(
        self, name: str, about: str, buckets: Sequence[float], *labels: str
    ) -> Histogram:
        return Histogram(f"cop_{name}", about, labels, registry=self.registry, buckets=buckets)
