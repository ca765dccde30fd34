"""Those who said `Saya ikut`, as moderators see them: members only, by name."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from community.profile import Profile
from community.roles import State
from storage.schema import attendance, person, profile


@dataclass(frozen=True, slots=True)
class Participant:
    """A member who comes to a session."""

    person_id: int
    profile: Profile


class Participants:
    """Lists and counts who comes to a session."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def list_of(
        self, session_id: int, *, limit: int | None = None, offset: int = 0
    ) -> list[Participant]:
        """List who comes, by name; all without a limit."""
        chosen = (
            person.c.id,
            profile.c.name,
            profile.c.area,
            profile.c.agency,
            profile.c.other_agency,
        )
        statement = _coming(select(*chosen), session_id).order_by(profile.c.name, person.c.id)
        rows = await self._connection.execute(statement.limit(limit).offset(offset))
        return [
            Participant(
                person_id,
                Profile(name=name, area=area, agency=agency, other_agency=other_agency),
            )
            for person_id, name, area, agency, other_agency in rows
        ]

    async def is_anybody(self, session_id: int) -> bool:
        """Say whether anybody ever said that they come, members or not any more."""
        asked = select(attendance.c.person_id).where(attendance.c.session_id == session_id)
        return (await self._connection.execute(asked.limit(1))).first() is not None

    async def count(self, session_id: int) -> int:
        """Count who comes."""
        counted = _coming(select(func.count()), session_id)
        return int((await self._connection.execute(counted)).scalar_one())


def _coming(statement: Select[Any], session_id: int) -> Select[Any]:
    return (
        statement.select_from(attendance)
        .join(person, person.c.id == attendance.c.person_id)
        .join(profile, profile.c.person_id == attendance.c.person_id)
        .where(attendance.c.session_id == session_id, person.c.state == State.MEMBER)
    )
