"""`/aturan`: the rules that published answers cite, and the answers that have to be reviewed."""

from datetime import date

from community import forms, paging, publishing, questions, rule_form
from community.form import Answers, Draft, Input
from community.publishing import Publish, State
from community.questions import Event
from community.reply import Reply
from community.ruling import (
    A_PAGE,
    AddRule,
    Confirm,
    EditPublished,
    ListReview,
    ListRules,
    OpenRule,
    ReplaceRule,
    ReviewPublished,
    Unpublish,
)
from community.texts import dates
from community.texts import publishing as publishing_texts
from community.texts import rules as texts
from handlers import faq, filling, question_cards
from handlers import publishing as proposals
from handlers.answers import standing_of
from handlers.request import Request
from storage.questions import Question


async def open_rules(request: Request) -> Reply:
    """List the rules."""
    return await _list(request, 0)


async def turn_page(request: Request, data: ListRules) -> Reply:
    """Show other rules."""
    return await _list(request, data.page)


async def _list(request: Request, number: int, note: str = "") -> Reply:
    rules = await request.unit.rules.list_all()
    rows = [(one.id, one.name, one.is_replaced) for one in rules]
    count = await request.unit.publications.count_review(_today(request))
    return request.show(texts.listed(paging.page(rows, number, A_PAGE), count, note))


async def open_rule(request: Request, data: OpenRule) -> Reply:
    """Open a rule."""
    return await _show(request, data.rule)


async def _show(request: Request, rule_id: int, note: str = "") -> Reply:
    found = await request.unit.rules.get(rule_id)
    if found is None:
        return await _list(request, 0, texts.GONE)
    citing = await request.unit.rules.count_citing(rule_id)
    return request.show(texts.opened(found.id, found.name, found.replaced_by, citing, note))


async def add_rule(request: Request, data: AddRule) -> Reply:
    """Ask for the name of a new rule."""
    del data
    return await _begin(request, rule_form.begin())


async def replace_rule(request: Request, data: ReplaceRule) -> Reply:
    """Ask what holds in place of a rule."""
    found = await request.unit.rules.get(data.rule)
    if found is None or found.is_replaced:
        return await _show(request, data.rule, texts.REPLACED_ALREADY if found else "")
    citing = await request.unit.rules.count_citing(data.rule)
    return await _begin(request, rule_form.begin(found.id, found.name, citing))


async def _begin(request: Request, draft: Draft) -> Reply:
    opened = await filling.open_form(request, draft)
    reply = request.show(filling.ask(rule_form.FORM, opened))
    other = request.person.draft
    if other is None or other.form == draft.form:
        return reply
    return filling.with_draft_note(reply, forms.title(other.form))


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take the name, then the word that it may be saved."""
    if filling.is_cancelled(given):
        await request.unit.drafts.discard(request.person.id, draft.form)
        return await open_rules(request)
    return await filling.fill(request, rule_form.FORM, draft, given, _save)


async def _save(request: Request, answers: Answers) -> Reply:
    unit, me, name = request.unit, request.person.id, rule_form.name_of(answers)
    old = rule_form.rule_of(answers)
    if not await unit.drafts.discard(me, rule_form.FORM.name):
        return await open_rules(request)  # the other tap was faster
    if old and not await unit.rules.replace(old, name, me, request.now):
        return await _show(request, old, texts.REPLACED_ALREADY)
    is_known = await unit.rules.named(name) is not None
    new = await unit.rules.add(name, me)
    if old:
        await unit.audit.note("rule_replaced", me, None, {"rule": old}, request.now)
        return await _show(request, old)
    if not is_known:
        await unit.audit.note("rule_added", me, None, {"rule": new}, request.now)
    return await _show(request, new, texts.KNOWN if is_known else texts.ADDED)


async def list_review(request: Request, data: ListReview) -> Reply:
    """List what has to be looked at again."""
    return await _review(request, data.page)


async def _review(request: Request, page: int, note: str = "") -> Reply:
    unit, today = request.unit, _today(request)
    count = max(1, -(-await unit.publications.count_review(today) // A_PAGE))
    number = min(max(page, 0), count - 1)
    found = await unit.publications.list_review(today, limit=A_PAGE, offset=number * A_PAGE)
    shown = paging.Page(tuple((one.number, one.content.question) for one in found), number, count)
    return request.show(texts.review(shown, note))


async def review_published(request: Request, data: ReviewPublished) -> Reply:
    """Open one of them."""
    found = await request.unit.publications.published(data.question)
    if found is None:
        return await _review(request, 0, publishing_texts.GONE)
    body = await faq.body(request.unit, found)
    on = found.content.review_on
    return request.show(
        texts.reviewed(
            found.number,
            body,
            "–" if on is None else dates.day(on),
            is_asked=found.proposal is not None,
        )
    )


async def confirm(request: Request, data: Confirm) -> Reply:
    """Note that an answer still holds; it is looked at again in a year."""
    question, refusal = await _checked(request, data.question)
    if question is None or refusal:
        return request.toast(refusal, alert=True) + await _review(request, 0, refusal)
    on = _today(request) + publishing.NEXT_REVIEW
    if not await request.unit.publications.confirm(question.id, on):
        return await _review(request, 0, publishing_texts.GONE)
    await _note(request, "publication_confirmed", question)
    return await _review(request, 0, texts.CONFIRMED)


async def edit(request: Request, data: EditPublished) -> Reply:
    """Write a published text anew; the asker allows it again before it takes the place."""
    if await request.unit.publications.published(data.question) is None:
        return await _review(request, 0, publishing_texts.GONE)
    return await proposals.publish(request, Publish(question=data.question))


async def unpublish(request: Request, data: Unpublish) -> Reply:
    """Take an answer down, after a second tap; its asker is told."""
    unit, now = request.unit, request.now
    question, refusal = await _checked(request, data.question)
    if question is None or refusal:
        return request.toast(refusal, alert=True) + await _review(request, 0, refusal)
    if not data.is_sure:
        return request.show(texts.confirm_unpublishing(question.id))
    if not await unit.publications.end(question.id, State.ENDED, now):
        return await _review(request, 0, publishing_texts.GONE)
    await _note(request, "publication_ended", question)
    after = await unit.questions.step(question, Event.REVOKE, request.person.id, now) or question
    reply = await _review(request, 0, texts.UNPUBLISHED)
    card = None if question.person_id is None else await unit.members.card(question.person_id)
    if card is not None:
        words = publishing_texts.unpublished_for_you(question.id)
        reply += request.tell(card.telegram_id, card.person_id, words)
    return reply + await question_cards.refresh(unit, request.charter, after, now)


async def _checked(request: Request, number: int) -> tuple[Question | None, str]:
    """Return a question that is published, and why this person may not decide about it."""
    published = await request.unit.publications.published(number)
    question = await request.unit.questions.get(number)
    if published is None or question is None:
        return None, publishing_texts.GONE
    is_allowed = questions.Actor.MODERATOR in standing_of(request, question)
    return question, "" if is_allowed else publishing_texts.OWN


async def _note(request: Request, action: str, question: Question) -> None:
    details: dict[str, str | int | bool | None] = {"question": question.id}
    if question.person_id == request.person.id:
        details["own"] = True
    await request.unit.audit.note(action, request.person.id, None, details, request.now)


def _today(request: Request) -> date:
    return request.now.astimezone(request.charter.zone).date()
