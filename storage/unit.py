"""One unit of work: a transaction and the repositories that speak through it."""

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.audit import Audit


class Unit:
    """What one update, one tick of the clock or one batch of outcomes reads and writes."""

    __slots__ = ("audit", "connection")

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.audit = Audit(connection)
