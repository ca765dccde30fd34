"""The form of a session: a new one, or one field of one that stands."""

from collections.abc import Sequence
from dataclasses import replace

from community import forms, plan, planning
from community.calendar import Calendar, OffKind
from community.form import Answers, Draft, Input, Value
from community.programming import AddSession, ChangeField, may_change, may_move, shows_names
from community.reply import Reply
from community.sessions import Session
from community.texts import common
from community.texts import program as texts
from handlers import cancelling, filling, program
from handlers.request import Request

_OFFERED_DAYS = 6


async def add(request: Request, data: AddSession) -> Reply:
    """Begin a new session; a half-filled one is offered first."""
    kept = {draft.form for draft in await filling.list_kept(request)}
    other = request.person.draft
    if other is not None:
        kept.add(other.form)
    if planning.NEW.name in kept and not data.anew:
        await request.unit.drafts.set_aside(request.person.id, request.now)
        return request.show(texts.kept_draft())
    return await _begin(request, planning.NEW.begin())


async def change(request: Request, data: ChangeField) -> Reply:
    """Ask one field of a session anew."""
    found = await request.unit.sessions.get(data.session)
    if found is None:
        return await program.gone(request)
    if data.field not in planning.EDITABLE:
        return request.toast(common.OLD_BUTTON) + await program.show_session(request, found.id)
    moves = data.field == "move"
    if not may_change(found) or (moves and not may_move(found, request.now)):
        return await program.show_session(request, found.id, program.closed(found))
    answers = plan.answers_of(found, data.field, request.charter.zone)
    return await _begin(request, planning.CHANGE.begin(answers))


async def _begin(request: Request, draft: Draft) -> Reply:
    return await filling.begin(request, await _prepared(request, draft))


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take an answer to a step of either form."""
    if filling.is_cancelled(given):
        return await cancelling.cancel_form(request, draft.form)
    form = forms.FORMS[draft.form]
    prepared = await _prepared(request, draft)
    field = planning.field_chosen(prepared, given)
    if field is not None:
        return await _answer_anew(request, prepared, field)
    finish = _save_new if draft.form == planning.NEW.name else _save_change
    return await filling.fill(request, form, prepared, given, finish, prepare=_prepared)


async def _answer_anew(request: Request, draft: Draft, field: str) -> Reply:
    """Go back from the preview to one field, which leads to the preview again."""
    form = forms.FORMS[draft.form]
    begun = await _prepared(request, form.begin({**draft.answers, "field": field}))
    await request.unit.drafts.save(request.person.id, draft, begun, request.now)
    return request.show(filling.ask(form, begun))


async def late(request: Request) -> Reply:
    """Answer a tap below a form that is filled in: show the list."""
    return await program.show_list(request, "")


# --- what a step's screen shows -----------------------------------------------------------


async def _prepared(request: Request, draft: Draft) -> Draft:
    """Give a step what its answer is compared with: the hour, taken numbers, days off."""
    zone = request.charter.zone
    days = await request.unit.programme_days.load()
    view: dict[str, Value] = {
        **draft.view,
        "now": request.now.isoformat(),
        "zone": zone.key,
        "names": [day.name for day in days],
    }
    if draft.step == "date":
        view["days"] = list(await _next_days(request))
    if draft.step in ("number", "preview"):
        view |= await _numbers(request, draft.answers)
    if draft.step == "preview":
        session = plan.session_of(draft.answers, zone)
        off = (await request.unit.calendar.load()).off_day(session.day(zone))
        view["off"] = off.name if off is not None and off.kind is not OffKind.WEEKEND else None
        view["twin"] = await request.unit.sessions.has_twin(session)
    return replace(draft, view=view)


async def _next_days(request: Request) -> Sequence[str]:
    calendar: Calendar = await request.unit.calendar.load()
    day = request.now.astimezone(request.charter.zone).date()
    found = [day] if calendar.is_working_day(day) else []
    while len(found) < _OFFERED_DAYS:
        day = calendar.working_day_after(day)
        found.append(day)
    return [day.isoformat() for day in found]


async def _numbers(request: Request, answers: Answers) -> dict[str, Value]:
    sessions = request.unit.sessions
    which = (plan.programme_of(answers), plan.day_of(answers).year, _session_id(answers))
    return {
        "taken": list(await sessions.taken_numbers(*which)),
        "next": await sessions.next_number(*which),
    }


def _session_id(answers: Answers) -> int:
    value = answers.get("session")
    return value if isinstance(value, int) else 0


# --- the last answer ----------------------------------------------------------------------


async def _save_new(request: Request, answers: Answers) -> Reply:
    """Add the session."""
    unit, zone = request.unit, request.charter.zone
    if not await unit.drafts.discard(request.person.id, planning.NEW.name):
        return await late(request)  # the other tap was faster
    new = plan.session_of(answers, zone)
    session_id = await unit.sessions.add(new, zone, request.person.id, request.now)
    await _note(request, "session_added", session_id, ())
    return await program.show_session(request, session_id, texts.ADDED)


async def _save_change(request: Request, answers: Answers) -> Reply:
    """Change the session, unless it was changed since the moderator saw it."""
    unit, zone, session_id = request.unit, request.charter.zone, _session_id(answers)
    if not await unit.drafts.discard(request.person.id, planning.CHANGE.name):
        return await program.show_session(request, session_id)  # the other tap was faster
    before = await unit.sessions.get(session_id)
    if before is None:
        return await program.gone(request)
    refusal = await _refusal(request, before, answers)
    if refusal:
        return await program.show_session(request, session_id, refusal)
    after = plan.edited(before, answers, zone)
    columns = plan.changes(before, after)
    if not columns:
        return await program.show_session(request, session_id, texts.UNCHANGED)
    if not await unit.sessions.change(before, after, zone, request.now):
        return await program.show_session(request, session_id, texts.CHANGED_MEANWHILE)
    action = "session_moved" if plan.is_moved(before, after) else "session_changed"
    await _note(request, action, session_id, columns)
    is_news = plan.as_told(before) != plan.as_told(after) and after.ends_at > request.now
    will_be_told = is_news and await unit.participants.count(session_id) > 0
    words = texts.changed(str(answers["field"]), will_be_told=will_be_told)
    return await program.show_session(request, session_id, words)


async def _refusal(request: Request, before: Session, answers: Answers) -> str:
    """Say why a change cannot be made any more, empty where it can."""
    if not may_change(before):
        return texts.CLOSED
    if before.sequence != answers.get("seen"):
        return texts.CHANGED_MEANWHILE
    after = plan.edited(before, answers, request.charter.zone)
    reveals = shows_names(after) and not shows_names(before)
    if reveals and await request.unit.participants.is_anybody(before.id):
        return texts.STAYS_HIDDEN
    is_late = answers.get("field") == "move" and not may_move(before, request.now)
    return texts.OVER if is_late else ""


async def _note(request: Request, action: str, session_id: int, fields: Sequence[str]) -> None:
    details: dict[str, str | int | bool | None] = {"session": session_id}
    if fields:
        details["fields"] = ",".join(fields)
    await request.unit.audit.note(action, request.person.id, None, details, request.now)
