"""Applications to join, and who decided them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import exists, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import application, person


class Stand(StrEnum):
    """Where an application stands."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Application:
    """One wish to join; `decided_by` is a person id."""

    id: int
    person_id: int
    stand: Stand
    target: str
    reason: str | None
    decided_by: int | None
    applied_at: datetime
    decided_at: datetime | None


_APPLICATION = select(
    application.c.id,
    application.c.person_id,
    application.c.state,
    application.c.target,
    application.c.reason,
    application.c.decided_by,
    application.c.applied_at,
    application.c.decided_at,
)


class Applications:
    """Keeps applications; at most one of a person waits."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def apply(self, person_id: int, target: str, now: datetime) -> int | None:
        """File an application and return its number; None when one waits already."""
        waiting = exists().where(
            application.c.person_id == person_id, application.c.state == Stand.WAITING
        )
        chosen = select(
            person.c.id,
            literal(Stand.WAITING.value),
            literal(target[:64]),
            literal(now, application.c.applied_at.type),
        ).where(person.c.id == person_id, ~waiting)
        filed = await self._connection.execute(
            insert(application)
            .from_select(["person_id", "state", "target", "applied_at"], chosen)
            .returning(application.c.id)
        )
        number: int | None = filed.scalar()
        return number

    async def aim(self, person_id: int, target: str) -> None:
        """Let the waiting application land on a newer deep link."""
        await self._connection.execute(
            update(application)
            .where(application.c.person_id == person_id, application.c.state == Stand.WAITING)
            .values(target=target[:64])
        )

    async def get(self, application_id: int) -> Application | None:
        """Return an application; None once its applicant's data are deleted."""
        found = await self._connection.execute(
            _APPLICATION.where(application.c.id == application_id)
        )
        row = found.first()
        if row is None:
            return None
        number, person_id, state, *rest = row
        return Application(number, person_id, Stand(state), *rest)

    async def waiting_of(self, person_id: int) -> int | None:
        """Return the number of the person's waiting application."""
        found = await self._connection.execute(
            select(application.c.id).where(
                application.c.person_id == person_id, application.c.state == Stand.WAITING
            )
        )
        number: int | None = found.scalar()
        return number

    async def list_of(self, person_id: int) -> list[int]:
        """List the numbers of all applications of a person."""
        found = await self._connection.execute(
            select(application.c.id)
            .where(application.c.person_id == person_id)
            .order_by(application.c.id)
        )
        return list(found.scalars())

    async def decide(
        self,
        application_id: int,
        stand: Stand,
        *,
        by: int,
        reason: str | None,
        now: datetime,
    ) -> bool:
        """Settle a waiting application; of two who try at once, one is told True."""
        statement = update(application).where(
            application.c.id == application_id, application.c.state == Stand.WAITING
        )
        values = {"state": stand, "decided_by": by, "reason": reason, "decided_at": now}
        return (await self._connection.execute(statement.values(values))).rowcount == 1

    async def withdraw(self, person_id: int, now: datetime) -> int | None:
        """Withdraw the person's waiting application; return its number if there was one."""
        withdrawn = await self._connection.execute(
            update(application)
            .where(application.c.person_id == person_id, application.c.state == Stand.WAITING)
            .values(state=Stand.WITHDRAWN, decided_at=now)
            .returning(application.c.id)
        )
        number: int | None = withdrawn.scalar()
        return number
