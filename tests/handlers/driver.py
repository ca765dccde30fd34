"""People who talk to the handlers: every word runs one real unit, as the worker runs it.

What is said back goes through the outbox and is "delivered" at once, into chats kept here.
"""

import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot import outgoing
from community.charter import Charter
from community.incoming import Chat, ChatKind, Command, Event, Incoming, Replied, Sender, Tap, Text
from community.person import Person
from community.profile import Profile
from community.reply import (
    Later,
    LetIn,
    Message,
    Outgoing,
    Reply,
    Rewrite,
    Say,
    SendFiles,
    ShowCommands,
    Toast,
)
from community.roles import State
from handlers import dispatch
from storage.attempts import Attempts, Outcome
from storage.database import Database
from storage.messages import Said
from storage.outbox import State as Sent
from storage.unit import Unit
from tests.fresh import open_fresh

T = TypeVar("T")
START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday, 08.00 WIB


def charter(**changes: Any) -> Charter:
    """Return how the community of the tests is run."""
    usual = Charter(
        bot_username="cop_humas_jatim_bot",
        admin_ids=frozenset({9001}),
        controller_name="BPSDM Jawa Timur",
        controller_contact="humas@jatim.example",
        zone=ZoneInfo("Asia/Jakarta"),
        reminder_time=time(7, 30),
    )
    return replace(usual, **changes)


@dataclass
class Shown:
    """A message in a chat, as it reads now."""

    id: int
    message: Message
    subject: str | None


@dataclass
class Stage:
    """The database, the clock and all chats."""

    database: Database
    path: Path
    charter: Charter
    now: datetime = START
    chats: dict[int, list[Shown]] = field(default_factory=dict)
    said: list[Outgoing] = field(default_factory=list)
    toasts: dict[str, str] = field(default_factory=dict)
    delivers: bool = True
    _late: list[tuple[datetime, int]] = field(default_factory=list)
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    @classmethod
    async def open(cls, path: Path, **changes: Any) -> "Stage":
        """Open a stage on a new SQLite file."""
        database = await open_fresh(path)
        return cls(database, path, charter(**changes))

    async def reopen(self) -> None:
        """Come back as a new process would: nothing is left but the file."""
        await self.database.close()
        self.database = await Database.open(f"sqlite:///{self.path}")

    def person(self, name: str, telegram_id: int) -> "Actor":
        """Return somebody with a private chat."""
        return Actor(self, name, telegram_id)

    def runs_with(self, **changes: Any) -> None:
        """Change how the community is run."""
        self.charter = replace(self.charter, **changes)

    def passes(self, **span: float) -> None:
        """Let time go by."""
        self.now += timedelta(**span)

    async def happens(self, event: Event, sender: Sender | None, chat: Chat | None) -> Reply:
        """Run one update as one unit, as the worker does, and deliver what is said."""
        await self._send_late()
        incoming = Incoming(next(self._ids), self.now, sender, chat, event)

        async def unit(unit: Unit) -> tuple[Reply, Reply]:
            reply = await dispatch.answer(incoming, unit, self.now, self.charter)
            return reply, reply

        return await self.says(unit)

    async def says(self, act: Callable[[Unit], Awaitable[tuple[T, Reply]]]) -> T:
        """Run one unit that says something, and deliver it; returns what the unit found."""

        async def unit(unit: Unit) -> tuple[T, Reply, list[Any]]:
            found, reply = await act(unit)
            rows = await unit.outbox.add(outgoing.rows(reply, self.now), self.now)
            return found, reply, rows

        found, reply, rows = await self.database.write(unit)
        self.said += reply.says
        delivered = [self.deliver(say) for say in reply.says]
        if self.delivers:
            await self._record([row.id for row in rows], reply.says, delivered)
        return found

    async def _record(
        self, ids: list[int], says: tuple[Outgoing, ...], delivered: list[int | None]
    ) -> None:
        outcomes = []
        left = iter(ids)
        for say, message_id in zip(says, delivered, strict=True):
            made = len(outgoing.rows(Reply((say,)), self.now))  # files are several rows
            row_ids = list(itertools.islice(left, made))
            if isinstance(say, SendFiles) and say.not_before is not None:
                self._late += [(say.not_before, row_id) for row_id in row_ids]
                continue
            said = None
            if isinstance(say, Say) and say.subject and message_id is not None:
                said = Said(
                    subject=say.subject,
                    chat_id=say.chat_id,
                    message_ids=(message_id,),
                    person_id=say.person_id,
                )
            outcomes += [Outcome(row_id=one, state=Sent.SENT, said=said) for one in row_ids]

        async def unit(unit: Unit) -> None:
            attempts = Attempts(unit.connection)
            await attempts.mark([one.row_id for one in outcomes], self.now)
            await attempts.record(outcomes, self.now)

        await self.database.write(unit)

    async def _send_late(self) -> None:
        """Send the files whose time has come; until then others may take their place."""
        due = [row_id for moment, row_id in self._late if moment <= self.now]
        if not due:
            return

        async def unit(unit: Unit) -> None:
            attempts = Attempts(unit.connection)
            sent = await attempts.mark(due, self.now)
            outcomes = [Outcome(row_id=row_id, state=Sent.SENT) for row_id in sent]
            await attempts.record(outcomes, self.now)

        await self.database.write(unit)
        self._late = [one for one in self._late if one[1] not in due]

    async def remember(self, say: Say, message_id: int) -> None:
        """Keep what a message is about, as delivery does."""
        if say.subject is None:
            return
        said = Said(
            subject=say.subject,
            chat_id=say.chat_id,
            message_ids=(message_id,),
            person_id=say.person_id,
        )
        await self.database.write(lambda unit: unit.messages.add([said], self.now))

    def deliver(self, say: Outgoing) -> int | None:
        """Put what is said where people see it; returns the id of a message."""
        match say:
            case Say():
                return self._add(say.chat_id, say.message, say.subject)
            case Rewrite():
                for shown in reversed(self.chats.get(say.chat_id, [])):
                    by_subject = say.message_id is None and shown.subject == say.subject
                    if by_subject or shown.id == say.message_id:
                        shown.message = say.message
                        return shown.id
                said = say.else_message or say.message
                return self._add(say.chat_id, said, say.subject) if say.else_say else None
            case Toast():
                self.toasts[say.query_id] = say.text
            case Later() | LetIn() | ShowCommands() | _:
                pass
        return None

    def _add(self, chat_id: int, message: Message, subject: str | None) -> int:
        shown = Shown(next(self._ids), message, subject)
        self.chats.setdefault(chat_id, []).append(shown)
        return shown.id


