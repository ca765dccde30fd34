"""What people send outside of what was asked: free text, pictures, stickers."""

from collections.abc import Mapping
from dataclasses import replace

from community import pasting
from community.folding import fold
from community.forms import title
from community.incoming import Event, Text
from community.reply import Reply, Rows
from community.texts import asking as asking_texts
from community.texts import menu as texts
from community.texts.found import search_about
from community.texts.sharing_sent import share_about
from handlers import (
    answered,
    cancelling,
    drafts,
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
    rows = await _offers(request, event)
    kept = await filling.list_kept(request)
    if not kept:
        return request.say(texts.typed_outside(rows))
    form = kept[0].form
    return request.say(texts.typed_beside_draft(rows, form, title(form)))


async def _offers(request: Request, event: Event) -> Rows:
    """Return what free text may be meant for; members carry it into what they choose."""
    if not request.person.is_member or not isinstance(event, Text):
        return texts.buttons(request.person.state)
    at = request.incoming.at
    before = await request.unit.drafts.carried_since(request.person.id, at - pasting.GAP)
    await request.unit.drafts.carry(request.person.id, _joined(before, event), at)
    search = search_about(event.message_id)
    ask = asking_texts.ask_about(event.message_id)
    continuing = await answered.continuing(request)
    return (
        *((one,) for one in continuing),
        *texts.offers(search, ask, share_about(event.message_id)),
    )


def _joined(before: Text | None, event: Text) -> Text:
    """Return one text where an app split a long one; what is too long is refused where it goes."""
    if before is None or not pasting.LONG <= len(before.text) <= _LONGEST:
        return event
    return replace(event, text=before.text + event.text)


async def refuse_content(request: Request) -> Reply:
    """Say that this kind of content is not supported; the state stays."""
    return await drafts.ask_again(request)
