"""`/anggota`: moderators find a member, see the card, and may end a membership."""

from community.incoming import Command
from community.profile import Profile
from community.removing import (
    PAGE,
    REASONS,
    AskRemoval,
    ChooseRemoval,
    ListMembers,
    OpenMember,
    Remove,
    may_remove,
    searchable,
)
from community.reply import SILENCE, Message, Reply
from community.roles import State
from community.texts import members as texts
from community.trusting import SetTrust
from handlers import duty, trusting
from handlers.request import Request
from storage.members import Card


async def open_members(request: Request) -> Reply:
    """List members, those with the given part of a name if one is given; in private only."""
    if not request.incoming.is_private:
        return request.say(texts.in_private(request.charter.bot_username))
    event = request.incoming.event
    part = event.argument if isinstance(event, Command) else ""
    return await _page(request, searchable(part), 0)


async def turn_page(request: Request, data: ListMembers) -> Reply:
    """Show another page."""
    return await _page(request, data.part, data.page)


async def open_member(request: Request, data: OpenMember) -> Reply:
    """Show a member's card; the look is written down for the member to read."""
    card = await _member(request, data.person)
    if card is None or card.profile is None:
        return request.toast(texts.NOT_FOUND) + await _page(request, "", 0)
    await request.unit.audit.note("member_seen", request.person.id, card.person_id, {}, request.now)
    return request.show(await _card(request, card, card.profile))


async def set_trust(request: Request, data: SetTrust) -> Reply:
    """`Percayai` ↔ `Cabut kepercayaan`, on the card."""
    card = await _member(request, data.person)
    if card is None or card.profile is None:
        return request.toast(texts.NOT_FOUND) + await _page(request, "", 0)
    said = await trusting.change(request, card, data)
    return said + request.show(await _card(request, card, card.profile))


async def choose_removal(request: Request, data: ChooseRemoval) -> Reply:
    """Show the reasons to remove a member."""
    card = await _member(request, data.person)
    if card is None or not _may_remove(request, card):
        return await _cannot(request, card)
    return request.show(texts.choose_reason(card.person_id, card.name))


async def ask_removal(request: Request, data: AskRemoval) -> Reply:
    """Ask once more before a member is removed."""
    card = await _member(request, data.person)
    if card is None or not _may_remove(request, card) or data.reason not in REASONS:
        return await _cannot(request, card)
    return request.show(texts.ask_removal(card.person_id, card.name, data.reason))


async def remove(request: Request, data: Remove) -> Reply:
    """End a membership; the person is told kindly, and it is written down."""
    anyone = await request.unit.members.card(data.person)
    if anyone is not None and anyone.state is State.REMOVED:
        return request.show(texts.removed(anyone.name))  # the other tap was faster
    card = await _member(request, data.person)
    if card is None or not _may_remove(request, card) or data.reason not in REASONS:
        return await _cannot(request, card)
    removed = await request.unit.people.change_state(
        card.person_id, was=(State.MEMBER,), becomes=State.REMOVED, now=request.now
    )
    if not removed:
        return await _cannot(request, None)
    await request.unit.reminder_settings.turn_off(card.person_id)
    await trusting.end(request, card.person_id)
    await request.unit.audit.note(
        "removed", request.person.id, card.person_id, {"reason": data.reason}, request.now
    )
    ended = await duty.end(request, card.person_id, card.telegram_id, "removed")
    words = texts.you_were_removed(data.reason, request.charter.controller_contact)
    told = request.tell(card.telegram_id, card.person_id, words)
    return request.show(texts.removed(card.name)) + told + (ended or SILENCE)


async def _card(request: Request, card: Card, profile: Profile) -> Message:
    trust = await trusting.trust_of(request, card.person_id)
    return texts.card(
        person_id=card.person_id,
        telegram_id=card.telegram_id,
        profile=profile,
        is_moderator=card.is_moderator,
        may_remove=_may_remove(request, card),
        zone=request.charter.zone,
        sharing=trust.words,
        more=trust.rows,
    )


async def _page(request: Request, part: str, number: int) -> Reply:
    count = await request.unit.members.count_named(part)
    number = max(0, min(number, (count - 1) // PAGE))
    cards = await request.unit.members.list_named(part, limit=PAGE, offset=number * PAGE)
    listed = [(card.person_id, card.profile) for card in cards if card.profile is not None]
    return request.show(texts.page(part, listed, number=number, count=count))


async def _member(request: Request, person_id: int) -> Card | None:
    card = await request.unit.members.card(person_id)
    return card if card is not None and card.state is State.MEMBER else None


def _may_remove(request: Request, card: Card) -> bool:
    return may_remove(
        request.person,
        person_id=card.person_id,
        state=card.state,
        is_moderator=card.is_moderator,
        is_admin=card.telegram_id in request.charter.admin_ids,
    )


async def _cannot(request: Request, card: Card | None) -> Reply:
    words = texts.NOT_FOUND if card is None else texts.NOT_POSSIBLE
    return request.toast(words, alert=True) + await _page(request, "", 0)
