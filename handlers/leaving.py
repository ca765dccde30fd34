"""`/keluar`: a member leaves; open questions are still answered, posts stay."""

from community.incoming import Tap
from community.leaving import Leave
from community.privacy import NOTICE_VERSION
from community.reply import SILENCE, Reply
from community.roles import State
from community.texts import leaving as texts
from handlers import applications, duty
from handlers.request import Request


async def ask(request: Request) -> Reply:
    """Ask once more before somebody leaves."""
    if request.person.state is State.MEMBER:
        return request.show(texts.ask())
    return _no_membership(request)


async def confirm(request: Request, data: Leave) -> Reply:
    """Take the second tap."""
    del data
    return await leave(request)


async def leave(request: Request) -> Reply:
    """End the membership of who acts, or take their application back; reminders stop.

    Leaving takes the consent back, too: so the privacy notice says.
    """
    person = request.person
    if person.state is State.PENDING:
        return await applications.withdraw_own(request)
    left = await request.unit.people.change_state(
        person.id, was=(State.MEMBER,), becomes=State.LEFT, now=request.now
    )
    if not left:
        return _no_membership(request)
    await request.unit.reminder_settings.turn_off(person.id)
    await request.unit.consents.withdraw(person.id, NOTICE_VERSION, request.now)
    ended = await duty.end(request, person.id, person.telegram_id, "left")
    await request.unit.audit.note("left", person.id, person.id, {}, request.now)
    return request.show(texts.left()) + (ended or SILENCE)


def _no_membership(request: Request) -> Reply:
    """Say what stands instead; a second tap on `Ya, keluar` reads the farewell again."""
    state = request.person.state
    if state is State.LEFT and isinstance(request.incoming.event, Tap):
        return request.show(texts.left())
    return request.show(texts.waits() if state is State.PENDING else texts.not_a_member())
