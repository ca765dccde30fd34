"""The Dockerfile: what a reader can check without building, and its health check for real."""

import json
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bot.config import NAMES, load
from tests.test_project import PACKAGES, ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
STEPS = re.sub(r"\\\n\s*", "", DOCKERFILE)
OURS = set(PACKAGES) - {"tests"}


def copied() -> set[str]:
    """Name what is copied from the checkout into the image."""
    lines = re.findall(r"^COPY (?!--from)(.+)$", STEPS, re.MULTILINE)
    return {source for line in lines for source in line.split()[:-1]}


def environment() -> dict[str, str]:
    """Return the settings that the image brings along."""
    last = STEPS[STEPS.rindex("\nFROM ") :]
    said = re.findall(r"([A-Z_]+)=(\S+)", "".join(re.findall(r"^ENV (.+)$", last, re.MULTILINE)))
    return dict(said)


def test_the_image_is_made_of_every_package() -> None:
    """A new package is not forgotten, and tests stay at home."""
    files = {"requirements.lock", "pyproject.toml", "README.md", "LICENSE"}

    assert OURS | files == copied()


def test_the_build_sees_only_what_is_copied() -> None:
    """No `.env` and no database reaches the builder, whatever lies in the folder."""
    assert "*" == next(line for line in IGNORED if not line.startswith("#"))
    assert copied() == {line[1:] for line in IGNORED if line.startswith("!")}


def test_the_image_holds_no_secret() -> None:
    """The token and its like come when a container starts."""
    secret = {"BOT_TOKEN", "WEBHOOK_SECRET", "ADMIN_IDS", "POSTGRES_PASSWORD"}

    assert set() == {name for name in secret if name in STEPS}


def test_the_image_has_settings_that_the_bot_accepts() -> None:
    """What the image sets is understood, and lies in its two volumes."""
    settings = load(settings_of_image())
    volumes = json.loads(re.findall(r"^VOLUME (.+)$", STEPS, re.MULTILINE)[0])

    assert settings.database_url.reveal().startswith(f"sqlite:///{volumes[0]}/")
    assert volumes[1] == str(settings.backup_dir)


def test_the_image_runs_as_nobody_in_particular() -> None:
    """The last user is a number that is not root's."""
    user = re.findall(r"^USER (.+)$", STEPS, re.MULTILINE)[-1]

    assert re.fullmatch(r"[1-9][0-9]{3,}:[1-9][0-9]{3,}", user)


def test_the_image_has_the_python_of_the_locks() -> None:
    """What was locked and tested is what runs."""
    (image,) = re.findall(r"^ARG PYTHON=([0-9]+\.[0-9]+)-slim", DOCKERFILE, re.MULTILINE)
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert f"with Python {image}\n" in lock
    assert f">={image}" == project["requires-python"]


@contextmanager
def answering(status: int) -> Iterator[int]:
    """Serve that status on a port of this computer; yield the port."""

    class Health(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Health)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def check_health(port: int) -> int:
    """Run the image's health check against a port; return its exit code."""
    command = json.loads(re.findall(r"^HEALTHCHECK .*?CMD (\[.+\])$", STEPS, re.MULTILINE)[0])
    own = str(load(settings_of_image()).health_listen).rpartition(":")[2]
    code = command[-1].replace(own, str(port))
    assert own not in code
    return subprocess.run([sys.executable, *command[1:-1], code], check=False,
                          capture_output=True).returncode  # fmt: skip


def settings_of_image() -> dict[str, str]:
    """Return those of the image's variables that are settings."""
    return {name: value for name, value in environment().items() if name in NAMES}


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1), (404, 1)])
def test_the_health_check_says_what_the_bot_says(status: int, code: int) -> None:
    """200 is healthy; all else is not."""
    with answering(status) as port:
        assert code == check_health(port)


def test_the_health_check_notices_silence() -> None:
    """A port at which nobody answers is not healthy."""
    with answering(200) as port:
        pass

    assert check_health(port) != 0


def test_hadolint_finds_nothing() -> None:
    """The usual mistakes of Dockerfiles are not made, where hadolint is installed."""
    hadolint = shutil.which("hadolint")
    if hadolint is None:
        pytest.skip("hadolint is not installed")
    done = subprocess.run(
        [hadolint, ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )

    assert "" == done.stdout
