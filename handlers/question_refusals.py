"""`Tolak`: a question is refused for a reason of the list, some of them with words or a link."""

from community import question_forms
from community.answer_forms import number_of, text_of
from community.form import Answers, Draft, Input
from community.question_card import ChooseQuestionRefusal, RefuseQuestion
from community.question_forms import REFUSAL
from community.question_refusals import Needs, Reason, by_code
from community.questions import Event
from community.reply import Reply
from community.texts import question_forms as texts
from community.texts import question_steps as step_texts
from community.texts.common import not_done
from handlers import card_forms, question_cards, question_writing
from handlers.question_steps import as_it_stands, obstacle, step
from handlers.request import Request
from handlers.similar import similar
from storage.questions import Question


async def choose(request: Request, data: ChooseQuestionRefusal) -> Reply:
    """`Tolak`: show the reasons."""
    question = await request.unit.questions.get(data.question)
    refusal = await obstacle(request, question, Event.REFUSE)
    if question is None or refusal:
        return await as_it_stands(request, question, refusal)
    await question_cards.adopt(request, question.id)
    writing = await question_writing.write(request.unit, request.charter, question, request.now)
    card = writing.message(request.chat.id)
    return request.show(texts.choose_reason(question.id, card.text))


async def refuse(request: Request, data: RefuseQuestion) -> Reply:
    """Refuse for a reason of the list; two of them ask for more in private."""
    question = await request.unit.questions.get(data.question)
    refusal = await obstacle(request, question, Event.REFUSE)
    reason = by_code(data.reason)
    if question is None or refusal or reason is None:
        return await as_it_stands(request, question, refusal)
    if reason.needs is not Needs.NOTHING:
        shown = await question_cards.show_tapped(request, question)
        return await _ask_more(request, question, reason) + shown
    after = await _refuse(request, question, reason, "", None)
    if after is None:
        return await as_it_stands(request, question)
    told = await _tell_refused(request, after, reason)
    return await question_cards.refresh_tapped(request, after) + told


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take the number of the question that was answered, or a reason in words."""
    return await card_forms.fill(request, REFUSAL, draft, given, _refused)


async def _ask_more(request: Request, question: Question, reason: Reason, note: str = "") -> Reply:
    """Ask for the words or the number; published questions that ask nearly the same are offered."""
    answers: Answers = {"question": question.id, "reason": reason.code}
    view: Answers = {}
    if reason.needs is Needs.QUESTION:
        found = [one for one in await similar(request, question.text) if one.number != question.id]
        view = question_forms.offering([(one.number, one.title) for one in found])
    return await card_forms.open_form(request, REFUSAL, answers, note, view)


async def _refused(request: Request, answers: Answers) -> Reply:
    question = await request.unit.questions.get(number_of(answers))
    refusal = await obstacle(request, question, Event.REFUSE)
    reason = question_forms.reason_of(answers)
    if question is None or refusal or reason is None:
        return request.show(not_done(refusal or step_texts.GONE, text_of(answers)))
    link, duplicate = _reference(request, answers)
    wrong = "" if duplicate is None else await _wrong_number(request, question, duplicate)
    if wrong:
        return await _ask_more(request, question, reason, wrong)
    words = link or text_of(answers)
    after = await _refuse(request, question, reason, words, duplicate)
    if after is None:
        return request.show(not_done(step_texts.CHANGED, words))
    told = await _tell_refused(request, after, reason)
    return request.show(texts.refused(after.id)) + told + await card_forms.refresh(request, after)


def _reference(request: Request, answers: Answers) -> tuple[str | None, int | None]:
    """Return the link, or the number of the question, that a refusal points at."""
    link, number = question_forms.link_of(answers), question_forms.duplicate_of(answers)
    if link is None:
        return None, number
    behind = question_forms.number_behind(link, request.charter.bot_username)
    return (link, None) if behind is None else (None, behind)


async def _wrong_number(request: Request, question: Question, number: int) -> str:
    """Say why a number cannot be what the asker opens; empty when it can."""
    if number == 0:
        return texts.LINK_OPENS_NO_ANSWER
    if number == question.id:
        return texts.NUMBER_OF_ITSELF
    is_published = await request.unit.queue.is_published(number)
    return "" if is_published else texts.not_published(number)


async def _refuse(
    request: Request, question: Question, reason: Reason, words: str, duplicate: int | None
) -> Question | None:
    changes = {
        "reason": reason.code,
        "reason_text": words[:1_000] or None,
        "duplicate_of": duplicate,
    }
    details = {"reason": reason.code}
    return await step(request, question, Event.REFUSE, changes=changes, details=details)


async def _tell_refused(request: Request, question: Question, reason: Reason) -> Reply:
    words, link = question.reason_text or "", None
    if question.duplicate_of is not None:
        link = request.charter.deep_link(f"q_{question.duplicate_of}")
    elif reason.needs is Needs.QUESTION:
        link = words or None
    message = texts.told_refused(question.id, question.text, reason, words, link)
    return await card_forms.tell_asker(request, question, message)
