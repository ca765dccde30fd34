"""`/pengaturan` and `/berhenti`: in every state, for guests too."""

from community.reply import Reply
from community.settings import SwitchReminders
from community.texts import settings as texts
from handlers.request import Request


async def open_settings(request: Request) -> Reply:
    """Show the settings."""
    is_on = await request.unit.reminder_settings.is_on(request.person.id)
    return request.show(texts.screen(is_on=is_on))


async def stop(request: Request) -> Reply:
    """Turn reminders off at once (`/berhenti`)."""
    return await switch(request, SwitchReminders(on=False))


async def switch(request: Request, data: SwitchReminders) -> Reply:
    """Turn reminders on or off."""
    reminders, person_id = request.unit.reminder_settings, request.person.id
    if data.on:
        await reminders.turn_on(person_id, request.now)
    else:
        await reminders.turn_off(person_id)
    toast = request.toast(texts.TURNED_ON if data.on else texts.TURNED_OFF)
    return toast + request.show(texts.screen(is_on=data.on))
