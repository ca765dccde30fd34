"""Who moderates, and what they are experts in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from community.roles import State
from storage.schema import account, expertise, moderator, person, profile


@dataclass(frozen=True, slots=True)
class Moderator:
    """A member on duty, with topic codes."""

    person_id: int
    telegram_id: int
    name: str | None
    topics: tuple[str, ...]
    is_reachable: bool


class Moderators:
    """Appoints moderators, ends duties, keeps expertise."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def appoint(self, person_id: int, by: int, now: datetime) -> bool:
        """Put a member on duty; False when they are on duty already or are no member."""
        chosen = select(person.c.id, literal(by), literal(now, moderator.c.appointed_at.type))
        chosen = chosen.where(
            person.c.id == person_id,
            person.c.state == State.MEMBER,
            ~exists().where(moderator.c.person_id == person_id),
        )
        statement = insert(moderator).from_select(
            ["person_id", "appointed_by", "appointed_at"], chosen
        )
        return (await self._connection.execute(statement)).rowcount == 1

    async def end(self, person_id: int) -> bool:
        """End a duty and forget its expertise; says whether there was one."""
        await self._connection.execute(delete(expertise).where(expertise.c.person_id == person_id))
        ended = delete(moderator).where(moderator.c.person_id == person_id)
        return (await self._connection.execute(ended)).rowcount == 1

    async def set_expertise(self, person_id: int, topic: str, *, has: bool) -> None:
        """Add or take a topic; saying it twice changes nothing."""
        if not has:
            await self._connection.execute(
                delete(expertise).where(
                    expertise.c.person_id == person_id, expertise.c.topic == topic
                )
            )
            return
        known = exists().where(expertise.c.person_id == person_id, expertise.c.topic == topic)
        chosen = select(person.c.id, literal(topic)).where(person.c.id == person_id, ~known)
        await self._connection.execute(
            insert(expertise).from_select(["person_id", "topic"], chosen)
        )

    async def topics(self, person_id: int) -> frozenset[str]:
        """Return the topic codes of a person."""
        rows = await self._connection.execute(
            select(expertise.c.topic).where(expertise.c.person_id == person_id)
        )
        return frozenset(rows.scalars())

    async def list_active(self) -> list[Moderator]:
        """List who is on duty, by name."""
        people = await self._connection.execute(
            select(
                moderator.c.person_id,
                account.c.telegram_id,
                profile.c.name,
                account.c.is_reachable,
            )
            .join(person, person.c.id == moderator.c.person_id)
            .join(account, account.c.person_id == moderator.c.person_id)
            .outerjoin(profile, profile.c.person_id == moderator.c.person_id)
            .where(person.c.state == State.MEMBER)
            .order_by(profile.c.name, moderator.c.person_id)
        )
        on_duty = people.all()
        rows = await self._connection.execute(
            select(expertise.c.person_id, expertise.c.topic)
            .join(moderator, moderator.c.person_id == expertise.c.person_id)
            .order_by(expertise.c.topic)
        )
        topics: dict[int, list[str]] = {}
        for person_id, topic in rows:
            topics.setdefault(person_id, []).append(topic)
        return [
            Moderator(person_id, telegram_id, name, tuple(topics.get(person_id, ())), is_reachable)
            for person_id, telegram_id, name, is_reachable in on_duty
        ]
