"""An upgrade from every earlier revision keeps every row, as that revision had it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Boolean, Column, Connection, Date, DateTime, MetaData, Table, select, text
from sqlalchemy.types import JSON, String, Text

from storage import migrations
from storage.database import Database, _open_postgres, _open_sqlite
from storage.unit import Unit

EARLIER = [
    path.name[:4]
    for path in sorted((Path(migrations.__file__).parent / "versions").glob("[0-9]*.py"))
    if path.name[:4] < migrations.HEAD
]
ROWS = 3
BEGAN = datetime(2026, 11, 2, 0, 30, tzinfo=UTC)
NOT_FILLED = ("alembic_version", "search_")  # the search is an index, made anew when it must be

Rows = Sequence[Mapping[str, Any]]


@pytest.mark.parametrize("revision", EARLIER)
async def test_an_upgrade_keeps_every_row(database_url: str, revision: str) -> None:
    """Three rows in each table of a revision are there after the upgrade, column by column."""
    before = await _fill(database_url, revision)
    database = await Database.open(database_url)

    after = await database.write(lambda unit: _read(unit, before))

    assert {"person", "outbox", "audit"} <= before.keys()
    assert before == after
    await database.close()


@pytest.mark.parametrize("revision", EARLIER)
async def test_what_was_upgraded_takes_new_rows(database_url: str, revision: str) -> None:
    """Ids are counted on behind the old ones, and the new tables can be used."""
    before = await _fill(database_url, revision)
    database = await Database.open(database_url)

    async def use(unit: Unit) -> int:
        person = await unit.people.meet(5_000_000_000, BEGAN)
        await unit.audit.note("joined", person.id, person.id, {}, BEGAN)
        found = await unit.connection.execute(text("SELECT max(id), count(*) FROM audit"))
        newest, count = found.one()
        assert newest > max(row["id"] for row in before["audit"])
        return int(count)

    assert ROWS + 1 == await database.write(use)
    await database.close()


async def _fill(url: str, revision: str) -> dict[str, Rows]:
    """Make the tables of a revision with some rows in each, and return these."""
    opened = _open_sqlite(url) if url.startswith("sqlite:") else _open_postgres(url)

    def fill(connection: Connection) -> dict[str, Rows]:
        command.upgrade(migrations.config(connection), revision)
        tables = _tables(connection)
        for table in tables:
            rows = [_row(table, number) for number in range(1, ROWS + 1)]
            connection.execute(table.insert(), rows)
            _count_on(connection, table)
        return {table.name: _rows(connection, table, list(table.c.keys())) for table in tables}

    async with opened._engine.begin() as connection:
        filled = await connection.run_sync(fill)
    await opened.close()
    return filled


async def _read(unit: Unit, before: Mapping[str, Rows]) -> dict[str, Rows]:
    """Read the same columns of the same tables again."""

    def read(connection: Connection) -> dict[str, Rows]:
        tables = {table.name: table for table in _tables(connection)}
        return {
            name: _rows(connection, tables[name], list(rows[0])) for name, rows in before.items()
        }

    return await unit.connection.run_sync(read)


def _tables(connection: Connection) -> list[Table]:
    metadata = MetaData()
    metadata.reflect(connection, only=lambda name, _: not name.startswith(NOT_FILLED))
    return metadata.sorted_tables


def _rows(connection: Connection, table: Table, names: Sequence[str]) -> Rows:
    columns = [table.c[name] for name in names]
    found = connection.execute(select(*columns).order_by(*table.primary_key))
    return [dict(row._mapping) for row in found]


def _row(table: Table, number: int) -> dict[str, Any]:
    return {column.name: _value(column, number) for column in table.c}


def _value(column: Column[Any], number: int) -> Any:
    """Make a value that no other row has; the nth row belongs to the nth row of its parent."""
    if column.foreign_keys or column.primary_key:
        root = _root(column)
        if not isinstance(root.type, Boolean | Date | DateTime | JSON | String | Text):
            return number
    kind = column.type
    if isinstance(kind, Boolean):
        return number % 2 == 0
    if isinstance(kind, DateTime):
        moment = BEGAN + timedelta(hours=number, microseconds=number)
        return moment if kind.timezone else moment.replace(tzinfo=None)
    if isinstance(kind, Date):
        return date(2026, 11, number)
    if isinstance(kind, JSON):
        return {"isi": [number, "“kutipan” & émoji 🙂", None]}
    if isinstance(kind, String):
        return f"{number} ’é🙂 {column.name}"[: kind.length or 60]
    return 100 + number


def _root(column: Column[Any]) -> Column[Any]:
    for key in column.foreign_keys:
        return _root(key.column)
    return column


def _count_on(connection: Connection, table: Table) -> None:
    """Let a PostgreSQL sequence know of ids that were given by hand, as a real one would."""
    if connection.dialect.name == "postgresql" and "id" in table.c:
        connection.execute(
            text(
                "SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)"
                " WHERE pg_get_serial_sequence(:table, 'id') IS NOT NULL"
            ),
            {"table": f'"{table.name}"', "last": ROWS},
        )
