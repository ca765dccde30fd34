"""Reminders, made in sets: one row a person and day, and its message in the same transaction.

The primary key (day, person) makes a second reminder impossible, whoever tries.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    exists,
    insert,
    literal,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from community.reminding import Slot
from community.reply import Lane
from community.sessions import reminder_subject
from storage.recipients import Recipients, Usual, between, chose
from storage.schema import UtcDateTime, account, attendance, outbox, reminder, reminder_text

CHUNK = 2_000  # people looked at in one transaction: docs/performance.md says how long it locks


@dataclass(frozen=True, slots=True)
class Made:
    """How many reminders a chunk made, and the person behind whom the next one begins."""

    count: int
    last_person_id: int


class Reminders:
    """The table `reminder`, and the rows of the outbox that go with it."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def make(
        self,
        slot: Slot,
        usual: Usual,
        texts: Mapping[int, int],
        joinable: Sequence[int],
        *,
        after: int,
        limit: int = CHUNK,
        now: datetime,
        expires_at: datetime,
    ) -> Made:
        """Make the reminders of the next people behind one: promise and message in one commit.

        It looks at `limit` people who chose the hour; when there are none, `after` stays.

        `texts` is the campaign of each variant; the bits of a variant are the sessions among
        `joinable` that a person comes to.
        """
        last = await Recipients(self._connection).stretch(slot, usual, after, limit)
        if last is None:
            return Made(0, after)
        people = between(slot, usual, after, last)
        text_of_person = _campaign_of(people.c.person_id, texts, joinable)
        source = select(
            literal(slot.day), people.c.person_id, text_of_person, _moment(now)
        ).order_by(people.c.person_id)
        promised = await self._connection.execute(
            insert(reminder).from_select(["day", "person_id", "campaign_id", "at"], source)
        )
        if promised.rowcount:
            people = chose(slot, usual, after, last)
            await self._say(slot, texts, people, now, expires_at)
        return Made(promised.rowcount, last)

    async def _say(
        self,
        slot: Slot,
        texts: Mapping[int, int],
        people: Subquery,
        now: datetime,
        expires_at: datetime,
    ) -> None:
        """Write the messages of the reminders that were just promised to some of these people.

        Each is looked up: where few chose an hour, a stretch of them spans all who chose another.
        """
        is_said = exists().where(
            outbox.c.campaign_id == reminder.c.campaign_id,
            outbox.c.person_id == reminder.c.person_id,
        )
        source = (
            select(
                account.c.telegram_id,
                reminder.c.person_id,
                literal(Lane.BULK.value),
                literal("sendMessage"),
                reminder.c.campaign_id,
                literal(reminder_subject(slot.day)),
                literal(slot.zone.key),
                _moment(now),
                _moment(expires_at),
            )
            .select_from(people)
            .join(
                reminder,
                and_(reminder.c.day == slot.day, reminder.c.person_id == people.c.person_id),
            )
            .join(account, account.c.person_id == reminder.c.person_id)
            .where(reminder.c.campaign_id.in_(sorted(texts.values())), ~is_said)
            .order_by(people.c.person_id)
        )
        columns = ["chat_id", "person_id", "lane", "kind", "campaign_id", "subject", "zone"]
        await self._connection.execute(
            insert(outbox).from_select([*columns, "created_at", "expires_at"], source)
        )

    def reminded(
        self, day: date, zone: str, joinable: Sequence[int], variant: int
    ) -> Select[tuple[int, int]]:
        """Select chat and person of those reminded in a zone who attend this variant now."""
        bits = _variant_of(reminder.c.person_id, joinable)
        return (
            select(account.c.telegram_id.label("chat_id"), reminder.c.person_id)
            .join(account, account.c.person_id == reminder.c.person_id)
            .where(
                reminder.c.day == day,
                reminder.c.campaign_id.in_(
                    select(reminder_text.c.campaign_id).where(
                        reminder_text.c.day == day, reminder_text.c.zone == zone
                    )
                ),
                bits == variant if joinable else literal(True),
                account.c.is_reachable,
            )
        )


def variants(joinable: Sequence[int]) -> list[frozenset[int]]:
    """Return the sessions attended in each variant; the place in the list is the variant."""
    return [
        frozenset(one for place, one in enumerate(joinable) if variant >> place & 1)
        for variant in range(1 << len(joinable))
    ]


def _moment(at: datetime) -> ColumnElement[datetime]:
    return literal(at, UtcDateTime)


def _variant_of(person_id: ColumnElement[int], joinable: Collection[int]) -> ColumnElement[int]:
    """Say to which of these sessions a person comes, as bits."""
    bits: ColumnElement[int] = literal(0)
    for place, session_id in enumerate(joinable):
        comes = exists().where(
            attendance.c.session_id == session_id, attendance.c.person_id == person_id
        )
        bits = bits + case((comes, 1 << place), else_=0)
    return bits


def _campaign_of(
    person_id: ColumnElement[int], texts: Mapping[int, int], joinable: Sequence[int]
) -> ColumnElement[int]:
    """Choose a person's text by what they attend."""
    if not joinable:
        return literal(texts[0])
    bits = _variant_of(person_id, joinable)
    return case(*((bits == variant, texts[variant]) for variant in sorted(texts)), else_=texts[0])
