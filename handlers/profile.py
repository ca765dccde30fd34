"""`/profil`: see and correct every field, and the topics of interest."""

from community import correcting, topics
from community.correcting import CorrectField, MarkInterest, ShowInterests
from community.entry import days_of
from community.form import Answers, Draft, Input
from community.paging import page
from community.profile import Profile
from community.reply import Reply
from community.texts import common
from community.texts import profile as texts
from handlers import filling
from handlers.request import Request


async def open_profile(request: Request) -> Reply:
    """Show the profile."""
    return await _show(request, "")


async def correct(request: Request, data: CorrectField) -> Reply:
    """Ask for one field anew."""
    if data.field not in correcting.FIELDS:
        return request.toast(common.OLD_BUTTON) + await open_profile(request)
    choice = await request.unit.reminder_settings.choice(request.person.id)
    return await filling.begin(request, correcting.begin(data.field, choice.days))


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take the answer to the field that is being corrected."""
    if filling.is_cancelled(given):
        await request.unit.drafts.discard(request.person.id, draft.form)
        return await open_profile(request)
    return await filling.fill(request, correcting.FORM, draft, given, _correct)


async def show_interests(request: Request, data: ShowInterests) -> Reply:
    """Show the topics, with those that the member marked."""
    marked = await request.unit.profiles.list_interests(request.person.id)
    shown = page(await request.unit.topic_edits.load(), data.page, topics.A_PAGE)
    return request.show(texts.choose_interests(shown, marked))


async def mark_interest(request: Request, data: MarkInterest) -> Reply:
    """Mark a topic or take its mark away; a second tap changes nothing."""
    person_id, profiles = request.person.id, request.unit.profiles
    known = await request.unit.topic_edits.load(is_offered=False)
    if topics.by_code(data.topic, known) is None:
        return request.toast(common.OLD_BUTTON) + await show_interests(request, ShowInterests())
    if data.wanted:
        await profiles.mark_interest(person_id, data.topic)
    else:
        await profiles.unmark_interest(person_id, data.topic)
    return await show_interests(request, ShowInterests(page=data.page))


async def _correct(request: Request, answers: Answers) -> Reply:
    """Write the corrected field down; the audit names the field and no values."""
    person_id, unit = request.person.id, request.unit
    field = str(answers.get("field"))
    if not await unit.drafts.discard(person_id, correcting.FORM.name):
        return await open_profile(request)  # the other tap was faster
    if not await _changed(request, answers):
        return await _show(request, texts.unchanged(field))
    await unit.audit.note("profile_corrected", person_id, person_id, {"field": field}, request.now)
    return await _show(request, texts.corrected(field))


async def _changed(request: Request, answers: Answers) -> bool:
    if answers.get("field") == "days":
        return await _chose_days(request, days_of(answers))
    changes = correcting.changes(await _profile(request), answers)
    if not changes:
        return False
    return await request.unit.profiles.change(request.person.id, changes, request.now)


async def _chose_days(request: Request, days: int) -> bool:
    person_id, reminders = request.person.id, request.unit.reminder_settings
    if days == (await reminders.choice(person_id)).days:
        return False
    await reminders.choose_days(person_id, days, now=request.now, zone=request.charter.zone)
    return True


async def _profile(request: Request) -> Profile:
    found = await request.unit.profiles.get(request.person.id)
    return Profile(name=request.person.name or texts.EMPTY) if found is None else found


async def _show(request: Request, note: str) -> Reply:
    person_id, profiles = request.person.id, request.unit.profiles
    known = await request.unit.topic_edits.load(is_offered=False)
    marked = await profiles.list_interests(person_id)
    return request.show(
        texts.screen(
            await _profile(request),
            days=(await request.unit.reminder_settings.choice(person_id)).days,
            interests=[one.name for one in known if one.code in marked],
            zone=request.charter.zone,
            note=note,
        )
    )
