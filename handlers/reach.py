"""`Catat jangkauan`: moderators note how many people each channel of a session reached."""

from dataclasses import replace

from community import recording
from community.form import Answers, Draft, Input
from community.reply import Reply
from community.sessions import RecordReach, Session
from community.texts import recording as texts
from handlers import filling
from handlers.request import Request
from storage.audit import Details
from storage.reach import ChannelReach


async def record(request: Request, data: RecordReach) -> Reply:
    """Ask for the first channel."""
    session = await request.unit.sessions.get(data.session)
    refusal = _refusal(request, session)
    if session is None or refusal:
        return request.toast(refusal) + request.show(texts.refused(refusal))
    return await filling.begin(request, await _begin(request, session))


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take a channel or its number."""
    if filling.is_cancelled(given):
        await request.unit.drafts.discard(request.person.id, draft.form)
        return await leave(request)
    if recording.is_finished(draft, given):
        return await _finish(request, draft.answers)
    if recording.wants_other_channel(draft, given):
        return await _ask_again(request, draft.answers, "")
    return await filling.fill(request, recording.FORM, draft, given, _record)


async def leave(request: Request) -> Reply:
    """Say that the form was left."""
    return request.show(texts.left())


async def show_late(request: Request) -> Reply:
    """Answer a tap on a form that is gone."""
    return request.show(texts.late())


async def _record(request: Request, answers: Answers) -> Reply:
    """Write one channel's number down and ask for the next."""
    channel, number = answers.get("channel"), answers.get("number")
    session = await _session(request, answers)
    if _refusal(request, session) or session is None or not isinstance(number, int):
        return await _finish(request, answers)
    reached = ChannelReach(str(channel), number)
    await request.unit.reach.record(session.id, reached, by=request.person.id, now=request.now)
    # What people type never enters the trail: other channels are told apart in the table.
    named = reached.channel if reached.channel in recording.CHANNELS else "Lainnya"
    details: Details = {"session": session.id, "channel": named, "number": number}
    await request.unit.audit.note("reach_recorded", request.person.id, None, details, request.now)
    return await _ask_again(request, answers, texts.noted(reached.channel, number))


async def _ask_again(request: Request, answers: Answers, note: str) -> Reply:
    session = await _session(request, answers)
    if session is None or _refusal(request, session):
        return await _finish(request, answers)
    draft = await filling.open_form(request, await _begin(request, session))
    question = filling.ask(recording.FORM, draft)
    if note:
        question = replace(question, text=f"{note}\n\n{question.text}")
    return request.show(question)


async def _finish(request: Request, answers: Answers) -> Reply:
    """Show what stands; a session that was cancelled meanwhile is told."""
    await request.unit.drafts.discard(request.person.id, recording.FORM.name)
    session = await _session(request, answers)
    refusal = _refusal(request, session)
    if session is None or refusal:
        return request.show(texts.refused(refusal))
    return request.show(
        texts.finished(
            await _name(request, session), session.id, await _recorded(request, session.id)
        )
    )


async def _begin(request: Request, session: Session) -> Draft:
    name = await _name(request, session)
    return recording.begin(session, name, await _recorded(request, session.id))


async def _name(request: Request, session: Session) -> str:
    days = await request.unit.programme_days.load()
    return texts.session_name(session, days, request.charter.zone)


async def _recorded(request: Request, session_id: int) -> dict[str, int]:
    return {one.channel: one.people for one in await request.unit.reach.list_of(session_id)}


async def _session(request: Request, answers: Answers) -> Session | None:
    number = answers.get("session")
    return await request.unit.sessions.get(number) if isinstance(number, int) else None


def _refusal(request: Request, session: Session | None) -> str:
    """Say why nothing can be recorded, empty where it can."""
    if session is None:
        return texts.GONE
    if session.is_cancelled:
        return texts.CANCELLED
    return texts.NOT_BEGUN if session.starts_at > request.now else ""
