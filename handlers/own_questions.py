"""`/pertanyaansaya`: one's own questions, their withdrawal, and edits of the message sent."""

from dataclasses import dataclass

from community import privacy_guard, question_draft
from community.own_questions import A_PAGE, AskWithdrawal, ListOwn, OpenOwn, Withdraw
from community.publishing import State as Publishing
from community.questions import ANSWERED, ASKER, CLOSED, FINAL, WAITING, Event, may
from community.reply import Message, Reply, Rows
from community.texts import own_questions as texts
from community.texts import publishing as publishing_texts
from community.texts.answering import answer_rows
from community.texts.own_questions import Line, Own, Said
from handlers import answers, asker_words, question_cards, withdrawn
from handlers.question_writing import topic_name
from handlers.request import Request
from storage.question_entries import Entry, Kind
from storage.question_parts import Part
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
        return await _show_changed(request, question)
    shown = await _show(request, becomes, texts.WITHDRAWN)
    shown += await question_cards.refresh(unit, request.charter, becomes, now)
    return shown + await withdrawn.tell_holder(unit, request.charter, question, now)


async def _show_changed(request: Request, seen: Question) -> Reply:
    """Show a question as it stands now, which may not be as it was seen a moment ago."""
    question = await request.unit.questions.get(seen.id) or seen
    return await _show(request, question, texts.CHANGED if question != seen else "")


async def _own(request: Request, number: int) -> Question | None:
    question = await request.unit.questions.get(number)
    is_own = question is not None and question.person_id == request.person.id
    return question if is_own else None


async def _gone(request: Request) -> Reply:
    return request.toast(texts.GONE) + await open_own(request)


async def _show(request: Request, question: Question, note: str = "") -> Reply:
    return request.show(await screen(request, question, note))


async def screen(request: Request, question: Question, note: str = "") -> Message:
    """Return one's own question with all that was said about it."""
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


# --- edits of the messages that were sent --------------------------------------------------


@dataclass(frozen=True, slots=True)
class Edit:
    """What a message became; `whole` is the question with it, where it is part of one."""

    kind: Kind
    words: str
    message_id: int
    is_masked: bool
    whole: str | None = None
    parts: tuple[tuple[Part, str], ...] = ()
    """The messages of the question that read otherwise now."""


async def follow_edit(request: Request, entry: Entry, text: str) -> Reply:
    """Take an edit of what was said about a question later on."""
    question = await _own(request, entry.question_id)
    if question is None or not request.incoming.is_private or entry.message_id is None:
        return Reply()
    words = question_draft.cleaned(question_draft.without_command(text))
    masked = privacy_guard.mask(words)
    if masked == entry.text:
        return Reply()
    refused = _edit_refused(request, question, words)
    if refused is not None:
        return refused
    kind = _kind(question, entry)
    return await _take_edit(
        request, question, Edit(kind, masked, entry.message_id, is_masked=masked != words)
    )


async def follow_part_edit(request: Request, part: Part, entry: Entry | None, text: str) -> Reply:
    """Take an edit of a message that the question was typed in; `entry` is what it became last."""
    question = await _own(request, part.question_id)
    if question is None or not request.incoming.is_private:
        return Reply()
    raw = question_draft.cleaned(question_draft.without_command(text))
    listed = await request.unit.question_parts.list_of(question.id)
    kept = [raw if one.place == part.place else one.text for one in listed]
    masked = question_draft.masked_parts(kept)
    words, whole = masked[listed.index(part)], question_draft.joined(masked)
    if words == part.text:
        return Reply()
    kind = _kind(question, entry)
    told = raw if kind is Kind.FOLLOW_UP else question_draft.joined(kept)
    refused = _edit_refused(request, question, told)
    if refused is not None:
        return refused
    said = whole if kind is Kind.VERSION else words
    pairs = zip(listed, masked, strict=True)
    changed = tuple((one, now) for one, now in pairs if one.text != now)
    edit = Edit(kind, said, part.message_id, is_masked=masked != kept, whole=whole, parts=changed)
    return await _take_edit(request, question, edit)


def _edit_refused(request: Request, question: Question, words: str) -> Reply | None:
    """Say why an edit is not taken; None where it is."""
    problem = question_draft.length_problem(words)
    if problem:
        return request.say(texts.edit_refused(question.id, problem))
    return request.say(texts.edit_too_late(question.id)) if question.state in FINAL else None


async def _take_edit(request: Request, question: Question, edit: Edit) -> Reply:
    """Let a question take an edit: a version, the explanation waited for, or a follow-up."""
    unit, now, person_id = request.unit, request.now, request.person.id
    changes: dict[str, object] = {}
    if question.state in (ANSWERED, CLOSED):
        changes = {"closed_at": None, "claimed_at": now}
    elif edit.kind is not Kind.FOLLOW_UP and edit.whole is not None:
        changes = {"text": edit.whole, "version": question.version + 1}
    becomes = await unit.questions.step(question, Event.EDIT, person_id, now, changes=changes)
    if becomes is None:
        return request.say(texts.edit_refused(question.id, texts.CHANGED))
    for part, now_reads in edit.parts:
        await unit.question_parts.change(part, now_reads)
    message = (request.chat.id, edit.message_id)
    await unit.question_entries.add(
        question.id, edit.kind, person_id, edit.words, now=now, message=message
    )
    told = request.say(texts.edited(question.id, edit.kind, is_masked=edit.is_masked))
    if edit.kind is Kind.VERSION:
        return told + await asker_words.tell_holder(
            request, becomes, edit.whole or edit.words, is_edited=True
        )
    if question.state in (ANSWERED, CLOSED):  # open again; what is held stays held
        becomes = await answers.release_lost(request, becomes)
    return told + await asker_words.tell_holder(request, becomes, edit.words)


def _kind(question: Question, entry: Entry | None) -> Kind:
    """Say what an edit is: what the message was before, or what the question waits for."""
    was = Kind.QUESTION if entry is None else entry.kind
    if question.state in (ANSWERED, CLOSED) or was is Kind.FOLLOW_UP:
        return Kind.FOLLOW_UP
    if question.state is WAITING or was is Kind.EXPLANATION:
        return Kind.EXPLANATION
    return Kind.VERSION
