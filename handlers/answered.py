"""What askers do with an answer: accept it, miss something, ask on, rate it."""

from datetime import timedelta

from community import answer_forms, forms
from community.answer_forms import FOLLOW_UP
from community.answering import RATINGS, AcceptAnswer, FollowUp, MissAnswer, RateAnswer
from community.carrying import of_text
from community.form import Answers, Draft, Input, Typed
from community.incoming import Edited, Tap, Text
from community.questions import ANSWERED, ASKER, CLOSED, FINAL, WAITING, Event, after, may
from community.reply import SILENCE, Button, Message, Reply
from community.texts import answering as texts
from community.texts import asking as asking_texts
from community.texts import common
from handlers import answer_screens, answers, asker_words, filling, own_questions
from handlers.request import Request
from storage.question_entries import Kind
from storage.questions import Question

CONTINUED = timedelta(days=7)


async def continuing(request: Request) -> tuple[Button, ...]:
    """Return the button that adds free text to a question answered in the last seven days."""
    since = request.now - CONTINUED
    number = await request.unit.question_entries.answered_since(request.person.id, since)
    question = None if number is None else await request.unit.questions.get(number)
    if question is None or question.state in FINAL:
        return ()
    event = request.incoming.event
    message_id = event.message_id if isinstance(event, Text) else 0
    return (texts.continue_button(question.id, message_id),)


async def accept(request: Request, data: AcceptAnswer) -> Reply:
    """`Sudah terjawab`: close the question."""
    question = await _own(request, data.question)
    if question is None:
        return request.toast(texts.NOT_YOURS)
    if question.state is CLOSED:
        return request.toast(texts.accepted(question.id)) + await _screen(request, question)
    if not may(question.state, Event.ACCEPT, {ASKER}):
        return await _not_now(request, question)
    becomes = await _step(request, question, Event.ACCEPT, closed_at=request.now)
    if becomes is None:
        return await _not_now(request, question)
    shown = await _screen(request, becomes)
    thanks = request.below.say(Message(texts.accepted(question.id)))
    return shown + thanks + await answers.refresh(request, becomes)


async def miss(request: Request, data: MissAnswer) -> Reply:
    """`Belum terjawab`: back to the holder at once, then ask what is missing."""
    question = await _own(request, data.question)
    if question is None:
        return request.toast(texts.NOT_YOURS)
    if not may(question.state, Event.NOT_ANSWERED, {ASKER}):
        return await _not_now(request, question)
    becomes = await _reopened(request, question, Event.NOT_ANSWERED)
    if becomes is None:
        return await _not_now(request, question)
    shown = await _screen(request, becomes)
    asked = await _ask(request, question.id, is_missing=True)
    return shown + asked + await asker_words.tell_holder(request, becomes, "")


async def follow_up(request: Request, data: FollowUp) -> Reply:
    """`Tanya lanjutan`: ask for the text."""
    question = await _own(request, data.question)
    if question is None:
        return request.toast(texts.NOT_YOURS)
    if question.state in FINAL:
        return await _not_now(request, question)
    typed = await request.unit.drafts.carried(request.person.id, data.message)
    if typed is None:
        return await _ask(request, question.id, is_missing=False)
    await request.unit.drafts.drop_carried(request.person.id)
    draft = await filling.open_form(request, FOLLOW_UP.begin({"question": question.id}))
    return await fill(request, draft, Typed(typed.text, typed.message_id))


