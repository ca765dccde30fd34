"""Whose files are: what a command of root's makes must not shut out the bot's own user."""

import contextlib
import os
from pathlib import Path


def give(path: Path, like: Path) -> None:
    """Let a file belong to the owner of another; only root can, and only root needs to."""
    if os.name == "nt" or os.geteuid() != 0:
        return
    owner = like.stat()
    with contextlib.suppress(OSError):  # root without that right, as in some containers
        os.chown(path, owner.st_uid, owner.st_gid)
