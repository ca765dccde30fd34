"""Words for one person that did not reach them, because they block the bot or are gone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.outbox import State
from storage.schema import outbox

_IS_LOST: ColumnElement[bool] = literal_column(
    "outbox.state = 'unreachable' AND outbox.lane = 'reply'"
)
_SUBJECT = re.compile(r"(answer|answer_files|request):([1-9][0-9]*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Lost:
    """A row about an entry of a question that did not reach the asker."""

    row_id: int
    subject: str
    entry_id: int


class Unreached:
    """Reads such rows of the table `outbox`, and takes those of who came back."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def list_lost(self, person_id: int | None = None) -> list[Lost]:
        """List what did not reach a person, or anybody."""
        query = select(outbox.c.id, outbox.c.subject).where(_IS_LOST, outbox.c.subject.is_not(None))
        if person_id is not None:
            query = query.where(outbox.c.person_id == person_id)
        return _lost(
            (row.id, row.subject)
            for row in await self._connection.execute(query.order_by(outbox.c.id))
        )

    async def take(self, person_id: int) -> list[Lost]:
        """Return what did not reach somebody, once: whoever takes it says it anew."""
        found = await self.list_lost(person_id)
        if not found:
            return []
        taken = await self._connection.execute(
            update(outbox)
            .where(outbox.c.id.in_([one.row_id for one in found]), _IS_LOST)
            .values(state=State.REPLACED.value)
            .returning(outbox.c.id)
        )
        ids = set(taken.scalars())
        return [one for one in found if one.row_id in ids]


def _lost(rows: Iterable[tuple[int, str]]) -> list[Lost]:
    matches = ((row_id, _SUBJECT.fullmatch(subject)) for row_id, subject in rows)
    return [Lost(row_id, match[0], int(match[2])) for row_id, match in matches if match]
