"""Telling the attendees of a session something, in chunks: message and mark in one commit."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from community.reminder_choice import ZONES
from community.reply import Message
from handlers.tick import Tick
from storage.attendees import CHUNK, Group
from storage.campaigns import LOWEST_PERSON
from storage.recipients import Usual
from storage.unit import Unit


def usual(tick: Tick) -> Usual:
    """Return hour and zone of those who chose nothing."""
    return Usual(f"{tick.charter.reminder_time:%H:%M}", tick.charter.zone.key)


def zones(tick: Tick) -> list[ZoneInfo]:
    """Return the zones in which people live."""
    by_key = {zone.key: zone for zone in (*ZONES, tick.charter.zone)}
    return [by_key[key] for key in sorted(by_key)]


async def tell(
    tick: Tick,
    group_of: Callable[[Unit], Awaitable[Group]],
    message_of: Callable[[Unit], Awaitable[Message]],
    expires_at: datetime,
) -> int:
    """Tell a whole group; says how many people it was."""
    told, after, campaign_id, count = 0, LOWEST_PERSON, 0, CHUNK

    async def chunk(unit: Unit) -> tuple[int, int, int]:
        group = await group_of(unit)
        if not campaign_id and not await unit.attendees.is_anybody(group):
            return 0, 0, after
        message = await message_of(unit)
        text = campaign_id or await tick.post.add_campaign(unit, message, tick.now)
        made = await unit.attendees.tell(
            group, text, after_person_id=after, now=tick.now, expires_at=expires_at
        )
        return text, made.count, made.last_person_id

    while count == CHUNK:
        campaign_id, count, after = await tick.database.write(chunk)
        told += count
    return told
