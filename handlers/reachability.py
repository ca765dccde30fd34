"""Who can be written to: blocked, unblocked, woken by any word of theirs."""

from community.incoming import BotStanding
from community.reply import SILENCE, Reply
from handlers.request import Request

_GONE = ("kicked", "left")


async def wake(request: Request) -> None:
    """Whoever writes in private can be written to again."""
    person = request.person
    if person.is_reachable or person.id == 0 or not request.incoming.is_private:
        return
    if not isinstance(request.incoming.event, BotStanding):
        await request.unit.people.mark_reachable(person.id)


async def change_standing(request: Request) -> Reply:
    """Remember that somebody blocked or unblocked the bot; in groups there is nothing to say."""
    event = request.incoming.event
    person = request.person
    if not isinstance(event, BotStanding) or not request.incoming.is_private or person.id == 0:
        return SILENCE
    if event.now in _GONE:
        await request.unit.people.mark_unreachable(person.id, request.now)
    else:
        await request.unit.people.mark_reachable(person.id)
    return SILENCE