async def rate(request: Request, data: RateAnswer) -> Reply:
    """Take a rating; a later one takes its place."""
    question = await _own(request, data.question)
    if question is None or data.rating not in RATINGS:
        return request.toast(texts.NOT_YOURS)
    if not may(question.state, Event.RATE, {ASKER}):
        return request.toast(texts.RATE_LATER)
    becomes = await _step(request, question, Event.RATE, rating=data.rating)
    if becomes is None:
        return request.toast(texts.RATE_LATER)
    return request.toast(texts.rated(data.rating)) + await _rated_screen(request, becomes)


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take what the asker adds."""
    if filling.is_cancelled(given):
        await request.unit.drafts.discard(request.person.id, draft.form)
        return await leave(request)
    return await filling.fill(request, FOLLOW_UP, draft, given, _add)


async def leave(request: Request) -> Reply:
    """Say, when its form was left, where the question stands."""
    draft = request.person.draft
    if draft is None or draft.form != FOLLOW_UP.name:
        return request.show(texts.follow_up_left())
    number, is_missing = answer_forms.number_of(draft.answers), draft.answers.get("is_missing")
    if is_missing:
        return request.show(texts.still_missing(number))
    return request.show(texts.follow_up_left())


async def follow_edit(request: Request, event: Edited) -> Reply | None:
    """Take an edit of what is to be added while the guard asks about it; None where it is not."""
    draft = request.person.draft
    if draft is None or draft.form != FOLLOW_UP.name or not request.incoming.is_private:
        return None
    if draft.answers.get("message") != event.message_id:
        return None
    return await fill(request, draft, Typed(event.text, event.message_id))


async def late(request: Request) -> Reply:
    """Answer a tap below a form that was sent."""
    return request.show(Message(texts.FOLLOW_UP_LATE, ((common.menu_button(),),)))


async def _add(request: Request, given: Answers) -> Reply:
    """Add what was typed to the question, and open it again where it was answered."""
    await request.unit.drafts.discard(request.person.id, FOLLOW_UP.name)
    question = await _own(request, answer_forms.number_of(given))
    if question is None:
        return request.show(Message(common.OLD_BUTTON))
    text = answer_forms.text_of(given)
    message_id = answer_forms.message_of(given)
    message = (request.chat.id, message_id) if message_id else None
    becomes = await add(request, question, text, message)
    if becomes is None:
        return await _too_late(request, question, Text(text, message_id))
    shown = request.show(texts.follow_up_sent(question.id))
    return shown + await asker_words.tell_holder(request, becomes, text)


async def _too_late(request: Request, question: Question, typed: Text) -> Reply:
    """Say that nothing can be added any more; a new question takes over what was typed."""
    await request.unit.drafts.carry(request.person.id, of_text(typed), request.now)
    ask = asking_texts.ask_about(typed.message_id)
    words = texts.over(question.id, question.state)
    return request.show(Message(words, ((ask,), (common.menu_button(),))))


async def add(
    request: Request, question: Question, text: str, message: tuple[int, int] | None
) -> Question | None:
    """Write down what the asker adds; None where nothing can be added any more."""
    is_answered = after(question.state, Event.FOLLOW_UP) is not None
    event = Event.FOLLOW_UP if is_answered else Event.EXPLAIN
    if not may(question.state, event, {ASKER}):
        return None
    becomes = await _reopened(request, question, event)
    if becomes is None:
        return None
    await request.unit.question_entries.add(
        question.id, Kind.FOLLOW_UP, request.person.id, text, now=request.now, message=message
    )
    return becomes


async def _ask(request: Request, number: int, *, is_missing: bool) -> Reply:
    draft = FOLLOW_UP.begin({"question": number, "is_missing": is_missing})
    opened = await filling.open_form(request, draft)
    reply = request.below.say(filling.ask(FOLLOW_UP, opened))
    other = request.person.draft
    if other is None or other.form == draft.form:
        return reply
    return filling.with_draft_note(reply, forms.title(other.form))


async def _reopened(request: Request, question: Question, event: Event) -> Question | None:
    """Take a step that opens an answered question again, at the same holder if they can."""
    if question.state not in (ANSWERED, CLOSED):
        unasked = {"is_unasked": True} if question.state is not WAITING else {}  # for the history
        return await request.unit.questions.step(
            question, event, request.person.id, request.now, details=unasked
        )
    becomes = await _step(request, question, event, closed_at=None, claimed_at=request.now)
    return None if becomes is None else await answers.release_lost(request, becomes)


async def _own(request: Request, number: int) -> Question | None:
    """Return a question of this person's."""
    question = await request.unit.questions.get(number)
    is_own = question is not None and question.person_id == request.person.id != 0
    return question if is_own else None


async def _step(
    request: Request, question: Question, event: Event, **changes: object
) -> Question | None:
    return await request.unit.questions.step(
        question, event, request.person.id, request.now, changes=changes
    )


async def _not_now(request: Request, question: Question) -> Reply:
    """Say kindly where the question stands instead."""
    is_over = question.state in FINAL
    words = texts.over(question.id, question.state) if is_over else texts.still_open(question.id)
    return request.toast(words) + await _screen(request, question, else_say=words)


async def _rated_screen(request: Request, question: Question) -> Reply:
    """Bring the screen up to date below which a rating was tapped: an answer's, or the question's.

    There are ratings below no other.
    """
    shown = await _screen(request, question)
    if shown.says:
        return shown
    return request.show(await own_questions.screen(request, question))


async def _screen(request: Request, question: Question, else_say: str = "") -> Reply:
    """Bring the tapped answer up to date; another screen stays, with a line below it."""
    event = request.incoming.event
    entry = None
    if isinstance(event, Tap) and event.message_id is not None:
        subject = await request.unit.messages.subject_of(request.chat.id, event.message_id)
        if subject is not None and subject.startswith("answer:"):
            entry = await request.unit.question_entries.get(int(subject.removeprefix("answer:")))
    if entry is not None and entry.question_id == question.id and entry.withdrawn_at is None:
        return request.show(await answer_screens.screen(request, question, entry))
    return request.below.say(Message(else_say)) if else_say else SILENCE
