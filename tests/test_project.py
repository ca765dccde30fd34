"""What the project promises about its own files: settings, locks, commands, docstrings, secrets."""

import ast
import re
import subprocess
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from bot.config import NAMES, load

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PACKAGES = ("bot", "handlers", "storage", "community", "simulator", "tests")
TOKEN = re.compile(r"\b([0-9]{8,10}):(AA[A-Za-z0-9_-]{33})\b")
# how tokens of tests and of the simulator are known: nobody's real one runs through the alphabet
MADE_UP = re.compile(r"(?i)abcdef|simulator|palsu|fake|([A-Za-z0-9])\1{4}|test")
KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bghp_[A-Za-z0-9]{36}\b")


def our_files() -> list[Path]:
    """List the files of the repository that git knows or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = (ROOT / name.decode() for name in listed.stdout.split(b"\0") if name)
    return [path for path in paths if path.is_file()]


def test_the_example_names_every_setting_once() -> None:
    """The example file and the code know the same settings."""
    written = re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)

    assert sorted(NAMES) == sorted(written)


def test_the_example_shows_the_defaults() -> None:
    """Whoever copies the example and changes nothing gets the defaults."""
    assert load({}) == load({}, ROOT / ".env.example")


def test_the_example_writes_out_every_default() -> None:
    """A setting left empty in the example is one that is unset by default."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    empty = {line.removesuffix("=") for line in lines if re.fullmatch(r"[A-Z_]+=", line)}
    defaults = load({})

    assert empty == {name for name in NAMES if not has_default(getattr(defaults, name.lower()))}


def has_default(value: object) -> bool:
    """Tell a default from nothing; zero and off are defaults."""
    return value is not None and value not in ("", ())


def test_every_setting_in_the_example_is_explained() -> None:
    """Each setting has a comment above it, or shares that of the line before."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    bare = [
        line
        for before, line in pairwise(lines)
        if re.match(r"[A-Z_]+=", line) and not re.match(r"#|[A-Z_]+=", before)
    ]

    assert [] == bare


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host_and_no_path(name: str) -> None:
    """A lock holds names, versions and hashes, nothing of the machine that made it."""
    found = re.findall(
        r"^.*(?:://|--[a-gi-z]|file:|@ |/tmp|/work|/home|/root|/opt).*$",
        (ROOT / name).read_text(),
        re.MULTILINE,
    )

    assert [] == found


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_in_a_lock_is_pinned_and_hashed(name: str) -> None:
    """`pip --require-hashes` takes the lock: one version and at least one hash each."""
    entries = re.findall(
        r"^([a-z0-9.-]+==[^\s;]+)(?:; [^\\\n]+)? \\\n    --hash=sha256:[0-9a-f]{64}",
        (ROOT / name).read_text(),
        re.MULTILINE,
    )

    assert len(re.findall(r"^[^\s#]", (ROOT / name).read_text(), re.MULTILINE)) == len(entries) > 20


def test_the_lock_for_tests_holds_the_lock_for_the_bot() -> None:
    """Tests run with the very versions that the bot runs with."""
    runtime, dev = (
        set(re.findall(r"^[a-z0-9.-]+==[^\s;]+", (ROOT / name).read_text(), re.MULTILINE))
        for name in LOCKS
    )

    assert set() == runtime - dev


def test_the_locks_hold_what_the_project_asks_for() -> None:
    """A requirement added to pyproject.toml and not locked is noticed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for name, asked in (
        (LOCKS[0], project["dependencies"]),
        (LOCKS[1], project["optional-dependencies"]["dev"]),
    ):
        locked = set(re.findall(r"^([a-z0-9.-]+)==", (ROOT / name).read_text(), re.MULTILINE))
        wanted = {re.match(r"[A-Za-z0-9.-]+", one)[0].lower() for one in asked}  # type: ignore[index] # every requirement begins with a name

        assert set() == wanted - locked


def make_targets() -> set[str]:
    """List the commands of the Makefile."""
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def test_the_makefile_has_the_promised_commands() -> None:
    """The commands of the contract exist."""
    promised = {"demo", "test", "run", "check", "bench", "morning", "proofs", "lock", "format"}

    assert set() == promised - make_targets()


def test_every_make_command_in_a_document_exists() -> None:
    """README and docs name no command that is not there."""
    named = {
        (path.name, command)
        for path in our_files()
        if path.suffix == ".md" or path.name == ".env.example"
        for command in re.findall(r"(?:`|^ *\$? *)make ([a-z]+)", path.read_text(), re.MULTILINE)
    }

    assert [] == sorted(one for one in named if one[1] not in make_targets())


def test_every_module_has_a_docstring() -> None:
    """Each module that holds code says in a sentence what lives there."""
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in our_files()
        if path.suffix == ".py"
        and path.relative_to(ROOT).parts[0] in PACKAGES
        and path.read_text().strip()
        and not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert [] == silent


def test_every_tolerated_rule_has_its_reason() -> None:
    """A `noqa` or `type: ignore` names its rule and says why on its line."""
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in our_files()
        if path.suffix == ".py"
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if re.search(r"#\s*(?:noqa|type:\s*ignore)\b(?!`)", line)
        and not re.search(
            r"#\s*(?:noqa: [A-Z0-9, ]+|type: ignore\[[a-z, -]+\])\s*[#:–—-]+\s*\S", line
        )
    ]

    assert [] == bare


def test_no_file_holds_a_secret() -> None:
    """No token that could be real and no private key is in the repository."""
    found = []
    for path in our_files():
        text = path.read_bytes().decode("utf-8", "replace")
        real = [one for one in TOKEN.finditer(text) if not MADE_UP.search(one[2])]
        if real or KEY.search(text):
            found.append(path.relative_to(ROOT).as_posix())

    assert [] == found


def test_no_setting_file_is_committed() -> None:
    """`.env` and databases never get into git."""
    names = {path.name for path in our_files()}

    assert set() == {name for name in names if name == ".env" or name.endswith((".db", ".db-wal"))}
