"""A post office for tests: database, simulator and delivery on one virtual clock."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from bot.api import Api
from bot.delivery import Delivery, Maker
from community.reply import Lane
from simulator.clock import VirtualClock
from simulator.flood import FloodModel
from simulator.server import Simulator
from simulator.wire.dispatch import Exchange
from storage.campaigns import CHUNK, LOWEST_PERSON
from storage.database import Database
from storage.outbox import ROW_COLUMNS, NewRow, Row
from storage.schema import account, outbox, person
from storage.unit import Unit
from tests.fresh import open_fresh

START = datetime(2026, 3, 2, 0, 25, tzinfo=UTC)
FINAL = {"sent", "unreachable", "refused", "unknown", "expired", "dropped", "replaced"}
READ_SECONDS = 0.3


@dataclass(slots=True)
class Post:
    """What a test drives."""

    database: Database
    simulator: Simulator
    clock: VirtualClock
    api: Api
    delivery: Delivery
    acts: list[Exchange] = field(default_factory=list)

    async def add(self, *rows: NewRow) -> list[Row]:
        """Commit rows, as a unit of work does."""
        return await self.database.write(lambda unit: unit.outbox.add(rows, self.clock.now()))

    async def say(self, *rows: NewRow) -> list[Row]:
        """Commit rows and hand them over."""
        added = await self.add(*rows)
        self.delivery.hand(added)
        return added

    async def run(self, unit: Callable[[Unit], Any]) -> Any:
        """Run any unit."""
        return await self.database.write(unit)

    async def states(self, rows: Sequence[Row]) -> list[str]:
        """Return what became of rows."""
        stored = await self.stored(rows)
        return [row["state"] for row in stored]

    async def stored(self, rows: Sequence[Row]) -> list[Mapping[str, Any]]:
        """Return rows as they are in the table."""
        async with self.database.snapshot() as unit:
            found = await unit.connection.execute(
                select(outbox).where(outbox.c.id.in_([row.id for row in rows])).order_by("id")
            )
            return [dict(row._mapping) for row in found]

    async def settle(self, rows: Sequence[Row]) -> list[str]:
        """Let time pass until all rows have an outcome; return the outcomes."""
        while True:
            await self.quiet()
            states = await self.states(rows)
            if set(states) <= FINAL:
                return states
            await self.pass_time()

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Let time pass until something is so."""
        await self.quiet()
        while not is_so():
            await self.pass_time()

    async def quiet(self) -> None:
        """Let everything happen that needs no time."""
        await self.clock.settle([lambda: self.delivery.is_busy, lambda: self.database.is_busy])

    async def pass_time(self) -> None:
        """Jump to the next moment somebody waits for."""
        deadline = self.clock.next_deadline()
        assert deadline is not None, "nobody waits for anything"
        await self.clock.advance(
            deadline - self.clock.monotonic(),
            [lambda: self.delivery.is_busy, lambda: self.database.is_busy],
        )

    def texts(self, chat_id: int | None = None) -> list[str]:
        """Return the texts that were sent, in order."""
        return [
            act.result["text"]
            for act in self.acts
            if act.method == "sendMessage"
            and act.code == 200
            and chat_id in {None, act.result["chat"]["id"]}
        ]


async def meet(post: Post, telegram_id: int, person_id: int) -> None:
    """Give a person an account."""

    async def unit(unit: Unit) -> None:
        now = post.clock.now()
        await unit.connection.execute(
            insert(person).values(id=person_id, state="member", created_at=now, state_at=now)
        )
        await unit.connection.execute(
            insert(account).values(telegram_id=telegram_id, person_id=person_id, seen_at=now)
        )

    await post.run(unit)


async def is_reachable(post: Post, telegram_id: int) -> bool:
    """Say whether an account counts as reachable."""
    async with post.database.snapshot() as unit:
        found = await unit.connection.execute(
            select(account.c.is_reachable).where(account.c.telegram_id == telegram_id)
        )
        return bool(found.scalar_one())


async def announce(
    post: Post,
    kind: str,
    words: str,
    *,
    lane: Lane = Lane.BULK,
    chats: Sequence[int] | None = None,
    **details: Any,
) -> int:
    """Commit a campaign for all accounts, or those chats', and wake delivery; returns its id."""

    async def unit(unit: Unit) -> int:
        now = post.clock.now()
        number = await unit.campaigns.add(kind, {"text": words, "parse_mode": "HTML"}, now)
        to = select(account.c.telegram_id.label("chat_id"), account.c.person_id)
        if chats is not None:
            to = to.where(account.c.telegram_id.in_(chats))
        await unit.campaigns.fan_out(
            number,
            lane=lane,
            to=to,
            after_person_id=LOWEST_PERSON,
            limit=CHUNK,
            now=now,
            **details,
        )
        return number

    number: int = await post.run(unit)
    post.delivery.wake()
    return number


async def rows_of(post: Post, campaign_id: int) -> list[Row]:
    """Return the rows of a campaign."""
    async with post.database.snapshot() as unit:
        found = await unit.connection.execute(
            select(*ROW_COLUMNS).where(outbox.c.campaign_id == campaign_id).order_by("id")
        )
        return [Row(*one) for one in found]


@asynccontextmanager
async def open_post(
    folder: Path,
    *,
    rate: int = 30,
    flood: FloodModel | None = None,
    makers: Mapping[str, Maker] | None = None,
    url: str | None = None,
    start: datetime = START,
    read_seconds: float = READ_SECONDS,
    before: Callable[[Post], Awaitable[None]] | None = None,
    may_send: Callable[[], bool] | None = None,
) -> AsyncIterator[Post]:
    """Open a post office whose delivery is started."""
    clock = VirtualClock(start)
    simulator = Simulator(clock=clock, seed=1, flood=flood)
    await simulator.start()
    database = await (Database.open(url) if url else open_fresh(folder / "cop.db"))
    api = Api(simulator.token, simulator.url, read_timeout=read_seconds)
    await api.start()
    delivery = Delivery(
        database=database, api=api, clock=clock, rate=rate, makers=makers, may_send=may_send
    )
    post = Post(database, simulator, clock, api, delivery)
    simulator.observe_exchanges(post.acts.append)
    if before is not None:
        await before(post)
    await delivery.start()
    try:
        yield post
    finally:
        stopping = asyncio.create_task(delivery.stop(1.0))
        await clock.play(stopping.done, [lambda: database.is_busy])
        await api.stop()
        await database.close()
        await simulator.stop()


def text(chat_id: int, words: str = "Selamat pagi", **details: Any) -> NewRow:
    """Make a message."""
    payload = {"text": words, "parse_mode": "HTML"}
    return NewRow(
        chat_id=chat_id,
        lane=details.pop("lane", Lane.REPLY),
        kind="sendMessage",
        payload=payload | details.pop("more", {}),
        **details,
    )
