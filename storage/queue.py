"""What moderators see of questions: the open ones, their history, whose they are to answer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from community.question_card import subject as card_subject
from community.questions import OPEN, Event
from storage import questions
from storage.messages import Said
from storage.outbox import IS_PENDING, IS_WAITING
from storage.questions import Question
from storage.schema import outbox, profile, publication, question, question_event

_IS_OPEN = text("state IN ('new', 'claimed', 'waiting')")  # the words of the partial index
_IS_TALK = text("lane <> 'bulk'")  # likewise
_OPEN = select(*questions.COLUMNS).where(_IS_OPEN).order_by(question.c.asked_at, question.c.id)


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened to a question; `actor_id` None is the clock."""

    at: datetime
    event: Event
    actor_id: int | None
    details: Mapping[str, Any]


class Queue:
    """Reads questions as moderators look for them."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def list_open(self, *, topic: str = "", holder_id: int | None = None) -> list[Question]:
        """List what is still to be answered, oldest first."""
        query = _OPEN
        if topic:
            query = query.where(question.c.topic == topic)
        if holder_id is not None:
            query = query.where(question.c.holder_id == holder_id)
        return [questions.of_row(row) for row in await self._connection.execute(query)]

    async def list_open_of(self, person_id: int) -> list[Question]:
        """List somebody's own questions that are still to be answered."""
        query = select(*questions.COLUMNS).where(
            question.c.person_id == person_id, question.c.state.in_([*OPEN])
        )
        return [questions.of_row(row) for row in await self._connection.execute(query)]

    async def numbers_of(self, person_id: int) -> list[int]:
        """List the numbers of all questions of a person."""
        found = await self._connection.scalars(
            select(question.c.id).where(question.c.person_id == person_id).order_by(question.c.id)
        )
        return list(found)

    async def history(self, question_id: int, most: int) -> list[Happened]:
        """Return what happened last, oldest first; ratings are never on a card."""
        column = question_event.c
        found = await self._connection.execute(
            select(column.at, column.event, column.actor_id, column.details)
            .where(column.question_id == question_id, column.event != Event.RATE)
            .order_by(column.id.desc())
            .limit(most)
        )
        return [Happened(at, Event(event), *rest) for at, event, *rest in found][::-1]

    async def names(self, person_ids: Collection[int]) -> dict[int, str]:
        """Return the names of people who have one."""
        found = await self._connection.execute(
            select(profile.c.person_id, profile.c.name).where(
                profile.c.person_id.in_(sorted(person_ids))
            )
        )
        return {person_id: name for person_id, name in found if name is not None}

    async def count_waiting_cards(self, chat_id: int) -> int:
        """Count the cards that are still to be sent to a chat."""
        counted = await self._connection.scalar(
            select(func.count())
            .select_from(outbox)
            .where(outbox.c.chat_id == chat_id, IS_WAITING, IS_PENDING)
            .where(outbox.c.kind == "sendMessage", outbox.c.subject.startswith("question:"))
        )
        return int(counted or 0)

    async def waiting_cards(self, question_id: int, chat_ids: Collection[int]) -> list[Said]:
        """Return where a card of a question is still to be sent, among these chats."""
        column, about = outbox.c, card_subject(question_id)
        found = await self._connection.execute(
            select(column.chat_id, column.person_id)
            .distinct()
            .where(column.chat_id.in_(sorted(chat_ids)), column.subject == about)
            .where(IS_WAITING, _IS_TALK, column.kind == "sendMessage")
        )
        return [
            Said(subject=about, chat_id=chat_id, message_ids=(), person_id=person_id)
            for chat_id, person_id in found
        ]

    async def is_published(self, question_id: int) -> bool:
        """Say whether everybody may read the answer to a question."""
        found = await self._connection.scalar(
            select(publication.c.state).where(publication.c.question_id == question_id)
        )
        return found == "published"
