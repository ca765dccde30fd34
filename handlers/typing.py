"""What people send outside of what was asked: free text, pictures, stickers."""

from collections.abc import Mapping

from community import pasting, question_draft
from community.carrying import ALBUM_GAP, TOGETHER, Carried, album_key, of_file, of_text, paste_key
from community.folding import fold
from community.forms import title
from community.incoming import Attachment, Text
from community.reply import Message, Reply, Rows, Say
from community.roles import Access
from community.texts import asking as asking_texts
from community.texts import common
from community.texts import menu as texts
from community.texts.found import search_about
from community.texts.sharing_sent import share_about
from handlers import (
    answered,
    asking,
    cancelling,
    drafts,
    explaining,
    filling,
    help,  # noqa: A004 # the feature's name
    joining,
    menu,
)
from handlers.request import Request
from handlers.route import Handler

WORDS: Mapping[str, Handler] = {
    "mulai": joining.start,
    "gabung": joining.join,
    "menu": menu.open_menu,
    "bantuan": help.open_help,
    "batal": cancelling.cancel,
}
"""Words that stand on buttons which everybody may use, for those who rather type."""


_LONGEST = 20_000  # beyond it a paste is no longer counted, only refused


async def answer_text(request: Request) -> Reply:
    """Offer the menu to whoever types outside a form, with the form that they may have meant."""
    event = request.incoming.event
    handler = WORDS.get(fold(event.text)) if isinstance(event, Text) else None
    if handler is not None:
        return await handler(request)
    if not isinstance(event, Text) or not await _is_carried(request):
        return request.say(await _offered(request, None))
    carried = await _carry(request, of_text(event))
    message = await _offered(request, carried)
    if len(carried.text) < pasting.LONG:
        return request.say(message)
    is_last = len(event.text) < pasting.LONG
    say = Say(
        chat_id=request.chat.id,
        message=message,
        person_id=request.person.id,
        replace_key=paste_key(request.person.id),
        not_before=None if is_last else request.now + ALBUM_GAP,
    )
    return Reply((say,))


async def take_file(request: Request) -> Reply:
    """Carry a file that nothing asked for, with its words, into what it is meant for."""
    event = request.incoming.event
    if not isinstance(event, Attachment):
        return await refuse_content(request)
    if question_draft.asks(event.caption):
        if not request.person.is_member:
            return request.say(common.not_allowed(Access.MEMBER, request.person.state))
        return await asking.ask_with_file(request, event)
    if request.person.draft is not None or not await _is_carried(request):
        return await refuse_content(request)
    carried = await _carry(request, of_file(event))
    message = await _offered(request, carried)
    if event.album is None:
        return request.say(message)
    say = Say(
        chat_id=request.chat.id,
        message=message,
        person_id=request.person.id,
        replace_key=album_key(request.person.id, event.album),
        not_before=request.now + ALBUM_GAP,
    )
    return Reply((say,))


async def _is_carried(request: Request) -> bool:
    """Say whether what this person sends may be meant for a form."""
    return request.person.is_member or bool(await explaining.waiting(request, 0))


async def _carry(request: Request, sent: Carried) -> Carried:
    """Keep what was sent, with what came just before it and belongs to it."""
    unit, person_id, at = request.unit, request.person.id, request.incoming.at
    carried = _together(await unit.drafts.carried_since(person_id, at - TOGETHER), sent)
    pasted = await unit.drafts.carried_since(person_id, at - pasting.GAP)
    if carried is sent and pasted is not None:
        carried = _pasted(pasted, sent)
    await unit.drafts.carry(person_id, carried, at)
    return carried


def _together(before: Carried | None, sent: Carried) -> Carried:
    """Return files and the words around them as one; words alone stay for themselves."""
    if before is None or not (before.files or sent.files):
        return sent
    return before.with_more(sent)


def _pasted(before: Carried, sent: Carried) -> Carried:
    """Return one text where an app split a long one; what is too long is refused where it goes."""
    if not pasting.LONG <= len(before.text) <= _LONGEST:
        return sent
    return Carried(((sent.message_id, before.text + sent.text),))


async def _offered(request: Request, carried: Carried | None) -> Message:
    """Offer what something may be meant for, with the form that it may belong to."""
    rows = await _offers(request, carried)
    kept = await filling.list_kept(request)
    if kept:
        form = kept[0].form
        return texts.typed_beside_draft(rows, form, title(form))
    if carried is not None and carried.files and request.person.is_member:
        return asking_texts.file_came(rows)
    return texts.typed_outside(rows)


async def _offers(request: Request, carried: Carried | None) -> Rows:
    """Return what may be meant; who waits for an answer is offered what we wait for first."""
    usual = texts.buttons(request.person.state)
    if carried is None:
        return usual
    waiting = await explaining.waiting(request, carried.message_id)
    explain = tuple((one,) for one in waiting)
    if not request.person.is_member:
        return (*explain, *usual)
    ask = asking_texts.ask_about(carried.message_id)
    if carried.files:
        return (*explain, (ask,), (share_about(carried.message_id),), (common.menu_button(),))
    continuing = await answered.continuing(request)
    search, share = search_about(carried.message_id), share_about(carried.message_id)
    return (*explain, *((one,) for one in continuing), *texts.offers(search, ask, share))


async def refuse_content(request: Request) -> Reply:
    """Say that this kind of content is not supported; the state stays."""
    return await drafts.ask_again(request)
