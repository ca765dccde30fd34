"""A throw-away PostgreSQL server for the tests that ask for `postgres`."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

BINARIES = "/usr/lib/postgresql"  # where Debian puts them, outside PATH
USER = "cop"
MISSING = "no PostgreSQL server on this machine (Debian: apt-get install postgresql)"
# small, but durable as in production: the crash proofs are about what survives
OPTIONS: Mapping[str, str] = {
    "fsync": "on",
    "synchronous_commit": "on",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "max_wal_size": "128MB",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "''",
    "log_min_messages": "fatal",
}


@dataclass(slots=True)
class Postgres:
    """A cluster of its own: makes databases, gives their URLs, stops and starts again."""

    bin_folder: Path
    folder: Path
    port: int
    as_user: tuple[str, ...]
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, name: str) -> str:
        """Return the URL of a database, as DATABASE_URL takes it."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{name}"

    def create_database(self) -> str:
        """Make an empty database and return its URL."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        self._run("createdb", "--host=127.0.0.1", f"--port={self.port}", f"--username={USER}", name)
        return self.url(name)

    def initialise(self) -> None:
        """Make the cluster's files."""
        self._run(
            "initdb", f"--pgdata={self.folder}", f"--username={USER}", "--auth=trust",
            "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions",
        )  # fmt: skip

    def start(self) -> None:
        """Start the server and return when it takes connections."""
        options = " ".join(f"-c {name}={value}" for name, value in OPTIONS.items())
        self._control("start", f"--options=-p {self.port} {options}", f"--log={self.folder}.log")

    def stop(self, *, mode: str = "fast") -> None:
        """Stop the server and return when it is gone; `immediate` is a power cut."""
        self._control("stop", f"--mode={mode}")

    def restart(self) -> None:
        """Stop the server under whoever is connected, and start it on the same port."""
        self.stop()
        self.start()

    def is_running(self) -> bool:
        """Tell whether the server runs."""
        ran = subprocess.run(
            self._command("pg_ctl", "status", f"--pgdata={self.folder}"),
            cwd=self.folder.parent,
            capture_output=True,
            check=False,
        )
        return ran.returncode == 0

    def _control(self, action: str, *options: str) -> None:
        """Ask pg_ctl for something and wait until it is done."""
        self._run("pg_ctl", action, f"--pgdata={self.folder}", "--wait", "--silent", *options)

    def _run(self, program: str, *arguments: str) -> None:
        """Run a program of PostgreSQL; say what it said when it fails."""
        # a file, not a pipe: the server inherits it and would keep a pipe open for ever
        with tempfile.TemporaryFile("w+") as said:
            ran = subprocess.run(
                self._command(program, *arguments),
                cwd=self.folder.parent,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                check=False,
            )
            if ran.returncode:
                said.seek(0)
                raise RuntimeError(f"{program} failed: {said.read()}")

    def _command(self, program: str, *arguments: str) -> list[str]:
        """Put a program's command line together, for the user who may run it."""
        return [*self.as_user, str(self.bin_folder / program), *arguments]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Give a running cluster for the whole test run; skip when there is no server to run."""
    bin_folder = find_server()
    if bin_folder is None:
        pytest.skip(MISSING)
    with tempfile.TemporaryDirectory(prefix="cop-postgres-") as home:
        as_user = server_user(Path(home))
        server = Postgres(bin_folder, Path(home) / "cluster", free_port(), as_user)
        server.initialise()
        server.start()
        try:
            yield server
        finally:
            if server.is_running():
                server.stop(mode="immediate")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud in CI when nothing was proven on PostgreSQL; a skip is easily overlooked."""
    skipped = terminalreporter.stats.get("skipped", [])
    missed = sum(MISSING in str(report.longrepr) for report in skipped)
    if missed and os.environ.get("CI"):
        terminalreporter.write_line(f"ATTENTION: {missed} tests not run: {MISSING}", red=True)


def find_server() -> Path | None:
    """Find the folder of the newest PostgreSQL that has a server."""
    folders = sorted(
        Path(BINARIES).glob("*/bin"), key=lambda one: _version(one.parent.name), reverse=True
    )
    on_path = shutil.which("pg_ctl")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    programs = ("initdb", "pg_ctl", "postgres", "createdb")
    return next((one for one in folders if all((one / name).exists() for name in programs)), None)


def server_user(home: Path) -> tuple[str, ...]:
    """Return the words that run a program as somebody else: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return ()
    import pwd  # noqa: PLC0415 - there is no such module on Windows, where nobody is root

    known = {one.pw_name for one in pwd.getpwall()}
    name = next((one for one in ("postgres", "nobody") if one in known), None)
    runuser = shutil.which("runuser")
    if name is None or runuser is None:
        pytest.skip("PostgreSQL refuses to run as root, and there is nobody else here")
    shutil.chown(home, name)
    return (runuser, "-u", name, "--")


def free_port() -> int:
    """Let the system choose a port of loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _version(name: str) -> tuple[int, ...]:
    """Read the version in a folder's name, for sorting."""
    return tuple(int(part) for part in name.split(".") if part.isdigit())
