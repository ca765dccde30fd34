"""Reminders, made in sets: who is due, one row a person and day, and what became of them.

The row in `reminder` and the row in `outbox` are written in one transaction; the primary key
(day, person) makes a second reminder impossible, whoever tries.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from community.reminding import Slot
from community.reply import Lane
from community.sessions import reminder_subject
from storage.schema import (
    UtcDateTime,
    account,
    attendance,
    outbox,
    reminder,
    reminder_setting,
    reminder_slot,
    reminder_text,
)

LOG_DAYS = 10  # how far back hours are still closed
CHUNK = 2_000  # people looked at in one transaction: docs/performance.md says how long it locks
STRETCH = 20_000  # people looked at in one snapshot: some 0.1 s
LOWEST = -(2**62)


@dataclass(frozen=True, slots=True)
class Usual:
    """What those have who chose nothing: the community's hour and zone."""

    hour: str
    zone: str


@dataclass(frozen=True, slots=True)
class Made:
    """How many reminders a chunk made, and the person behind whom the next one begins."""

    count: int
    last_person_id: int


@dataclass(frozen=True, slots=True)
class SlotLog:
    """What became of an hour's reminders."""

    day: date
    zone: str
    hour: str
    due_at: datetime
    closed_at: datetime | None
    made: int
    missed: int
    reason: str
    outcomes: Mapping[str, int] | None


def hour_text(slot: Slot) -> str:
    """Return a slot's hour as the tables hold it."""
    return f"{slot.hour:%H:%M}"


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


def _next(people: Sequence[Select[tuple[int]]], most: int) -> Subquery:
    """Select the first people of several statements, each of which stops early."""
    firsts = [one.order_by(reminder_setting.c.person_id).limit(most).subquery() for one in people]
    together = union_all(*(select(one.c.person_id) for one in firsts)).subquery()
    return select(together.c.person_id).order_by(together.c.person_id).limit(most).subquery()


