"""What an asker explains: by the button, in reply to the request, or with what they just sent."""

from collections.abc import Sequence

from community import forms, question_forms
from community.answer_forms import files_of, number_of, text_of, with_file
from community.callback import pack
from community.carrying import ALBUM_GAP, Carried, of_file, of_text
from community.form import Answers, Draft, Finished, Input, Typed, advance
from community.incoming import Attachment, Text
from community.own_questions import ExplainWith
from community.question_card import Explain
from community.question_forms import EXPLAIN
from community.questions import FINAL, OPEN, Event
from community.reply import Attached, Button, Lane, Message, Reply, Say, SendFiles
from community.texts import menu as menu_texts
from community.texts import question_forms as texts
from community.texts import question_steps as step_texts
from handlers import answered, answers, card_forms, drafts, filling
from handlers.request import Request
from storage.question_entries import Kind
from storage.questions import Question

OFFERED = 3
"""At most so many of one's questions that wait are offered below free text."""


async def waiting(request: Request, message_id: int) -> Sequence[Button]:
    """Return `Jawab penjelasan` for what waits for this person, with what they just sent."""
    numbers = await request.unit.questions.list_waiting(request.person.id, OFFERED)
    return [
        Button(
            f"Jawab penjelasan #{number}", pack(ExplainWith(question=number, message=message_id))
        )
        for number in numbers
    ]


# --- ways in --------------------------------------------------------------------------------


async def explain(request: Request, data: Explain) -> Reply:
    """`Jawab penjelasan`: ask the asker for it."""
    return await explain_with(request, ExplainWith(question=data.question))


async def explain_with(request: Request, data: ExplainWith) -> Reply:
    """`Jawab penjelasan #12`: take what was sent before, or ask for it."""
    question = await _own(request, data.question)
    if question is None:
        return request.toast(texts.NOT_YOURS, alert=True)
    if question.state not in OPEN:
        return request.toast(texts.NOBODY_WAITS) + request.below.say(Message(texts.NOBODY_WAITS))
    carried = await request.unit.drafts.carried(request.person.id, data.message)
    return await _take(request.below, question, carried, is_anew=data.is_anew)


async def take_reply(request: Request, entry_id: int) -> Reply:
    """Take a reply to the request: it is the explanation."""
    entry = await request.unit.question_entries.get(entry_id)
    question = None if entry is None else await _own(request, entry.question_id)
    event = request.incoming.event
    if question is None or not isinstance(event, Text | Attachment):
        return await drafts.ask_again(request)
    carried = of_text(event) if isinstance(event, Text) else of_file(event)
    if question.state in OPEN:
        return await _take(request, question, carried)
    await request.unit.drafts.carry(request.person.id, carried, request.now)
    is_over = question.state in FINAL or bool(carried.files)
    on = () if is_over else await answered.continuing(request)
    return request.say(Message(texts.NOBODY_WAITS, tuple((one,) for one in on)))


async def _take(
    request: Request, question: Question, carried: Carried | None, *, is_anew: bool = False
) -> Reply:
    """Put what was sent into the explanation; what was begun for another question is kept."""
    begun = await filling.begun(request, EXPLAIN.name)
    is_other = begun is not None and number_of(begun.answers) != question.id
    if begun is not None and is_other and question_forms.is_begun(begun) and not is_anew:
        return await _offer_begun(request, begun, question, carried)
    draft = begun if begun is not None and not is_other else _fresh(question)
    if carried is None:
        return await _asked(request, draft)
    if carried.files:
        return await _with_files(request, question, draft, carried)
    outcome = advance(EXPLAIN, draft, Typed(carried.text, carried.message_id))
    await request.unit.drafts.drop_carried(request.person.id)
    if isinstance(outcome, Finished):  # no draft was needed: another open form stays open
        if begun is not None:
            await request.unit.drafts.discard(request.person.id, EXPLAIN.name)
        return await _explained(request, outcome.answers)
    await _open(request, draft)
    return await fill(request, draft, Typed(carried.text, carried.message_id))


def _fresh(question: Question) -> Draft:
    return EXPLAIN.begin({"question": question.id, "is_anonymous": question.is_anonymous})


async def _offer_begun(
    request: Request, begun: Draft, question: Question, carried: Carried | None
) -> Reply:
    """Offer what was begun for another question before it is thrown away."""
    message_id = 0
    if carried is not None:
        message_id = carried.message_id
        await request.unit.drafts.carry(request.person.id, carried, request.now)
    if request.person.draft is not None:
        await request.unit.drafts.set_aside(request.person.id, request.now)
    anew = ExplainWith(question=question.id, message=message_id, is_anew=True)
    title = f"penjelasan #{number_of(begun.answers)}"
    button = Button(f"Tulis baru #{question.id}", pack(anew))
    return request.say(menu_texts.begun_before(title, EXPLAIN.name, button))


