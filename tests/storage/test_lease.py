"""The lease on PostgreSQL: one holder, a number that fences, word from replica to replica."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from storage.database import Database, Unavailable
from storage.lease import Deposed, fence
from storage.unit import Unit
from storage.wire import OUTBOX, RELEASED, Wire
from tests.fixtures_postgres import Postgres

REPLICAS = 8


@pytest.fixture
async def database(postgres: Postgres) -> AsyncIterator[Database]:
    """Give an open database."""
    opened = await Database.open(postgres.create_database())
    yield opened
    await opened.close()


class Replica:
    """Somebody with a wire, who notes what is heard on it."""

    def __init__(self, database: Database) -> None:
        self.wire = Wire(database, lambda channel, words: self.heard.put_nowait((channel, words)))
        self.heard: asyncio.Queue[tuple[str, str]] = asyncio.Queue()

    async def takes(self, name: str = "one", seconds: float = 60.0) -> int | None:
        """Ask for the lease."""
        async with self.wire.lease() as lease:
            return await lease.take(name, seconds)


@pytest.fixture
async def replicas(database: Database) -> AsyncIterator[list[Replica]]:
    """Give replicas on one database."""
    made = [Replica(database) for _ in range(REPLICAS)]
    yield made
    for one in made:
        await one.wire.close()


async def test_of_many_who_ask_at_once_one_gets_it(replicas: list[Replica]) -> None:
    """Eight ask at the same moment, three times over: each time one leads, with a new number."""
    last = 0
    for _ in range(3):
        numbers = await asyncio.gather(*(one.takes() for one in replicas))

        [number] = [number for number in numbers if number is not None]
        assert last < number
        async with replicas[0].wire.lease() as lease:
            await lease.release(number)
        last = number


async def test_a_living_holder_keeps_it(replicas: list[Replica]) -> None:
    """Nobody takes the lease of somebody who is there, and its renewal succeeds."""
    first, second, *_ = replicas
    number = await first.takes("satu")
    assert number is not None

    assert await second.takes("dua") is None
    async with first.wire.lease() as lease:
        assert await lease.renew(number)
        assert "satu" == await lease.holder()


async def test_who_is_gone_is_not_waited_for(replicas: list[Replica]) -> None:
    """When the holder's connection ends, as at a kill, the next gets it long before its time."""
    first, second, *_ = replicas
    before = await first.takes(seconds=3600)
    assert before is not None

    await first.wire.close()

    number = None
    while number is None:  # until the server has noticed
        number = await second.takes()
    assert before < number


async def test_who_does_not_renew_loses_it(replicas: list[Replica]) -> None:
    """A holder that is connected but silent is replaced when its time is over."""
    first, second, *_ = replicas
    number = await first.takes(seconds=0.0)
    assert number is not None

    assert await second.takes() is not None
    async with first.wire.lease() as lease:
        assert not await lease.renew(number)


async def test_no_number_is_given_twice(database: Database, replicas: list[Replica]) -> None:
    """A table that was emptied, or is an older one, gives nobody the number of a holder before."""
    first, second, *_ = replicas
    number = await first.takes()
    assert number is not None
    await database.write(lambda unit: unit.connection.execute(text("DELETE FROM lease")))

    again = await second.takes()

    assert again is not None
    assert number < again
    async with first.wire.lease() as lease:
        assert not await lease.renew(number)


async def test_a_former_holder_writes_nothing(database: Database, replicas: list[Replica]) -> None:
    """What somebody writes whose number is not the newest is refused, and they are told."""
    first, second, *_ = replicas
    number = await first.takes(seconds=0.0)
    assert number is not None
    lost: list[int] = []
    old = database.guarded(fence(number, lambda: True, lambda: lost.append(1)))
    assert await second.takes() is not None

    with pytest.raises(Deposed):
        await old.write(_record_something)

    assert [1] == lost
    async with database.snapshot() as unit:
        assert 0 == await unit.connection.scalar(text("SELECT count(*) FROM campaign"))