class Reminders:
    """The tables `reminder`, `reminder_text` and `reminder_slot`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    # --- slots ----------------------------------------------------------------------------

    async def last_day(self, zone: ZoneInfo, today: date) -> date | None:
        """Return the newest day of a zone that was dealt with; what lies ahead was a wrong clock's.

        A zone of which nothing is known begins where the others are.
        """
        past = select(func.max(reminder_slot.c.day)).where(reminder_slot.c.day <= today)
        there = past.where(reminder_slot.c.zone == zone.key)
        found: date | None = await self._connection.scalar(there)
        return found or await self._connection.scalar(past)

    async def closed(self, day: date) -> set[tuple[str, str]]:
        """Return zone and hour of the slots of a day that need nothing more."""
        found = await self._connection.execute(
            select(reminder_slot.c.zone, reminder_slot.c.hour).where(
                reminder_slot.c.day == day, reminder_slot.c.closed_at.is_not(None)
            )
        )
        return {(row.zone, row.hour) for row in found}

    async def note(self, slot: Slot, *, made: int = 0, missed: int = 0, reason: str = "") -> None:
        """Add to what is known of a slot; what became of new reminders is counted anew."""
        changed = await self._connection.execute(
            update(reminder_slot)
            .where(_is(slot))
            .values(
                made=reminder_slot.c.made + made,
                missed=reminder_slot.c.missed + missed,
                reason=case((reminder_slot.c.reason == "", reason), else_=reminder_slot.c.reason),
                outcomes=null() if made else reminder_slot.c.outcomes,
            )
        )
        if changed.rowcount == 0:
            await self._connection.execute(
                insert(reminder_slot).values(
                    day=slot.day,
                    zone=slot.zone.key,
                    hour=hour_text(slot),
                    due_at=slot.due_at,
                    made=made,
                    missed=missed,
                    reason=reason,
                )
            )

    async def close(self, slot: Slot, now: datetime) -> None:
        """Note that everybody of a slot was dealt with."""
        await self._connection.execute(
            update(reminder_slot)
            .where(_is(slot), reminder_slot.c.closed_at.is_(None))
            .values(closed_at=now)
        )

    async def count_missed(self, since: datetime) -> int:
        """Count who was left without a reminder by the hours that were closed since then."""
        counted = await self._connection.scalar(
            select(func.sum(reminder_slot.c.missed)).where(
                reminder_slot.c.closed_at >= since,
                reminder_slot.c.day >= since.date() - timedelta(days=LOG_DAYS),
            )
        )
        return int(counted or 0)

    async def list_log(self, since: date) -> list[SlotLog]:
        """List the slots in which something was made or missed, newest first."""
        found = await self._connection.execute(
            select(reminder_slot)
            .where(
                reminder_slot.c.day >= since,
                or_(reminder_slot.c.made > 0, reminder_slot.c.missed > 0),
            )
            .order_by(
                reminder_slot.c.day.desc(), reminder_slot.c.due_at.desc(), reminder_slot.c.zone
            )
        )
        return [SlotLog(*row) for row in found]

    # --- texts ----------------------------------------------------------------------------

    async def texts(self, day: date, zone: ZoneInfo, hour: str) -> dict[int, int]:
        """Return the campaign of each variant of an hour's reminder."""
        found = await self._connection.execute(
            select(reminder_text.c.variant, reminder_text.c.campaign_id).where(
                reminder_text.c.day == day,
                reminder_text.c.zone == zone.key,
                reminder_text.c.hour == hour,
            )
        )
        return {row.variant: row.campaign_id for row in found}

    async def add_text(self, slot: Slot, variant: int, campaign_id: int, *, key: str = "") -> None:
        """Note which campaign carries a variant; `key` stands for the hour of other texts."""
        await self._connection.execute(
            insert(reminder_text).values(
                day=slot.day,
                zone=slot.zone.key,
                hour=key or hour_text(slot),
                variant=variant,
                campaign_id=campaign_id,
            )
        )

    async def list_texts(self, day: date) -> list[tuple[str, int, int]]:
        """List zone, variant and campaign of all reminders' texts of a day."""
        found = await self._connection.execute(
            select(
                reminder_text.c.zone, reminder_text.c.variant, reminder_text.c.campaign_id
            ).where(reminder_text.c.day == day, reminder_text.c.hour.contains(":"))
        )
        return [(row.zone, row.variant, row.campaign_id) for row in found]

    # --- reminders ------------------------------------------------------------------------

    async def stretch(
        self, slot: Slot, usual: Usual, after: int, most: int = STRETCH
    ) -> int | None:
        """Return the last of the next people who chose this hour; None when there are no more.

        Looking at a million people takes longer than a snapshot may: it is done in stretches.
        """
        column = reminder_setting.c
        chose = [
            select(column.person_id).where(way, column.is_on, column.person_id > after)
            for way in _ways(slot, usual)
        ]
        people = _next(chose, most)
        found: int | None = await self._connection.scalar(select(func.max(people.c.person_id)))
        return found

    async def count_due(self, slot: Slot, usual: Usual, after: int, last: int) -> int:
        """Count who is due and has no reminder yet in a stretch of people."""
        due = union_all(*_between(slot, usual, after, last)).subquery()
        counted = await self._connection.scalar(select(func.count()).select_from(due))
        return int(counted or 0)

    async def first_due(self, slot: Slot, usual: Usual, after: int, last: int) -> int | None:
        """Return the first person in a stretch who is due and has no reminder yet."""
        first = _next(_between(slot, usual, after, last), 1)
        found: int | None = await self._connection.scalar(select(first.c.person_id))
        return found

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
        last = await self.stretch(slot, usual, after, limit)
        if last is None:
            return Made(0, after)
        people = union_all(*_between(slot, usual, after, last)).subquery()
        text_of_person = _campaign_of(people.c.person_id, texts, joinable)
        source = select(
            literal(slot.day), people.c.person_id, text_of_person, _moment(now)
        ).order_by(people.c.person_id)
        promised = await self._connection.execute(
            insert(reminder).from_select(["day", "person_id", "campaign_id", "at"], source)
        )
        if promised.rowcount:
            await self._say(slot, texts, (after, last), now, expires_at)
        return Made(promised.rowcount, last)

    async def _say(
        self,
        slot: Slot,
        texts: Mapping[int, int],
        people: tuple[int, int],
        now: datetime,
        expires_at: datetime,
    ) -> None:
        """Write the messages of the reminders that were just promised to these people."""
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
            .join(account, account.c.person_id == reminder.c.person_id)
            .where(
                reminder.c.day == slot.day,
                reminder.c.person_id > people[0],
                reminder.c.person_id <= people[1],
                reminder.c.campaign_id.in_(sorted(texts.values())),
                ~is_said,
            )
            .order_by(reminder.c.person_id)
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

    def wants_digest(self, slot: Slot, usual: Usual, key: str) -> Select[tuple[int, int]]:
        """Select chat and person of those in a zone who get the digest `key` of that day.

        Whoever moved here after they got another zone's has it already.
        """
        column = reminder_setting.c
        elsewhere = select(reminder_text.c.campaign_id).where(
            reminder_text.c.day == slot.day,
            reminder_text.c.hour == key,
            reminder_text.c.zone != slot.zone.key,
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
            .where(
                ~has_one,
                column.is_on,
                column.digest,
                there,
                or_(column.paused_until.is_(None), column.paused_until < slot.day.isoformat()),
                account.c.is_reachable,
            )
        )

    # --- outcomes -------------------------------------------------------------------------

    async def list_untold(self, since: date, most: int) -> list[SlotLog]:
        """List closed slots whose outcomes were not counted yet, oldest first."""
        found = await self._connection.execute(
            select(reminder_slot)
            .where(
                reminder_slot.c.day >= since,
                reminder_slot.c.closed_at.is_not(None),
                reminder_slot.c.outcomes.is_(None),
                reminder_slot.c.made > 0,
            )
            .order_by(reminder_slot.c.due_at)
            .limit(most)
        )
        return [SlotLog(*row) for row in found]

    async def count_outcomes(self, log: SlotLog) -> dict[str, int]:
        """Count what became of a slot's messages, by the state of their rows."""
        texts = select(reminder_text.c.campaign_id).where(
            reminder_text.c.day == log.day,
            reminder_text.c.zone == log.zone,
            reminder_text.c.hour == log.hour,
        )
        counted = await self._connection.execute(
            select(outbox.c.state, func.count())
            .where(outbox.c.campaign_id.in_(texts))
            .group_by(outbox.c.state)
        )
        return dict(counted.all())

    async def record_outcomes(self, log: SlotLog, outcomes: Mapping[str, int]) -> None:
        """Write the counted outcomes down; what expired counts as missed."""
        await self._connection.execute(
            update(reminder_slot)
            .where(
                reminder_slot.c.day == log.day,
                reminder_slot.c.zone == log.zone,
                reminder_slot.c.hour == log.hour,
                reminder_slot.c.outcomes.is_(None),
            )
            .values(
                outcomes=dict(outcomes),
                missed=reminder_slot.c.missed + outcomes.get("expired", 0),
            )
        )

    async def forget_before(self, day: date, most: int) -> int:
        """Remove rows of days gone by; how many there were stays in `reminder_slot`."""
        old = (
            select(reminder.c.day, reminder.c.person_id)
            .where(reminder.c.day < day)
            .order_by(reminder.c.day, reminder.c.person_id)
            .limit(most)
        )
        found = (await self._connection.execute(old)).all()
        if not found:
            return 0
        last = found[-1]
        gone = await self._connection.execute(
            reminder.delete().where(
                reminder.c.day >= found[0].day,
                or_(
                    reminder.c.day < last.day,
                    and_(reminder.c.day == last.day, reminder.c.person_id <= last.person_id),
                ),
            )
        )
        return gone.rowcount


def variants(joinable: Sequence[int]) -> list[frozenset[int]]:
    """Return the sessions attended in each variant; the place in the list is the variant."""
    return [
        frozenset(one for place, one in enumerate(joinable) if variant >> place & 1)
        for variant in range(1 << len(joinable))
    ]


def _is(slot: Slot) -> ColumnElement[bool]:
    return and_(
        reminder_slot.c.day == slot.day,
        reminder_slot.c.zone == slot.zone.key,
        reminder_slot.c.hour == hour_text(slot),
    )


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
