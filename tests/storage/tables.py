"""All rows of a SQLite file, for comparing two of them."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

Rows = Mapping[str, list[tuple[object, ...]]]


def rows_of(path: Path) -> Rows:
    """Read every table of a file, in order."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        named = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        tables = [name for name, sql in named if not sql.startswith("CREATE VIRTUAL")]
        return {
            table: sorted(connection.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr)  # noqa: S608 # the file's own names
            for table in sorted(tables)
        }
    finally:
        connection.close()