@dataclass
class Actor:
    """Somebody who types and taps."""

    stage: Stage
    name: str
    telegram_id: int
    toast: str = ""

    @property
    def sender(self) -> Sender:
        """Who they are, as Telegram says."""
        return Sender(self.telegram_id, self.name)

    @property
    def chat(self) -> Chat:
        """Their private chat."""
        return Chat(self.telegram_id, ChatKind.PRIVATE)

    @property
    def messages(self) -> list[Message]:
        """All that stands in their private chat."""
        return [shown.message for shown in self.stage.chats.get(self.telegram_id, [])]

    @property
    def screen(self) -> Message:
        """The last message in their private chat."""
        return self.messages[-1]

    @property
    def labels(self) -> list[str]:
        """The buttons of the last message."""
        return [button.label for row in self.screen.buttons for button in row]

    async def says(
        self, words: str, *, chat: Chat | None = None, reply_to: Sender | None = None
    ) -> Reply:
        """Type something, a command where it begins with a slash."""
        replied = None if reply_to is None else Replied(1, reply_to, is_ours=False)
        event: Event
        if words.startswith("/"):
            name, _, argument = words[1:].partition(" ")
            event = Command(name.lower(), argument, 1, replied)
        else:
            event = Text(words, 1, replied)
        return await self.does(event, chat=chat)

    async def does(self, event: Event, *, chat: Chat | None = None) -> Reply:
        """Let anything happen in their private chat, or in another."""
        return await self.stage.happens(event, self.sender, chat or self.chat)

    async def taps(self, label: str, *, chat: Chat | None = None) -> Reply:
        """Tap the newest button of that label; more words may follow it."""
        where = chat or self.chat
        for shown in reversed(self.stage.chats.get(where.id, [])):
            data = _find(shown.message, label)
            if data is not None:
                return await self.taps_data(data, shown.id, chat=where)
        raise AssertionError(f"no button {label!r} in {self.stage.chats.get(where.id)}")

    async def taps_data(self, data: str, message_id: int = 1, *, chat: Chat | None = None) -> Reply:
        """Tap a button by what it carries: an old one, or one that is not on the screen."""
        query = f"q{len(self.stage.said)}"
        reply = await self.does(Tap(query, data, message_id), chat=chat)
        self.toast = self.stage.toasts[query]
        return reply

    async def found(self) -> Person | None:
        """Return how the storage knows them."""
        async with self.stage.database.snapshot() as unit:
            return await unit.people.find(self.telegram_id)

    async def joined(self, **profile: Any) -> "Actor":
        """Be a member already, without the form."""
        entry = Profile(**{"name": self.name, "area": "35.10", "level": "ahli_muda", **profile})

        async def unit(unit: Unit) -> None:
            person = await unit.people.meet(self.telegram_id, self.stage.now)
            await unit.profiles.save(person.id, entry, self.stage.now)
            await unit.reminder_settings.choose_days(
                person.id, 31, now=self.stage.now, zone=self.stage.charter.zone
            )
            await unit.consents.give(person.id, 1, self.stage.now)
            await unit.people.change_state(
                person.id, was=tuple(State), becomes=State.MEMBER, now=self.stage.now
            )

        await self.stage.database.write(unit)
        return self

    async def known(self) -> Person:
        """Return how the storage knows them, which it must."""
        person = await self.found()
        assert person is not None
        return person


def _find(message: Message, label: str) -> str | None:
    buttons = [button for row in message.buttons for button in row]
    matches: tuple[Callable[[str], bool], ...] = (
        lambda shown: shown == label,
        lambda shown: shown.startswith(label),
    )
    for match in matches:
        for button in buttons:
            words = button.label.partition(" ")[2] if not button.label[0].isalnum() else ""
            if button.data is not None and (match(button.label) or (words and match(words))):
                return button.data
    return None
