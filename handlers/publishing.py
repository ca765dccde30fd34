"""`Terbitkan`: a moderator proposes, the asker decides, and can take it back at any time."""

from dataclasses import replace

from community import forms, privacy_guard, publishing, publishing_form, questions
from community.anonymity import Mention, mention
from community.form import Answers, Draft, Input
from community.publishing import (
    Content,
    Publish,
    State,
)
from community.questions import Event
from community.reply import Lane, Message, Reply, Say
from community.texts import dates
from community.texts import menu as menu_texts
from community.texts import publishing as texts
from handlers import filling, question_cards
from handlers.answers import standing_of
from handlers.consenting import names_of, tell_proposer
from handlers.request import Request
from handlers.tick import Tick
from storage.publication import Publication
from storage.question_entries import Kind
from storage.questions import Question
from storage.unit import Unit

LAPSES_AT_ONCE = 50
RULES_OFFERED = 6


# --- the moderator --------------------------------------------------------------------------


async def publish(request: Request, data: Publish) -> Reply:
    """Begin the form, unless something is on its way already; a card is answered in private."""
    question = await request.unit.questions.get(data.question)
    refusal = await _refusal(request, question)
    if question is None or refusal:
        return request.toast(refusal, alert=True) + _in_private(request, texts.left(refusal))
    seen = await request.unit.publications.get(question.id)
    earlier = None if data.is_anew else await _begun_or_asked(request, question, seen)
    if earlier is not None:
        return request.toast("" if request.incoming.is_private else texts.IN_PRIVATE) + earlier
    if seen is not None and seen.proposal is not None:
        offered = seen.proposal
    elif seen is not None and seen.state is State.PUBLISHED:
        offered = seen.content
    else:
        offered = await _first_draft(request.unit, question)
    draft = publishing_form.begin(question.id, offered, is_anonymous=question.is_anonymous)
    opened = await filling.open_form(request, await _prepared(request, draft))
    other = request.person.draft
    reply = _in_private(request, filling.ask(publishing_form.FORM, opened))
    if other is not None and other.form != opened.form:
        reply = filling.with_draft_note(reply, forms.title(other.form))
    is_here = request.incoming.is_private
    return request.toast("" if is_here else texts.IN_PRIVATE) + reply


