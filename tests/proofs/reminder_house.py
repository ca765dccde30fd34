"""The real handlers on a real file, for the state machine: ticks, kills, and what tables say."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy import func, select

from bot.post import OutboxPost
from community.sessions import Session
from handlers import community_post, reminders, session_news, session_notices
from handlers.tick import Tick
from storage.database import Database
from storage.schema import (
    account,
    campaign,
    outbox,
    reminder,
    reminder_slot,
    reminder_text,
    session,
)
from storage.unit import Unit
from tests.handlers.driver import Stage
from tests.proofs.reminder_model import Hour

T = TypeVar("T")
COMMUNITY = -1007
AT_ONCE = 2  # reminders in one commit, so that a handful of members needs several
Slots = dict[Hour, tuple[int, int]]


class Killed(BaseException):
    """The process ends here."""


class Mortal(Database):
    """A database in which the process is killed at its n-th write, before or after the commit."""

    def __init__(self, living: Database, writes: int, *, commits: bool) -> None:
        self._living = living
        self._left = writes
        self._commits = commits
        self.dialect = living.dialect

    async def write(self, unit: Callable[[Unit], Awaitable[T]]) -> T:
        """Run a unit, unless it is the last moment."""
        self._left -= 1
        if self._left:
            return await self._living.write(unit)

        async def last(open_unit: Unit) -> None:
            await unit(open_unit)
            if not self._commits:
                raise Killed

        await self._living.write(last)
        raise Killed

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Unit]:
        """Give a read-only unit."""
        async with self._living.snapshot() as unit:
            yield unit


class House:
    """A stage whose clock's jobs run when told to."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    @classmethod
    async def open(cls, path: Path, now: datetime) -> "House":
        """Open a new file."""
        stage = await Stage.open(path, community_chat_id=COMMUNITY)
        stage.now = now
        return cls(stage)

    async def tick(self, database: Database | None = None) -> None:
        """Run the jobs of reminders and sessions once."""
        stage = self.stage
        tick = Tick(stage.now, stage.charter, database or stage.database, OutboxPost(lambda: None))
        await reminders.make_due(tick, AT_ONCE)
        await community_post.post(tick)
        await session_news.tell(tick)
        await session_notices.send(tick)

    async def dies(self, writes: int, *, commits: bool) -> bool:
        """Tick until killed at a write, and come back; False when the tick was shorter."""
        try:
            await self.tick(Mortal(self.stage.database, writes, commits=commits))
        except Killed:
            await self.stage.reopen()
            return True
        return False

    # --- what is in the tables ------------------------------------------------------------

    async def promises(self) -> dict[tuple[date, int], datetime]:
        """Return when whose reminder of which day was made, of those who have an account."""
        async with self.stage.database.snapshot() as unit:
            found = await unit.connection.execute(
                select(reminder.c.day, reminder.c.person_id, reminder.c.at).join(
                    account, account.c.person_id == reminder.c.person_id
                )
            )
            return {(row.day, row.person_id): row.at for row in found}

    async def messages(self) -> Counter[tuple[date, int]]:
        """Count the messages that carry a reminder, by day and person."""
        async with self.stage.database.snapshot() as unit:
            found = await unit.connection.execute(
                select(reminder_text.c.day, account.c.person_id, func.count())
                .select_from(outbox)
                .join(reminder_text, reminder_text.c.campaign_id == outbox.c.campaign_id)
                .join(account, account.c.telegram_id == outbox.c.chat_id)
                .where(outbox.c.kind == "sendMessage")
                .group_by(reminder_text.c.day, account.c.person_id)
            )
            return Counter({(row[0], row[1]): row[2] for row in found})

    async def slots(self) -> Slots:
        """Return how many were made and missed in which hour."""
        async with self.stage.database.snapshot() as unit:
            found = await unit.connection.execute(
                select(reminder_slot).where(reminder_slot.c.made + reminder_slot.c.missed > 0)
            )
            return {Hour(row.day, row.zone, row.hour): (row.made, row.missed) for row in found}

    async def closed(self) -> set[Hour]:
        """Return the hours that were dealt with."""
        async with self.stage.database.snapshot() as unit:
            found = await unit.connection.execute(
                select(reminder_slot).where(reminder_slot.c.closed_at.is_not(None))
            )
            return {Hour(row.day, row.zone, row.hour) for row in found}

    async def posts(self) -> Counter[str]:
        """Count the posts in the community's chat by their day."""
        async with self.stage.database.snapshot() as unit:
            found = await unit.connection.execute(
                select(outbox.c.subject, func.count())
                .where(outbox.c.chat_id == COMMUNITY, outbox.c.kind == "sendMessage")
                .group_by(outbox.c.subject)
            )
            return Counter({str(row[0]): row[1] for row in found})

    async def notices(self, after: int) -> list[tuple[int, int, str]]:
        """Return row, chat and text of the notices with a link behind a row."""
        async with self.stage.database.snapshot() as unit:
            found = await unit.connection.execute(
                select(outbox.c.id, outbox.c.chat_id, campaign.c.payload)
                .join(campaign, campaign.c.id == outbox.c.campaign_id)
                .where(outbox.c.id > after, outbox.c.lane == "notice")
                .order_by(outbox.c.id)
            )
            return [(row[0], row[1], str(row[2]["text"])) for row in found]

    async def sessions(self) -> list[Session]:
        """Return the sessions that were not cancelled and did not begin."""
        async with self.stage.database.snapshot() as unit:
            numbers = await unit.connection.execute(
                select(session.c.id)
                .where(~session.c.is_cancelled, session.c.starts_at > self.stage.now)
                .order_by(session.c.id)
            )
            found = [await unit.sessions.get(number) for number in numbers.scalars()]
        return [one for one in found if one is not None]

    async def all_sessions(self) -> list[Session]:
        """Return every session."""
        async with self.stage.database.snapshot() as unit:
            numbers = (await unit.connection.execute(select(session.c.id))).scalars().all()
            found = [await unit.sessions.get(number) for number in numbers]
        return [one for one in found if one is not None]

    # --- sessions, as planned by moderators -----------------------------------------------

    async def add_session(self, starts_at: datetime, title: str) -> int:
        """Add a session of two hours."""
        zone, now = self.stage.charter.zone, self.stage.now
        new = Session(
            id=0,
            programme=min(starts_at.astimezone(zone).isoweekday(), 5),
            number=None,
            title=title,
            speaker="Dr. Rini",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            links=("https://zoom.us/j/1",),
            jp=None,
            notes="",
            is_cancelled=False,
            sequence=0,
            changed_at=now,
        )
        return await self.stage.database.write(lambda unit: unit.sessions.add(new, zone, 1, now))

    async def change_session(self, before: Session, after: Session) -> bool:
        """Move or cancel a session."""
        zone, now = self.stage.charter.zone, self.stage.now
        return await self.stage.database.write(
            lambda unit: unit.sessions.change(before, after, zone, now)
        )
