"""`Jawab`: the private chat in which a question is answered, with text, files and templates."""

from community import answer_forms, forms
from community.answer_forms import ANSWER
from community.answering import ANSWER_LENGTH
from community.form import Answers, Draft, Input, Picked, Typed
from community.incoming import Attachment
from community.question_card import ANSWER_LINK, AnswerPrivately
from community.questions import FINAL, NEW
from community.reply import SILENCE, Attached, Message, Reply, Say
from community.texts import answer_forms as form_texts
from community.texts import common
from community.texts import replying as reply_texts
from handlers import answers, filling
from handlers.answers import Content
from handlers.request import Request
from storage.questions import Question

MOST_DIGITS = 19  # of a number that a database can hold


async def answer(request: Request, data: AnswerPrivately) -> Reply:
    """`Jawab`: ask for the answer in a private chat; an unclaimed question is claimed."""
    return await open_answer(request.below, data.question)


def linked(payload: str) -> int | None:
    """Return the question behind the link of `Jawab` in the group."""
    kind, _, number = payload.partition("_")
    is_number = number.isascii() and number.isdigit() and len(number) < MOST_DIGITS
    return int(number) if kind == ANSWER_LINK and is_number else None


async def open_answer(request: Request, number: int) -> Reply:
    """Open the form in which a question is answered, from a tap or a link."""
    question = await request.unit.questions.get(number)
    if question is None:
        return request.toast(common.OLD_BUTTON) + request.say(Message(common.OLD_BUTTON))
    refusal = await _refusal(request, question)
    if refusal:
        return request.toast() + request.say(Message(refusal))
    claimed = await answers.claim(request, question) if question.state is NEW else question
    if claimed is None:
        return request.toast(reply_texts.CHANGED_MEANWHILE)
    draft = ANSWER.begin({"question": number})
    opened = await filling.open_form(request, draft)
    reply = request.say(form_texts.quoted(number, question.text))
    reply += request.say(filling.ask(ANSWER, opened))
    other = request.person.draft
    if other is not None and other.form != draft.form:
        reply = filling.with_draft_note(reply, forms.title(other.form))
    if claimed.state is not question.state:
        reply += await answers.refresh(request, claimed)
    return reply


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take the answer's text and files, `Templat`, the guard, `Kirim`."""
    if filling.is_cancelled(given):
        return await _leave(request, draft)
    if isinstance(given, Picked) and given.step == draft.step == "content":
        if given.value == "templates":
            return await _offer_templates(request, draft)
        if given.value.startswith("template:"):
            template = await _template(request, given.value)
            if template is None:
                return request.toast(common.OLD_BUTTON)
            given = Typed(template)
    return await filling.fill(request, ANSWER, draft, given, _send)


async def attach(request: Request, draft: Draft, attachment: Attachment) -> Reply:
    """Add a file to the answer; the parts of an album share one screen."""
    file = Attached(attachment.kind, attachment.file_id, "", attachment.album)
    answers_ = answer_forms.with_file(draft.answers, file, attachment.caption.strip())
    if len(answer_forms.text_of(answers_)) > ANSWER_LENGTH:
        length = len(answer_forms.text_of(answers_))
        return request.say(Message(form_texts.too_long(length, ANSWER_LENGTH)))
    becomes = Draft(draft.form, "content", answers_, {})
    if not await request.unit.drafts.save(request.person.id, draft, becomes, request.now):
        return SILENCE
    key = f"answer_form:{request.person.id}:{file.album}"
    said = filling.ask(ANSWER, becomes)
    if file.album is None:
        return request.say(said)
    screen = Say(
        chat_id=request.chat.id,
        message=said,
        person_id=request.person.id,
        replace_key=key,
        not_before=request.now + answers.ALBUM_WAIT,
    )
    return Reply((screen,))


async def late(request: Request) -> Reply:
    """Answer a tap below a form that was sent."""
    return request.show(Message(reply_texts.CHANGED_MEANWHILE))


async def _refusal(request: Request, question: Question) -> str:
    """Say why somebody cannot answer, where only they read it."""
    if question.state not in FINAL and answers.is_own(request, question):
        return reply_texts.own_question(question.id)
    return await answers.refusal(request, question)


async def _leave(request: Request, draft: Draft) -> Reply:
    await request.unit.drafts.discard(request.person.id, draft.form)
    return request.show(Message(reply_texts.NOT_SENT, ((common.menu_button(),),)))


async def _send(request: Request, given: Answers) -> Reply:
    """Send what was written; of two taps one does."""
    if not await request.unit.drafts.discard(request.person.id, ANSWER.name):
        return request.toast(reply_texts.CHANGED_MEANWHILE)
    question = await request.unit.questions.get(answer_forms.number_of(given))
    if question is None:
        return request.show(Message(common.OLD_BUTTON))
    content = Content(answer_forms.text_of(given), answer_forms.files_of(given))
    refusal = await _refusal(request, question)
    if refusal:
        return request.show(Message(refusal))
    sent = await answers.claim_and_give(request, question, content)
    if sent is None:
        return request.show(Message(reply_texts.CHANGED_MEANWHILE))
    return request.show(Message(reply_texts.sent(question.id), ((common.menu_button(),),))) + sent


async def _offer_templates(request: Request, draft: Draft) -> Reply:
    listed = (await request.unit.templates.list_all())[: form_texts.TEMPLATES_SHOWN]
    if not listed:
        return request.toast(form_texts.NO_TEMPLATES, alert=True)
    view: Answers = {"ids": [one.id for one in listed], "titles": [one.title for one in listed]}
    shown = Draft(draft.form, draft.step, draft.answers, view)
    return request.show(filling.ask(ANSWER, shown))


async def _template(request: Request, value: str) -> str | None:
    number = value.removeprefix("template:")
    if not number.isascii() or not number.isdigit() or len(number) >= MOST_DIGITS:
        return None
    found = await request.unit.templates.get(int(number))
    return None if found is None else found.text
