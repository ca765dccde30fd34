"""A quarter of an hour before a session its link goes to those who said `Saya ikut`, once."""

from zoneinfo import ZoneInfo

from community.reply import Message
from community.sessions import NOTICE, Session
from community.texts import session_news as texts
from handlers import telling
from handlers.tick import Tick
from storage.attendees import Group
from storage.unit import Unit


async def send(tick: Tick) -> str:
    """Send the notices that are due; whoever has the link already is passed over."""
    async with tick.database.snapshot() as unit:
        sessions = await unit.attendees.list_to_notify(tick.now)
    told = 0
    for session in sessions:
        for zone in telling.zones(tick):
            told += await _send(tick, session, zone)
        await _pass_over(tick, session)
    if told:
        tick.post.wake()
    return texts.notices_result(told)


async def _send(tick: Tick, session: Session, zone: ZoneInfo) -> int:
    async def group(unit: Unit) -> Group:
        calendar = await unit.calendar.load()
        today = tick.now.astimezone(zone).date()
        return unit.attendees.unnotified(
            session,
            zone,
            telling.usual(tick),
            tick.now,
            is_working_day=calendar.is_working_day(today),
        )

    async def message(unit: Unit) -> Message:
        return texts.begins(session, zone, await unit.programme_days.load(), tick.now)

    return await telling.tell(tick, group, message, session.starts_at + NOTICE)


async def _pass_over(tick: Tick, session: Session) -> None:
    async def unit(unit: Unit) -> None:
        await unit.attendees.pass_over(session)

    await tick.database.write(unit)
