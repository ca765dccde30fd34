"""`Minta penjelasan`: what the holder asks the asker."""

from community.answer_forms import number_of, text_of
from community.form import Answers, Draft, Input
from community.question_card import AskExplanation
from community.question_forms import REQUEST
from community.questions import Event
from community.reply import SILENCE, Reply, Say
from community.texts import question_forms as texts
from community.texts import question_steps as step_texts
from community.texts.common import not_done
from handlers import card_forms, undelivered
from handlers.question_steps import as_it_stands, obstacle, step
from handlers.request import Request
from storage.question_entries import Kind
from storage.questions import Question


async def ask_explanation(request: Request, data: AskExplanation) -> Reply:
    """`Minta penjelasan`: ask the holder, in private, what is to be explained."""
    question = await request.unit.questions.get(data.question)
    refusal = await obstacle(request, question, Event.ASK_EXPLANATION)
    if question is None or refusal:
        return await as_it_stands(request, question, refusal)
    return await card_forms.open_form(request, REQUEST, {"question": question.id})


async def fill_request(request: Request, draft: Draft, given: Input) -> Reply:
    """Take what is to be explained."""
    return await card_forms.fill(request, REQUEST, draft, given, _requested)


async def _requested(request: Request, answers: Answers) -> Reply:
    question = await request.unit.questions.get(number_of(answers))
    refusal = await obstacle(request, question, Event.ASK_EXPLANATION)
    if question is None or refusal:
        return request.show(not_done(refusal, text_of(answers)))
    after = await step(request, question, Event.ASK_EXPLANATION)
    if after is None:
        return request.show(not_done(step_texts.CHANGED, text_of(answers)))
    words = text_of(answers)
    entry_id = await request.unit.question_entries.add(
        after.id, Kind.REQUEST, request.person.id, words, now=request.now
    )
    told = await _told(request, after, entry_id, words)
    return request.show(texts.requested(after.id)) + told + await card_forms.refresh(request, after)


async def _told(request: Request, question: Question, entry_id: int, words: str) -> Reply:
    """Ask the asker; it belongs to their own question, so it is tried whatever is known of them."""
    person_id = question.person_id
    asker = None if person_id is None else await request.unit.people.get(person_id)
    if asker is None:
        return SILENCE
    say = Say(
        chat_id=asker.telegram_id,
        message=texts.asked_to_explain(question.id, question.text, words),
        person_id=asker.id,
        subject=undelivered.request_subject(entry_id),
    )
    return Reply((say,))
