"""`Saya ikut` and `Batal ikut`, on whichever screen they stand."""

from community import attending
from community.attending import Answer, Viewer
from community.reply import SILENCE, Reply
from community.sessions import REMINDER, TODAY, Attend, Session
from community.texts import attending as texts
from community.texts import schedule as schedule_texts
from handlers import reminded, schedule
from handlers.request import Request


async def attend(request: Request, data: Attend) -> Reply:
    """Note who comes or stays away; said twice it is the same."""
    session = await request.unit.sessions.get(data.session)
    if session is None:
        gone = schedule_texts.gone(data.session)
        return request.say(gone) if data.screen == REMINDER else request.show(gone)
    viewer = await schedule.look(request, request.person.id, request.person.state)
    answer = attending.answer(session, request.now, on=data.on)
    await _note(request, session, answer)
    link = await _link(request, session, viewer) if answer is Answer.COMES else SILENCE
    notice = _notice(session, viewer, answer, has_link=bool(link.says))
    again = await _show_again(request, session, data.screen, answer, notice)
    return request.toast(notice) + again + link


async def _note(request: Request, session: Session, answer: Answer) -> None:
    attendances, person_id = request.unit.attendances, request.person.id
    if answer is Answer.COMES:
        await attendances.add(session.id, person_id, request.now)
    elif answer is Answer.STAYS_AWAY:
        await attendances.remove(session.id, person_id)


async def _link(request: Request, session: Session, viewer: Viewer) -> Reply:
    """Hand out the link at once to who says yes late; the notice of the clock is done with it."""
    if not attending.is_link_due(session, request.now):
        return SILENCE
    taken = await request.unit.attendances.take_notice(
        session.id, request.person.id, session.starts_at, today=viewer.today, now=request.now
    )
    return request.say(texts.link_now(session, viewer)) if taken else SILENCE


def _notice(session: Session, viewer: Viewer, answer: Answer, *, has_link: bool) -> str:
    said = texts.ANSWERS[answer]
    if answer is not Answer.COMES or has_link or viewer.is_sent_link(session):
        return said
    if attending.is_link_due(session, viewer.now):  # sent before, or in a fresh reminder
        return said
    return f"{said} {texts.no_link(viewer)}"


async def _show_again(
    request: Request, session: Session, screen: str, answer: Answer, notice: str
) -> Reply:
    """Show the tapped screen as it is now, with what only the toast said above it."""
    if screen == REMINDER:
        return await _remind_again(request, session, notice)
    # Whether they come, and whether the link is sent, stands under the session itself.
    above = "" if answer in (Answer.COMES, Answer.STAYS_AWAY) else notice
    if screen == TODAY:
        return request.show(texts.noticed(await schedule.today(request), above))
    person = request.person
    shown = await schedule.session_screen(request, person.id, person.state, session.id)
    return request.show(texts.noticed(shown, above))


async def _remind_again(request: Request, session: Session, notice: str) -> Reply:
    """Show the reminder as it is now; what does not stand on it is said in a new message."""
    again = await reminded.show_again(request, session)
    if again.says and notice in texts.SEEN_BY_BUTTON:
        return again
    return again + request.say(texts.aside(notice))
