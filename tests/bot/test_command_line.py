"""The command line among other programs."""

import os
import subprocess
import sys
from pathlib import Path

from bot.__main__ import WRONG

ROOT = Path(__file__).parents[2]


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    """`cop-humas check | head -1` ends quietly."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "bot", "check"],
            cwd=tmp_path,
            env={
                "PYTHONPATH": str(ROOT),
                "PATH": os.environ["PATH"],
                "DATABASE_URL": "sqlite:///cop.db",
            },
            stdin=subprocess.DEVNULL,
            stdout=writing,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    finally:
        os.close(writing)

    assert (WRONG, b"") == (ended.returncode, ended.stderr)
