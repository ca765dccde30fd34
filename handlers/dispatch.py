"""From an incoming update to its route: who is it, may they, and what if there is none."""

from dataclasses import replace
from datetime import datetime

from community import callback, forms, pasting
from community.charter import Charter
from community.form import Picked, Typed
from community.incoming import (
    Attachment,
    BotStanding,
    Chat,
    ChatKind,
    Command,
    Event,
    Incoming,
    InlineAsked,
    Sender,
    Tap,
    Text,
)
from community.menu import COMMAND_BEHIND, FormPick, OpenBelow, OpenMenu
from community.person import Person
from community.reply import SILENCE, Message, Reply, Toast
from community.roles import Access, Role, State, allows
from community.texts import common
from handlers import answering, filling, privacy, reachability, replies, returning
from handlers.request import Request
from handlers.route import (
    CommandRoute,
    EventRoute,
    FormRoute,
    Place,
    Route,
)
from handlers.routes import BUTTONS, COMMANDS, EVENTS, FORMS, INLINE, REPLIES
from storage.unit import Unit

MEMBERS_LINKS = frozenset({"tanya", "berbagi"})
"""What a link opens for members besides questions, posts and sessions (`?start=tanya`)."""


async def answer(incoming: Incoming, unit: Unit, now: datetime, charter: Charter) -> Reply:
    """Run the route of one update inside its unit and return all that is to be said."""
    if isinstance(incoming.event, InlineAsked):
        return await _asked_inline(incoming, unit, now, charter)
    charter = await _as_known_here(incoming, unit, charter)
    if incoming.sender is None or incoming.chat is None or incoming.sender.is_bot:
        return await _without_person(incoming, unit, now, charter)
    found = await unit.people.find(incoming.sender.telegram_id)
    person = found or await _met(
        incoming.sender, incoming.chat, incoming.event, unit, now=now, charter=charter
    )
    request = Request(incoming, _in_role(person, charter), unit, now, charter)
    is_back = await reachability.wake(request)
    must_answer = privacy.must_answer(request)
    said = await (privacy.ask_anew(request) if must_answer else _route(request))
    reply = _acknowledged(request, said)
    if is_back:  # what they just did may have settled what they missed
        reply += await returning.redeliver(request)
    return reply if must_answer else reply + reachability.introduce(request, is_new=found is None)


async def _asked_inline(incoming: Incoming, unit: Unit, now: datetime, charter: Charter) -> Reply:
    """Answer an inline query, which comes from no chat of ours; strangers stay strangers."""
    sender = incoming.sender
    if sender is None or sender.is_bot:
        return SILENCE
    found = await unit.people.find(sender.telegram_id)
    person = _in_role(found or _stranger(sender.telegram_id), charter)
    request = Request(incoming, person, unit, now, charter)
    if not allows(INLINE.access, person.state, person.role):
        return await INLINE.others(request)
    return await INLINE.handler(request)


async def _as_known_here(incoming: Incoming, unit: Unit, charter: Charter) -> Charter:
    """Call a group of the settings that was upgraded by the id that it has in this update.

    The update keeps its id: numbers of messages mean nothing in the chat that it was, or became.
    """
    settled = (charter.moderator_chat_id, charter.community_chat_id)
    chat = incoming.chat
    if chat is None or incoming.is_private or chat.id in settled or not any(settled):
        return charter
    former = await unit.messages.former_ids(chat.id)
    moderators, community = (chat.id if one in former else one for one in settled)
    return replace(charter, moderator_chat_id=moderators, community_chat_id=community)


async def _without_person(incoming: Incoming, unit: Unit, now: datetime, charter: Charter) -> Reply:
    """Handle what no person did: a group's migration, the like."""
    sender, event = incoming.sender, incoming.event
    if sender is not None and sender.is_anonymous_admin and replies.is_to_us(event):
        return await _anonymously(Request(incoming, _stranger(0), unit, now, charter))
    route = EVENTS.get(type(event))
    if route is None or incoming.chat is None or route.place is not Place.ANYWHERE:
        return SILENCE
    return await route.handler(Request(incoming, _stranger(0), unit, now, charter))


async def _anonymously(request: Request) -> Reply:
    """Tell an admin who hides behind the group that a card is answered under a name."""
    about = await replies.about(request)
    is_here = request.chat.id == request.charter.moderator_chat_id
    is_card = about is not None and about[0] == "question"
    if about is None or not is_here or not is_card:
        return SILENCE
    return await answering.take_anonymous(request, about[1])


