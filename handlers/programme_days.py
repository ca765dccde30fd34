"""`/programhari`: an admin writes the texts of the five programme days."""

from dataclasses import replace

from community import editing_days, programme_days, programme_form
from community.editing_days import (
    EditProgramme,
    ListProgrammes,
    OpenProgramme,
    RestoreProgramme,
)
from community.form import Answers, Draft, Input
from community.programme_days import ProgrammeDay
from community.reply import Reply
from community.texts import common
from community.texts import programme_days as texts
from handlers import filling
from handlers.request import Request


async def open_programmes(request: Request) -> Reply:
    """Show the five days."""
    return request.show(texts.listed(await request.unit.programme_days.load()))


async def list_programmes(request: Request, data: ListProgrammes) -> Reply:
    """Go back to the five days."""
    del data
    return await open_programmes(request)


async def open_programme(request: Request, data: OpenProgramme) -> Reply:
    """Open one day."""
    return await _show(request, data.weekday)


async def edit_programme(request: Request, data: EditProgramme) -> Reply:
    """Ask for one text anew; another form that was open is kept."""
    day = await _day(request, data.weekday)
    if day is None or data.field not in editing_days.LENGTHS:
        return request.toast(common.OLD_BUTTON) + await open_programmes(request)
    begun = await _with_day(request, programme_form.begin(data.weekday, data.field))
    return await filling.begin(request, begun)


async def restore_programme(request: Request, data: RestoreProgramme) -> Reply:
    """Go back to the packaged texts, after a second tap."""
    day, packaged = await _day(request, data.weekday), programme_days.by_weekday(data.weekday)
    if day is None or packaged is None:
        return request.toast(common.OLD_BUTTON) + await open_programmes(request)
    if day != packaged and not data.is_sure:
        return request.show(texts.confirm_restoring(day, packaged))
    if await request.unit.programme_days.restore(data.weekday):
        await _note(request, "programme_restored", {"weekday": data.weekday})
    return await _show(request, data.weekday, texts.RESTORED)


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take the new text, then the word that it may be saved."""
    if filling.is_cancelled(given):
        await request.unit.drafts.discard(request.person.id, draft.form)
        return await _show(request, programme_form.day_of(draft.answers).weekday)
    return await filling.fill(request, programme_form.FORM, draft, given, _save, prepare=_with_day)


async def _save(request: Request, answers: Answers) -> Reply:
    """Write one text down; the others stay as they are by now. The audit holds no texts."""
    weekday, field = programme_form.day_of(answers).weekday, programme_form.field_of(answers)
    day = await _day(request, weekday)
    is_ours = await request.unit.drafts.discard(request.person.id, programme_form.FORM.name)
    if day is None or not is_ours:
        return await _show(request, weekday)  # the other tap was faster
    new = programme_form.changed(day, answers)
    if new == day:
        return await _show(request, weekday, texts.SAME)
    if new == programme_days.by_weekday(weekday):
        await request.unit.programme_days.restore(weekday)
    else:
        await request.unit.programme_days.change(new, request.person.id, request.now)
    await _note(request, "programme_changed", {"weekday": weekday, "field": field})
    return await _show(request, weekday, texts.SAVED)


async def _with_day(request: Request, draft: Draft) -> Draft:
    """Let a step show the day as it is now."""
    day = await _day(request, programme_form.day_of(draft.answers).weekday)
    return draft if day is None else replace(draft, view=programme_form.seen(day))


async def _day(request: Request, weekday: int) -> ProgrammeDay | None:
    return programme_days.by_weekday(weekday, await request.unit.programme_days.load())


async def _show(request: Request, weekday: int, note: str = "") -> Reply:
    day = await _day(request, weekday)
    if day is None:
        return request.toast(common.OLD_BUTTON) + await open_programmes(request)
    return request.show(texts.opened(day, note))


async def _note(request: Request, action: str, details: dict[str, str | int | bool | None]) -> None:
    person_id = request.person.id
    await request.unit.audit.note(action, person_id, None, details, request.now)
