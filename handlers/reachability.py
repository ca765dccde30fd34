"""Who can be written to: blocked, unblocked, woken by any word of theirs."""

from community import commands
from community.incoming import BotStanding, Command
from community.reply import SILENCE, Reply, ShowCommands
from community.roles import Role
from handlers import returning
from handlers.request import Request

_GONE = ("kicked", "left")


async def wake(request: Request) -> bool:
    """Whoever writes in private can be written to again; says whether they just came back."""
    person = request.person
    if person.is_reachable or person.id == 0 or not request.incoming.is_private:
        return False
    if isinstance(request.incoming.event, BotStanding):
        return False
    await request.unit.people.mark_reachable(person.id)
    return True


def introduce(request: Request, *, is_new: bool) -> Reply:
    """Publish the admins' commands to an admin who writes for the first time, or starts again.

    At the start of the bot Telegram refused them: a chat that nobody opened is not known there.
    """
    person, event = request.person, request.incoming.event
    is_start = isinstance(event, Command) and event.name == "start"
    if person.role is not Role.ADMIN or not request.incoming.is_private:
        return SILENCE
    if not (is_new or is_start):
        return SILENCE
    listed = ShowCommands(chat_id=person.telegram_id, commands=commands.ADMINS, person_id=person.id)
    return Reply((listed,))


async def change_standing(request: Request) -> Reply:
    """Remember that somebody blocked or unblocked the bot; in groups there is nothing to say."""
    event = request.incoming.event
    person = request.person
    if not isinstance(event, BotStanding) or not request.incoming.is_private or person.id == 0:
        return SILENCE
    if event.now in _GONE:
        await request.unit.people.mark_unreachable(person.id, request.now)
        return SILENCE
    await request.unit.people.mark_reachable(person.id)
    return await returning.redeliver(request)