async def _begun_or_asked(
    request: Request, question: Question, seen: Publication | None
) -> Reply | None:
    """Show the form that was begun, or what the asker is asked about; None where there is none."""
    begun = await filling.begun(request, publishing_form.FORM.name)
    if begun is not None and publishing_form.is_begun(begun):
        number = publishing_form.number_of(begun.answers)
        if number == question.id:
            await request.unit.drafts.resume(request.person.id, begun.form, request.now)
            return _in_private(request, filling.ask(publishing_form.FORM, begun))
        if request.person.draft is not None:
            await request.unit.drafts.set_aside(request.person.id, request.now)
        title, anew = f"penerbitan #{number}", texts.write_anew(question.id)
        return _in_private(request, menu_texts.begun_before(title, begun.form, anew))
    if seen is None or seen.proposal is None or seen.proposed_at is None:
        return None
    since = dates.moment(seen.proposed_at, request.charter.zone)
    return _in_private(request, texts.waiting(question.id, seen.proposal, since))


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take an answer of the form."""
    if filling.is_cancelled(given):
        await request.unit.drafts.discard(request.person.id, draft.form)
        return await show_late(request)
    form = publishing_form.FORM
    return await filling.fill(request, form, draft, given, _propose, prepare=_prepared)


async def show_late(request: Request) -> Reply:
    """Answer a tap on a form that is gone."""
    return request.show(texts.left())


async def _propose(request: Request, answers: Answers) -> Reply:
    """Ask the asker; what they allowed already, with another source, is published at once."""
    unit, now, me = request.unit, request.now, request.person.id
    is_ours = await unit.drafts.discard(me, publishing_form.FORM.name)
    question = await unit.questions.get(publishing_form.number_of(answers))
    refusal = await _refusal(request, question)
    content = publishing_form.content_of(answers)
    if not is_ours or question is None or refusal or content.holds_identity:
        sentence = texts.HOLDS_IDENTITY if content.holds_identity else refusal
        return request.show(texts.left(sentence or texts.CHANGED_MEANWHILE))
    numbered = replace(content, rules=await _rules(unit, content, me))
    seen = await unit.publications.published(question.id)
    if seen is not None and _is_allowed(question, numbered, seen):
        await unit.publications.change(seen, numbered, now)
        await _note(request, "publication_changed", question)
        return request.show(texts.changed(question.id))
    proposed = await unit.questions.step(question, Event.PROPOSE, me, now)
    if proposed is None or question.person_id is None:
        return request.show(texts.left(texts.CHANGED_MEANWHILE))
    version = await unit.publications.propose(question.id, numbered, me, now)
    await _note(request, "publication_proposed", question)
    asked = await _ask(unit, proposed, version, numbered)
    shown = request.show(texts.proposed(question.id))
    return shown + asked + await question_cards.refresh(unit, request.charter, proposed, now)


def _is_allowed(question: Question, content: Content, seen: Publication) -> bool:
    """Say whether a published text may become this one without asking anybody."""
    covers = content.is_allowed_by(seen.content, is_anonymous=question.is_anonymous)
    return question.person_id is None or covers


async def _ask(unit: Unit, question: Question, version: int, content: Content) -> Reply:
    """Ask the asker, wherever they stand by now: it is about their own question."""
    card = None if question.person_id is None else await unit.members.card(question.person_id)
    if card is None:
        return Reply()
    names = await names_of(unit, question, content)
    return Reply(
        (
            Say(
                chat_id=card.telegram_id,
                message=texts.ask_consent(question.id, version, content, names=names),
                lane=Lane.REPLY,
                person_id=card.person_id,
                subject=f"consent:{question.id}",
            ),
        )
    )


async def _refusal(request: Request, question: Question | None) -> str:
    """Say why this person may not publish this question, empty when they may."""
    if question is None:
        return texts.GONE
    seen = await request.unit.publications.get(question.id)
    if question.person_id is None:  # what stays published can still be put right
        return "" if seen is not None and seen.state is State.PUBLISHED else texts.NO_ASKER
    if not questions.may(question.state, Event.PROPOSE, standing_of(request, question)):
        is_answered = questions.after(question.state, Event.PROPOSE) is not None
        return texts.OWN if is_answered else texts.NOT_ANSWERED
    if seen is not None and seen.state in publishing.KEPT_PRIVATE:
        return texts.KEPT_PRIVATE
    return ""


async def _first_draft(unit: Unit, question: Question) -> Content:
    """Return the question and its answers, masked, to start from."""
    entries = await unit.question_entries.list_of(question.id)
    answers = [
        entry.text
        for entry in entries
        if entry.kind is Kind.ANSWER and entry.withdrawn_at is None and entry.text
    ]
    return Content(
        question=privacy_guard.mask(" ".join(question.text.split())),
        answer=privacy_guard.mask("\n\n".join(answers)),
        source="",
        review_on=None,
    )


async def _rules(unit: Unit, content: Content, by: int) -> tuple[int, ...]:
    """Number the rules that a source names; what is new joins the list of `/aturan`."""
    return tuple(
        [await unit.rules.add(name, by) for name in publishing.rules_named(content.source)]
    )


async def _prepared(request: Request, draft: Draft) -> Draft:
    """Give the screens what they show besides the answers."""
    if draft.step == "source":
        names = [one.name for one in await request.unit.rules.list_all() if not one.is_replaced]
        return replace(draft, view={"rules": names[:RULES_OFFERED]})
    if draft.step == "review":
        today = request.now.astimezone(request.charter.zone).date()
        return replace(draft, view={"today": today.isoformat()})
    if draft.step == "preview":
        return replace(draft, view=await _warned(request, draft))
    return draft


async def _warned(request: Request, draft: Draft) -> dict[str, str | list[str] | bool]:
    """Warn of what may tell who asked; of an anonymous asker nothing is ever compared here."""
    content = publishing_form.content_of(draft.answers)
    text = f"{content.question}\n{content.answer}\n{content.source}"
    question = await request.unit.questions.get(publishing_form.number_of(draft.answers))
    warnings: list[str] = []
    if question is not None and question.is_anonymous:
        warnings.append(texts.ANONYMOUS)
    elif question is not None and question.person_id is not None:
        profile = await request.unit.profiles.get(question.person_id)
        found = Mention.NONE if profile is None else mention(profile, text)
        warnings += [texts.NAMES_ASKER] if found is Mention.PLAINLY else []
        warnings += [texts.MAY_NAME_ASKER] if found is Mention.PERHAPS else []
    if privacy_guard.find(text):
        warnings.append(texts.HOLDS_CONTACT)
    number = publishing_form.number_of(draft.answers)
    seen = await request.unit.publications.published(number)
    asks = seen is None or question is None or not _is_allowed(question, content, seen)
    return {"warnings": warnings, "asks": asks}


def _in_private(request: Request, message: Message) -> Reply:
    person = request.person
    if request.incoming.is_private:
        return request.say(message)
    return request.tell(person.telegram_id, person.id, message)


async def _note(request: Request, action: str, question: Question) -> None:
    details: dict[str, str | int | bool | None] = {"question": question.id}
    if question.person_id == request.person.id:
        details["own"] = True
    await request.unit.audit.note(action, request.person.id, None, details, request.now)


# --- the clock ------------------------------------------------------------------------------


async def lapse_proposals(tick: Tick) -> str:
    """End what askers left unanswered for 14 days: silence is no."""
    before = tick.now - publishing.SILENCE_IS_NO
    async with tick.database.snapshot() as opened:
        due = await opened.publications.list_unanswered(before, LAPSES_AT_ONCE)
    lapsed = 0
    for one in due:

        async def lapse(unit: Unit, seen: Publication = one) -> Reply:
            nonlocal lapsed
            question = await unit.questions.get(seen.number)
            if question is None or not await unit.publications.refuse(seen, State.LAPSED, tick.now):
                return Reply()
            after = await unit.questions.step(question, Event.PROPOSAL_LAPSE, None, tick.now)
            lapsed += 1
            told = await tell_proposer(unit, tick.charter, seen, texts.told_lapsed(seen.number))
            shown = await question_cards.refresh(unit, tick.charter, after or question, tick.now)
            return told + shown

        await tick.act(lapse)
    return texts.lapsed(lapsed)
