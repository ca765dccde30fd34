"""What is opened from a card and written in private: explanations, refusals, look-ups."""

from community import forms, question_forms, workplace
from community.answer_forms import files_of, number_of, text_of, with_file
from community.form import Answers, Draft, Form, Input
from community.incoming import Attachment
from community.question_card import (
    AskExplanation,
    ChooseQuestionRefusal,
    Explain,
    LookUpAsker,
    RefuseQuestion,
)
from community.question_forms import EXPLAIN, LOOK_UP, REFUSAL, REQUEST
from community.question_refusals import Needs, Reason, by_code
from community.questions import OPEN, Event
from community.reply import Attached, Lane, Message, Reply, Say, SendFiles
from community.texts import question_forms as texts
from community.texts import question_steps as step_texts
from handlers import filling, question_cards, question_writing
from handlers.question_steps import as_it_stands, obstacle, step, write_down
from handlers.request import Request
from storage.question_entries import Kind
from storage.questions import Question

# --- an explanation ------------------------------------------------------------------------


async def ask_explanation(request: Request, data: AskExplanation) -> Reply:
    """`Minta penjelasan`: ask the holder, in private, what is to be explained."""
    question = await request.unit.questions.get(data.question)
    refusal = await obstacle(request, question, Event.ASK_EXPLANATION)
    if question is None or refusal:
        return await as_it_stands(request, question, refusal)
    return await _open(request, REQUEST, {"question": question.id})


async def fill_request(request: Request, draft: Draft, given: Input) -> Reply:
    """Take what is to be explained."""
    return await _fill(request, REQUEST, draft, given)


async def explain(request: Request, data: Explain) -> Reply:
    """`Jawab penjelasan`: ask the asker for it."""
    question = await request.unit.questions.get(data.question)
    if question is None or question.person_id != request.person.id:
        return request.toast(texts.NOT_YOURS, alert=True)
    if question.state not in OPEN:
        return request.toast(texts.NOBODY_WAITS) + request.below.say(Message(texts.NOBODY_WAITS))
    return await _open(request, EXPLAIN, {"question": question.id})


async def fill_explanation(request: Request, draft: Draft, given: Input) -> Reply:
    """Take the asker's explanation."""
    return await _fill(request, EXPLAIN, draft, given)


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
    await request.unit.question_entries.add(
        after.id, Kind.REQUEST, request.person.id, words, now=request.now
    )
    told = await _tell_asker(request, after, texts.asked_to_explain(after.id, after.text, words))
    return request.show(texts.requested(after.id)) + told + await _refresh(request, after)


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
    reply = request.show(texts.explained(after.id)) + await _refresh(request, after)
    holder = None if after.holder_id is None else await request.unit.people.get(after.holder_id)
    if holder is None:
        return reply
    reply += request.tell(holder.telegram_id, holder.id, texts.explanation_came(after.id, words))
    if not files:
        return reply
    sent = SendFiles(chat_id=holder.telegram_id, files=files, lane=Lane.NOTICE, person_id=holder.id)
    return reply + Reply((sent,))


# --- a refusal -----------------------------------------------------------------------------


async def choose_refusal(request: Request, data: ChooseQuestionRefusal) -> Reply:
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
        answers: Answers = {"question": question.id, "reason": reason.code}
        return await _open(request, REFUSAL, answers) + shown
    after = await _refuse(request, question, reason, "", None)
    if after is None:
        return await as_it_stands(request, question)
    told = await _tell_refused(request, after, reason)
    return await question_cards.refresh_tapped(request, after) + told


async def fill_refusal(request: Request, draft: Draft, given: Input) -> Reply:
    """Take the number of the question that was answered, or a reason in words."""
    return await _fill(request, REFUSAL, draft, given)


async def _refused(request: Request, answers: Answers) -> Reply:
    question = await request.unit.questions.get(number_of(answers))
    refusal = await obstacle(request, question, Event.REFUSE)
    reason = question_forms.reason_of(answers)
    if question is None or refusal or reason is None:
        return request.show(Message(refusal or step_texts.GONE))
    link, duplicate = _reference(request, answers)
    wrong = "" if duplicate is None else await _wrong_number(request, question, duplicate)
    if wrong:
        again: Answers = {"question": question.id, "reason": reason.code}
        return await _open(request, REFUSAL, again, wrong)
    words = link or text_of(answers)
    after = await _refuse(request, question, reason, words, duplicate)
    if after is None:
        return request.show(Message(step_texts.CHANGED))
    told = await _tell_refused(request, after, reason)
    return request.show(texts.refused(after.id)) + told + await _refresh(request, after)


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
    return await _tell_asker(request, question, message)


