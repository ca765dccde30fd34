"""A rougher stage: people block the bot, the process dies, and what the clock says arrives."""

import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from sqlalchemy import select

from bot import outgoing
from bot.post import OutboxPost
from community.incoming import Chat, Event, Sender
from community.reply import AnswerInline, Outgoing, Reply, Say, SearchInline, Toast
from handlers.tick import Tick
from storage.attempts import Attempts, Outcome
from storage.messages import Said
from storage.outbox import State as Sent
from storage.schema import outbox
from storage.unit import Unit
from tests.handlers.driver import Stage
from tests.proofs.reminder_house import Killed, Mortal

IN_PASSING = (Toast, AnswerInline, SearchInline)
"""What is said to whoever acts, in no chat."""
Job = Callable[[Tick], Awaitable[str]]


class Death(Enum):
    """When the process dies in the middle of an update."""

    BEFORE_COMMIT = "before commit"  # Telegram's update is handled again
    BEFORE_OUTCOME = "before outcome"  # what was sent is sent once more


class Keeping(OutboxPost):
    """Adds to the outbox, and remembers what each row says, so that it can be shown."""

    def __init__(self) -> None:
        super().__init__(lambda: None)
        self.rows: dict[int, Outgoing] = {}

    async def add(self, unit: Unit, reply: Reply, now: Any) -> None:
        """Add what is said to the outbox."""
        rows = await unit.outbox.add(outgoing.rows(reply, now), now)
        self.rows |= {row.id: say for row, say in zip(rows, reply.says, strict=True)}


@dataclass
class RoughStage(Stage):
    """A stage on which things go wrong."""

    blocked: set[int] = field(default_factory=set)  # private chats
    death: Death | None = None  # of the next update
    deaths: int = 0

    async def happens(self, event: Event, sender: Sender | None, chat: Chat | None) -> Reply:
        """Run one update; whoever writes in private has no block any more."""
        if sender is not None and chat is not None and chat.id == sender.telegram_id:
            self.blocked.discard(chat.id)
        if self.death is not Death.BEFORE_COMMIT:
            return await super().happens(event, sender, chat)
        self.death, living = None, self.database
        self.database = Mortal(living, 1, commits=False)
        try:
            await super().happens(event, sender, chat)
        except Killed:
            self.deaths += 1
        self.database = living
        await self.reopen()
        return await super().happens(event, sender, chat)

    async def runs(self, job: Job, *, dies_at: int = 0, commits: bool = False) -> None:
        """Run a job of the clock, perhaps until the process dies at its n-th write."""
        post, database = Keeping(), self.database
        if dies_at:
            database = Mortal(self.database, dies_at, commits=commits)
        try:
            await job(Tick(self.now, self.charter, database, post))
        except Killed:
            self.deaths += 1
            await self.reopen()
        async with self.database.snapshot() as unit:
            query = select(outbox.c.id).where(
                outbox.c.id.in_(list(post.rows)), outbox.c.state == Sent.PENDING
            )
            waiting = sorted(await unit.connection.scalars(query))
        says = tuple(post.rows[row] for row in waiting)
        await self._record(waiting, says, [self.deliver(say) for say in says])

    def deliver(self, say: Outgoing) -> int | None:
        """Put what is said where people see it, unless they block the bot."""
        return None if self._is_lost(say) else super().deliver(say)

    def _is_lost(self, say: Outgoing) -> bool:
        return not isinstance(say, IN_PASSING) and say.chat_id in self.blocked

    async def _record(
        self, ids: list[int], says: tuple[Outgoing, ...], delivered: list[int | None]
    ) -> None:
        if self.death is Death.BEFORE_OUTCOME:
            self.death = None
            self.deaths += 1
            await self.reopen()
            delivered = [self.deliver(say) for say in says]
        outcomes, left = [], iter(ids)
        for say, message_id in zip(says, delivered, strict=True):
            made = len(outgoing.rows(Reply((say,)), self.now))  # files are several rows
            rows = itertools.islice(left, made)
            outcomes += [self._outcome(row_id, say, message_id) for row_id in rows]

        async def unit(unit: Unit) -> None:
            attempts = Attempts(unit.connection)
            await attempts.mark(ids, self.now)
            await attempts.record(outcomes, self.now)

        await self.database.write(unit)

    def _outcome(self, row_id: int, say: Outgoing, message_id: int | None) -> Outcome:
        if not isinstance(say, IN_PASSING) and self._is_lost(say):
            return Outcome(row_id=row_id, state=Sent.UNREACHABLE, lost_chat=say.chat_id)
        said = None
        if isinstance(say, Say) and say.subject and message_id is not None:
            said = Said(
                subject=say.subject,
                chat_id=say.chat_id,
                message_ids=(message_id,),
                person_id=say.person_id,
            )
        return Outcome(row_id=row_id, state=Sent.SENT, said=said)
