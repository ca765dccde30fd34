"""Who can be written to: blocked, unblocked, woken by any word of theirs."""

from community import commands
from community.incoming import BotStanding
from community.reply import SILENCE, Reply, ShowCommands
from community.roles import Role
from handlers.request import Request

_GONE = ("kicked", "left")


async def wake(request: Request) -> None:
    """Whoever writes in private can be written to again."""
    person = request.person
    if person.is_reachable or person.id == 0 or not request.incoming.is_private:
        return
    if not isinstance(request.incoming.event, BotStanding):
        await request.unit.people.mark_reachable(person.id)


def introduce(request: Request) -> Reply:
    """Publish the admins' commands to an admin who writes for the first time.

    At the start of the bot Telegram refused them: a chat that nobody opened is not known there.
    """
    person = request.person
    if person.id == 0 or person.role is not Role.ADMIN:
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
    else:
        await request.unit.people.mark_reachable(person.id)
    return SILENCE
