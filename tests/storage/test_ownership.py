"""What root's commands leave behind belongs to the bot's user."""

import os
from pathlib import Path

import pytest

from storage import backup_swap
from storage.sole_use import SoleUse, lock_path

NOBODY = 65534

pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away"
)


async def test_the_lock_belongs_to_the_owner_of_the_folder(tmp_path: Path) -> None:
    """Else a restore by root would keep the bot from its database for ever."""
    os.chown(tmp_path, NOBODY, NOBODY)

    (await SoleUse.take(f"sqlite:///{tmp_path}/cop.db")).release()

    assert NOBODY == lock_path(tmp_path / "cop.db").stat().st_uid


def test_a_restored_database_belongs_to_whom_the_old_one_did(tmp_path: Path) -> None:
    """Its mode is the old one's, too."""
    database, new = tmp_path / "cop.db", tmp_path / "new.db"
    database.write_bytes(b"")
    database.chmod(0o640)
    os.chown(database, NOBODY, NOBODY)
    new.write_bytes(b"")
    new.chmod(0o600)

    backup_swap.swap(new, database, tmp_path / "kept.db")

    assert (NOBODY, 0o640) == (database.stat().st_uid, database.stat().st_mode & 0o777)