async def _met(
    sender: Sender, chat: Chat, event: Event, unit: Unit, *, now: datetime, charter: Charter
) -> Person:
    """Meet somebody new; people who write in private are remembered from then on.

    So are admins who act in the moderators' group: they may do so before they open a private chat.
    """
    is_admin = sender.telegram_id in charter.admin_ids and chat.id == charter.moderator_chat_id
    opens_chat = chat.kind is ChatKind.PRIVATE and not isinstance(event, BotStanding)
    acts = isinstance(event, Command | Tap) or replies.is_to_us(event)
    if opens_chat or (is_admin and acts):
        return await unit.people.meet(sender.telegram_id, now)
    return _stranger(sender.telegram_id)


def _in_role(person: Person, charter: Charter) -> Person:
    """Know admins by the settings; a stranger in a group is nobody yet."""
    if person.id != 0 and person.telegram_id in charter.admin_ids:
        return replace(person, role=Role.ADMIN)
    return person


def _stranger(telegram_id: int) -> Person:
    return Person(
        id=0,
        telegram_id=telegram_id,
        state=State.GUEST,
        role=Role.NONE,
        name=None,
        notice_version=None,
        is_reachable=False,
        draft=None,
    )


async def _route(request: Request) -> Reply:
    replied = await _replied(request)
    if replied is not None:
        return replied
    match request.incoming.event:
        case Tap() as tap:
            return await _tapped(request, tap)
        case Command() as command:
            return await _commanded(request, command)
        case Text() as text if request.incoming.is_private and request.person.draft is not None:
            return await _typed(request, text)
        case Attachment() as attachment if request.incoming.is_private:
            return await _attached(request, attachment)
        case event:
            return await _happened(request, EVENTS.get(type(event)))


async def _commanded(request: Request, command: Command) -> Reply:
    linked = _linked(request, command)
    if linked is not None:
        command = linked
        request = replace(request, incoming=replace(request.incoming, event=linked))
    route = COMMANDS.get(command.name)
    if route is None:
        if not request.incoming.is_private:
            return SILENCE  # meant for another bot of that group
        return request.say(common.unknown_command(command.name))
    is_here = _is_here(request, route)
    if not is_here and not _is_for_desk(request, route):
        return SILENCE
    if not allows(route.access, request.person.state, request.person.role):
        refusal = common.not_allowed(route.access, request.person.state)
        # `Menu` and `Gabung` belong to private chats: no button that does nothing.
        return request.say(refusal if request.incoming.is_private else Message(refusal.text))
    if not is_here:
        return request.say(common.in_private(request.charter.deep_link(route.name)))
    return await _run(request, route)


def _is_for_desk(request: Request, route: CommandRoute) -> bool:
    """Say whether a private command of moderators was typed in their group: they are led on."""
    is_desk = request.chat.id == request.charter.moderator_chat_id
    return is_desk and route.access in (Access.MODERATOR, Access.ADMIN)


def _linked(request: Request, command: Command) -> Command | None:
    """Return the command that somebody opens by a link or by a button in their group."""
    if command.name != "start" or not request.incoming.is_private:
        return None
    route = COMMANDS.get(command.argument.strip())
    if route is None or route.place is not Place.PRIVATE:
        return None
    is_members = route.name in MEMBERS_LINKS and request.person.is_member
    if route.access not in (Access.MODERATOR, Access.ADMIN) and not is_members:
        return None
    return replace(command, name=route.name, argument="")


async def _run(request: Request, route: CommandRoute) -> Reply:
    """Do what a command does; a form that it interrupts is kept."""
    draft = request.person.draft
    if draft is None or route.keeps_form or not request.incoming.is_private:
        return await route.handler(request)
    await request.unit.drafts.set_aside(request.person.id, request.now)
    reply = await route.handler(request)
    return filling.with_draft_note(reply, forms.title(draft.form))


async def _tapped(request: Request, tap: Tap) -> Reply:
    try:
        data = callback.unpack(tap.data)
    except callback.UnknownCallback:
        return _old_button(request)
    if isinstance(data, FormPick):
        return await _picked(request, data)
    if isinstance(data, OpenMenu):
        return await _opened(request, data)
    if isinstance(data, OpenBelow):
        return await _opened(request.below, OpenMenu(item=data.item))
    route = BUTTONS.get(type(data))
    if route is None or not _is_here(request, route):
        return _old_button(request)
    if not allows(route.access, request.person.state, request.person.role):
        return _refused_tap(request, common.not_allowed(route.access, request.person.state))
    return await route.handler(request, data)


