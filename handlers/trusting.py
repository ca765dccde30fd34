"""Whose posts are published at once, on the card in `/anggota`: `Percayai`, `Cabut kepercayaan`."""

from dataclasses import dataclass

from community.reply import Reply, Rows
from community.texts import trusting as texts
from community.trusting import SetTrust, may_trust
from handlers.request import Request
from storage.members import Card


@dataclass(frozen=True, slots=True)
class Trust:
    """What a member's card says about trusting them, and its button."""

    words: str
    rows: Rows


async def trust_of(request: Request, person_id: int) -> Trust:
    """Return what a member's card says about trusting them."""
    unit = request.unit
    is_trusted = await unit.trusted_authors.has(person_id)
    published = await unit.posts.count_approved(person_id)
    is_own = person_id == request.person.id
    may_change = may_trust(published=published, is_own=is_own) or (is_trusted and not is_own)
    rows = texts.row(person_id, is_trusted=is_trusted) if may_change else ()
    return Trust(texts.about(published, is_trusted=is_trusted), rows)


async def change(request: Request, card: Card, data: SetTrust) -> Reply:
    """Trust an author, or no longer; it is written down, and they are told, once."""
    unit, now = request.unit, request.now
    if card.person_id == request.person.id:
        return request.toast(texts.OWN, alert=True)
    if not data.has:
        is_new = await unit.trusted_authors.remove(card.person_id)
    else:
        published = await unit.posts.count_approved(card.person_id)
        if not may_trust(published=published, is_own=False):
            return request.toast(texts.NOT_YET, alert=True)
        is_new = await unit.trusted_authors.add(card.person_id, request.person.id, now)
    toast = request.toast(texts.TRUSTED if data.has else texts.NO_LONGER)
    if not is_new:
        return toast
    action = "author_trusted" if data.has else "author_distrusted"
    await unit.audit.note(action, request.person.id, card.person_id, {}, now)
    words = texts.told_trusted() if data.has else texts.told_no_longer()
    return toast + request.tell(card.telegram_id, card.person_id, words)


async def end(request: Request, person_id: int) -> None:
    """End the trust in somebody who is no member any more."""
    if await request.unit.trusted_authors.remove(person_id):
        await request.unit.audit.note(
            "author_distrusted", request.person.id, person_id, {}, request.now
        )
