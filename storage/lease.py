"""The lease: what only one replica at a time may do, on PostgreSQL (table `lease`).

Time is the database's own, so the clocks of machines may differ. Each holder gets a higher number,
which begins with the moment (milliseconds), so that no number is given twice even when the table
was emptied or a standby took over that had not heard of the last one;
whatever it writes is written in a transaction that has looked at that number first and keeps the
row until its commit. So whoever lost the lease, paused or cut off, changes nothing any more, and
whoever gets it sees all that was written before.
"""

from collections.abc import Callable

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Guard, Unavailable

LEADER = "leader"
SECONDS = 15  # a holder that is not heard of for so long has lost it

# A holder whose connection is gone is gone itself, or will notice: nobody waits for its end.
_TAKE = text(
    "WITH free AS ("
    " SELECT name FROM lease WHERE name = :name AND (until < clock_timestamp() OR NOT EXISTS ("
    "  SELECT 1 FROM pg_stat_activity"
    "  WHERE pid = lease.session_pid"
    "  AND coalesce(backend_start = lease.session_since, true)))"  # NULL: of another role
    " FOR UPDATE SKIP LOCKED)"
    " UPDATE lease SET number = greatest(lease.number + 1,"
    "  floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint), holder = :holder,"
    " until = clock_timestamp() + make_interval(secs => :seconds),"
    " session_pid = pg_backend_pid(), session_since = own.backend_start"
    " FROM free, pg_stat_activity AS own"
    " WHERE lease.name = free.name AND own.pid = pg_backend_pid()"
    " RETURNING lease.number"
)
_FOUND = text(
    "INSERT INTO lease (name, number, holder, until) VALUES (:name, 0, '', 'epoch')"
    " ON CONFLICT (name) DO NOTHING"
)
_RENEW = text(
    "UPDATE lease SET until = clock_timestamp() + make_interval(secs => :seconds),"
    " session_pid = pg_backend_pid(), session_since = own.backend_start"
    " FROM pg_stat_activity AS own"
    " WHERE name = :name AND number = :number AND own.pid = pg_backend_pid()"
)
_RELEASE = text(
    "UPDATE lease SET until = 'epoch', holder = '', session_pid = NULL"
    " WHERE name = :name AND number = :number"
)
# KEY SHARE: keeps takers out (FOR UPDATE), not the renewal.
_CHECK = text(
    "SELECT until > clock_timestamp() FROM lease WHERE name = :name AND number = :number"
    " FOR KEY SHARE"
)
_DECLARED = text(
    "INSERT INTO lease (name, number, holder, until) VALUES (:name, 0, :words, 'epoch')"
    " ON CONFLICT (name) DO UPDATE SET holder = excluded.holder"
)
_READ = text("SELECT holder FROM lease WHERE name = :name")
_HOLDER = text("SELECT holder FROM lease WHERE name = :name AND until > clock_timestamp()")


class Deposed(Exception):
    """The lease is another's: what was to be written is not."""


class Lease:
    """One lease, through any connection."""

    def __init__(self, connection: AsyncConnection, name: str = LEADER) -> None:
        self._connection = connection
        self._name = name

    async def take(self, holder: str, seconds: float = SECONDS) -> int | None:
        """Take a lease that is free, or whose holder is gone; gives its number."""
        await self._connection.execute(_FOUND, {"name": self._name})
        asked = {"name": self._name, "holder": holder[:80], "seconds": seconds}
        number: int | None = await self._connection.scalar(_TAKE, asked)
        return number

    async def renew(self, number: int, seconds: float = SECONDS) -> bool:
        """Keep the lease longer; False when it is another's."""
        asked = {"name": self._name, "number": number, "seconds": seconds}
        return (await self._connection.execute(_RENEW, asked)).rowcount == 1

    async def release(self, number: int) -> None:
        """Give the lease back, so that the next need not wait."""
        await self._connection.execute(_RELEASE, {"name": self._name, "number": number})

    async def check(self, number: int) -> None:
        """Keep the lease ours until this transaction ends; raises `Deposed` if it is not."""
        asked = {"name": self._name, "number": number}
        is_fresh: bool | None = await self._connection.scalar(_CHECK, asked)
        if is_fresh is None:
            raise Deposed
        if not is_fresh:
            raise Unavailable("the lease is not renewed")

    async def declare(self, words: str) -> str | None:
        """Write down what all replicas must agree on; gives what was there before."""
        found: str | None = await self._connection.scalar(_READ, {"name": self._name})
        await self._connection.execute(_DECLARED, {"name": self._name, "words": words})
        return found

    async def holder(self) -> str | None:
        """Say who holds the lease, by the name of its process."""
        found: str | None = await self._connection.scalar(_HOLDER, {"name": self._name})
        return found


def fence(number: int, is_sure: Callable[[], bool], lost: Callable[[], None]) -> Guard:
    """Return what each transaction of a holder begins with; `lost` is called once it is none.

    Who is not sure any more, because a renewal is overdue, waits for it instead.
    """

    async def guard(connection: AsyncConnection) -> None:
        try:
            await Lease(connection).check(number)
        except Deposed:
            lost()
            raise
        if not is_sure():
            raise Unavailable("the lease waits for its renewal")

    return guard
