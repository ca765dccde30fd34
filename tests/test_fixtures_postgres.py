"""The throw-away PostgreSQL itself: what is written stays when the server restarts."""

import asyncpg
import pytest

from tests.fixtures_postgres import Postgres


async def test_what_was_committed_is_there_after_a_restart(postgres: Postgres) -> None:
    """A restart breaks the connections and keeps the rows."""
    url = postgres.create_database()
    before = await asyncpg.connect(url)
    await before.execute("CREATE TABLE noted (word text)")
    await before.execute("INSERT INTO noted VALUES ('halo')")

    postgres.restart()

    with pytest.raises((asyncpg.PostgresError, OSError, asyncpg.InterfaceError)):
        await before.fetch("SELECT word FROM noted")
    after = await asyncpg.connect(url)
    try:
        assert "halo" == await after.fetchval("SELECT word FROM noted")
        assert "on" == await after.fetchval("SHOW fsync")
    finally:
        await after.close()
        before.terminate()


async def test_each_database_is_a_new_one(postgres: Postgres) -> None:
    """Two tests never share a database."""
    assert postgres.create_database() != postgres.create_database()
