"""`Minta penjelasan`, and what the asker explains."""

from community import question_forms
from community.answer_forms import files_of, number_of, text_of, with_file
from community.form import Answers, Draft, Input
from community.incoming import Attachment
from community.question_card import AskExplanation, Explain
from community.question_forms import EXPLAIN, REQUEST
from community.questions import OPEN, Event
from community.reply import SILENCE, Attached, Lane, Message, Reply, Say, SendFiles
from community.texts import question_forms as texts
from community.texts import question_steps as step_texts
from handlers import card_forms, filling, undelivered
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


async def explain(request: Request, data: Explain) -> Reply:
    """`Jawab penjelasan`: ask the asker for it."""
    question = await request.unit.questions.get(data.question)
    if question is None or question.person_id != request.person.id:
        return request.toast(texts.NOT_YOURS, alert=True)
    if question.state not in OPEN:
        return request.toast(texts.NOBODY_WAITS) + request.below.say(Message(texts.NOBODY_WAITS))
    return await card_forms.open_form(request, EXPLAIN, {"question": question.id})


async def fill_explanation(request: Request, draft: Draft, given: Input) -> Reply:
    """Take the asker's explanation."""
    return await card_forms.fill(request, EXPLAIN, draft, given, _explained)


async def attach(request: Request, draft: Draft, attachment: Attachment) -> Reply:
    """Add a file to the explanation; the parts of an album share one screen.

    Files may tell who asked anonymously: then words only.
    """
    question = await request.unit.questions.get(number_of(draft.answers))
    if question is None or question.is_anonymous:
        return request.say(Message(texts.WORDS_ONLY))
    file = Attached(attachment.kind, attachment.file_id, "", attachment.album)
    answers = with_file(draft.answers, file, attachment.caption.strip())
    words = text_of(answers)
    if len(words) > question_forms.EXPLANATION[1]:
        return request.say(Message(texts.bad_length(*question_forms.EXPLANATION, len(words))))
    becomes = Draft(draft.form, EXPLAIN.steps[0].name, answers, {})
    await request.unit.drafts.save(request.person.id, draft, becomes, request.now)
    key = None if file.album is None else f"explain:{request.person.id}:{file.album}"
    screen = Say(
        chat_id=request.chat.id,
        message=filling.ask(EXPLAIN, becomes),
        person_id=request.person.id,
        replace_key=key,
        not_before=None if key is None else request.now + question_forms.ALBUM_IS_WHOLE,
    )
    return Reply((screen,))


async def _requested(request: Request, answers: Answers) -> Reply:
    question = await request.unit.questions.get(number_of(answers))
    refusal = await obstacle(request, question, Event.ASK_EXPLANATION)
    if question is None or refusal:
        return request.show(Message(refusal))
    after = await step(request, question, Event.ASK_EXPLANATION)
    if after is None:
        return request.show(Message(step_texts.CHANGED))
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


async def _explained(request: Request, answers: Answers) -> Reply:
    question = await request.unit.questions.get(number_of(answers))
    is_own = question is not None and question.person_id == request.person.id
    if question is None or not is_own or question.state not in OPEN:
        return request.show(Message(texts.NOBODY_WAITS))
    after = await request.unit.questions.step(
        question, Event.EXPLAIN, request.person.id, request.now
    )
    if after is None:
        return request.show(Message(step_texts.CHANGED))
    words, files = text_of(answers), files_of(answers)
    await request.unit.question_entries.add(
        after.id, Kind.EXPLANATION, request.person.id, words, now=request.now, attachments=files
    )
    reply = request.show(texts.explained(after.id)) + await card_forms.refresh(request, after)
    holder = None if after.holder_id is None else await request.unit.people.get(after.holder_id)
    if holder is None:
        return reply
    reply += request.tell(holder.telegram_id, holder.id, texts.explanation_came(after.id, words))
    if not files:
        return reply
    sent = SendFiles(chat_id=holder.telegram_id, files=files, lane=Lane.NOTICE, person_id=holder.id)
    return reply + Reply((sent,))
