"""Members as others see them: lists, cards, whom to write to."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from community.profile import Profile
from community.roles import State
from storage import schema
from storage.schema import account, moderator, person


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to write to: our own number and Telegram's."""

    person_id: int
    telegram_id: int
    name: str | None
    is_reachable: bool = True


@dataclass(frozen=True, slots=True)
class Card:
    """What a moderator may see of a person."""

    person_id: int
    telegram_id: int
    state: State
    removed_before: bool
    is_reachable: bool
    is_moderator: bool
    profile: Profile | None

    @property
    def name(self) -> str:
        """The name, a dash where none was given."""
        return "–" if self.profile is None else self.profile.name


_CARDS = (
    select(
        person.c.id,
        account.c.telegram_id,
        person.c.state,
        person.c.removed_before,
        account.c.is_reachable,
        moderator.c.person_id.is_not(None),
        schema.profile.c.name,
        schema.profile.c.area,
        schema.profile.c.agency,
        schema.profile.c.other_agency,
        schema.profile.c.unit,
        schema.profile.c.level,
        schema.profile.c.joined_at,
    )
    .select_from(person)
    .join(account, account.c.person_id == person.c.id)
    .outerjoin(schema.profile, schema.profile.c.person_id == person.c.id)
    .outerjoin(moderator, moderator.c.person_id == person.c.id)
)
_CONTACTS = (
    select(
        account.c.person_id,
        account.c.telegram_id,
        schema.profile.c.name,
        account.c.is_reachable,
    )
    .select_from(account)
    .outerjoin(schema.profile, schema.profile.c.person_id == account.c.person_id)
)


class Members:
    """Finds members, and whom to write to."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def list_named(self, part: str, *, limit: int, offset: int) -> list[Card]:
        """List members whose name holds `part`, by name."""
        statement = _named(_CARDS, part).order_by(schema.profile.c.name, person.c.id)
        rows = await self._connection.execute(statement.limit(limit).offset(offset))
        return [_card(row) for row in rows]

    async def count_named(self, part: str) -> int:
        """Count members whose name holds `part`."""
        counted: Select[Any] = select(func.count()).select_from(person)
        counted = counted.join(schema.profile, schema.profile.c.person_id == person.c.id)
        counted = counted.join(account, account.c.person_id == person.c.id)
        found = await self._connection.execute(_named(counted, part))
        return int(found.scalar_one())

    async def card(self, person_id: int) -> Card | None:
        """Return what is known of a person, in whatever state; None once data are deleted."""
        found = await self._connection.execute(_CARDS.where(person.c.id == person_id))
        row = found.first()
        return None if row is None else _card(row)

    async def card_by_telegram_id(self, telegram_id: int) -> Card | None:
        """Return what is known of the person with that Telegram id."""
        found = await self._connection.execute(_CARDS.where(account.c.telegram_id == telegram_id))
        row = found.first()
        return None if row is None else _card(row)

    async def contacts(self, telegram_ids: Collection[int]) -> list[Contact]:
        """Return those of these people who ever wrote to the bot."""
        statement = _CONTACTS.where(account.c.telegram_id.in_(sorted(telegram_ids)))
        rows = await self._connection.execute(statement.order_by(account.c.telegram_id))
        return [Contact(*row) for row in rows]


def _named(statement: Select[Any], part: str) -> Select[Any]:
    members = statement.where(person.c.state == State.MEMBER)
    words = part.split()
    # Every word must be somewhere in the name, so that "santi budi" finds "Budi Santi".
    named = (schema.profile.c.name.icontains(word, autoescape=True) for word in words)
    return members.where(schema.profile.c.name.is_not(None), *named)


def _card(row: Row[Any]) -> Card:
    (
        person_id,
        telegram_id,
        state,
        removed_before,
        is_reachable,
        is_moderator,
        name,
        area,
        agency,
        other_agency,
        unit,
        level,
        joined_at,
    ) = tuple(row)
    profile = None
    if name is not None:
        profile = Profile(
            name=name,
            area=area,
            agency=agency,
            other_agency=other_agency,
            unit=unit,
            level=level,
            joined_at=joined_at,
        )
    return Card(
        person_id,
        telegram_id,
        State(state),
        bool(removed_before),
        bool(is_reachable),
        bool(is_moderator),
        profile,
    )
