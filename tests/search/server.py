"""A PostgreSQL server of its own, for measuring; none where the machine has no server."""

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.fixtures_postgres import Postgres, find_server, free_port, server_user

NewDatabase = Callable[[], str]
"""Makes an empty database and returns its URL."""


@contextlib.contextmanager
def postgres() -> Iterator[NewDatabase | None]:
    """Start a server and give what makes databases on it."""
    programs = find_server()
    if programs is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="search-") as home:
        as_user = server_user(Path(home))
        server = Postgres(programs, Path(home) / "cluster", free_port(), as_user)
        server.initialise()
        server.start()
        try:
            yield server.create_database
        finally:
            server.stop()