async def _asked(request: Request, draft: Draft) -> Reply:
    """Open the form where it stands; another form that was open is kept, and named."""
    await _open(request, draft)
    reply = request.say(filling.ask(EXPLAIN, draft))
    other = request.person.draft
    if other is None or other.form == draft.form:
        return reply
    return filling.with_draft_note(reply, forms.title(other.form))


async def _open(request: Request, draft: Draft) -> None:
    await request.unit.drafts.open(request.person.id, draft, request.now)


# --- filling in -----------------------------------------------------------------------------


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take the asker's explanation."""
    return await card_forms.fill(request, EXPLAIN, draft, given, _explained)


async def attach(request: Request, draft: Draft, attachment: Attachment) -> Reply:
    """Add a file to the explanation; the parts of an album share one screen."""
    question = await request.unit.questions.get(number_of(draft.answers))
    if question is None or question.is_anonymous:
        return _words_only(request, draft)
    file = Attached(attachment.kind, attachment.file_id, "", attachment.album)
    return await _attached(request, draft, [file], attachment.caption.strip(), attachment.album)


def _words_only(request: Request, draft: Draft) -> Reply:
    asked = filling.ask(EXPLAIN, draft)
    return request.say(Message(f"{texts.WORDS_ONLY}\n\n{asked.text}", asked.buttons))


async def _with_files(
    request: Request, question: Question, draft: Draft, carried: Carried
) -> Reply:
    """Open the form with files; they may tell who asked anonymously: then words only."""
    await request.unit.drafts.drop_carried(request.person.id)
    await _open(request, draft)
    if question.is_anonymous:
        return _words_only(request, draft)
    album = carried.files[-1].album
    return await _attached(request, draft, carried.files, carried.text, album)


async def _attached(
    request: Request, draft: Draft, files: Sequence[Attached], words: str, album: str | None
) -> Reply:
    answers = draft.answers
    for place, file in enumerate(files):
        answers = with_file(answers, file, "" if place else words)
    length = len(text_of(answers))
    if length > question_forms.EXPLANATION[1]:
        return request.say(Message(texts.bad_length(*question_forms.EXPLANATION, length)))
    becomes = Draft(draft.form, EXPLAIN.steps[0].name, {**answers, "message": 0}, {})
    await request.unit.drafts.save(request.person.id, draft, becomes, request.now)
    key = None if album is None else f"explain:{request.person.id}:{album}"
    screen = Say(
        chat_id=request.chat.id,
        message=filling.ask(EXPLAIN, becomes),
        person_id=request.person.id,
        replace_key=key,
        not_before=None if key is None else request.now + ALBUM_GAP,
    )
    return Reply((screen,))


# --- the last answer ------------------------------------------------------------------------


async def _explained(request: Request, given: Answers) -> Reply:
    question = await _own(request, number_of(given))
    if question is None or question.state not in OPEN:
        return request.show(Message(texts.NOBODY_WAITS))
    after = await request.unit.questions.step(
        question, Event.EXPLAIN, request.person.id, request.now
    )
    if after is None:
        return request.show(Message(step_texts.CHANGED))
    words, files = text_of(given), files_of(given)
    source = given.get("message")
    message = (request.chat.id, source) if isinstance(source, int) and source else None
    await request.unit.question_entries.add(
        after.id,
        Kind.EXPLANATION,
        request.person.id,
        words,
        now=request.now,
        attachments=files,
        message=message,
    )
    reply = request.show(texts.explained(after.id)) + await card_forms.refresh(request, after)
    return reply + await _tell_holder(request, after, words, files)


async def _tell_holder(
    request: Request, question: Question, words: str, files: tuple[Attached, ...]
) -> Reply:
    """Tell the holder; a reply to that is an answer, like one to what else the asker adds."""
    holder_id = question.holder_id
    holder = None if holder_id is None else await request.unit.people.get(holder_id)
    if holder is None:
        return Reply()
    came = texts.explanation_came(question.id, words)
    told = answers.tell(holder, came, subject=f"told:{question.id}")
    if not files:
        return told
    sent = SendFiles(chat_id=holder.telegram_id, files=files, lane=Lane.NOTICE, person_id=holder.id)
    return told + Reply((sent,))


async def _own(request: Request, number: int) -> Question | None:
    question = await request.unit.questions.get(number)
    return question if question is not None and question.person_id == request.person.id else None