# --- who asked anonymously -----------------------------------------------------------------


async def look_up(request: Request, data: LookUpAsker) -> Reply:
    """`Lihat penanya`: ask the admin why."""
    question = await request.unit.questions.get(data.question)
    refusal = _obstacle_to_look_up(question)
    if question is None or refusal:
        shown = Reply() if question is None else await question_cards.show_tapped(request, question)
        return request.toast(refusal, alert=True) + shown
    return await _open(request, LOOK_UP, {"question": question.id})


def _obstacle_to_look_up(question: Question | None) -> str:
    """Say why nobody can be looked up; empty when somebody can."""
    if question is None:
        return step_texts.GONE
    if question.person_id is None:
        return texts.ASKER_ERASED
    return "" if question.is_anonymous else texts.NOT_ANONYMOUS


async def fill_look_up(request: Request, draft: Draft, given: Input) -> Reply:
    """Take the reason."""
    return await _fill(request, LOOK_UP, draft, given)


async def _looked_up(request: Request, answers: Answers) -> Reply:
    """Tell who asked; the look stands in the trail, its reason with the question."""
    unit = request.unit
    question = await unit.questions.get(number_of(answers))
    refusal = _obstacle_to_look_up(question)
    asker = None if question is None or refusal else question.person_id
    card = None if asker is None else await unit.members.card(asker)
    if question is None or card is None:
        return request.show(Message(refusal or texts.ASKER_ERASED))
    details = {"reason": text_of(answers)}
    after = await write_down(request, question, Event.LOOK_UP, details)
    if after is None:
        return request.show(Message(step_texts.CHANGED))
    await unit.audit.note(
        "asker_looked_up", request.person.id, asker, {"question": question.id}, request.now
    )
    place = "–" if card.profile is None else workplace.name(card.profile)
    shown = request.show(texts.asker(question.id, card.name, place))
    return shown + await _refresh(request, after)


# --- what all of them do -------------------------------------------------------------------

_FINISH = {
    REQUEST.name: _requested,
    EXPLAIN.name: _explained,
    REFUSAL.name: _refused,
    LOOK_UP.name: _looked_up,
}


async def leave(request: Request) -> Reply:
    """Say that a form was left."""
    return request.show(texts.left())


async def show_late(request: Request) -> Reply:
    """Answer a tap on a form that is gone."""
    return request.show(texts.late())


async def _fill(request: Request, form: Form, draft: Draft, given: Input) -> Reply:
    if filling.is_cancelled(given):
        await request.unit.drafts.discard(request.person.id, draft.form)
        return await leave(request)

    async def finish(request: Request, answers: Answers) -> Reply:
        if not await request.unit.drafts.discard(request.person.id, form.name):
            return await show_late(request)  # the other tap was faster
        return await _FINISH[form.name](request, answers)

    return await filling.fill(request, form, draft, given, finish)


async def _open(request: Request, form: Form, answers: Answers, note: str = "") -> Reply:
    """Ask the first question of a form in the private chat of whoever tapped."""
    draft = await filling.open_form(request, form.begin(answers))
    question = filling.ask(form, draft)
    if note:
        question = Message(f"{note}\n\n{question.text}", question.buttons)
    person = request.person
    says = Reply((Say(chat_id=person.telegram_id, message=question, person_id=person.id),))
    if person.draft is not None and person.draft.form != form.name:
        says = filling.with_draft_note(says, forms.title(person.draft.form))
    toast = "" if request.incoming.is_private else texts.IN_PRIVATE
    return request.toast(toast) + says


async def _refresh(request: Request, question: Question) -> Reply:
    return await question_cards.refresh(request.unit, request.charter, question, request.now)


async def _tell_asker(request: Request, question: Question, message: Message) -> Reply:
    """Tell the asker something; silent once their data are deleted."""
    if question.person_id is None:
        return Reply()
    asker = await request.unit.people.get(question.person_id)
    return Reply() if asker is None else request.tell(asker.telegram_id, asker.id, message)
