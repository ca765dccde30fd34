"""Applications to join: their cards, `Setujui`, `Tolak`, `Tarik permohonan`."""

from dataclasses import dataclass, replace

from community.applications import (
    REASONS,
    AcceptApplication,
    ChooseRefusal,
    RefuseApplication,
    ShowApplication,
    WithdrawApplication,
    subject,
)
from community.incoming import Tap
from community.reply import SILENCE, Lane, Message, Reply, Rewrite, Say
from community.roles import Role, State
from community.texts import applications as texts
from handlers import landing
from handlers.request import Request
from storage.applications import Application, Stand
from storage.members import Card, Contact
from storage.messages import Said

Chats = dict[int, int | None]
"""Chats that hold a card, with the person whose private chat it is."""


@dataclass(frozen=True, slots=True)
class Case:
    """An application with what is known of its applicant."""

    application: Application
    applicant: Card

    @property
    def about(self) -> str:
        """What a card tells about the applicant."""
        return texts.facts(self.applicant.profile, removed_before=self.applicant.removed_before)


async def announce(request: Request, application_id: int) -> Reply:
    """Put the card of a new application before those who may decide it."""
    case = await _case(request, application_id)
    if case is None:
        return SILENCE
    card = texts.card(application_id, case.about, case.application.applied_at, request.charter.zone)
    audience = await _audience(request, case.applicant)
    return Reply(
        tuple(
            Say(
                chat_id=chat_id,
                message=card,
                lane=Lane.NOTICE,
                person_id=person_id,
                subject=subject(application_id),
            )
            for chat_id, person_id in audience.items()
        )
    )


async def show(request: Request, data: ShowApplication) -> Reply:
    """Show a card as it stands now."""
    case = await _tapped_case(request, data.application)
    return request.show(await _screen(request, data.application, case))


async def choose_refusal(request: Request, data: ChooseRefusal) -> Reply:
    """Show the reasons to refuse an application."""
    case = await _tapped_case(request, data.application)
    if case is None or case.application.stand is not Stand.WAITING:
        return await _as_it_stands(request, data.application)
    return request.show(texts.choose_reason(data.application, case.about))


async def accept(request: Request, data: AcceptApplication) -> Reply:
    """Let the applicant in; of two moderators at once one wins, the other reads who did."""
    case = await _tapped_case(request, data.application)
    refusal = _obstacle(request, case)
    if case is None or refusal:
        return await _as_it_stands(request, data.application, refusal)
    person_id = case.applicant.person_id
    if not await _decide(request, case, Stand.ACCEPTED, None):
        return await _as_it_stands(request, data.application)
    admitted = await request.unit.people.change_state(
        person_id, was=(State.PENDING,), becomes=State.MEMBER, now=request.now
    )
    told = SILENCE
    if admitted:
        words = texts.accepted(_name(case.applicant))
        told = request.tell(case.applicant.telegram_id, person_id, words)
        told += await landing.tell(request, case.applicant, case.application.target)
    return await _decided(request, data.application) + told


async def refuse(request: Request, data: RefuseApplication) -> Reply:
    """Refuse an application for a reason; the applicant is told and may apply again."""
    case = await _tapped_case(request, data.application)
    refusal = _obstacle(request, case)
    if case is None or refusal or data.reason not in REASONS:
        return await _as_it_stands(request, data.application, refusal)
    person_id = case.applicant.person_id
    if not await _decide(request, case, Stand.REFUSED, data.reason):
        return await _as_it_stands(request, data.application)
    await request.unit.people.change_state(
        person_id, was=(State.PENDING,), becomes=State.REFUSED, now=request.now
    )
    told = request.tell(case.applicant.telegram_id, person_id, texts.refused(data.reason))
    return await _decided(request, data.application) + told


async def withdraw(request: Request, data: WithdrawApplication) -> Reply:
    """Take the tap on `Tarik permohonan`."""
    del data
    return await withdraw_own(request)


async def withdraw_own(request: Request) -> Reply:
    """Take one's own application back; its cards say so."""
    person = request.person
    number = await request.unit.applications.withdraw(person.id, request.now)
    left = await request.unit.people.change_state(
        person.id, was=(State.PENDING,), becomes=State.LEFT, now=request.now
    )
    if number is None and not left:
        return request.toast(texts.NOTHING_WAITS) + request.show(texts.nothing_waits(person.state))
    await request.unit.reminder_settings.turn_off(person.id)
    shown = request.show(texts.withdrawn())
    return shown if number is None else shown + await rewrite_cards(request, number)


async def rewrite_cards(request: Request, application_id: int) -> Reply:
    """Bring every card of an application up to date, except the one that was tapped."""
    case = await _case(request, application_id)
    messages = request.unit.messages
    chats: Chats = {}
    if case is not None:
        chats |= await _audience(request, case.applicant)
    chats |= {
        said.chat_id: said.person_id for said in await messages.list_about(subject(application_id))
    }
    aliases = await messages.aliases()
    left_behind = await messages.left_behind(subject(application_id))
    chats = {aliases.get(chat_id, chat_id): person_id for chat_id, person_id in chats.items()}
    chats.pop(request.chat.id, None)
    screen = await _screen(request, application_id, case)
    return Reply(
        tuple(
            Rewrite(
                chat_id=chat_id,
                message=screen,
                subject=subject(application_id),
                lane=Lane.NOTICE,
                person_id=person_id,
                else_say=chat_id in left_behind,
            )
            for chat_id, person_id in chats.items()
        )
    )


