"""`/keluar`: a member leaves; open questions are still answered, posts stay."""

from community.leaving import Leave
from community.reply import SILENCE, Reply
from community.roles import State
from community.texts import leaving as texts
from handlers import applications, duty
from handlers.request import Request


async def ask(request: Request) -> Reply:
    """Ask once more before somebody leaves."""
    if request.person.state is not State.MEMBER:
        return request.show(texts.not_a_member())
    return request.show(texts.ask())


async def confirm(request: Request, data: Leave) -> Reply:
    """Take the second tap."""
    del data
    return await leave(request)


async def leave(request: Request) -> Reply:
    """End the membership of who acts, or take their application back; reminders stop."""
    person = request.person
    if person.state is State.PENDING:
        return await applications.withdraw_own(request)
    left = await request.unit.people.change_state(
        person.id, was=(State.MEMBER,), becomes=State.LEFT, now=request.now
    )
    if not left:
        return request.show(texts.not_a_member())
    await request.unit.reminder_settings.switch(person.id, on=False)
    ended = await duty.end(request, person.id, person.telegram_id, "left")
    await request.unit.audit.note("left", person.id, person.id, {}, request.now)
    return request.show(texts.left()) + (ended or SILENCE)
