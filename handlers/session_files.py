"""`Kalender`: the .ics of a session or a week, made when it is sent."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from community import schedule
from community.reply import File, Later, Reply
from community.sessions import SendCalendar, SendWeek, Session
from community.texts import schedule as schedule_texts
from community.texts import session_files as texts
from handlers.request import Request
from handlers.schedule import look
from storage.unit import Unit

KIND = "calendar"


async def send_session(request: Request, data: SendCalendar) -> Reply:
    """Send the file of a session; of a cancelled one too, which takes it out of calendars."""
    session = await request.unit.sessions.get(data.session)
    if session is None:
        return request.say(schedule_texts.gone(data.session))
    return _later(request, {"session": session.id})


async def send_week(request: Request, data: SendWeek) -> Reply:
    """Send the file of this week or the next."""
    viewer = await look(request, request.person.id, request.person.state)
    week = schedule.week(viewer.today, data.week)
    found = await request.unit.sessions.list_days(
        week.first, week.last, viewer.zone, with_cancelled=True
    )
    if not found:
        return request.say(schedule_texts.no_sessions())
    return _later(
        request,
        {
            "monday": week.monday.isoformat(),
            "first": week.first.isoformat(),
            "last": week.last.isoformat(),
            "there": viewer.zone.key,
        },
    )


def _later(request: Request, what: Mapping[str, Any]) -> Reply:
    charter = request.charter
    community = {
        "zone": charter.zone.key,
        "bot": charter.bot_username,
        "link": charter.deep_link("s_"),
    }
    return Reply(
        (
            Later(
                chat_id=request.chat.id,
                kind=KIND,
                args={**what, **community},
                person_id=request.person.id,
            ),
        )
    )


async def make(unit: Unit, args: Mapping[str, Any], person_id: int | None) -> File | None:
    """Write the file with the sessions as they are when it is sent."""
    from community import ics  # noqa: PLC0415 # icalendar takes 60 ms that only files cost

    del person_id  # the schedule is open to everyone
    found = await _sessions(unit, args)
    if not found:
        return None
    days = await unit.programme_days.load()
    entries = [
        ics.Entry(
            session=session,
            summary=texts.summary(session, days),
            description=texts.description(session),
            location=texts.location(session),
            url=f"{args['link']}{session.id}",
        )
        for session in found
    ]
    content = ics.write(entries, args["bot"], ZoneInfo(args["zone"]), texts.NAME)
    return File(_name(args), content, texts.CAPTION)


async def _sessions(unit: Unit, args: Mapping[str, Any]) -> list[Session]:
    if "session" in args:
        session = await unit.sessions.get(args["session"])
        return [] if session is None else [session]
    first, last = date.fromisoformat(args["first"]), date.fromisoformat(args["last"])
    zone = ZoneInfo(args["there"])
    return await unit.sessions.list_days(first, last, zone, with_cancelled=True)


def _name(args: Mapping[str, Any]) -> str:
    if "session" in args:
        return texts.file_of(args["session"])
    return texts.file_of_week(args["monday"])
