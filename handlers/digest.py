"""The weekly digest: on the last working day of a week at 15.00, to those who asked for it."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from community.calendar import Calendar
from community.reminding import Slot, Stand
from community.reply import Lane, Message
from community.texts import digest as texts
from handlers import telling
from handlers.tick import Tick
from storage.campaigns import CHUNK
from storage.unit import Unit

HOUR = time(15)
KEY = "week"  # in the place of an hour: the texts of digests beside those of reminders


async def send(tick: Tick) -> str:
    """Send the digests that are due; a digest that is too late is not sent at all."""
    made = 0
    for zone in telling.zones(tick):
        slot = Slot(tick.now.astimezone(zone).date(), zone, HOUR)
        if slot.stand(tick.now, tick.charter.reminder_grace) is Stand.DUE:
            made += await _send(tick, slot)
    if made:
        tick.post.wake()
    return texts.job_result(made)


def is_last_of_week(day: date, calendar: Calendar) -> bool:
    """Say whether a day is the last working day of its week."""
    after = calendar.working_day_after(day)
    return calendar.is_working_day(day) and after.isocalendar()[:2] != day.isocalendar()[:2]


async def _send(tick: Tick, slot: Slot) -> int:
    made, count = 0, CHUNK

    async def chunk(unit: Unit) -> int:
        return await _send_chunk(tick, unit, slot)

    while count == CHUNK:
        count = await tick.database.write(chunk)
        made += count
    return made


async def _send_chunk(tick: Tick, unit: Unit, slot: Slot) -> int:
    """Make the next digests in one commit; the last chunk closes the week for this zone."""
    done = f"digest:{slot.day.isoformat()}:{slot.zone.key}"
    if await unit.occasions.is_taken(done):
        return 0
    campaign_id = (await unit.reminder_texts.of_hour(slot.day, slot.zone, KEY)).get(0)
    if campaign_id is None:
        campaign_id = await _campaign(tick, unit, slot)
    if campaign_id is None:
        await unit.occasions.take(done, tick.now)
        return 0
    made = await unit.campaigns.fan_out(
        campaign_id,
        lane=Lane.BULK,
        to=unit.recipients.wants_digest(slot, telling.usual(tick), KEY),
        after_person_id=await unit.campaigns.reached(campaign_id),
        limit=CHUNK,
        now=tick.now,
        expires_at=slot.expires_at(tick.charter.reminder_grace),
        zone=slot.zone.key,
    )
    if made.count < CHUNK:
        await unit.occasions.take(done, tick.now)
    return made.count


async def _campaign(tick: Tick, unit: Unit, slot: Slot) -> int | None:
    """Write the digest of a zone; None when it is not the day, or nothing is to be told."""
    if not is_last_of_week(slot.day, await unit.calendar.load()):
        return None
    monday = slot.day + timedelta(days=7 - slot.day.weekday())
    message = await _message(unit, monday, slot.zone)
    if message is None:
        return None
    campaign_id = await tick.post.add_campaign(unit, message, tick.now)
    await unit.reminder_texts.add(slot, 0, campaign_id, key=KEY)
    return campaign_id


async def _message(unit: Unit, monday: date, zone: ZoneInfo) -> Message | None:
    sessions = await unit.sessions.list_days(monday, monday + timedelta(days=6), zone)
    return texts.digest(sessions, zone, await unit.programme_days.load())
