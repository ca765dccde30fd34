"""`/hariini`, `/jadwal` and the session's own screen: for everyone, edited in place."""

from collections.abc import Collection
from datetime import date

from community import schedule
from community.attending import Viewer
from community.landing import Target
from community.reply import Message, Reply
from community.roles import State
from community.schedule import Day, Week
from community.sessions import OpenSession, OpenWeek, SeeSession, Session
from community.texts import schedule as texts
from handlers.request import Request


async def open_today(request: Request) -> Reply:
    """Show what is on today, where the person is."""
    return request.show(await today(request))


async def today(request: Request) -> Message:
    """Return the screen of the day."""
    viewer = await look(request, request.person.id, request.person.state)
    calendar = await request.unit.calendar.load()
    days = await request.unit.programme_days.load()
    listed = await _list(request, viewer, viewer.today, viewer.today)
    day = schedule.day(viewer.today, calendar, days, listed, viewer.zone)
    viewer = await attending(request, viewer, request.person.id, day.sessions)
    after = schedule.next_programme(viewer.today, calendar, days)
    return texts.today(day, viewer, days, after)


async def open_schedule(request: Request) -> Reply:
    """Show this week."""
    return await open_week(request, OpenWeek(week=schedule.THIS_WEEK))


async def open_week(request: Request, data: OpenWeek) -> Reply:
    """Show this week or the next."""
    viewer = await look(request, request.person.id, request.person.state)
    week = schedule.week(viewer.today, data.week)
    days = await _week_days(request, week, viewer)
    shown = [session for day in days for session in day.sessions]
    viewer = await attending(request, viewer, request.person.id, shown)
    return request.show(texts.schedule(week, days, viewer))


async def open_session(request: Request, data: OpenSession) -> Reply:
    """Show a session as members see it."""
    person = request.person
    return request.show(await session_screen(request, person.id, person.state, data.session))


async def see_session(request: Request, data: SeeSession) -> Reply:
    """Show a session below an unasked message, which stays as it is."""
    return await open_session(request.below, OpenSession(session=data.session))


async def land_on_session(request: Request, person_id: int, target: Target) -> Message:
    """Show the session behind a deep link, to a member by now."""
    return await session_screen(request, person_id, State.MEMBER, target.number)


async def session_screen(request: Request, person_id: int, state: State, number: int) -> Message:
    """Return the screen of a session for somebody."""
    session = await request.unit.sessions.get(number)
    if session is None:
        return texts.gone(number)
    viewer = await look(request, person_id, state)
    viewer = await attending(request, viewer, person_id, (session,))
    return texts.card(session, viewer, await request.unit.programme_days.load())


async def look(request: Request, person_id: int, state: State) -> Viewer:
    """Return somebody as a viewer; where they come to is not looked up yet."""
    choice = await request.unit.reminder_settings.choice(person_id)
    zone = choice.zone_of(request.charter.zone)
    return Viewer(state=state, zone=zone, now=request.now, choice=choice, attends=frozenset())


async def attending(
    request: Request, viewer: Viewer, person_id: int, shown: Collection[Session]
) -> Viewer:
    """Return the viewer with those of the sessions to which they come."""
    numbers = [session.id for session in shown]
    return viewer.at(await request.unit.attendances.of_person(person_id, numbers))


async def _week_days(request: Request, week: Week, viewer: Viewer) -> tuple[Day, ...]:
    calendar = await request.unit.calendar.load()
    days = await request.unit.programme_days.load()
    listed = await _list(request, viewer, week.first, week.last)
    return schedule.week_days(week, calendar, days, listed, viewer.zone)


async def _list(request: Request, viewer: Viewer, first: date, last: date) -> list[Session]:
    return await request.unit.sessions.list_days(first, last, viewer.zone, with_cancelled=True)
