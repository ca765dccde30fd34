"""`/pertanyaansaya`: one's own questions, their withdrawal, and edits of the message sent."""

from community import asking, privacy_guard
from community.own_questions import A_PAGE, AskWithdrawal, ListOwn, OpenOwn, Withdraw
from community.publishing import State as Publishing
from community.questions import ANSWERED, ASKER, CLOSED, FINAL, WAITING, Event, may
from community.reply import Message, Reply, Rows
from community.texts import own_questions as texts
from community.texts import publishing as publishing_texts
from community.texts.answering import answer_rows
from community.texts.own_questions import Line, Own, Said
from handlers import answered, answers, question_cards
from handlers.question_writing import topic_name
from handlers.request import Request
from storage.question_entries import Entry, Kind
from storage.questions import Question

_HEADINGS = {
    Kind.REQUEST: "Moderator CoP meminta penjelasan",
    Kind.EXPLANATION: "Penjelasan Bapak/Ibu",
    Kind.ANSWER: "Jawaban Moderator CoP",
    Kind.FOLLOW_UP: "Pertanyaan lanjutan",
}
"""What the asker sees of all that was said; notes among moderators are not here."""


async def open_own(request: Request) -> Reply:
    """List one's own questions."""
    return await turn_page(request, ListOwn())


async def turn_page(request: Request, data: ListOwn) -> Reply:
    """Show a page; one beyond the list is the first."""
    number = min(max(data.page, 0), 10_000)
    found = await _page(request, number)
    if not found and number:
        number, found = 0, await _page(request, 0)
    lines = [Line(number=one.id, state=one.state, text=one.text) for one in found[:A_PAGE]]
    return request.show(texts.listing(lines, number=number, has_next=len(found) > A_PAGE))


async def _page(request: Request, number: int) -> list[Question]:
    return await request.unit.questions.list_of(
        request.person.id, limit=A_PAGE + 1, offset=number * A_PAGE
    )


async def open_question(request: Request, data: OpenOwn) -> Reply:
    """Open one question."""
    question = await _own(request, data.question)
    return await _gone(request) if question is None else await _show(request, question)


async def ask_withdrawal(request: Request, data: AskWithdrawal) -> Reply:
    """`Tarik pertanyaan`: ask once more."""
    question = await _own(request, data.question)
    if question is None:
        return await _gone(request)
    if not may(question.state, Event.WITHDRAW, {ASKER}):
        return await _show(request, question)
    return request.show(texts.ask_withdrawal(question.id))


async def withdraw(request: Request, data: Withdraw) -> Reply:
    """Withdraw a question; its cards say so."""
    unit, now = request.unit, request.now
    question = await _own(request, data.question)
    if question is None:
        return await _gone(request)
    becomes = await unit.questions.step(question, Event.WITHDRAW, request.person.id, now)
    if becomes is None:
        return await _show(request, question)
    await unit.publications.end(question.id, Publishing.ENDED, now)
    shown = await _show(request, becomes, texts.WITHDRAWN)
    return shown + await question_cards.refresh(unit, request.charter, becomes, now)


async def _own(request: Request, number: int) -> Question | None:
    question = await request.unit.questions.get(number)
    is_own = question is not None and question.person_id == request.person.id
    return question if is_own else None


async def _gone(request: Request) -> Reply:
    return request.toast(texts.GONE) + await open_own(request)


async def _show(request: Request, question: Question, note: str = "") -> Reply:
    return request.show(await _screen(request, question, note))