async def _opened(request: Request, data: OpenMenu) -> Reply:
    """Open a menu item: what its command does, in place of the tapped screen."""
    route = COMMANDS.get(COMMAND_BEHIND.get(data.item, ""))
    if route is None or not _is_here(request, route):
        return _old_button(request)
    if not allows(route.access, request.person.state, request.person.role):
        return _refused_tap(request, common.not_allowed(route.access, request.person.state))
    return await _run(request, route)


async def _picked(request: Request, pick: FormPick) -> Reply:
    route = FORMS.get(pick.form)
    if route is None or not request.incoming.is_private:
        return _old_button(request)
    if not allows(route.access, request.person.state, request.person.role):
        return _refused_tap(request, common.not_allowed(route.access, request.person.state))
    draft = request.person.draft
    if draft is None or draft.form != pick.form:  # a form that was kept goes on where it is tapped
        draft = await request.unit.drafts.resume(request.person.id, pick.form, request.now)
    if draft is None:
        return request.toast(common.OLD_BUTTON) + await route.late(request)
    return await route.handler(request, draft, Picked(pick.step, pick.value))


async def _typed(request: Request, text: Text) -> Reply:
    draft = request.person.draft
    route = FORMS.get(draft.form) if draft is not None else None
    if route is None or draft is None:
        return await _happened(request, EVENTS.get(Text))
    if not allows(route.access, request.person.state, request.person.role):
        # Said once: whoever lost a role is not to hear it at every word until the draft is too old.
        await request.unit.drafts.set_aside(request.person.id, request.now)
        return request.say(common.not_allowed(route.access, request.person.state))
    if pasting.count(draft, text.text, request.incoming.at):
        return await filling.refuse_paste(request, route.form, draft, text.text)
    return await route.handler(request, draft, Typed(text.text, text.message_id))


async def _attached(request: Request, attachment: Attachment) -> Reply:
    """Hand a file to the open form, where that takes files."""
    draft = request.person.draft
    route = FORMS.get(draft.form) if draft is not None else None
    if route is None or draft is None or route.files is None:
        return await _happened(request, EVENTS.get(Attachment))
    if not allows(route.access, request.person.state, request.person.role):
        await request.unit.drafts.set_aside(request.person.id, request.now)
        return request.say(common.not_allowed(route.access, request.person.state))
    return await route.files(request, draft, attachment)


async def _replied(request: Request) -> Reply | None:
    """Take a reply to a card of ours; None where it is none that this person may give here."""
    about = await replies.about(request)
    route = None if about is None else REPLIES.get(about[0])
    if about is None or route is None or not _is_here(request, route):
        return None
    if not allows(route.access, request.person.state, request.person.role):
        return None
    return await route.handler(request, about[1])


async def _happened(request: Request, route: EventRoute | None) -> Reply:
    if route is None or not _is_here(request, route):
        return SILENCE
    if not allows(route.access, request.person.state, request.person.role):
        return SILENCE
    return await route.handler(request)


def _is_here(request: Request, route: Route) -> bool:
    if isinstance(route, FormRoute) or route.place is Place.PRIVATE:
        return request.incoming.is_private
    if route.place is Place.ANYWHERE:
        return True
    return request.incoming.is_private or request.chat.id == request.charter.moderator_chat_id


def _old_button(request: Request) -> Reply:
    """Say kindly that a button is no longer ours, and offer the menu."""
    toast = request.toast(common.OLD_BUTTON)
    if not request.incoming.is_private:
        return toast
    return toast + request.say(Message(common.OLD_BUTTON, ((common.menu_button(),),)))


def _refused_tap(request: Request, message: Message) -> Reply:
    if not request.incoming.is_private:
        return request.toast(message.text, alert=True)
    return request.toast() + request.say(message)


def _acknowledged(request: Request, reply: Reply) -> Reply:
    """Answer every tap, first of all, also where the handler said nothing to it."""
    event = request.incoming.event
    if not isinstance(event, Tap):
        return reply
    toasts = tuple(say for say in reply.says if isinstance(say, Toast))
    others = tuple(say for say in reply.says if not isinstance(say, Toast))
    return Reply((toasts or request.toast().says) + others)
