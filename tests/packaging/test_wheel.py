"""The wheel: what is in it, and that it works by itself far from the checkout."""

import importlib.metadata
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from storage.migrations import HEAD
from tests.test_project import ROOT, our_files

PACKAGES = ("bot", "handlers", "storage", "community", "simulator")
NEEDED = 77  # the setuptools that pyproject.toml asks for
NOT_PACKED = {".mako"}  # what only writes new migrations


def sources() -> set[str]:
    """List the files of our packages as git knows or would add them."""
    names = (path.relative_to(ROOT) for path in our_files())
    return {
        one.as_posix() for one in names if one.parts[0] in PACKAGES and one.suffix not in NOT_PACKED
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of the checkout, with what is installed here."""
    found = importlib.metadata.version("setuptools").partition(".")[0]
    if int(found) < NEEDED:
        pytest.skip(f"building needs setuptools {NEEDED} or newer; there is {found}")
    folder = tmp_path_factory.mktemp("wheel")
    for name in (*sources(), "pyproject.toml", "README.md", "LICENSE"):
        copy = folder / "source" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, copy)
    run(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps",
        "--no-build-isolation", "--wheel-dir", folder / "wheels", folder / "source",
    )  # fmt: skip
    (built,) = (folder / "wheels").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install it into an environment of its own, which sees the packages it needs."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    run(
        sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index",
        "--no-deps", wheel,
    )  # fmt: skip
    packages = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    Path(packages, "needed.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return folder / "bin"


def run(*command: str | Path, cwd: Path | None = None) -> str:
    """Run a program without anything of ours in its environment; return what it prints."""
    bare = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    if "pip" in command and "PYTHONPATH" in os.environ:
        bare["PYTHONPATH"] = os.environ["PYTHONPATH"]  # a newer setuptools may come from there
    done = subprocess.run(command, cwd=cwd, env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    """Code, migrations, lists, the chat page and the demo's data: none is forgotten."""
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert sources() == packed


def test_the_wheel_holds_no_tests_and_no_settings(wheel: Path) -> None:
    """What only developers need, and what is secret, stays at home."""
    names = zipfile.ZipFile(wheel).namelist()

    assert {*PACKAGES} == {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert [] == [name for name in names if ".env" in name or name.endswith((".db", ".pyc"))]


def test_the_installed_program_explains_itself(installed: Path, tmp_path: Path) -> None:
    """`cop-humas --help` works in an empty folder."""
    assert "run" in run(installed / "cop-humas", "--help", cwd=tmp_path)


def test_the_installed_program_is_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    """These tests would otherwise prove nothing."""
    where = run(installed / "python", "-c", "import bot; print(bot.__file__)", cwd=tmp_path)

    assert where.startswith(str(installed.parent))


def test_the_installed_program_makes_its_tables(installed: Path, tmp_path: Path) -> None:
    """`cop-humas migrate` brings an empty folder to the newest revision."""
    said = run(installed / "cop-humas", "migrate", cwd=tmp_path)

    assert f"(revisi {HEAD})" in said
    assert (tmp_path / "data" / "cop.db").is_file()


def test_the_installed_program_plays_a_morning(installed: Path, tmp_path: Path) -> None:
    """Simulator, bot, lists, words and drawing work from the wheel alone."""
    said = run(installed / "cop-humas", "demo", "--morning", cwd=tmp_path)

    assert "Selamat datang" in said
    assert "Forum ASN Berbagi Ilmu" in said


def test_the_installed_program_draws_charts(installed: Path, tmp_path: Path) -> None:
    """The process that draws is found beside the installed packages."""
    drawing = (
        "import asyncio\n"
        "from community.picture import Picture, Stack\n"
        "from handlers.chart import draw\n"
        "picture = Picture(title='a', subtitle='b', bars=('1',), above=('1',),"
        " stacks=(Stack('c', 3, (1,)),), note='')\n"
        "print(asyncio.run(draw(picture))[:4])\n"
    )

    assert "b'\\x89PNG'" == run(installed / "python", "-c", drawing, cwd=tmp_path).strip()
