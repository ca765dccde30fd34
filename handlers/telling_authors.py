"""Telling authors unasked what others make of their posts; decisions are told elsewhere."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from community.reply import Lane, Message, Reply, Say
from handlers.request import Request
from storage.posts import Post


@dataclass(frozen=True, slots=True)
class Author:
    """An author who wants to hear what nobody asked for."""

    person_id: int
    telegram_id: int
    zone: ZoneInfo
    today: date

    def told(self, message: Message, lane: Lane) -> Reply:
        """Tell them something; their Friday pause and night count."""
        say = Say(
            chat_id=self.telegram_id,
            message=message,
            lane=lane,
            person_id=self.person_id,
            zone=self.zone.key,
        )
        return Reply((say,))


async def listening(request: Request, post: Post) -> Author | None:
    """Return a post's author; None who switched off, pauses, cannot be reached, or is unknown."""
    person = None if post.person_id is None else await request.unit.people.get(post.person_id)
    if person is None or not person.is_reachable:
        return None
    choice = await request.unit.reminder_settings.choice(person.id)
    zone = choice.zone_of(request.charter.zone)
    today = request.now.astimezone(zone).date()
    if not choice.is_on or choice.is_paused(today):
        return None
    return Author(person.id, person.telegram_id, zone, today)
