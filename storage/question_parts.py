"""The messages that a question was typed in: editing one of them changes the question."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import question_part


@dataclass(frozen=True, slots=True)
class Part:
    """A message of a question, by its place; a file without words is an empty one."""

    question_id: int
    place: int
    message_id: int
    text: str


_COLUMNS = (
    question_part.c.question_id,
    question_part.c.place,
    question_part.c.message_id,
    question_part.c.text,
)


class QuestionParts:
    """Reads and changes the table `question_part`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, question_id: int, chat_id: int, parts: Sequence[tuple[int, str]]) -> None:
        """Keep the messages (id and text) of a new question, in order."""
        rows = [
            {
                "question_id": question_id,
                "place": place,
                "chat_id": chat_id,
                "message_id": message_id,
                "text": words,
            }
            for place, (message_id, words) in enumerate(parts)
        ]
        if rows:
            await self._connection.execute(insert(question_part), rows)

    async def list_of(self, question_id: int) -> list[Part]:
        """List the messages of a question, in order."""
        found = await self._connection.execute(
            select(*_COLUMNS)
            .where(question_part.c.question_id == question_id)
            .order_by(question_part.c.place)
        )
        return [Part(*row) for row in found]

    async def by_message(self, chat_id: int, message_id: int) -> Part | None:
        """Return the part that a message is."""
        found = await self._connection.execute(
            select(*_COLUMNS).where(
                question_part.c.chat_id == chat_id, question_part.c.message_id == message_id
            )
        )
        row = found.first()
        return None if row is None else Part(*row)

    async def change(self, part: Part, text: str) -> None:
        """Let a part read otherwise."""
        await self._connection.execute(
            update(question_part)
            .where(
                question_part.c.question_id == part.question_id,
                question_part.c.place == part.place,
            )
            .values(text=text)
        )
