"""A session changed: those who come are told, and what was said about its day is edited."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from community.reminding import Agenda
from community.reply import SILENCE, Lane, Message, Reply, Rewrite
from community.sessions import Session, reminder_subject
from community.texts import reminders as reminder_texts
from community.texts import session_news as texts
from handlers import agendas, community_post, telling
from handlers.tick import Tick
from storage.attendees import Group, News
from storage.campaigns import CHUNK, LOWEST_PERSON
from storage.reminders import variants
from storage.unit import Unit


async def tell(tick: Tick) -> str:
    """Tell of all changes that are due."""
    async with tick.database.snapshot() as unit:
        listed = await unit.attendees.list_news(tick.now)
    told = 0
    for news in listed:
        told += await _tell(tick, news)
        for zone in telling.zones(tick):
            for day in _days(news, zone, tick.now):
                await _edit_reminders(tick, day, zone)
        for day in _days(news, tick.charter.zone, tick.now):
            await _edit_community_post(tick, day)
        await _finish(tick, news.session)
    if listed:
        tick.post.wake()
    return texts.news_result(len(listed), told)


async def _tell(tick: Tick, news: News) -> int:
    """Tell the attendees what is different; nothing is, when a change was taken back."""
    if news.told is None or news.session.ends_at <= tick.now:
        return 0
    told = 0
    for zone in telling.zones(tick):
        message = texts.changed(news.session, news.told, zone)
        if message is not None:
            told += await _tell_zone(tick, news, zone, message)
    return told


async def _tell_zone(tick: Tick, news: News, zone: ZoneInfo, message: Message) -> int:
    async def group(unit: Unit) -> Group:
        return unit.attendees.unaware(news, zone, telling.usual(tick), tick.now)

    async def said(unit: Unit) -> Message:
        del unit
        return message

    return await telling.tell(tick, group, said, news.session.ends_at)


async def _finish(tick: Tick, session: Session) -> None:
    async def unit(unit: Unit) -> None:
        await unit.attendees.finish_news(session)

    await tick.database.write(unit)


def _days(news: News, zone: ZoneInfo, now: datetime) -> list[date]:
    """Return the days of a zone, from today on, whose reminders tell of the session."""
    days = {news.session.day(zone)}
    before = _start_before(news.told)
    if before is not None:
        days.add(before.astimezone(zone).date())
    return sorted(day for day in days if day >= now.astimezone(zone).date())


def _start_before(told: Mapping[str, Any] | None) -> datetime | None:
    return None if told is None else datetime.fromisoformat(str(told["starts_at"]))


# --- what was said before -----------------------------------------------------------------


async def _edit_reminders(tick: Tick, day: date, zone: ZoneInfo) -> None:
    """Edit the reminders of a day, silently; those still to be sent carry the new text."""
    async with tick.database.snapshot() as unit:
        known = [one for one in await unit.reminder_texts.list_day(day) if one[0] == zone.key]
        agenda = await agendas.once_sent(unit, day, zone) if known else None
    if agenda is None:
        return
    joinable = [session.id for session in agenda.joinable]
    messages = [reminder_texts.reminder(agenda, zone, attended) for attended in variants(joinable)]

    async def change(unit: Unit) -> None:
        for _, variant, campaign_id in known:
            message = messages[min(variant, len(messages) - 1)]
            await unit.campaigns.change(campaign_id, tick.post.payload(message))

    await tick.database.write(change)
    for variant, message in enumerate(messages):
        await _edit_variant(tick, agenda, zone, (variant, message))


async def _edit_variant(
    tick: Tick, agenda: Agenda, zone: ZoneInfo, text: tuple[int, Message]
) -> None:
    """Edit the reminders of all who attend just these sessions."""
    variant, message = text
    joinable = [session.id for session in agenda.joinable]
    after, campaign_id, count = LOWEST_PERSON, 0, CHUNK

    async def chunk(unit: Unit) -> tuple[int, int, int]:
        to = unit.reminders.reminded(agenda.day, zone.key, joinable, variant)
        edits = campaign_id or await tick.post.add_edits(unit, message, tick.now)
        made = await unit.campaigns.fan_out(
            edits,
            lane=Lane.BULK,
            to=to,
            after_person_id=after,
            limit=CHUNK,
            now=tick.now,
            subject=reminder_subject(agenda.day),  # by which a later edit waits for this one
            edits_message=reminder_subject(agenda.day),
        )
        return edits, made.count, made.last_person_id

    while count == CHUNK:
        campaign_id, count, after = await tick.database.write(chunk)


async def _edit_community_post(tick: Tick, day: date) -> None:
    """Edit the day's post in the community's chat, if there is one."""
    chat_id = tick.charter.community_chat_id
    if chat_id is None:
        return

    async def edit(unit: Unit) -> Reply:
        # Whether it was posted is asked, not which message it is: it may still be on its way, or
        # the group may be a supergroup by now. Delivery knows, and keeps the order.
        if not await unit.occasions.is_taken(community_post.occasion(day)):
            return SILENCE
        agenda = await agendas.once_sent(unit, day, tick.charter.zone)
        if agenda is None:
            return SILENCE
        message = reminder_texts.community_post(agenda, tick.charter)
        subject = reminder_subject(day)
        left_behind = await unit.messages.left_behind(subject)
        return Reply(
            (
                Rewrite(
                    chat_id=chat_id,
                    message=message,
                    subject=subject,
                    lane=Lane.NOTICE,
                    else_say=await unit.messages.present_id(chat_id) in left_behind,
                ),
            )
        )

    await tick.act(edit)
