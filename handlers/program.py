"""`/program`: the sessions as moderators keep them."""

from dataclasses import replace
from datetime import datetime, time

from community.paging import Page
from community.programming import (
    PAST_A_PAGE,
    AskCancelling,
    CancelSession,
    ChooseField,
    ListPast,
    ListProgramme,
    ManageSession,
    days_of_page,
    may_change,
    may_move,
    nearest_page,
)
from community.reply import Reply
from community.roles import Access, allows
from community.sessions import Session
from community.texts import common
from community.texts import program as texts
from handlers.request import Request


async def open_program(request: Request) -> Reply:
    """List the sessions of the next two weeks; in the group with a link to the bot."""
    return await show_list(request, "")


async def open_linked(request: Request) -> Reply:
    """Open the list for who followed the group's link."""
    person = request.person
    if not allows(Access.MODERATOR, person.state, person.role):
        return request.say(common.not_allowed(Access.MODERATOR, person.state))
    return await show_list(request, "")


async def turn_page(request: Request, data: ListProgramme) -> Reply:
    """Show other weeks."""
    return await _list(request, data.page, "")


async def show_list(request: Request, note: str) -> Reply:
    """Show the list from today on, with a note above it."""
    return await _list(request, 0, note)


async def _list(request: Request, page: int, note: str) -> Reply:
    unit, zone = request.unit, request.charter.zone
    page = nearest_page(page)
    span = days_of_page(request.now.astimezone(zone).date(), page)
    found = await unit.sessions.list_days(span[0], span[-1], zone, with_cancelled=True)
    listed = {day: [one for one in found if one.day(zone) == day] for day in span}
    calendar = await unit.calendar.load()
    off = {day: why for day in span if (why := calendar.off_day(day)) is not None}
    days = await unit.programme_days.load()
    if not request.incoming.is_private:
        link = request.charter.deep_link("program")
        return request.show(texts.in_group(listed, off, days=days, zone=zone, link=link))
    return request.show(texts.programme(listed, off, page=page, days=days, zone=zone, note=note))


async def list_past(request: Request, data: ListPast) -> Reply:
    """List the sessions of earlier days."""
    unit, zone = request.unit, request.charter.zone
    today = datetime.combine(request.now.astimezone(zone).date(), time(0), zone)
    count = max(1, -(-await unit.sessions.count_past(today) // PAST_A_PAGE))
    number = min(max(data.page, 0), count - 1)
    found = await unit.sessions.list_past(today, limit=PAST_A_PAGE, offset=number * PAST_A_PAGE)
    days = await unit.programme_days.load()
    return request.show(texts.past(Page(tuple(found), number, count), days, zone))


async def manage(request: Request, data: ManageSession) -> Reply:
    """Open a session."""
    return await show_session(request, data.session)


async def show_session(request: Request, session_id: int, note: str = "") -> Reply:
    """Show a session as it stands now, with a note above it."""
    found = await request.unit.sessions.get(session_id)
    if found is None:
        return await gone(request)
    return request.show(
        texts.session(
            found,
            coming=await request.unit.participants.count(session_id),
            days=await request.unit.programme_days.load(),
            zone=request.charter.zone,
            now=request.now,
            note=note,
        )
    )


async def gone(request: Request) -> Reply:
    """Say that there is no such session, above the list."""
    return request.toast(texts.GONE) + await show_list(request, texts.GONE)


async def choose_field(request: Request, data: ChooseField) -> Reply:
    """Show what can be changed about a session."""
    found = await request.unit.sessions.get(data.session)
    if found is None:
        return await gone(request)
    if not may_change(found):
        return await show_session(request, found.id, texts.CLOSED)
    return request.show(texts.choose_field(found, request.now))


async def ask_cancelling(request: Request, data: AskCancelling) -> Reply:
    """Ask once more before a session is cancelled."""
    found = await request.unit.sessions.get(data.session)
    if found is None:
        return await gone(request)
    if not may_move(found, request.now):
        return await show_session(request, found.id, closed(found))
    coming = await request.unit.participants.count(found.id)
    return request.show(texts.ask_cancelling(found, coming, request.charter.zone))


async def cancel_session(request: Request, data: CancelSession) -> Reply:
    """Cancel a session; those who come are told by the clock."""
    unit, found = request.unit, await request.unit.sessions.get(data.session)
    if found is None:
        return await gone(request)
    if found.is_cancelled:
        return await show_session(request, found.id, texts.CANCELLED)  # the other tap was faster
    if not may_move(found, request.now):
        return await show_session(request, found.id, texts.OVER)
    seen = replace(found, sequence=data.sequence)
    cancelled = replace(seen, is_cancelled=True)
    if not await unit.sessions.change(seen, cancelled, request.charter.zone, request.now):
        return await show_session(request, found.id, texts.CHANGED_MEANWHILE)
    details = {"session": found.id}
    await unit.audit.note("session_cancelled", request.person.id, None, details, request.now)
    told = f" {texts.WILL_BE_TOLD}" if await unit.participants.count(found.id) else ""
    return await show_session(request, found.id, texts.CANCELLED + told)


def closed(session: Session) -> str:
    """Say why a session can no longer be moved or cancelled."""
    return texts.CLOSED if session.is_cancelled else texts.OVER
