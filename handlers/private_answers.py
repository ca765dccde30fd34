"""`Jawab`: the private chat in which a question is answered, with text, files and templates."""

from community import answer_forms, answer_parts, forms
from community.answer_forms import ANSWER
from community.answering import ANSWER_LENGTH, AnswerAnew
from community.form import Answers, Draft, Input, Picked, Typed
from community.incoming import Attachment, Edited
from community.privacy_guard import mask
from community.question_card import ANSWER_LINK, AnswerPrivately
from community.questions import FINAL, NEW
from community.reply import SILENCE, Message, Reply, Rows, Say
from community.texts import answer_forms as form_texts
from community.texts import common
from community.texts import replying as reply_texts
from handlers import answer_screens, answers, filling
from handlers.answer_files import ALBUM_WAIT
from handlers.answers import Content
from handlers.request import Request
from storage.questions import Question

MOST_DIGITS = 19  # of a number that a database can hold


async def answer(request: Request, data: AnswerPrivately) -> Reply:
    """`Jawab`: ask for the answer in a private chat; an unclaimed question is claimed."""
    return await open_answer(request.below, data.question)


async def answer_anew(request: Request, data: AnswerAnew) -> Reply:
    """`Tulis baru`: throw the half-written answer away and begin another."""
    return await open_answer(request.below, data.question, anew=True)


def linked(payload: str) -> int | None:
    """Return the question behind the link of `Jawab` in the group."""
    kind, _, number = payload.partition("_")
    is_number = number.isascii() and number.isdigit() and len(number) < MOST_DIGITS
    return int(number) if kind == ANSWER_LINK and is_number else None


async def open_answer(request: Request, number: int, *, anew: bool = False) -> Reply:
    """Open the form in which a question is answered, from a tap or a link."""
    question = await request.unit.questions.get(number)
    if question is None:
        return request.toast(common.OLD_BUTTON) + request.say(form_texts.no_question())
    refusal = await _refusal(request, question)
    if refusal:
        return request.toast() + request.say(Message(refusal, ((common.menu_button(),),)))
    begun = None if anew else await _begun(request)
    if begun is not None and answer_forms.number_of(begun.answers) != number:
        await request.unit.drafts.set_aside(request.person.id, request.now)
        other = answer_forms.number_of(begun.answers)
        return request.say(form_texts.kept_answer(ANSWER.name, other, number))
    claimed = await answers.claim(request, question) if question.state is NEW else question
    if claimed is None:
        return request.toast(reply_texts.CHANGED_MEANWHILE)
    written = {} if begun is None else begun.answers
    draft = ANSWER.begin({**written, "question": number, "version": question.version})
    opened = await filling.open_form(request, draft)
    reply = request.say(await _quoted(request, question))
    reply += request.say(filling.ask(ANSWER, opened))
    other_form = request.person.draft
    if other_form is not None and other_form.form != draft.form:
        reply = filling.with_draft_note(reply, forms.title(other_form.form))
    if claimed.state is not question.state:
        reply += await answers.refresh(request, claimed)
    return reply


async def _begun(request: Request) -> Draft | None:
    """Return an answer that was begun and is worth keeping."""
    begun = await filling.begun(request, ANSWER.name)
    if begun is None or not _is_written(begun.answers):
        return None
    return begun


def _is_written(written: Answers) -> bool:
    return bool(answer_forms.text_of(written) or answer_forms.files_of(written))


async def _quoted(request: Request, question: Question, note: str = "") -> Message:
    entries = await request.unit.question_entries.list_of(question.id)
    said = answer_screens.said_since(entries)
    return form_texts.quoted(question.id, question.text, said, note=note)


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
    file = answer_parts.file_of(attachment)
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
        not_before=request.now + ALBUM_WAIT,
    )
    return Reply((screen,))


async def follow_edit(request: Request, event: Edited) -> Reply | None:
    """Take an edit of what was written so far; None where the message is no part of it."""
    draft = await _begun(request) if request.incoming.is_private else None
    if draft is None or not answer_forms.is_made_of(draft.answers, event.message_id):
        return None
    becomes = answer_parts.edited(answer_forms.parts_of(draft.answers), event)
    length = len(becomes.text)
    if length > ANSWER_LENGTH:
        return request.say(Message(form_texts.too_long(length, ANSWER_LENGTH)))
    written = answer_forms.with_parts(draft.answers, becomes)
    opened = await filling.open_form(request, ANSWER.begin(written))
    return request.say(filling.ask(ANSWER, opened))


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
    """Send what was written; what cannot go is kept, or at least shown to be copied."""
    question = await request.unit.questions.get(answer_forms.number_of(given))
    if question is None:
        await request.unit.drafts.discard(request.person.id, ANSWER.name)
        return request.show(form_texts.no_question())
    refusal = await _refusal(request, question)
    if refusal:
        return await _not_sent(request, question, given, refusal)
    if given.get("version") != question.version:
        return await _show_changed(request, question, given)
    files, message_id = answer_forms.files_of(given), answer_forms.message_of(given)
    if not message_id:  # a template, or words that came with a file
        message_id = next((found for one in files if (found := answer_parts.message_of(one))), 0)
    message = (request.chat.id, message_id) if message_id else None
    content = Content(answer_forms.text_of(given), files, message)
    sent = await answers.claim_and_give(request, question, content)
    if sent is None:
        return await _not_sent(request, question, given, reply_texts.CHANGED_MEANWHILE)
    await request.unit.drafts.discard(request.person.id, ANSWER.name)
    return request.show(reply_texts.sent_privately(question.id)) + sent


async def _not_sent(request: Request, question: Question, given: Answers, why: str) -> Reply:
    """Give an answer back that cannot go; it is kept while it may still be needed."""
    words, files = mask(answer_forms.text_of(given)), len(answer_forms.files_of(given))
    if question.state in FINAL or question.person_id is None:
        await request.unit.drafts.discard(request.person.id, ANSWER.name)
        rows: Rows = ((common.menu_button(),),)
    else:
        await filling.open_form(request, ANSWER.begin(given))
        rows = form_texts.try_again_rows(ANSWER.name)
    return request.show(form_texts.not_sent(why, words, files, rows))


async def _show_changed(request: Request, question: Question, given: Answers) -> Reply:
    """Show a question that was edited meanwhile above its answer, which is sent by another tap."""
    again = ANSWER.begin({**given, "version": question.version})
    opened = await filling.open_form(request, again)
    shown = request.show(await _quoted(request, question, form_texts.changed(question.id)))
    return shown + request.below.say(filling.ask(ANSWER, opened))


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
