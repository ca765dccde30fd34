"""A command that dies at its nth touch of a folder: `python -m tests.crash.short_lived FOLDER`.

It reads lines of "n command arguments" and answers each with "killed" or the exit code. Every run
is a fork of this process, so that nothing is imported twice. What is counted are Python's own
audit events, the code under test is the real one.
"""

import os
import signal
import sys

from bot import backup, backup_restore  # noqa: F401 # imported before the forks
from bot.__main__ import main
from storage import database, migrations  # noqa: F401 # as above

TOUCHES = {"open", "os.rename", "os.link", "os.remove", "os.mkdir", "sqlite3.connect"}


def _die_at(touch: int, folder: str) -> None:
    left = touch

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in TOUCHES and folder in str(arguments[0]):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _run(folder: str) -> None:
    for line in sys.stdin:
        touch, *arguments = line.split()
        child = os.fork()
        if child == 0:
            _die_at(int(touch), folder)
            sys.stdout = sys.stderr
            os._exit(main(arguments))
        _, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else os.WEXITSTATUS(status), flush=True)


if __name__ == "__main__":
    _run(sys.argv[1])
