"""`/moderator`: an admin appoints members, chooses their expertise, ends a duty."""

from community import commands, topics
from community.appointing import Appoint, EndDuty, ListModerators, OpenAppointment, SetExpertise
from community.incoming import Command
from community.paging import page
from community.reply import Reply, ShowCommands
from community.roles import State
from community.texts import moderators as texts
from handlers import duty
from handlers.request import Request
from storage.members import Card


async def open_moderators(request: Request) -> Reply:
    """Start an appointment, or list who is on duty."""
    event = request.incoming.event
    if not isinstance(event, Command):
        return await _list(request)
    if event.reply_to is not None and event.reply_to.sender is not None:
        return await _begin(request, event.reply_to.sender.telegram_id)
    if not event.argument.strip():
        return await _list(request)
    number = event.argument.split()[0]
    if not (number.isascii() and number.isdigit() and 0 < int(number) < 2**52):
        return request.say(texts.wrong_number())
    return await _begin(request, int(number))


async def list_moderators(request: Request, data: ListModerators) -> Reply:
    """Go back to the list."""
    del data
    return await _list(request)


async def open_appointment(request: Request, data: OpenAppointment) -> Reply:
    """Show the topics of somebody in the list."""
    card = await request.unit.members.card(data.person)
    return await _topics(request, card, data.page)


async def set_expertise(request: Request, data: SetExpertise) -> Reply:
    """Toggle a topic; kept at once, it means something only while on duty."""
    card = await request.unit.members.card(data.person)
    known = await request.unit.topic_edits.load(is_offered=False)
    if card is not None and topics.by_code(data.topic, known) is not None:
        await request.unit.moderators.set_expertise(data.person, data.topic, has=data.has)
    return await _topics(request, card, data.page)


async def appoint(request: Request, data: Appoint) -> Reply:
    """Put the member on duty with the chosen topics; both are told."""
    card = await request.unit.members.card(data.person)
    if card is None or card.state is not State.MEMBER:
        return request.show(texts.not_a_member(request.charter.deep_link("gabung")))
    begun = await request.unit.moderators.appoint(card.person_id, request.person.id, request.now)
    if not begun:
        return request.toast(texts.UPDATED) + await _list(request)
    await request.unit.audit.note("appointed", request.person.id, card.person_id, {}, request.now)
    is_admin = card.telegram_id in request.charter.admin_ids
    listed = commands.ADMINS if is_admin else commands.MODERATORS
    published = ShowCommands(chat_id=card.telegram_id, commands=listed, person_id=card.person_id)
    told = request.tell(card.telegram_id, card.person_id, texts.you_are_moderator())
    return request.show(texts.appointed(card.name)) + told + Reply((published,))


async def end_duty(request: Request, data: EndDuty) -> Reply:
    """End a duty; both are told, and the buttons on the moderator's screens stop working."""
    card = await request.unit.members.card(data.person)
    if card is None:
        return request.toast(texts.NO_DUTY) + await _list(request)
    ended = await duty.end(request, card.person_id, card.telegram_id, "admin")
    if ended is None:
        return request.toast(texts.NO_DUTY) + await _list(request)
    told = request.tell(card.telegram_id, card.person_id, texts.you_were_moderator())
    toast = request.toast(texts.ended(card.name))
    return toast + await _list(request) + told + ended


async def _begin(request: Request, telegram_id: int) -> Reply:
    card = await request.unit.members.card_by_telegram_id(telegram_id)
    if telegram_id == request.person.telegram_id and not request.person.is_member:
        return request.say(texts.join_yourself())
    return await _topics(request, card, 0)


async def _topics(request: Request, card: Card | None, number: int) -> Reply:
    if card is None or card.state is not State.MEMBER:
        return request.show(texts.not_a_member(request.charter.deep_link("gabung")))
    chosen = await request.unit.moderators.topics(card.person_id)
    return request.show(
        texts.choose_topics(
            card.person_id,
            card.name,
            page(await request.unit.topic_edits.load(), number, topics.A_PAGE),
            chosen,
            is_on_duty=card.is_moderator,
        )
    )


async def _list(request: Request) -> Reply:
    known = await request.unit.topic_edits.load(is_offered=False)
    names = {topic.code: topic.name for topic in known}
    on_duty = await request.unit.moderators.list_active()
    return request.show(
        texts.listed(
            [
                texts.OnDuty(
                    one.person_id,
                    one.name or "–",
                    tuple(names.get(code, code) for code in one.topics),
                )
                for one in on_duty
            ]
        )
    )
