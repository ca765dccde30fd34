"""`/start`, `/gabung` and the form of joining, up to the welcome."""

from dataclasses import replace

from community import forms, joining, landing
from community.entry import NUMBERS, days_of
from community.form import Answers, Draft, Input
from community.incoming import Command
from community.menu import Join
from community.privacy import NOTICE_VERSION
from community.reply import Reply
from community.roles import Access, State, allows
from community.texts import applications as application_texts
from community.texts import joining as texts
from community.texts import privacy as privacy_texts
from handlers import applications, cancelling, filling, private_answers
from handlers.landing import OPEN, land
from handlers.request import Request


async def start(request: Request) -> Reply:
    """Greet whoever starts the bot; a deep link opens at once for members, later for others."""
    event = request.incoming.event
    payload = event.argument.strip() if isinstance(event, Command) else ""
    if payload in OPEN:
        return await _beside_draft(request, await OPEN[payload](request))
    number = private_answers.linked(payload)
    if number is not None and allows(Access.MODERATOR, request.person.state, request.person.role):
        return await private_answers.open_answer(request, number)
    target = payload if landing.read(payload) is not None else ""
    if request.person.state is State.MEMBER:
        return await _start_again(request, target)
    if request.person.state is State.PENDING:
        if target:
            await request.unit.applications.aim(request.person.id, target)
        return request.show(texts.waits())
    draft = await _kept(request, target)
    if draft is not None and draft.step != joining.NOTICE.name:
        return request.show(texts.kept(_number(draft), joining.target_of(draft.answers)))
    if draft is None and target:
        await _remember(request, target)
    kept_target = joining.target_of(draft.answers) if draft is not None else ""
    return request.show(texts.welcome(request.person.state, target or kept_target))


async def _remember(request: Request, target: str) -> None:
    """Keep the link that a guest came with, whichever way they join later."""
    await filling.open_form(request, joining.begin(target, filling.notice_of(request)))
    await request.unit.drafts.set_aside(request.person.id, request.now)


async def _start_again(request: Request, target: str) -> Reply:
    greeting = request.show(texts.greeted(request.person.name))
    return await _beside_draft(request, await land(request, target) if target else greeting)


async def _beside_draft(request: Request, reply: Reply) -> Reply:
    """Keep the form that a link interrupted."""
    draft = request.person.draft
    if draft is None:
        return reply
    await request.unit.drafts.set_aside(request.person.id, request.now)
    return filling.with_draft_note(reply, forms.title(draft.form))


async def join(request: Request) -> Reply:
    """`/gabung`, `Gabung`: show the privacy notice, or offer what was begun."""
    return await _join(request, "")


async def join_and_land(request: Request, data: Join) -> Reply:
    """`Gabung` below the welcome, which carries the deep link."""
    return await _join(request, data.target if landing.read(data.target) is not None else "")


async def _join(request: Request, target: str) -> Reply:
    if request.person.state not in joining.APPLICANTS or await _is_settled(request):
        return await show_standing(request)
    draft = await _kept(request, target)
    if draft is not None and draft.step != joining.NOTICE.name:
        return request.show(texts.kept(_number(draft), joining.target_of(draft.answers)))
    if draft is not None:
        target = target or joining.target_of(draft.answers)
    begun = joining.begin(target, filling.notice_of(request))
    return request.show(filling.ask(joining.JOIN, await filling.open_form(request, begun)))


async def show_standing(request: Request) -> Reply:
    """Say where somebody stands: a member, waiting, or welcome to join."""
    if request.person.state is State.MEMBER:
        return request.toast(texts.ALREADY) + request.show(texts.greeted(request.person.name))
    if request.person.state is State.PENDING:
        return request.show(texts.waits())
    if await _is_settled(request):
        return request.show(application_texts.not_again(request.charter.controller_contact))
    return request.show(texts.welcome(request.person.state, ""))


async def _is_settled(request: Request) -> bool:
    """Say whether somebody was removed, applied once more and was refused: that is the end."""
    if request.person.state is not State.REFUSED:
        return False
    return await request.unit.people.was_removed(request.person.id)


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take an answer to the notice or to one of the seven steps."""
    if filling.is_cancelled(given):
        return await cancelling.cancel_form(request, draft.form)
    if request.person.state not in joining.APPLICANTS or await _is_settled(request):
        await request.unit.drafts.discard(request.person.id, draft.form)
        return await show_standing(request)
    if joining.is_declined(draft, given):
        await request.unit.drafts.discard(request.person.id, draft.form)
        return request.show(privacy_texts.declined())
    if joining.is_agreed(draft, given):
        await request.unit.consents.give(request.person.id, NOTICE_VERSION, request.now)
    return await filling.fill(request, joining.JOIN, draft, given, _finish)


async def _finish(request: Request, answers: Answers) -> Reply:
    """Make a member or an applicant of who answered everything; done twice it is done once."""
    person_id = request.person.id
    unit = request.unit
    if not await unit.drafts.discard(person_id, joining.JOIN.name):
        return await show_standing(request)  # the other tap was faster
    await unit.profiles.save(person_id, joining.profile_of(answers), request.now)
    await unit.reminder_settings.choose_days(
        person_id, days_of(answers), now=request.now, zone=request.charter.zone
    )
    target = joining.target_of(answers)
    if request.charter.is_joining_moderated or await unit.people.was_removed(person_id):
        return await _apply(request, target)
    joined = await unit.people.change_state(
        person_id, was=joining.APPLICANTS, becomes=State.MEMBER, now=request.now
    )
    if not joined:
        return await show_standing(request)
    await unit.audit.note("joined", person_id, person_id, {}, request.now)
    name = joining.profile_of(answers).name
    member = replace(request.person, state=State.MEMBER, name=name, draft=None)
    landed = await land(replace(request, person=member), target)
    return request.show(texts.joined(name)) + landed


async def _apply(request: Request, target: str) -> Reply:
    person_id = request.person.id
    waits = await request.unit.people.change_state(
        person_id, was=joining.APPLICANTS, becomes=State.PENDING, now=request.now
    )
    if not waits:
        return await show_standing(request)
    number = await request.unit.applications.apply(person_id, target, request.now)
    if number is None:  # one waits already, and its card is out
        return request.show(texts.waits())
    await request.unit.audit.note(
        "applied", person_id, person_id, {"application": number}, request.now
    )
    card = await applications.announce(request, number)
    return request.show(application_texts.received()) + card


async def _kept(request: Request, target: str) -> Draft | None:
    """Return the half-filled application, set aside; a newer deep link takes the older's place."""
    person_id, drafts = request.person.id, request.unit.drafts
    draft = request.person.draft
    if draft is None or draft.form != joining.JOIN.name:
        kept = await drafts.list_kept(person_id)
        draft = next((one.draft for one in kept if one.draft.form == joining.JOIN.name), None)
        if draft is None:
            return None
    if target and target != joining.target_of(draft.answers):
        await drafts.resume(person_id, draft.form, request.now)
        aimed = replace(draft, answers={**draft.answers, "target": target})
        await drafts.save(person_id, draft, aimed, request.now)
        draft = aimed
    await drafts.set_aside(person_id, request.now)
    return draft


def _number(draft: Draft) -> int:
    return NUMBERS.get(draft.step, 1)
