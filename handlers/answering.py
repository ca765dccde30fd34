"""How moderators answer: in reply to a card, or in private with `Jawab`."""

from dataclasses import replace
from enum import StrEnum

from community import answer_forms, forms
from community.answer_forms import ANSWER
from community.answering import ANSWER_LENGTH, DropHeld, EditHeld, RetractAnswer, SendHeld
from community.form import Answers, Draft, Input, Picked, Typed
from community.incoming import Attachment, Edited, Text, Unsupported
from community.privacy_guard import find, mask
from community.question_card import ANSWER_LINK, AnswerPrivately
from community.questions import ANSWERED, CLOSED, FINAL, MODERATOR, NEW
from community.reply import SILENCE, Attached, Message, Reply, Say
from community.texts import answering as texts
from community.texts import common
from handlers import answers, filling
from handlers.answers import Content
from handlers.request import Request
from storage.held_replies import HeldReply
from storage.question_entries import Entry, Kind
from storage.questions import Question

MOST_DIGITS = 19  # of a number that a database can hold
_REPLIED_TO = Text | Attachment | Unsupported | Edited

# --- replies to a card ---------------------------------------------------------------------


async def take_reply(request: Request, number: int) -> Reply:
    """Take a moderator's reply to a card: the holder's is the answer, others' are held."""
    question = await request.unit.questions.get(number)
    if question is None:
        return SILENCE
    content = answers.content_of(request)
    part = await _part_of_album(request, question, content)
    if part is not None:
        return part
    refusal = await _refusal(request, question)
    if refusal:
        return _back(request, Message(refusal))
    if not content.text and not content.files:
        return _back(request, Message(common.UNSUPPORTED))
    if question.state is NEW or _problem(content.text) is not None:
        return await _hold(request, question, content)
    given = await answers.give(request, question, content)
    if given is None:
        return _back(request, Message(texts.CHANGED_MEANWHILE))
    return _done(request, texts.sent(number)) + given


async def take_anonymous(request: Request, number: int) -> Reply:
    """Tell an anonymous admin of the group, once a question, to answer under their own name."""
    if not await request.unit.occasions.take(f"anonymous_answer:{number}", request.now):
        return SILENCE
    return _back(request, texts.anonymous_admin(number))


async def _refusal(request: Request, question: Question) -> str:
    """Say why a reply is not sent; empty where it may be.

    Whose question it is does not matter: whoever asked anonymously is told apart by nothing that
    others read.
    """
    number = question.id
    if question.state in FINAL:
        return texts.card_over(number, question.state)
    if question.person_id is None:
        return texts.ASKER_GONE
    if question.state is not NEW and question.holder_id != request.person.id:
        name = await answers.name_of(request, question.holder_id)
        is_answered = question.state in (ANSWERED, CLOSED)
        word = texts.answered_by if is_answered else texts.held_by
        return word(number, name)
    return ""


def _is_own(request: Request, question: Question) -> bool:
    """Say whether somebody may not answer because they asked."""
    return MODERATOR not in answers.standing_of(request, question)


class Problem(StrEnum):
    """Why a text is not sent as it is."""

    LONG = "long"
    PERSONAL = "personal"


def _problem(text: str) -> Problem | None:
    if len(text) > ANSWER_LENGTH:
        return Problem.LONG
    return Problem.PERSONAL if find(text) else None


async def _part_of_album(request: Request, question: Question, content: Content) -> Reply | None:
    """Let a part of an album join the answer, or the held reply, that its first part became."""
    if content.album is None:
        return None
    held = await request.unit.held_replies.newest(question.id, request.person.id)
    if held is not None and _has_album(held.attachments, content.album):
        text = "\n\n".join(one for one in (held.text, content.text) if one)
        files = (*held.attachments, *content.files)
        await request.unit.held_replies.change(held.id, text, files)
        return SILENCE
    for entry in reversed(await answers.living(request, question.id)):
        is_own = entry.author_id == request.person.id
        if is_own and _has_album(entry.attachments, content.album):
            return await _grow(request, question, entry, content)
    return None


