"""A Monday morning for proofs of reminders: who is there, what came, what the tables say."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import text

from bot.post import OutboxPost
from community.charter import Charter
from handlers import reminder_log, reminders
from handlers.tick import Tick
from simulator.server import Simulator
from simulator.wire.dispatch import Exchange
from storage.database import Database
from storage.reminder_slots import SlotLog
from storage.unit import Unit
from tests.crash import ledger
from tests.crash.people import JOINED, join
from tests.crash.process import ADMIN
from tests.crash.shifted import OFFSET

FIRST = 810_000_001
HOUR = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)  # Monday 07.30 WIB
WORDS = "Forum ASN Berbagi Ilmu"
PATIENCE = 60.0  # real seconds after which waiting counts as failed
CHARTER = Charter(
    bot_username="cop_humas_jatim_bot",
    admin_ids=frozenset({ADMIN}),
    controller_name="Pengelola",
    controller_contact="kontak@contoh.id",
    zone=ZoneInfo("Asia/Jakarta"),
    reminder_time=time(7, 30),
)


class Morning:
    """Members with the usual settings, and every reminder that Telegram took for them."""

    def __init__(self, simulator: Simulator, count: int, *, first: int = FIRST) -> None:
        self.members = range(first, first + count)
        self.came: Counter[int] = Counter()  # by Telegram id
        self.told: list[str] = []  # what an admin was told of missed reminders
        self.first_at: datetime | None = None  # real time
        self._news = asyncio.Event()
        self._simulator = simulator
        for number in self.members:
            simulator.person(f"Anggota {number}", id=number, started=True)
        simulator.observe_exchanges(self._note)

    async def begin(self, url: str) -> None:
        """Let them join, and let the clock's job have run five minutes before the hour."""
        self._simulator.person("Ratna Admin", id=ADMIN, started=True)
        await join(url, self.members)
        early = HOUR - timedelta(minutes=5)
        database = await Database.open(url)

        async def unit(unit: Unit) -> None:
            await unit.people.meet(ADMIN, early)
            await unit.job_runs.record("reminders", early, "", 1, HOUR)

        try:
            await database.write(unit)
            await reminders.make_due(_tick(database, early))
        finally:
            await database.close()

    async def begin_later(self, url: str, hour: time) -> None:
        """Let them join and choose another hour."""
        joined = await join(url, self.members)
        database = await Database.open(url)

        async def unit(unit: Unit) -> None:
            for person_id in joined.values():
                await unit.reminder_settings.set_hour(
                    person_id, hour, default=CHARTER.reminder_time, now=JOINED
                )

        try:
            await database.write(unit)
        finally:
            await database.close()

    async def until(self, count: int) -> None:
        """Return when so many reminders came, the same ones counted once."""
        await self._until(lambda: len(self.came) >= count, f"{count} reminders")

    async def until_next(self, more: int) -> None:
        """Return when so many more came."""
        wanted = self.came.total() + more
        await self._until(lambda: self.came.total() >= wanted, f"{more} more reminders")

    async def until_all_but(self, doubtful: set[int]) -> None:
        """Return when everybody has one who is not among those whose message is in doubt."""
        others = set(self.members) - doubtful
        await self._until(lambda: others <= set(self.came), f"{len(others)} reminders")

    async def until_told(self) -> None:
        """Return when an admin was told that reminders were missed."""
        await self._until(lambda: bool(self.told), "word for the admin")

    async def _until(self, came: Callable[[], bool], what: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while not came():
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"waited for {what}; {len(self.came)} came") from None

    def _note(self, exchange: Exchange) -> None:
        if exchange.method != "sendMessage" or exchange.code != 200:
            return
        chat_id, words = exchange.parameters.integer("chat_id"), exchange.parameters.text("text")
        if chat_id in self.members and WORDS in words:
            self.first_at = self.first_at or datetime.now(UTC)
            self.came[chat_id] += 1
        elif chat_id == ADMIN and "terlewat" in words:
            self.told.append(words)
        self._news.set()


@dataclass(frozen=True, slots=True)
class Books:
    """What the tables say of the morning's reminders."""

    promised: int
    states: Counter[str]
    chats: dict[str, set[int]]  # by state
    log: SlotLog | None  # of 07.30

    @property
    def is_halfway(self) -> bool:
        """Whether reminders were being made."""
        return self.log is not None and self.log.made > 0 and self.log.closed_at is None

    @property
    def is_final(self) -> bool:
        """Whether nothing is under way any more."""
        return not (self.states["pending"] or self.states["attempted"])


def shifted(moment: datetime) -> dict[str, str]:
    """Give the clock's offset for a bot that is started now, at that moment."""
    return {OFFSET: str((moment - datetime.now(UTC)).total_seconds())}


async def passes(until: datetime, offset: dict[str, str]) -> None:
    """Let real time pass until the shifted clock shows a moment: what this waits for is time."""
    now = datetime.now(UTC) + timedelta(seconds=float(offset[OFFSET]))
    await instant(max(0.0, (until - now).total_seconds()))


async def instant(seconds: float) -> None:
    """Let real time pass: for an instant between two events, or a moment to come."""
    passed = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(seconds, passed.set_result, None)
    await passed


async def read(url: str) -> Books:
    """Read the tables of a bot that runs, or was stopped."""
    database = await Database.open(url)
    try:
        return await database.write(_books)
    finally:
        await database.close()


async def read_killed(url: str, folder: Path) -> Books:
    """Read the tables as a kill left them; touches nothing of them."""
    return await read(ledger.copy_of(url, folder))


async def tally(url: str, now: datetime) -> Books:
    """Let the job count what became of the messages, as it does every five minutes."""
    database = await Database.open(url)
    try:
        await reminder_log.tally(_tick(database, now))
        return await database.write(_books)
    finally:
        await database.close()


def _tick(database: Database, now: datetime) -> Tick:
    return Tick(now, CHARTER, database, OutboxPost(lambda: None))


async def _books(unit: Unit) -> Books:
    chats: dict[str, set[int]] = {}
    states: Counter[str] = Counter()
    for chat_id, state in await unit.connection.execute(
        text("SELECT chat_id, state FROM outbox WHERE campaign_id IS NOT NULL AND lane = 'bulk'")
    ):
        states[state] += 1
        chats.setdefault(state, set()).add(chat_id)
    promised = await unit.connection.scalar(text("SELECT count(*) FROM reminder"))
    logs = await unit.reminder_slots.list_log(HOUR.date())
    usual = [log for log in logs if (log.zone, log.hour) == ("Asia/Jakarta", "07:30")]
    return Books(int(promised or 0), states, chats, usual[0] if usual else None)
