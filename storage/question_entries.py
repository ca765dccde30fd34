"""All that was said about a question, in order, with the files that came with it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.answer_parts import is_from
from community.reply import Attached
from storage.schema import question, question_entry


class Kind(StrEnum):
    """What an entry is."""

    QUESTION = "question"  # as it was sent
    VERSION = "version"  # an edit by the asker
    REQUEST = "request"  # the holder asks for an explanation
    EXPLANATION = "explanation"
    ANSWER = "answer"
    FOLLOW_UP = "follow_up"
    NOTE = "note"  # among moderators


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something said; `chat_id` and `message_id` are the author's own message, if there is one."""

    id: int
    question_id: int
    kind: Kind
    author_id: int | None
    text: str
    attachments: tuple[Attached, ...]
    is_addition: bool  # of an answer: another one was given since the question was last opened
    at: datetime
    chat_id: int | None
    message_id: int | None
    withdrawn_at: datetime | None


NEWEST = 100  # answers of a moderator, more than anybody gives in two days
COLUMNS = [question_entry.c[field.name] for field in fields(Entry)]


class QuestionEntries:
    """Reads and changes the table `question_entry`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self,
        question_id: int,
        kind: Kind,
        author_id: int,
        text: str,
        *,
        now: datetime,
        attachments: Sequence[Attached] = (),
        is_addition: bool = False,
        message: tuple[int, int] | None = None,
    ) -> int:
        """Write down what was said; `message` is chat and id of the author's message."""
        added = await self._connection.execute(
            insert(question_entry)
            .values(
                question_id=question_id,
                kind=kind,
                author_id=author_id,
                text=text,
                attachments=[one.as_json() for one in attachments],
                is_addition=is_addition,
                at=now,
                chat_id=None if message is None else message[0],
                message_id=None if message is None else message[1],
            )
            .returning(question_entry.c.id)
        )
        found: int = added.scalar_one()
        return found

    async def list_of(self, question_id: int) -> list[Entry]:
        """List what was said about a question, oldest first."""
        found = await self._connection.execute(
            select(*COLUMNS)
            .where(question_entry.c.question_id == question_id)
            .order_by(question_entry.c.id)
        )
        return [of_row(row) for row in found]

    async def answers(self, question_id: int) -> list[Entry]:
        """List all answers to a question, also those that were taken back, oldest first."""
        return [one for one in await self.list_of(question_id) if one.kind is Kind.ANSWER]

    async def by_message(self, chat_id: int, message_id: int) -> Entry | None:
        """Return the newest entry that somebody's message became."""
        found = await self._connection.execute(
            select(*COLUMNS)
            .where(question_entry.c.chat_id == chat_id, question_entry.c.message_id == message_id)
            .order_by(question_entry.c.id.desc())
        )
        row = found.first()
        return None if row is None else of_row(row)

    async def with_file(self, author_id: int, chat_id: int, message_id: int) -> Entry | None:
        """Return the answer of somebody's to which that message brought a file.

        What can still be edited is two days old at most: a look at the newest is enough.
        """
        found = await self._connection.execute(
            select(*COLUMNS)
            .where(
                question_entry.c.author_id == author_id,
                question_entry.c.chat_id == chat_id,
                question_entry.c.kind == Kind.ANSWER,
            )
            .order_by(question_entry.c.id.desc())
            .limit(NEWEST)
        )
        recent = [of_row(row) for row in found]
        return next((one for one in recent if is_from(one.attachments, message_id)), None)

    async def change(self, entry_id: int, text: str, attachments: Sequence[Attached]) -> None:
        """Correct what was said, or add to its files."""
        await self._connection.execute(
            update(question_entry)
            .where(question_entry.c.id == entry_id)
            .values(text=text, attachments=[one.as_json() for one in attachments])
        )

    async def get(self, entry_id: int) -> Entry | None:
        """Return an entry."""
        found = await self._connection.execute(
            select(*COLUMNS).where(question_entry.c.id == entry_id)
        )
        row = found.first()
        return None if row is None else of_row(row)

    async def answered_since(self, person_id: int, since: datetime) -> int | None:
        """Return the question of somebody's that was answered last, if that was since a moment."""
        found: int | None = await self._connection.scalar(
            select(question_entry.c.question_id)
            .join(question, question.c.id == question_entry.c.question_id)
            .where(
                question.c.person_id == person_id,
                question_entry.c.kind == Kind.ANSWER,
                question_entry.c.at >= since,
                question_entry.c.withdrawn_at.is_(None),
            )
            .order_by(question_entry.c.id.desc())
            .limit(1)
        )
        return found

    async def withdraw(self, entry_id: int, now: datetime) -> bool:
        """Take something back; False when it was taken back before."""
        changed = await self._connection.execute(
            update(question_entry)
            .where(question_entry.c.id == entry_id, question_entry.c.withdrawn_at.is_(None))
            .values(withdrawn_at=now)
        )
        return changed.rowcount > 0


def of_row(row: Row[Any] | Sequence[Any]) -> Entry:
    """Return the entry of a row of `COLUMNS`."""
    values: dict[str, Any] = dict(zip((field.name for field in fields(Entry)), row, strict=True))
    attachments = tuple(Attached(**one) for one in values["attachments"])
    return Entry(**{**values, "kind": Kind(values["kind"]), "attachments": attachments})
