"""`/pengaturan` and `/berhenti`: in every state, for guests too; one screen, edited in place."""

from dataclasses import replace
from datetime import date

from community import pausing, programme_days, settings
from community.form import Answers, Draft, Input
from community.reply import Message, Reply
from community.roles import Role
from community.sessions import SkipDay
from community.settings import (
    AskPause,
    EndPause,
    OpenSettings,
    Pause,
    SetDay,
    SetDigest,
    SetHour,
    Settings,
    SetZone,
    ShowSettings,
    SwitchReminders,
)
from community.texts import common
from community.texts import settings as texts
from handlers import filling, question_claims
from handlers.request import Request


async def open_settings(request: Request) -> Reply:
    """Show the settings."""
    return request.show(texts.screen(await _found(request)))


async def open_below(request: Request, data: OpenSettings) -> Reply:
    """Show the settings below an unasked message, which stays as it is."""
    del data
    return request.say(texts.screen(await _found(request)))


async def show_screen(request: Request, data: ShowSettings) -> Reply:
    """Show one of the screens in place of another."""
    return request.show(await _screen(request, data.screen))


async def stop(request: Request) -> Reply:
    """Turn reminders off at once (`/berhenti`)."""
    return await switch(request, SwitchReminders(on=False))


async def switch(request: Request, data: SwitchReminders) -> Reply:
    """Turn reminders on or off; who has no day left is asked for days."""
    reminders, person_id = request.unit.reminder_settings, request.person.id
    if not data.on:
        await reminders.turn_off(person_id)
        return request.toast(texts.TURNED_OFF) + await open_settings(request)
    await reminders.turn_on(person_id, request.now)
    toast, found = request.toast(texts.TURNED_ON), await _found(request)
    if found.choice.days:
        return toast + request.show(texts.screen(found))
    days = await request.unit.programme_days.load()
    return toast + request.show(texts.choose_days(found, days, texts.TURNED_ON))


async def set_day(request: Request, data: SetDay) -> Reply:
    """Choose a weekday or leave it out; a second tap changes nothing."""
    if programme_days.by_weekday(data.weekday) is None:
        return await _old_button(request, settings.DAYS)
    reminders, person_id = request.unit.reminder_settings, request.person.id
    if data.on:
        is_today = (await _found(request)).today.isoweekday() == data.weekday
        await reminders.add_day(person_id, data.weekday, is_today=is_today, now=request.now)
    else:
        await reminders.remove_day(person_id, data.weekday)
    return request.show(await _screen(request, settings.DAYS))


async def set_hour(request: Request, data: SetHour) -> Reply:
    """Choose the hour."""
    hour = settings.hour_of(data.hour)
    if hour is None and data.hour:
        return await _old_button(request, settings.HOUR)
    await request.unit.reminder_settings.set_hour(
        request.person.id, hour, default=request.charter.reminder_time, now=request.now
    )
    return await open_settings(request)


async def set_zone(request: Request, data: SetZone) -> Reply:
    """Choose the zone."""
    zone = settings.zone_of(data.zone)
    if zone is None:
        return await _old_button(request, settings.ZONE)
    await request.unit.reminder_settings.set_zone(
        request.person.id, zone, default=request.charter.zone, now=request.now
    )
    return await open_settings(request)


async def set_digest(request: Request, data: SetDigest) -> Reply:
    """Want the weekly digest or not."""
    await request.unit.reminder_settings.set_digest(request.person.id, wanted=data.on)
    return await open_settings(request)


async def skip_day(request: Request, data: SkipDay) -> Reply:
    """Leave a weekday out from under its reminder, which stays as it is."""
    if programme_days.by_weekday(data.weekday) is None:
        return request.toast(common.OLD_BUTTON)
    removed = await request.unit.reminder_settings.remove_day(request.person.id, data.weekday)
    if not removed:
        return request.toast(texts.day_was_skipped(data.weekday))
    toast = request.toast(texts.day_skipped(data.weekday))
    return toast + request.say(texts.skipped(data.weekday))


# --- the pause ----------------------------------------------------------------------------


async def pause(request: Request, data: Pause) -> Reply:
    """Pause until the day of the button, unless it has become the past."""
    until, found = settings.day_of(data.until), await _found(request)
    if until is None:
        return await _old_button(request, settings.PAUSE)
    if not settings.may_pause(until, found.today):
        shown = request.show(texts.choose_pause(found, texts.OVER))
        return request.toast(texts.OVER) + shown
    return await _pause(request, until)


async def end_pause(request: Request, data: EndPause) -> Reply:
    """End the pause; where there is none, nothing happens."""
    del data
    unit, me, found = request.unit, request.person.id, await _found(request)
    if found.choice.paused_until is not None:
        await question_claims.forget_pause(unit, me, found.choice.paused_until)
    await unit.reminder_settings.end_pause(me, today=found.today, now=request.now)
    return await open_settings(request)


async def ask_pause(request: Request, data: AskPause) -> Reply:
    """Ask for the last day of the pause; another form that was open is kept."""
    del data
    return await filling.begin(request, await _with_today(request, pausing.FORM.begin()))


async def fill_pause(request: Request, draft: Draft, given: Input) -> Reply:
    """Take the typed day."""
    if filling.is_cancelled(given):
        await request.unit.drafts.discard(request.person.id, draft.form)
        return await open_settings(request)
    draft = await _with_today(request, draft)
    return await filling.fill(
        request, pausing.FORM, draft, given, _finish_pause, prepare=_with_today
    )


async def _finish_pause(request: Request, answers: Answers) -> Reply:
    until = pausing.until_of(answers)
    if until is None or not await request.unit.drafts.discard(request.person.id, pausing.FORM.name):
        return await open_settings(request)  # the other message was faster
    return await _pause(request, until)


async def _pause(request: Request, until: date) -> Reply:
    await request.unit.reminder_settings.pause(request.person.id, until)
    return await open_settings(request)


async def _with_today(request: Request, draft: Draft) -> Draft:
    today = (await _found(request)).today
    return replace(draft, view={**draft.view, "today": today.isoformat()})


# --- what is shown ------------------------------------------------------------------------


async def _found(request: Request) -> Settings:
    return Settings(
        choice=await request.unit.reminder_settings.choice(request.person.id),
        usual_hour=request.charter.reminder_time,
        usual_zone=request.charter.zone,
        now=request.now,
    )


async def _screen(request: Request, name: str) -> Message:
    found = await _found(request)
    match name:
        case settings.DAYS:
            return texts.choose_days(found, await request.unit.programme_days.load())
        case settings.HOUR:
            return texts.choose_hour(found)
        case settings.ZONE:
            return texts.choose_zone(found)
        case settings.PAUSE:
            is_on_duty = request.person.role is not Role.NONE
            return texts.choose_pause(found, is_on_duty=is_on_duty)
        case _:
            return texts.screen(found)


async def _old_button(request: Request, name: str) -> Reply:
    return request.toast(common.OLD_BUTTON) + request.show(await _screen(request, name))
