"""What the asker decides about publishing: allow it, keep the question private, take it back."""

from community.anonymity import Mention, mention
from community.charter import Charter
from community.publishing import (
    Consent,
    Content,
    Decline,
    OpenConsent,
    Revoke,
    State,
)
from community.questions import Event
from community.reply import Lane, Message, Reply, Say
from community.texts import publishing as texts
from handlers import question_cards
from handlers.request import Request
from storage.publication import Publication
from storage.questions import Question
from storage.unit import Unit


async def names_of(unit: Unit, question: Question, content: Content) -> Mention:
    """Say how clearly a text names its asker; plainly only counts where they are anonymous."""
    profile = None if question.person_id is None else await unit.profiles.get(question.person_id)
    if profile is None:
        return Mention.NONE
    found = mention(profile, f"{content.question}\n{content.answer}\n{content.source}")
    return found if question.is_anonymous else min(found, Mention.PERHAPS)


async def tell_proposer(unit: Unit, charter: Charter, seen: Publication, message: Message) -> Reply:
    """Tell the moderator who asked for it what became of it, while they are one."""
    on_duty = {one.person_id for one in await unit.moderators.list_active()}
    by = None if seen.proposed_by is None else await unit.people.get(seen.proposed_by)
    if by is None or (by.id not in on_duty and by.telegram_id not in charter.admin_ids):
        return Reply()
    say = Say(
        chat_id=by.telegram_id,
        message=message,
        lane=Lane.NOTICE,
        person_id=by.id,
        zone=charter.zone.key,
    )
    return Reply((say,))


async def consent(request: Request, data: Consent) -> Reply:
    """Publish what the asker was shown; of an older text they are shown the newer one."""
    unit, now = request.unit, request.now
    question, seen = await _own(request, data.question)
    if question is None or seen is None or seen.proposal is None:
        return await _nothing_to_decide(request, data.question)
    names = await names_of(unit, question, seen.proposal)
    if seen.version != data.version or names is Mention.PLAINLY:
        asked = texts.ask_consent(question.id, seen.version, seen.proposal, names=names)
        return request.toast(texts.CHANGED_MEANWHILE) + request.show(asked)
    if seen.proposal.holds_identity or not await unit.publications.accept(seen, now):
        return await _nothing_to_decide(request, data.question)
    told = await tell_proposer(unit, request.charter, seen, texts.told_allowed(question.id))
    happened = await _happened(request, question, Event.CONSENT)
    return request.show(texts.allowed(question.id)) + happened + told


async def open_consent(request: Request, data: OpenConsent) -> Reply:
    """Show what the asker is asked about, as it is by now."""
    question, seen = await _own(request, data.question)
    if question is None or seen is None or seen.proposal is None:
        return await _nothing_to_decide(request, data.question)
    names = await names_of(request.unit, question, seen.proposal)
    return request.show(texts.ask_consent(question.id, seen.version, seen.proposal, names=names))


async def decline(request: Request, data: Decline) -> Reply:
    """Keep the question private; what was published before stays as it was."""
    question, seen = await _own(request, data.question)
    if question is None or seen is None or seen.proposal is None:
        return await _nothing_to_decide(request, data.question)
    if not await request.unit.publications.refuse(seen, State.DECLINED, request.now):
        return await _nothing_to_decide(request, data.question)
    stays = seen.state is State.PUBLISHED
    happened = await _happened(request, question, Event.DECLINE)
    happened += await tell_proposer(
        request.unit, request.charter, seen, texts.told_declined(question.id, stays=stays)
    )
    if stays:
        return request.show(texts.kept_as_it_was(question.id)) + happened
    return request.show(texts.declined(question.id)) + happened


async def revoke(request: Request, data: Revoke) -> Reply:
    """Take a permission back, after a second tap; nothing finds the text from then on."""
    question, seen = await _own(request, data.question)
    is_there = seen is not None and seen.state in (State.PUBLISHED, State.PROPOSED)
    if question is None or not is_there:
        return await _nothing_to_decide(request, data.question)
    if not data.is_sure:
        return request.show(texts.confirm_revoking(question.id))
    await request.unit.publications.end(question.id, State.REVOKED, request.now)
    return request.show(texts.revoked(question.id)) + await _happened(
        request, question, Event.REVOKE
    )


async def _own(request: Request, number: int) -> tuple[Question | None, Publication | None]:
    """Return a question of this person's own, and what is published of it."""
    question = await request.unit.questions.get(number)
    if question is None or question.person_id != request.person.id:
        return None, None
    return question, await request.unit.publications.get(number)


async def _nothing_to_decide(request: Request, number: int) -> Reply:
    question, seen = await _own(request, number)
    if question is not None and seen is not None and seen.state is State.PUBLISHED:
        return request.show(texts.allowed(number))  # a second tap
    if question is not None and seen is not None and seen.state is State.DECLINED:
        return request.show(texts.declined(number))
    if question is not None and seen is not None and seen.state is State.REVOKED:
        return request.show(texts.revoked(number))
    return request.show(texts.nothing_to_decide(number))


async def _happened(request: Request, question: Question, event: Event) -> Reply:
    """Write an event down and show it on the cards."""
    unit, now = request.unit, request.now
    after = await unit.questions.step(question, event, request.person.id, now)
    return await question_cards.refresh(unit, request.charter, after or question, now)
