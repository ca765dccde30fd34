"""The weekly digest: on the last working day of a week at 15.00, to those who asked for it."""

from datetime import date, datetime, time, timedelta

from community.calendar import Calendar
from community.reminding import Slot, Stand
from community.reply import Lane
from community.texts import digest as texts
from community.week import News
from handlers import telling
from handlers.tick import Tick
from storage.campaigns import CHUNK
from storage.recipients import Audience
from storage.unit import Unit

HOUR = time(15)
KEY = "week"  # in the place of an hour: the texts of digests beside those of reminders
MOST = 3  # posts, and answers, that one digest names


async def send(tick: Tick) -> str:
    """Send the digests that are due; a digest that is too late is not sent at all."""
    made = 0
    for zone in telling.zones(tick):
        slot = Slot(tick.now.astimezone(zone).date(), zone, HOUR)
        if slot.stand(tick.now, tick.charter.reminder_grace) is Stand.DUE:
            for audience in Audience:
                made += await _send(tick, slot, audience)
    if made:
        tick.post.wake()
    return texts.job_result(made)


def is_last_of_week(day: date, calendar: Calendar) -> bool:
    """Say whether a day is the last working day of its week."""
    after = calendar.working_day_after(day)
    return calendar.is_working_day(day) and after.isocalendar()[:2] != day.isocalendar()[:2]


async def _send(tick: Tick, slot: Slot, audience: Audience) -> int:
    made, count = 0, CHUNK

    async def chunk(unit: Unit) -> int:
        return await _send_chunk(tick, unit, slot, audience)

    while count == CHUNK:
        count = await tick.database.write(chunk)
        made += count
    return made


async def _send_chunk(tick: Tick, unit: Unit, slot: Slot, audience: Audience) -> int:
    """Make the next digests in one commit; the last chunk closes the week for these people."""
    done = f"digest:{slot.day.isoformat()}:{slot.zone.key}:{audience.value}"
    if await unit.occasions.is_taken(done):
        return 0
    campaign_id = (await unit.reminder_texts.of_hour(slot.day, slot.zone, KEY)).get(audience.value)
    if campaign_id is None:
        campaign_id = await _campaign(tick, unit, slot, audience)
    if campaign_id is None:
        await unit.occasions.take(done, tick.now)
        return 0
    made = await unit.campaigns.fan_out(
        campaign_id,
        lane=Lane.BULK,
        to=unit.recipients.wants_digest(slot, telling.usual(tick), KEY, audience),
        after_person_id=await unit.campaigns.reached(campaign_id),
        limit=CHUNK,
        now=tick.now,
        expires_at=slot.expires_at(tick.charter.reminder_grace),
        zone=slot.zone.key,
    )
    if made.count < CHUNK:
        await unit.occasions.take(done, tick.now)
    return made.count


async def _campaign(tick: Tick, unit: Unit, slot: Slot, audience: Audience) -> int | None:
    """Write the digest of a zone; None when it is not the day, or nothing is to be told."""
    calendar = await unit.calendar.load()
    if not is_last_of_week(slot.day, calendar):
        return None
    monday = slot.day + timedelta(days=7 - slot.day.weekday())
    sessions = await unit.sessions.list_days(monday, monday + timedelta(days=6), slot.zone)
    news = News(sessions=sessions)
    if audience is Audience.MEMBERS:
        since, until = _since(slot, calendar), slot.due_at
        news = News(
            posts=await unit.week.list_posts(since, until, limit=MOST),
            answers=await unit.week.list_answers(since, until, limit=MOST),
            sessions=sessions,
        )
    days = await unit.programme_days.load()
    message = texts.digest(news, slot.zone, days, tick.charter.deep_link)
    if message is None:
        return None
    campaign_id = await tick.post.add_campaign(unit, message, tick.now)
    await unit.reminder_texts.add(slot, audience.value, campaign_id, key=KEY)
    return campaign_id


def _since(slot: Slot, calendar: Calendar) -> datetime:
    """Return when the digest before was written: holidays lie between two, and nothing is lost."""
    day = calendar.working_day_before(slot.day)
    while not is_last_of_week(day, calendar):
        day = calendar.working_day_before(day)
    return Slot(day, slot.zone, slot.hour).due_at