async def _grow(request: Request, question: Question, entry: Entry, content: Content) -> Reply:
    """Let a part join its answer; a caption that may not go stays behind."""
    if not answers.may_correct(request, question, entry):
        return _back(request, Message(texts.CHANGED_MEANWHILE))
    if find(content.text):
        return await _hold(request, question, content)
    length = len(entry.text) + len(content.text) + 2
    if not content.text or length <= ANSWER_LENGTH:
        return await answers.grow(request, entry, content)
    told = _back(request, texts.caption_too_long(question.id, length, ANSWER_LENGTH))
    return told + await answers.grow(request, entry, replace(content, text=""))


def _has_album(files: tuple[Attached, ...], album: str) -> bool:
    return any(one.album == album for one in files)


async def _hold(request: Request, question: Question, content: Content) -> Reply:
    """Keep a reply until its author says what it is; nobody is sent it before."""
    if content.message is None:
        return SILENCE
    held_id = await request.unit.held_replies.add(
        question.id,
        request.person.id,
        content.text,
        content.files,
        content.message,
        now=request.now,
    )
    return _back(request, _prompt(question, held_id, content.text), held_id)


def _prompt(question: Question, held_id: int, text: str) -> Message:
    """Ask what becomes of a held reply."""
    problem = _problem(text)
    if problem is Problem.LONG:
        return texts.held_too_long(question.id, held_id, len(text), ANSWER_LENGTH)
    if problem is None or question.state is NEW:  # personal data are asked about when it is sent
        return texts.held(question.id, held_id)
    return texts.held_guard(question.id, held_id, text)


def _done(request: Request, words: str) -> Reply:
    """Say that something went out; in the group the card shows it, which costs no message."""
    return _back(request, Message(words)) if request.incoming.is_private else SILENCE


def _back(request: Request, message: Message, held_id: int | None = None) -> Reply:
    """Answer a message where it stands, as a reply to it."""
    event = request.incoming.event
    return Reply(
        (
            Say(
                chat_id=request.chat.id,
                message=message,
                person_id=request.person.id or None,
                thread_id=request.chat.thread_id,
                reply_to=event.message_id if isinstance(event, _REPLIED_TO) else None,
                subject=None if held_id is None else f"held:{held_id}",
            ),
        )
    )


# --- held replies --------------------------------------------------------------------------


async def send_held(request: Request, data: SendHeld) -> Reply:
    """`Kirim jawaban`: claim and answer in one; what the guard finds is asked about first."""
    held = await request.unit.held_replies.get(data.held)
    refusal = _held_refusal(request, held)
    if held is None or refusal is not None:
        return refusal or SILENCE
    if len(held.text) > ANSWER_LENGTH:
        length = len(held.text)
        return request.show(texts.held_too_long(held.question_id, held.id, length, ANSWER_LENGTH))
    if data.how not in ("raw", "mask") and find(held.text):
        return request.show(texts.held_guard(held.question_id, held.id, held.text))
    return await _send_held(request, held, mask(held.text) if data.how == "mask" else held.text)


async def _send_held(request: Request, held: HeldReply, text: str) -> Reply:
    """Send what was held: as the answer, or as the correction of one."""
    entry = await request.unit.question_entries.by_message(held.chat_id, held.message_id)
    if entry is not None and entry.kind is Kind.ANSWER:
        return await _send_correction(request, held, entry, text)
    return await _send_answer(request, held, text)


async def drop_held(request: Request, data: DropHeld) -> Reply:
    """`Bukan jawaban`: forget what was held."""
    held = await request.unit.held_replies.get(data.held)
    refusal = _held_refusal(request, held)
    if held is None or refusal is not None:
        return refusal or SILENCE
    await request.unit.held_replies.drop(held.id)
    return request.show(Message(texts.NOT_SENT))


async def edit_held(request: Request, data: EditHeld) -> Reply:
    """`Ubah`: the author edits the message itself."""
    held = await request.unit.held_replies.get(data.held)
    refusal = _held_refusal(request, held)
    if held is None or refusal is not None:
        return refusal or SILENCE
    return request.show(texts.edit_held(held.question_id, held.id))


