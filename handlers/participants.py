"""`Peserta`: those who come to a session, as a list and as a file; of ASN Mengaji a count only."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from community.programming import (
    PEOPLE_A_PAGE,
    ListParticipants,
    SendParticipants,
    shows_names,
)
from community.reply import File, Later, Reply
from community.roles import Access, Role, allows
from community.texts import participants as texts
from handlers import program
from handlers.request import Request
from storage.unit import Unit

KIND = "participants"


async def list_participants(request: Request, data: ListParticipants) -> Reply:
    """Show who comes; that somebody looked at names is written down."""
    unit, session = request.unit, await request.unit.sessions.get(data.session)
    if session is None:
        return await program.gone(request)
    count = await unit.participants.count(session.id)
    if not shows_names(session):
        return request.show(texts.count_only(session, count))
    number = max(0, min(data.page, (count - 1) // PEOPLE_A_PAGE))
    people = await unit.participants.list_of(
        session.id, limit=PEOPLE_A_PAGE, offset=number * PEOPLE_A_PAGE
    )
    await _note(request, "participants_seen", session.id)
    profiles = [one.profile for one in people]
    return request.show(texts.page(session, profiles, number=number, count=count))


async def send(request: Request, data: SendParticipants) -> Reply:
    """Send the whole list as a file, made late."""
    session = await request.unit.sessions.get(data.session)
    if session is None:
        return await program.gone(request)
    if not shows_names(session):
        shown = await list_participants(request, ListParticipants(session=session.id))
        return request.toast(texts.COUNT_ONLY) + shown
    await _note(request, "participants_exported", session.id)
    args = {
        "session": session.id,
        "is_admin": request.person.role is Role.ADMIN,
        "at": request.now.isoformat(),
        "zone": request.charter.zone.key,
    }
    file = Later(chat_id=request.chat.id, kind=KIND, args=args, person_id=request.person.id)
    return request.toast(texts.SENT) + Reply((file,))


async def make(unit: Unit, args: Mapping[str, object], person_id: int | None) -> File | None:
    """Write the file, if whoever asked may still see it when it is made."""
    if person_id is None:
        return None
    person = await unit.people.get(person_id)
    session = await unit.sessions.get(int(str(args["session"])))
    if person is None or session is None or not shows_names(session):
        return None
    role = Role.ADMIN if args.get("is_admin") is True else person.role
    if not allows(Access.MODERATOR, person.state, role):
        return None
    people = await unit.participants.list_of(session.id)
    at = datetime.fromisoformat(str(args["at"]))
    words = texts.caption(session, at, ZoneInfo(str(args["zone"])))
    return File(texts.file_name(session), texts.table([one.profile for one in people]), words)


async def _note(request: Request, action: str, session_id: int) -> None:
    await request.unit.audit.note(
        action, request.person.id, None, {"session": session_id}, request.now
    )