async def test_nobody_takes_it_in_the_middle_of_a_transaction(
    database: Database, replicas: list[Replica]
) -> None:
    """While its holder writes, the lease is nobody's to take, even when its time is over."""
    first, second, *_ = replicas
    number = await first.takes()
    assert number is not None
    fenced = database.guarded(fence(number, lambda: True, lambda: None))
    seen: list[int | None] = []

    async def unit(unit: Unit) -> None:
        await unit.connection.execute(text("SELECT 1"))
        async with second.wire.lease() as lease:  # the time runs out while this is written
            await lease.renew(number, seconds=0.0)
        seen.append(await second.takes())

    await fenced.write(unit)

    assert [None] == seen
    taken = await second.takes()
    assert taken is not None
    assert number < taken


async def test_who_is_not_sure_waits(database: Database, replicas: list[Replica]) -> None:
    """A holder whose renewal is overdue writes nothing, but has not lost it either."""
    number = await replicas[0].takes()
    assert number is not None
    lost: list[int] = []
    unsure = database.guarded(fence(number, lambda: False, lambda: lost.append(1)))

    with pytest.raises(Unavailable):
        await unsure.write(_record_something)

    assert [] == lost


async def test_a_session_that_stalls_in_a_transaction_is_ended(database: Database) -> None:
    """A replica that stops between two statements holds its locks for ten seconds at most."""
    async with database.snapshot() as unit:
        reading = await unit.connection.scalar(text("SHOW idle_in_transaction_session_timeout"))
    writing = await database.write(_limit)

    assert ("10s", "10s") == (reading, writing)


async def test_every_replica_hears_what_is_told(replicas: list[Replica]) -> None:
    """Words reach all that listen; after a lost connection the next use listens again."""
    first, second, *_ = replicas
    await second.takes()
    await first.wire.tell(OUTBOX, "baru")
    assert (OUTBOX, "baru") == await second.heard.get()

    with pytest.raises(Unavailable):
        await _cut(second)
    await first.wire.tell(RELEASED, "")  # while the second does not listen
    await second.takes()
    await first.wire.tell(OUTBOX, "lagi")

    assert (OUTBOX, "lagi") == await second.heard.get()
    assert 2 == second.wire.openings


async def test_the_database_away_is_said(database: Database, postgres: Postgres) -> None:
    """Without a server the wire says so, and works again when it is back."""
    one = Replica(database)
    number = await one.takes()
    assert number is not None
    await asyncio.to_thread(postgres.stop)
    try:
        with pytest.raises(Unavailable):
            await one.takes()
    finally:
        await asyncio.to_thread(postgres.start)

    async with one.wire.lease() as lease:
        assert await lease.renew(number)
    await one.wire.close()


async def test_a_line_cut_before_it_listens_is_an_outage(
    database: Database, postgres: Postgres
) -> None:
    """The driver's own errors, too, mean that the database is away and is to be asked again."""
    async with _cutting_at(b"LISTEN", postgres.port) as port:
        far = Database.attach(str(database.url.set(drivername="postgresql", port=port)))
        one = Replica(far)

        with pytest.raises(Unavailable):
            await one.takes()

        await one.wire.close()
        await far.close()


@contextlib.asynccontextmanager
async def _cutting_at(word: bytes, server_port: int) -> AsyncIterator[int]:
    """Stand between replica and server, and hang up when a word goes by."""

    async def pass_on(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while (said := await source.read(65_536)) and word not in said:
            sink.write(said)
            await sink.drain()
        sink.close()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", server_port)
        await asyncio.wait(
            {
                asyncio.create_task(pass_on(reader, back)),
                asyncio.create_task(pass_on(there, writer)),
            }
        )
        writer.close()

    server = await asyncio.start_server(connect, "127.0.0.1", 0)
    async with server:
        yield int(server.sockets[0].getsockname()[1])


async def _cut(replica: Replica) -> None:
    async with replica.wire.lease():
        raise Unavailable("the line is cut")


async def _record_something(unit: Unit) -> None:
    await unit.connection.execute(
        text("INSERT INTO campaign (kind, payload, created_at) VALUES ('x', '{}', now())")
    )


async def _limit(unit: Unit) -> str:
    found = await unit.connection.scalar(text("SHOW idle_in_transaction_session_timeout"))
    return str(found)
