"""`/privasi`, and the question that a new version of the notice asks every member."""

from community import callback, settings
from community.incoming import Attachment, Command, Tap, Text, Unsupported
from community.leaving import Leave
from community.menu import COMMAND_BEHIND, OpenMenu
from community.my_data import AskErasure, ChooseErasure, Erase
from community.privacy import NOTICE_VERSION, AcceptNotice, DeclineNotice
from community.reply import Reply
from community.sessions import SkipDay
from community.texts import joining as joining_texts
from community.texts import privacy as texts
from handlers import drafts, filling, leaving
from handlers.request import Request

# What a member may do before answering a new notice: read, get or erase data, leave, be quiet.
_COMMANDS = frozenset(
    ("privasi", "datasaya", "dataku", "keluar", "berhenti", "pengaturan", "bantuan")
)
_BUTTONS = (
    AcceptNotice,
    DeclineNotice,
    Leave,
    ChooseErasure,
    AskErasure,
    Erase,
    SkipDay,
    *settings.BUTTONS,
)


async def show(request: Request) -> Reply:
    """Show the notice in force, and what the person agreed to when."""
    last = await request.unit.consents.last(request.person.id)
    agreed = last if last is not None and last.is_given else None
    return request.show(
        texts.shown(
            filling.notice_of(request),
            None if agreed is None else agreed.notice_version,
            None if agreed is None else agreed.at,
            request.charter.zone,
        )
    )


def must_answer(request: Request) -> bool:
    """Say whether a member has to answer the notice before anything else happens."""
    person = request.person
    if not person.is_member or person.notice_version == NOTICE_VERSION:
        return False
    if not request.incoming.is_private:
        return False
    match request.incoming.event:
        case Command(name=name):
            return name not in _COMMANDS
        case Tap(data=packed):
            return not _is_free(packed)
        case event:
            return isinstance(event, Text | Attachment | Unsupported)


def _is_free(packed: str) -> bool:
    try:
        data = callback.unpack(packed)
    except callback.UnknownCallback:
        return False
    if isinstance(data, OpenMenu):
        return COMMAND_BEHIND.get(data.item) in _COMMANDS
    return isinstance(data, _BUTTONS)


async def ask_anew(request: Request) -> Reply:
    """Put the notice before a member who has not agreed to this version."""
    return request.say(texts.ask_anew(filling.notice_of(request)))


async def accept(request: Request, data: AcceptNotice) -> Reply:
    """Record the consent; a form that was open goes on."""
    if data.version != NOTICE_VERSION:
        return await ask_anew(request)
    await request.unit.consents.give(request.person.id, NOTICE_VERSION, request.now)
    draft = request.person.draft
    question = None if draft is None else drafts.ask(request, draft)
    thanks = request.show(texts.thanks())
    return thanks if question is None else thanks + request.say(question)


async def decline(request: Request, data: DeclineNotice) -> Reply:
    """Take the no, which is leaving; an old button of who agreed since then is no such word."""
    if request.person.notice_version == NOTICE_VERSION:
        return request.toast(joining_texts.ALREADY) + await show(request)
    if data.version != NOTICE_VERSION:
        return await ask_anew(request)
    return await leaving.leave(request)