async def _case(request: Request, application_id: int) -> Case | None:
    found = await request.unit.applications.get(application_id)
    applicant = None if found is None else await request.unit.members.card(found.person_id)
    return None if found is None or applicant is None else Case(found, applicant)


async def _tapped_case(request: Request, application_id: int) -> Case | None:
    """Return the case whose card was tapped, and adopt that card if its id was never learnt."""
    case = await _case(request, application_id)
    event = request.incoming.event
    if case is not None and isinstance(event, Tap) and event.message_id is not None:
        card = Said(
            subject=subject(application_id),
            chat_id=request.chat.id,
            message_ids=(event.message_id,),
            person_id=request.person.id if request.incoming.is_private else None,
        )
        await request.unit.messages.adopt(card, request.now)
    return case


async def _audience(request: Request, applicant: Card) -> Chats:
    """Say in which chats an application is to be decided.

    Whoever was removed before is reviewed by admins; without an active moderator they decide all.
    """
    charter = request.charter
    admins = await request.unit.members.contacts(charter.admin_ids)
    if applicant.removed_before and admins:
        return _private(admins, applicant)
    on_duty = await request.unit.moderators.list_active()
    moderators = [Contact(one.person_id, one.telegram_id, one.name) for one in on_duty]
    group = charter.moderator_chat_id
    if group is None:
        return _private(moderators or admins, applicant)
    return {group: None} if moderators else {group: None, **_private(admins, applicant)}


def _private(contacts: list[Contact], applicant: Card) -> Chats:
    """Nobody gets the card of their own application, unless there is nobody else."""
    others = [one for one in contacts if one.person_id != applicant.person_id]
    return {one.telegram_id: one.person_id for one in others or contacts}


def _obstacle(request: Request, case: Case | None) -> str:
    """Say why this person may not decide this application; empty when they may."""
    if case is None:
        return texts.GONE
    person, charter = request.person, request.charter
    if case.applicant.person_id == person.id and charter.admin_ids != {person.telegram_id}:
        return texts.OWN
    if case.applicant.removed_before and person.role is not Role.ADMIN:
        return texts.ADMINS_ONLY
    return ""


async def _decide(request: Request, case: Case, stand: Stand, reason: str | None) -> bool:
    decided = await request.unit.applications.decide(
        case.application.id, stand, by=request.person.id, reason=reason, now=request.now
    )
    if decided:
        details = {"application": case.application.id, "reason": reason}
        own = case.applicant.person_id == request.person.id
        await request.unit.audit.note(
            f"application_{stand}",
            request.person.id,
            case.applicant.person_id,
            details | ({"own": True} if own else {}),
            request.now,
        )
    return decided


async def _decided(request: Request, application_id: int) -> Reply:
    case = await _case(request, application_id)
    shown = request.show(await _screen(request, application_id, case))
    return shown + await rewrite_cards(request, application_id)


async def _as_it_stands(request: Request, application_id: int, refusal: str = "") -> Reply:
    """Show the card as it is now: who decided, or why this person cannot."""
    case = await _case(request, application_id)
    screen = await _screen(request, application_id, case)
    if case is None:
        return request.toast(texts.GONE) + request.show(screen)
    if case.application.stand is Stand.WAITING:
        noted = replace(
            screen, text=f"{screen.text}\n\n<i>{refusal}</i>" if refusal else screen.text
        )
        return request.toast(refusal, alert=bool(refusal)) + request.show(noted)
    by = await _decider(request, case.application)
    toast = texts.WITHDRAWN if by is None else texts.decided_already(by)
    return request.toast(toast) + request.show(screen)


async def _screen(request: Request, application_id: int, case: Case | None) -> Message:
    if case is None:
        return texts.gone_card(application_id)
    application = case.application
    by = await _decider(request, application) or "–"
    match application.stand:
        case Stand.ACCEPTED:
            return texts.accepted_card(application_id, case.about, by)
        case Stand.REFUSED:
            return texts.refused_card(application_id, case.about, by, application.reason)
        case Stand.WITHDRAWN:
            return texts.withdrawn_card(application_id, case.about)
        case Stand.WAITING:
            return texts.card(
                application_id, case.about, application.applied_at, request.charter.zone
            )


async def _decider(request: Request, application: Application) -> str | None:
    if application.decided_by is None:
        return None
    card = await request.unit.members.card(application.decided_by)
    name = None if card is None else _name(card)
    if name is not None:
        return name
    is_admin = card is not None and card.telegram_id in request.charter.admin_ids
    return texts.ADMIN if is_admin else texts.MODERATOR


def _name(card: Card) -> str | None:
    return None if card.profile is None else card.profile.name
