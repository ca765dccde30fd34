"""Who is reminded at an hour, and who gets the digest, as statements over the settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import ColumnElement, Select, Subquery, and_, exists, func, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from community.reminding import Slot, hour_text
from community.roles import State
from storage.schema import account, outbox, person, reminder, reminder_setting, reminder_text

STRETCH = 20_000  # people looked at in one snapshot: some 0.1 s
LOWEST = -(2**62)


class Audience(Enum):
    """For whom a digest is written; the number is the variant of its text."""

    OTHERS = 0  # read of sessions only
    MEMBERS = 1


@dataclass(frozen=True, slots=True)
class Usual:
    """What those have who chose nothing: the community's hour and zone."""

    hour: str
    zone: str


def wishes(slot: Slot, usual: Usual) -> ColumnElement[bool]:
    """Say who wants a reminder at this hour; a choice made after the hour counts tomorrow."""
    return and_(or_(*_ways(slot, usual)), _wants(slot))


def _ways(slot: Slot, usual: Usual) -> list[ColumnElement[bool]]:
    """List the ways of wanting this hour and zone: by name, or by following the community's."""
    column = reminder_setting.c
    hours = [column.hour == hour_text(slot)]
    if hour_text(slot) == usual.hour:
        hours.append(column.hour.is_(None))
    zones = [column.zone == slot.zone.key]
    if slot.zone.key == usual.zone:
        zones.append(column.zone.is_(None))
    return [and_(zone, hour) for zone in zones for hour in hours]


def _wants(slot: Slot) -> ColumnElement[bool]:
    column = reminder_setting.c
    bit = 1 << (slot.day.isoweekday() - 1)
    return and_(
        column.is_on,
        column.days.bitwise_and(bit) != 0,
        or_(column.paused_until.is_(None), column.paused_until < slot.day.isoformat()),
        or_(column.since.is_(None), column.since <= slot.chosen_at),
    )


def _recipients(slot: Slot, usual: Usual, *more: ColumnElement[bool]) -> list[Select[tuple[int]]]:
    """Select who is due and has no reminder of this day, whom messages reach.

    There is one statement for each way of wanting the hour. Each reads its own stretch of
    ix_reminder_setting_due in the order of people; one statement with OR would read and sort
    everybody for every chunk.
    """
    column = reminder_setting.c
    has_one = exists().where(
        reminder.c.day == slot.day, reminder.c.person_id == reminder_setting.c.person_id
    )
    return [
        select(column.person_id)
        .join(account, account.c.person_id == column.person_id)
        .where(way, _wants(slot), account.c.is_reachable, ~has_one, *more)
        for way in _ways(slot, usual)
    ]


def _between(slot: Slot, usual: Usual, after: int, last: int) -> list[Select[tuple[int]]]:
    column = reminder_setting.c.person_id
    return _recipients(slot, usual, column > after, column <= last)


def between(slot: Slot, usual: Usual, after: int, last: int) -> Subquery:
    """Select who in a stretch of people is due and has no reminder of this day."""
    return union_all(*_between(slot, usual, after, last)).subquery()


def chose(slot: Slot, usual: Usual, after: int, last: int) -> Subquery:
    """Select who in a stretch of people chose this hour, reminded or not."""
    column = reminder_setting.c
    ways = [
        select(column.person_id).where(
            way, column.is_on, column.person_id > after, column.person_id <= last
        )
        for way in _ways(slot, usual)
    ]
    return union_all(*ways).subquery()


def _next(people: Sequence[Select[tuple[int]]], most: int) -> Subquery:
    """Select the first people of several statements, each of which stops early."""
    firsts = [one.order_by(reminder_setting.c.person_id).limit(most).subquery() for one in people]
    together = union_all(*(select(one.c.person_id) for one in firsts)).subquery()
    return select(together.c.person_id).order_by(together.c.person_id).limit(most).subquery()


def _is_in(audience: Audience) -> ColumnElement[bool]:
    if audience is Audience.MEMBERS:
        return person.c.state == State.MEMBER
    return person.c.state != State.MEMBER


class Recipients:
    """Looks through people in stretches: a million take longer than a snapshot may."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def stretch(
        self, slot: Slot, usual: Usual, after: int, most: int = STRETCH
    ) -> int | None:
        """Return the last of the next people who chose this hour; None when there are no more."""
        column = reminder_setting.c
        behind = [
            select(column.person_id).where(way, column.is_on, column.person_id > after)
            for way in _ways(slot, usual)
        ]
        people = _next(behind, most)
        found: int | None = await self._connection.scalar(select(func.max(people.c.person_id)))
        return found

    async def count_due(self, slot: Slot, usual: Usual, after: int, last: int) -> int:
        """Count who is due and has no reminder yet in a stretch of people."""
        due = between(slot, usual, after, last)
        counted = await self._connection.scalar(select(func.count()).select_from(due))
        return int(counted or 0)

    async def first_due(self, slot: Slot, usual: Usual, after: int, last: int) -> int | None:
        """Return the first person in a stretch who is due and has no reminder yet."""
        first = _next(_between(slot, usual, after, last), 1)
        found: int | None = await self._connection.scalar(select(first.c.person_id))
        return found

    def wants_digest(
        self, slot: Slot, usual: Usual, key: str, audience: Audience
    ) -> Select[tuple[int, int]]:
        """Select chat and person of those in a zone who get the digest `key` of that day.

        Whoever moved here after they got another zone's has it already; so has who joined since.
        """
        column = reminder_setting.c
        elsewhere = select(reminder_text.c.campaign_id).where(
            reminder_text.c.day == slot.day,
            reminder_text.c.hour == key,
            or_(reminder_text.c.zone != slot.zone.key, reminder_text.c.variant != audience.value),
        )
        has_one = exists().where(
            outbox.c.campaign_id.in_(elsewhere), outbox.c.person_id == column.person_id
        )
        there = column.zone == slot.zone.key
        if slot.zone.key == usual.zone:
            there = or_(there, column.zone.is_(None))
        return (
            select(account.c.telegram_id.label("chat_id"), column.person_id)
            .join(account, account.c.person_id == column.person_id)
            .join(person, person.c.id == column.person_id)
            .where(
                ~has_one,
                _is_in(audience),
                column.is_on,
                column.digest,
                there,
                or_(column.paused_until.is_(None), column.paused_until < slot.day.isoformat()),
                account.c.is_reachable,
            )
        )
