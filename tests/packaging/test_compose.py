"""The compose files: what they take from every service, and that compose understands them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.app import STOP_SECONDS
from bot.config import NAMES, load
from tests.test_project import ROOT

FILES = ("compose.yaml", "compose.postgres.yaml")
EVERY_SERVICE = (
    "read_only: true",
    "cap_drop: [ALL]",
    'security_opt: ["no-new-privileges:true"]',
    "restart: unless-stopped",
)
BOTH = f"COMPOSE_FILE={':'.join(FILES)}"
EACH_NAMES = ("mem_limit", "pids_limit", "stop_grace_period", "max-size", "max-file")


def services() -> dict[str, str]:
    """Return the lines of each service that is described whole; overrides have no image."""
    found: dict[str, str] = {}
    for name in FILES:
        text = (ROOT / name).read_text(encoding="utf-8")
        body = text.partition("\nservices:\n")[2].partition("\nvolumes:\n")[0]
        parts = re.split(r"^  ([a-z]+):$", body, flags=re.MULTILINE)[1:]
        found |= {
            one: lines
            for one, lines in zip(parts[::2], parts[1::2], strict=True)
            if re.search(r"^    image:", lines, re.MULTILINE)
        }
    return found


@pytest.mark.parametrize("service", ["bot", "db"])
def test_a_service_gets_nothing_that_it_does_not_need(service: str) -> None:
    """Read-only, without capabilities, with limits on memory, processes and logs."""
    lines = services()[service]

    assert [] == [one for one in EVERY_SERVICE if one not in lines]
    assert [] == [one for one in EACH_NAMES if f"{one}: " not in lines]


def test_every_port_is_this_computers_own() -> None:
    """Nothing is open to the network; a proxy decides what is."""
    ports = re.findall(r"^      - (\S*:?\d+:\d+)$", services()["bot"], re.MULTILINE)

    assert ports
    assert [] == [one for one in ports if not one.startswith("127.0.0.1:")]


def test_the_database_is_open_to_nobody() -> None:
    """Only the bot beside it reaches PostgreSQL."""
    assert "ports:" not in services()["db"]


def test_compose_sets_what_the_bot_accepts() -> None:
    """The settings that compose fixes are understood."""
    said = dict(re.findall(r"^      ([A-Z_]+): (\S+)", services()["bot"], re.MULTILINE))

    assert set() == set(said) - set(NAMES)
    assert "0.0.0.0:9090" == str(load(said).health_listen)


def test_the_bot_may_take_its_time_to_stop() -> None:
    """Compose kills later than the bot gives up waiting by itself."""
    (seconds,) = re.findall(r"stop_grace_period: (\d+)s", services()["bot"])

    assert int(seconds) > 2 * STOP_SECONDS


def compose() -> list[str] | None:
    """Return the command of whichever compose is installed."""
    for command in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(command[0]) is None:
            continue
        if subprocess.run([*command, "version"], capture_output=True, check=False).returncode == 0:
            return command
    return None


def config(folder: Path, *lines: str) -> subprocess.CompletedProcess[str]:
    """Let compose read the files beside an `.env` with these lines more."""
    command = compose()
    if command is None:
        pytest.skip("compose is not installed")
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    (folder / ".env").write_text("\n".join([example, *lines, ""]), encoding="utf-8")
    return subprocess.run(
        [*command, "config"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_compose_understands_the_file(tmp_path: Path) -> None:
    """The way with SQLite is valid, and its database lies in the volume."""
    done = config(tmp_path)

    assert (0, "") == (done.returncode, done.stderr)
    assert "DATABASE_URL: sqlite:////srv/cop/data/cop.db" in done.stdout


def test_compose_understands_both_files(tmp_path: Path) -> None:
    """The two lines of the guide turn SQLite into PostgreSQL."""
    done = config(tmp_path, "POSTGRES_PASSWORD=rahasia", BOTH)

    assert (0, "") == (done.returncode, done.stderr)
    assert "DATABASE_URL: postgresql://cop:rahasia@db/cop" in done.stdout


def test_compose_asks_for_the_password(tmp_path: Path) -> None:
    """PostgreSQL never starts with an empty password."""
    done = config(tmp_path, BOTH)

    assert done.returncode != 0
    assert "POSTGRES_PASSWORD" in done.stderr
    assert "belum diisi" in done.stderr


def test_the_guide_names_the_line_that_these_tests_use() -> None:
    """What was tried above is what admins are told."""
    guide = (ROOT / "docs" / "panduan-admin.md").read_text(encoding="utf-8")

    assert f'echo "{BOTH}" >> .env' in guide
