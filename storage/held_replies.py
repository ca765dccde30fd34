"""Replies to a card that wait for their author's word: are they meant as the answer?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.answer_parts import is_from
from community.reply import Attached
from storage.schema import held_reply


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldReply:
    """What somebody wrote in reply to a card; nobody was sent it."""

    id: int
    question_id: int
    person_id: int
    text: str
    attachments: tuple[Attached, ...]
    chat_id: int
    message_id: int
    at: datetime


NEWEST = 100  # of what somebody wrote and did not send
_COLUMNS = [held_reply.c[field.name] for field in fields(HeldReply)]


class HeldReplies:
    """Reads and changes the table `held_reply`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self,
        question_id: int,
        person_id: int,
        text: str,
        attachments: Sequence[Attached],
        message: tuple[int, int],
        *,
        now: datetime,
    ) -> int:
        """Hold a reply, in place of what was held of the same message."""
        await self._connection.execute(
            delete(held_reply).where(
                held_reply.c.chat_id == message[0], held_reply.c.message_id == message[1]
            )
        )
        added = await self._connection.execute(
            insert(held_reply)
            .values(
                question_id=question_id,
                person_id=person_id,
                text=text,
                attachments=[one.as_json() for one in attachments],
                chat_id=message[0],
                message_id=message[1],
                at=now,
            )
            .returning(held_reply.c.id)
        )
        found: int = added.scalar_one()
        return found

    async def get(self, held_id: int) -> HeldReply | None:
        """Return a held reply."""
        return await self._first(held_reply.c.id == held_id)

    async def by_message(self, chat_id: int, message_id: int) -> HeldReply | None:
        """Return what is held of somebody's message."""
        return await self._first(
            held_reply.c.chat_id == chat_id, held_reply.c.message_id == message_id
        )

    async def with_file(self, person_id: int, chat_id: int, message_id: int) -> HeldReply | None:
        """Return the held reply of somebody's to which that message brought a file."""
        found = await self._connection.execute(
            select(*_COLUMNS)
            .where(held_reply.c.person_id == person_id, held_reply.c.chat_id == chat_id)
            .order_by(held_reply.c.id.desc())
            .limit(NEWEST)
        )
        recent = [_of_row(row) for row in found.mappings()]
        return next((one for one in recent if is_from(one.attachments, message_id)), None)

    async def newest(self, question_id: int, person_id: int) -> HeldReply | None:
        """Return the newest that is held of somebody's replies to a card."""
        return await self._first(
            held_reply.c.question_id == question_id, held_reply.c.person_id == person_id
        )

    async def change(self, held_id: int, text: str, attachments: Sequence[Attached]) -> None:
        """Keep how a reply reads now, with the parts of an album that came meanwhile."""
        await self._connection.execute(
            update(held_reply)
            .where(held_reply.c.id == held_id)
            .values(text=text, attachments=[one.as_json() for one in attachments])
        )

    async def drop(self, held_id: int) -> bool:
        """Forget a reply; False when it is gone already: another tap was faster."""
        gone = await self._connection.execute(delete(held_reply).where(held_reply.c.id == held_id))
        return gone.rowcount > 0

    async def _first(self, *conditions: Any) -> HeldReply | None:
        found = await self._connection.execute(
            select(*_COLUMNS).where(*conditions).order_by(held_reply.c.id.desc()).limit(1)
        )
        row = found.mappings().first()
        return None if row is None else _of_row(row)


def _of_row(row: Mapping[Any, Any]) -> HeldReply:
    attachments = tuple(Attached(**one) for one in row["attachments"])
    return HeldReply(**{**row, "attachments": attachments})
