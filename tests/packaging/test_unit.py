"""The systemd unit: it fits the bot, and systemd finds nothing to say about it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot import __main__ as command_line
from bot.app import STOP_SECONDS
from tests.test_project import ROOT

UNIT = ROOT / "deploy" / "cop-humas.service"
EXPOSURE = 15  # tenths; what is left is that the bot needs the network


def value(name: str) -> str:
    """Return what the unit says of one thing."""
    (found,) = re.findall(rf"^{name}=(.*)$", UNIT.read_text(encoding="utf-8"), re.MULTILINE)
    return str(found)


def analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Ask systemd-analyze, where it is."""
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not installed")
    return subprocess.run(
        [program, "--no-pager", *arguments], capture_output=True, text=True, check=False
    )


def test_the_unit_starts_a_command_that_exists() -> None:
    """`ExecStart` is understood by the program."""
    program, *arguments = value("ExecStart").split()

    assert "cop-humas" == Path(program).name
    assert command_line._parser().parse_args(arguments).command


def test_mistaken_settings_are_not_tried_again() -> None:
    """The exit code of mistaken settings ends the tries; a lost network never does."""
    assert str(command_line.MISTAKEN) == value("RestartPreventExitStatus")
    assert ("on-failure", "0") == (value("Restart"), value("StartLimitIntervalSec"))


def test_the_bot_may_take_its_time_to_stop() -> None:
    """systemd kills later than the bot gives up waiting by itself."""
    assert int(value("TimeoutStopSec")) > 2 * STOP_SECONDS


def test_the_unit_names_no_secret() -> None:
    """Settings stand in a file that only root and the bot can read."""
    assert "EnvironmentFile" not in UNIT.read_text(encoding="utf-8")
    assert "PYTHONDONTWRITEBYTECODE=1" == value("Environment")


def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    """`systemd-analyze verify` says nothing, once the program is there."""
    text = UNIT.read_text(encoding="utf-8").replace(value("ExecStart"), "/bin/true run")
    (tmp_path / UNIT.name).write_text(text, encoding="utf-8")
    done = analyze("verify", tmp_path / UNIT.name)

    assert (0, "") == (done.returncode, done.stderr)


def test_systemd_finds_the_unit_well_guarded() -> None:
    """`systemd-analyze security` gives an exposure of at most 1.5 of 10."""
    if "--offline" not in analyze("--help").stdout:
        pytest.skip("this systemd-analyze judges no files")
    done = analyze("security", "--offline=yes", f"--threshold={EXPOSURE}", UNIT)

    assert done.returncode == 0, done.stdout[-200:]
