"""Profiles: what members say about themselves, and their topics of interest."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.profile import Profile
from storage.schema import UtcDateTime, interest, profile

# ON CONFLICT reads the same on SQLite and PostgreSQL, so plain text needs no dialect.
_SAVE = text(
    "INSERT INTO profile (person_id, name, area, agency, other_agency, unit, level, updated_at) "
    "VALUES (:person_id, :name, :area, :agency, :other_agency, :unit, :level, :now) "
    "ON CONFLICT (person_id) DO UPDATE SET name = excluded.name, area = excluded.area, "
    "agency = excluded.agency, other_agency = excluded.other_agency, unit = excluded.unit, "
    "level = excluded.level, updated_at = excluded.updated_at"
).bindparams(bindparam("now", type_=UtcDateTime()))
_ADD_INTEREST = text(
    "INSERT INTO interest (person_id, topic) VALUES (:person_id, :topic) "
    "ON CONFLICT (person_id, topic) DO NOTHING"
)


class Profiles:
    """The entries of members."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, person_id: int) -> Profile | None:
        """Return the person's profile, None where they never filled one in."""
        found = await self._connection.execute(
            select(
                profile.c.name,
                profile.c.area,
                profile.c.agency,
                profile.c.other_agency,
                profile.c.unit,
                profile.c.level,
                profile.c.joined_at,
            ).where(profile.c.person_id == person_id)
        )
        row = found.mappings().first()
        return None if row is None else Profile(**row)

    async def save(self, person_id: int, new: Profile, now: datetime) -> None:
        """Write a whole profile, in place of an older one; the date of joining is not its own."""
        await self._connection.execute(
            _SAVE,
            {
                "person_id": person_id,
                "name": new.name,
                "area": new.area,
                "agency": new.agency,
                "other_agency": new.other_agency,
                "unit": new.unit,
                "level": new.level,
                "now": now,
            },
        )

    async def change(
        self, person_id: int, changes: Mapping[str, str | None], now: datetime
    ) -> bool:
        """Correct some fields; False where there is no profile."""
        changed = await self._connection.execute(
            update(profile)
            .where(profile.c.person_id == person_id)
            .values({**changes, "updated_at": now})
        )
        return changed.rowcount > 0

    async def list_interests(self, person_id: int) -> list[str]:
        """Return the codes of the topics the person marked."""
        found = await self._connection.execute(
            select(interest.c.topic)
            .where(interest.c.person_id == person_id)
            .order_by(interest.c.topic)
        )
        return list(found.scalars())

    async def mark_interest(self, person_id: int, topic: str) -> bool:
        """Mark a topic of interest; False when it was marked already."""
        added = await self._connection.execute(
            _ADD_INTEREST, {"person_id": person_id, "topic": topic}
        )
        return added.rowcount > 0

    async def unmark_interest(self, person_id: int, topic: str) -> bool:
        """Take a topic off the list; False when it was not on it."""
        gone = await self._connection.execute(
            delete(interest)
            .where(interest.c.person_id == person_id)
            .where(interest.c.topic == topic)
        )
        return gone.rowcount > 0
