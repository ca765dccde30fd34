"""The history of the tables; Alembic runs it at start, and only when there is something to do."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0005"  # the newest file in versions/, checked by a test


class TooNew(Exception):
    """The database was made by a newer version of this program."""


def revision(connection: Connection) -> str | None:
    """Return the revision of the tables, None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(connection: Connection) -> None:
    """Bring the tables to `HEAD`; Alembic takes 0.3 s to import, so only when they differ."""
    found = revision(connection)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise TooNew(found)

    from alembic import command  # noqa: PLC0415 # see above

    command.upgrade(config(connection), "head")


def config(connection: Connection) -> "Config":
    """Return Alembic's configuration for an open connection."""
    from alembic.config import Config  # noqa: PLC0415 # as in `upgrade`

    found = Config()
    found.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    found.attributes["connection"] = connection
    return found