def _held_refusal(request: Request, held: HeldReply | None) -> Reply | None:
    if held is None:
        return request.toast(texts.HELD_GONE) + request.show(Message(texts.HELD_GONE))
    if held.person_id != request.person.id:
        return request.toast(texts.AUTHOR_ONLY, alert=True)
    return None


async def _send_answer(request: Request, held: HeldReply, text: str) -> Reply:
    question = await request.unit.questions.get(held.question_id)
    if question is None:
        return request.toast(texts.HELD_GONE)
    refusal = await _refusal(request, question)
    if not refusal and _is_own(request, question):
        return request.toast(texts.own_question(question.id), alert=True)
    if not await request.unit.held_replies.drop(held.id):
        return request.toast(texts.HELD_GONE)
    if refusal:
        return request.show(Message(refusal))
    content = Content(text, held.attachments, (held.chat_id, held.message_id))
    given = await _claimed_and_given(request, question, content)
    if given is None:
        return request.show(Message(texts.CHANGED_MEANWHILE))
    return request.show(Message(texts.sent(question.id))) + given


async def _claimed_and_given(
    request: Request, question: Question, content: Content
) -> Reply | None:
    claimed = await answers.claim(request, question) if question.state is NEW else question
    return None if claimed is None else await answers.give(request, claimed, content)


async def _send_correction(request: Request, held: HeldReply, entry: Entry, text: str) -> Reply:
    await request.unit.held_replies.drop(held.id)
    corrected = await answers.correct(request, entry, text)
    if corrected is None:
        return request.show(Message(texts.CHANGED_MEANWHILE))
    return request.show(Message(texts.corrected(entry.question_id))) + corrected


# --- edits and withdrawals -----------------------------------------------------------------


async def follow_edit(request: Request, entry: Entry, text: str) -> Reply:
    """Correct what was delivered when its author edits the message."""
    text = text.strip()
    question = await request.unit.questions.get(entry.question_id)
    if question is None or entry.author_id != request.person.id or text == entry.text:
        return SILENCE
    if not answers.may_correct(request, question, entry) or not (text or entry.attachments):
        return SILENCE
    if len(text) > ANSWER_LENGTH:
        return _back(request, texts.edit_too_long(question.id, len(text), ANSWER_LENGTH))
    if find(text) and entry.chat_id is not None and entry.message_id is not None:
        message = (entry.chat_id, entry.message_id)
        held_id = await request.unit.held_replies.add(
            question.id, request.person.id, text, (), message, now=request.now
        )
        return _back(request, texts.held_guard(question.id, held_id, text), held_id)
    corrected = await answers.correct(request, entry, text)
    if corrected is None:
        return _back(request, Message(texts.CHANGED_MEANWHILE))
    return _done(request, texts.corrected(question.id)) + corrected


async def follow_held_edit(request: Request, held: HeldReply, text: str) -> Reply:
    """Keep an edited reply; it goes out once nothing stands in its way any more.

    One that waits for its author's word goes on waiting, and so does what was written before its
    author took the question.
    """
    question = await request.unit.questions.get(held.question_id)
    if held.person_id != request.person.id or question is None:
        return SILENCE
    text = text.strip()
    await request.unit.held_replies.change(held.id, text, held.attachments)
    was, becomes = _problem(held.text), _problem(text)
    if was is becomes:
        return SILENCE
    is_correction = await _corrects(request, held)
    is_holder = question.holder_id == request.person.id
    is_answer = is_holder and question.claimed_at is not None and question.claimed_at <= held.at
    if becomes is None and (is_answer or is_correction):
        return await _send_held(request, held, text)
    return _back(request, _prompt(question, held.id, text), held.id)


async def _corrects(request: Request, held: HeldReply) -> bool:
    entry = await request.unit.question_entries.by_message(held.chat_id, held.message_id)
    return entry is not None and entry.kind is Kind.ANSWER