async def _screen(request: Request, question: Question, note: str) -> Message:
    entries = await request.unit.question_entries.list_of(question.id)
    shown = [one for one in entries if one.withdrawn_at is None]
    choice = await request.unit.reminder_settings.choice(request.person.id)
    own = Own(
        number=question.id,
        state=question.state,
        topic=await topic_name(request.unit, question.topic),
        text=question.text,
        is_anonymous=question.is_anonymous,
        asked_at=question.asked_at,
        files=[file for one in shown if one.kind is Kind.QUESTION for file in one.attachments],
        said=[_said(one) for one in shown if one.kind in _HEADINGS],
        reason=question.reason,
        reason_text=question.reason_text,
        duplicate_of=question.duplicate_of,
        zone=choice.zone_of(request.charter.zone),
    )
    has_answer = any(one.kind is Kind.ANSWER for one in shown)
    rows = answer_rows(question) if has_answer else ()
    return texts.screen(own, (*rows, *await _publishing_rows(request, question)), note=note)


async def _publishing_rows(request: Request, question: Question) -> Rows:
    """Return what the asker can decide about publishing it: a permission ends at any time."""
    seen = await request.unit.publications.get(question.id)
    if seen is None:
        return ()
    is_published = seen.state is Publishing.PUBLISHED
    is_asked = seen.proposal is not None
    return publishing_texts.own_rows(question.id, is_published=is_published, is_asked=is_asked)


def _said(entry: Entry) -> Said:
    return Said(
        heading=_HEADINGS[entry.kind],
        at=entry.at,
        text=entry.text,
        files=entry.attachments,
        is_answer=entry.kind is Kind.ANSWER,
    )


# --- edits of the message that was sent ---------------------------------------------------


async def follow_edit(request: Request, entry: Entry, text: str) -> Reply:
    """Take an edit: a new version, the explanation that is waited for, or a follow-up."""
    question = await _own(request, entry.question_id)
    if question is None or not request.incoming.is_private:
        return Reply()
    words = asking.cleaned(asking.without_command(text))
    problem = asking.length_problem(words)
    if problem:
        return request.say(texts.edit_refused(question.id, problem))
    masked = privacy_guard.mask(words)
    if masked == entry.text:
        return Reply()
    if question.state in FINAL:
        return request.say(texts.edit_too_late(question.id))
    return await _take_edit(request, question, masked, entry, is_masked=masked != words)


async def _take_edit(
    request: Request, question: Question, text: str, entry: Entry, *, is_masked: bool
) -> Reply:
    unit, now, person_id = request.unit, request.now, request.person.id
    kind = _kind(question, entry)
    changes: dict[str, object] = {}
    if question.state in (ANSWERED, CLOSED):
        changes = {"closed_at": None, "claimed_at": now}
    elif kind is not Kind.FOLLOW_UP and await _is_of_question(request, entry):
        changes = {"text": text, "version": question.version + 1}
    becomes = await unit.questions.step(question, Event.EDIT, person_id, now, changes=changes)
    if becomes is None:
        return request.say(texts.edit_refused(question.id, texts.CHANGED))
    message = (request.chat.id, entry.message_id) if entry.message_id is not None else None
    await unit.question_entries.add(question.id, kind, person_id, text, now=now, message=message)
    told = request.say(texts.edited(question.id, kind, is_masked=is_masked))
    if kind is Kind.VERSION:
        return told + await question_cards.refresh(unit, request.charter, becomes, now)
    becomes = await answers.release_lost(request, becomes)
    return told + await answered.tell_holder(request, becomes, text)


def _kind(question: Question, entry: Entry) -> Kind:
    """Say what an edit is: what the message was before, or what the question waits for."""
    if question.state in (ANSWERED, CLOSED) or entry.kind is Kind.FOLLOW_UP:
        return Kind.FOLLOW_UP
    if question.state is WAITING or entry.kind is Kind.EXPLANATION:
        return Kind.EXPLANATION
    return Kind.VERSION


async def _is_of_question(request: Request, entry: Entry) -> bool:
    """Say whether the edited message is the question itself, not what was said about it later."""
    entries = await request.unit.question_entries.list_of(entry.question_id)
    return any(one.kind is Kind.QUESTION and one.message_id == entry.message_id for one in entries)
