"""The processes of a benchmark: the fake Bot API, and the bot that is measured."""

import contextlib
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TICKS = os.sysconf("SC_CLK_TCK")
START_SECONDS = 60
STOP_SECONDS = 20
ROOT = Path(__file__).resolve().parents[2]


class Broken(Exception):
    """A process of the benchmark ended, or did not come up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiModel:
    """How the fake Bot API answers: after so many seconds, within so many sends a second."""

    delay: float = 0.0
    jitter: float = 0.0
    limit: int = 0


@dataclass(slots=True)
class FakeApiProcess:
    """The fake Bot API as the harness sees it."""

    process: subprocess.Popen[str]
    port: int
    _connection: http.client.HTTPConnection

    @property
    def url(self) -> str:
        """Return where bots find it."""
        return f"http://127.0.0.1:{self.port}"

    def order(self, verb: str, **order: Any) -> dict[str, Any]:
        """Give an order and return what it answers."""
        self._connection.request("POST", f"/control/{verb}", json.dumps(order))
        answer: dict[str, Any] = json.loads(self._connection.getresponse().read())
        return answer

    def wait(self, until: str, seconds: float, **order: Any) -> bool:
        """Wait for something; says whether it came."""
        return bool(self.order("wait", until=until, seconds=seconds, **order)["came"])


@dataclass(slots=True)
class BotProcess:
    """A bot in its own process."""

    process: subprocess.Popen[str]
    started_at: float
    log: Path

    def cpu_seconds(self) -> float:
        """Return the processor time it used so far, of all its threads."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self) -> tuple[float, float]:
        """Return resident memory now and at its peak, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        lines = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
        now, peak = (int(lines[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
        return now, peak

    def order(self, line: str) -> None:
        """Write an order to its standard input."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def check(self) -> None:
        """Raise `Broken` with the end of its log when it has ended."""
        if self.process.poll() is not None:
            raise Broken(f"{self.process.args!r} ended:\n{self.log.read_text()[-2000:]}")


@contextlib.contextmanager
def fake_api(model: ApiModel) -> Iterator[FakeApiProcess]:
    """Run a fake Bot API."""
    options = [f"--delay={model.delay}", f"--jitter={model.jitter}", f"--limit={model.limit}"]
    command = [sys.executable, "-m", "tests.benchmarks.fake_api", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            if not line:
                raise Broken("the fake Bot API did not start")
            port = int(line)
            with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
                yield FakeApiProcess(process, port, connection)
        finally:
            process.terminate()


@contextlib.contextmanager
def bot(
    api: FakeApiProcess,
    command: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str] | None = None,
) -> Iterator[BotProcess]:
    """Run a bot, ready as soon as it polls."""
    log = folder / "log"
    with (
        log.open("w") as said,
        subprocess.Popen(
            [sys.executable, *command],
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=folder,  # where no .env of somebody's has a say
            env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
        ) as process,
    ):
        one = BotProcess(process, time.monotonic(), log)
        try:
            if not api.wait("poll", START_SECONDS):
                one.check()
                raise Broken(f"{command} does not poll:\n{log.read_text()[-2000:]}")
            yield one
            one.check()
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """Give a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        yield Path(name)