async def retract(request: Request, data: RetractAnswer) -> Reply:
    """`Tarik jawaban`: the author takes their newest answer back, after a second tap."""
    question = await request.unit.questions.get(data.question)
    entry = None if question is None else await _own_answer(request, question, data.entry)
    if question is None or entry is None:
        return request.toast(texts.NO_ANSWER_OF_YOURS, alert=True)
    if not data.is_sure:
        return request.below.say(texts.confirm_retracting(question.id, entry.id, entry.text))
    becomes = await answers.retract(request, question, entry)
    if becomes is None:
        return request.toast(texts.CHANGED_MEANWHILE, alert=True)
    told = await answers.told_retracted(request, becomes, entry)
    becomes = await answers.release_lost(request, becomes)
    done = request.show(Message(texts.retracted(question.id)))
    return done + told + await answers.refresh(request, becomes)


async def _own_answer(request: Request, question: Question, entry_id: int) -> Entry | None:
    """Return somebody's own answer, their newest where none is named."""
    own = [
        entry
        for entry in await answers.living(request, question.id)
        if entry.author_id == request.person.id and entry_id in (0, entry.id)
    ]
    return own[-1] if own else None


# --- in private ----------------------------------------------------------------------------


async def answer_privately(request: Request, data: AnswerPrivately) -> Reply:
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
    refusal = await _private_refusal(request, question)
    if refusal:
        return request.toast() + request.say(Message(refusal))
    claimed = await answers.claim(request, question) if question.state is NEW else question
    if claimed is None:
        return request.toast(texts.CHANGED_MEANWHILE)
    draft = ANSWER.begin({"question": number})
    opened = await filling.open_form(request, draft)
    reply = request.say(texts.quoted(number, question.text))
    reply += request.say(filling.ask(ANSWER, opened))
    other = request.person.draft
    if other is not None and other.form != draft.form:
        reply = filling.with_draft_note(reply, forms.title(other.form))
    if claimed.state is not question.state:
        reply += await answers.refresh(request, claimed)
    return reply


async def _private_refusal(request: Request, question: Question) -> str:
    """Say why somebody cannot answer, where only they read it."""
    if question.state not in FINAL and _is_own(request, question):
        return texts.own_question(question.id)
    return await _refusal(request, question)


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
        return request.say(Message(texts.too_long(length, ANSWER_LENGTH)))
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
    return request.show(Message(texts.CHANGED_MEANWHILE))


async def _leave(request: Request, draft: Draft) -> Reply:
    await request.unit.drafts.discard(request.person.id, draft.form)
    return request.show(Message(texts.NOT_SENT, ((common.menu_button(),),)))


async def _send(request: Request, given: Answers) -> Reply:
    """Send what was written; of two taps one does."""
    if not await request.unit.drafts.discard(request.person.id, ANSWER.name):
        return request.toast(texts.CHANGED_MEANWHILE)
    question = await request.unit.questions.get(answer_forms.number_of(given))
    if question is None:
        return request.show(Message(common.OLD_BUTTON))
    content = Content(answer_forms.text_of(given), answer_forms.files_of(given))
    refusal = await _private_refusal(request, question)
    if refusal:
        return request.show(Message(refusal))
    sent = await _claimed_and_given(request, question, content)
    if sent is None:
        return request.show(Message(texts.CHANGED_MEANWHILE))
    return request.show(Message(texts.sent(question.id), ((common.menu_button(),),))) + sent


async def _offer_templates(request: Request, draft: Draft) -> Reply:
    listed = (await request.unit.templates.list_all())[: texts.TEMPLATES_SHOWN]
    if not listed:
        return request.toast(texts.NO_TEMPLATES, alert=True)
    view: Answers = {"ids": [one.id for one in listed], "titles": [one.title for one in listed]}
    shown = Draft(draft.form, draft.step, draft.answers, view)
    return request.show(filling.ask(ANSWER, shown))


async def _template(request: Request, value: str) -> str | None:
    number = value.removeprefix("template:")
    if not number.isascii() or not number.isdigit() or len(number) >= MOST_DIGITS:
        return None
    found = await request.unit.templates.get(int(number))
    return None if found is None else found.text
