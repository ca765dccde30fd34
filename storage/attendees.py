"""Those who said `Saya ikut`, as they are told: of changes, and of the link before the start.

Message and mark are written in one transaction, so that nobody is told twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, exists, literal, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community import plan
from community.reminding import slots_on
from community.reply import Lane
from community.sessions import APART, NOTICE, Session
from storage.campaigns import Campaigns, Chunk
from storage.recipients import Usual, wishes
from storage.schema import UtcDateTime, account, attendance, reminder, reminder_setting, session
from storage.sessions import COLUMNS, of_row

CHUNK = 5_000  # people in one transaction


@dataclass(frozen=True, slots=True)
class News:
    """A session that changed, and what those who come were last told of it."""

    session: Session
    told: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Group:
    """Attendees in one zone who are still to be told something; `people` selects them."""

    session: Session
    zone: ZoneInfo
    people: Select[tuple[int, int]]
    marks: Mapping[str, Any]


class Attendees:
    """The table `attendance` as those see it who have something to tell."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    # --- changes --------------------------------------------------------------------------

    async def list_news(self, now: datetime) -> list[News]:
        """List sessions whose changes are due to be told."""
        found = await self._connection.execute(
            select(session.c.told, *COLUMNS)
            .where(session.c.news_at.is_not(None), session.c.news_at <= now)
            .order_by(session.c.news_at, session.c.id)
        )
        return [News(of_row(row[1:]), row[0]) for row in found]

    def unaware(self, news: News, zone: ZoneInfo, usual: Usual, now: datetime) -> Group:
        """Select who does not know a session as it is now."""
        people = _attendees(news.session, zone, usual, now).where(
            attendance.c.known_sequence < news.session.sequence
        )
        return Group(news.session, zone, people, {"known_sequence": news.session.sequence})

    async def finish_news(self, told: Session) -> None:
        """Note that all were told; where a session changed again meanwhile, what they know."""
        await self._connection.execute(
            update(attendance)
            .where(attendance.c.session_id == told.id)
            .where(attendance.c.known_sequence < told.sequence)
            .values(known_sequence=told.sequence)
        )
        await self._connection.execute(
            update(session)
            .where(session.c.id == told.id, session.c.sequence == told.sequence)
            .values(news_at=None, told=None)
        )
        await self._connection.execute(
            update(session)
            .where(session.c.id == told.id, session.c.sequence > told.sequence)
            .where(session.c.told.is_not(None))
            .values(told=dict(plan.as_told(told)))
        )

    # --- the link before the start --------------------------------------------------------

    async def list_to_notify(self, now: datetime) -> list[Session]:
        """List sessions around whose start some attendee was not notified."""
        found = await self._connection.execute(
            select(*COLUMNS)
            .where(
                ~session.c.is_cancelled,
                session.c.starts_at <= now + NOTICE,
                session.c.starts_at > now - NOTICE,
                session.c.ends_at > now,
                exists().where(
                    attendance.c.session_id == session.c.id, _is_unnotified(session.c.starts_at)
                ),
            )
            .order_by(session.c.starts_at, session.c.id)
        )
        return [of_row(row) for row in found]

    def unnotified(
        self,
        one: Session,
        zone: ZoneInfo,
        usual: Usual,
        now: datetime,
        *,
        is_working_day: bool,
    ) -> Group:
        """Select who gets the link now: nobody whose reminder with that link is near."""
        today = now.astimezone(zone).date()
        todays = exists().where(
            reminder.c.day == today, reminder.c.person_id == attendance.c.person_id
        )
        people = _attendees(one, zone, usual, now).where(
            _is_unnotified(literal(one.starts_at, UtcDateTime)),
            ~todays.where(reminder.c.at > now - APART),
        )
        if is_working_day:
            for slot in slots_on(today, zone, time.fromisoformat(usual.hour)):
                if now < slot.due_at <= now + APART:
                    # Whoever has today's reminder gets no other; an hour may be NULL.
                    people = people.where(or_(todays, wishes(slot, usual).is_not(true())))
        return Group(one, zone, people, {"notified_for": one.starts_at})

    async def pass_over(self, one: Session) -> None:
        """Mark all others as notified: those who want nothing unasked, or have the link."""
        await self._connection.execute(
            update(attendance)
            .where(attendance.c.session_id == one.id)
            .where(_is_unnotified(literal(one.starts_at, UtcDateTime)))
            .values(notified_for=one.starts_at)
        )

    # --- telling --------------------------------------------------------------------------

    async def is_anybody(self, group: Group) -> bool:
        """Say whether there is anybody to tell."""
        return (await self._connection.execute(group.people.limit(1))).first() is not None

    async def tell(
        self,
        group: Group,
        campaign_id: int,
        *,
        after_person_id: int,
        now: datetime,
        expires_at: datetime,
    ) -> Chunk:
        """Write the messages of the next people of a group, and mark them as told."""
        chunk = await Campaigns(self._connection).fan_out(
            campaign_id,
            lane=Lane.NOTICE,
            to=group.people,
            after_person_id=after_person_id,
            limit=CHUNK,
            now=now,
            expires_at=expires_at,
            zone=group.zone.key,
        )
        if chunk.count:
            told = group.people.where(
                attendance.c.person_id > after_person_id,
                attendance.c.person_id <= chunk.last_person_id,
            ).with_only_columns(attendance.c.person_id)
            await self._connection.execute(
                update(attendance)
                .where(attendance.c.session_id == group.session.id)
                .where(attendance.c.person_id.in_(told))
                .values(**group.marks)
            )
        return chunk


def _attendees(
    one: Session, zone: ZoneInfo, usual: Usual, now: datetime
) -> Select[tuple[int, int]]:
    """Select chat and person of attendees in a zone who want what nobody asked for."""
    column = reminder_setting.c
    there = column.zone == zone.key
    if zone.key == usual.zone:
        there = or_(there, column.zone.is_(None))
    today = now.astimezone(zone).date()
    return (
        select(account.c.telegram_id.label("chat_id"), attendance.c.person_id)
        .select_from(attendance)
        .join(account, account.c.person_id == attendance.c.person_id)
        .join(reminder_setting, reminder_setting.c.person_id == attendance.c.person_id)
        .where(
            attendance.c.session_id == one.id,
            account.c.is_reachable,
            there,
            column.is_on,
            or_(column.paused_until.is_(None), column.paused_until < today.isoformat()),
        )
    )


def _is_unnotified(starts_at: ColumnElement[datetime]) -> ColumnElement[bool]:
    return or_(attendance.c.notified_for.is_(None), attendance.c.notified_for != starts_at)
