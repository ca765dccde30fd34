"""Replies to a card that wait for their author's word, or for an edit."""

from dataclasses import replace
from enum import StrEnum

from community import answer_parts
from community.answer_parts import Parts
from community.answering import ANSWER_LENGTH, DropHeld, EditHeld, SendHeld
from community.incoming import Edited
from community.privacy_guard import find
from community.questions import FINAL, NEW
from community.reply import SILENCE, Message, Reply
from community.texts import replying as reply_texts
from handlers import answers, replies
from handlers.answers import Content
from handlers.request import Request
from storage.held_replies import HeldReply
from storage.question_entries import Entry, Kind
from storage.questions import Question


class Problem(StrEnum):
    """Why a text is not sent as it is."""

    LONG = "long"
    PERSONAL = "personal"


def problem_of(text: str) -> Problem | None:
    """Say why a text is not sent as it is; None where it is."""
    if len(text) > ANSWER_LENGTH:
        return Problem.LONG
    return Problem.PERSONAL if find(text) else None


async def hold(request: Request, question: Question, content: Content) -> Reply:
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
    return replies.back(
        request, _prompt(question, held_id, content.text), subject=_subject(held_id)
    )


async def send(request: Request, data: SendHeld) -> Reply:
    """`Kirim jawaban`: claim and answer in one; what the guard finds is asked about first."""
    held = await request.unit.held_replies.get(data.held)
    refusal = _refused(request, held)
    if held is None or refusal is not None:
        return refusal or SILENCE
    if len(held.text) > ANSWER_LENGTH:
        length = len(held.text)
        return request.show(
            reply_texts.held_too_long(held.question_id, held.id, length, ANSWER_LENGTH)
        )
    if data.how not in ("raw", "mask") and find(held.text):
        return request.show(reply_texts.held_guard(held.question_id, held.id, held.text))
    parts = answer_parts.parts_of(held.text, held.attachments)
    return await _send(request, held, answer_parts.masked(parts) if data.how == "mask" else parts)


async def drop(request: Request, data: DropHeld) -> Reply:
    """`Bukan jawaban`: forget what was held."""
    held = await request.unit.held_replies.get(data.held)
    refusal = _refused(request, held)
    if held is None or refusal is not None:
        return refusal or SILENCE
    await request.unit.held_replies.drop(held.id)
    return request.show(Message(reply_texts.NOT_SENT))


async def edit(request: Request, data: EditHeld) -> Reply:
    """`Ubah`: the author edits the message itself."""
    held = await request.unit.held_replies.get(data.held)
    refusal = _refused(request, held)
    if held is None or refusal is not None:
        return refusal or SILENCE
    return request.show(reply_texts.edit_held(held.question_id, held.id))


async def follow_edit(request: Request, held: HeldReply, event: Edited) -> Reply:
    """Keep an edited reply; it goes out once nothing stands in its way any more.

    One that waits for its author's word goes on waiting, and so does what was written before its
    author took the question.
    """
    question = await request.unit.questions.get(held.question_id)
    if held.person_id != request.person.id or question is None:
        return SILENCE
    becomes = answer_parts.edited(answer_parts.parts_of(held.text, held.attachments), event)
    edited = replace(held, text=becomes.text, attachments=becomes.files)
    await request.unit.held_replies.change(held.id, edited.text, edited.attachments)
    was, problem = problem_of(held.text), problem_of(edited.text)
    if was is problem:
        return SILENCE
    is_correction = await corrects(request, held)
    is_holder = question.holder_id == request.person.id
    is_answer = is_holder and question.claimed_at is not None and question.claimed_at <= held.at
    if problem is None and (is_answer or is_correction):
        return await _send(request, edited, becomes)
    return replies.back(request, _prompt(question, held.id, edited.text), subject=_subject(held.id))


async def corrects(request: Request, held: HeldReply) -> bool:
    """Say whether a held reply is the edit of an answer that was sent."""
    return await _corrected(request, held) is not None


def _subject(held_id: int) -> str:
    return f"held:{held_id}"


def _prompt(question: Question, held_id: int, text: str) -> Message:
    """Ask what becomes of a held reply."""
    problem = problem_of(text)
    if problem is Problem.LONG:
        return reply_texts.held_too_long(question.id, held_id, len(text), ANSWER_LENGTH)
    if problem is None or question.state is NEW:  # personal data are asked about when it is sent
        return reply_texts.held(question.id, held_id)
    return reply_texts.held_guard(question.id, held_id, text)


def _refused(request: Request, held: HeldReply | None) -> Reply | None:
    if held is None:
        return request.toast(reply_texts.HELD_GONE) + request.show(Message(reply_texts.HELD_GONE))
    if held.person_id != request.person.id:
        return request.toast(reply_texts.AUTHOR_ONLY, alert=True)
    return None


async def _send(request: Request, held: HeldReply, parts: Parts) -> Reply:
    """Send what was held: as the answer, or as the correction of one."""
    entry = await _corrected(request, held)
    if entry is not None:
        return await _send_correction(request, held, entry, parts)
    return await _send_answer(request, held, parts)


async def _send_answer(request: Request, held: HeldReply, parts: Parts) -> Reply:
    """Send a reply as the answer; where somebody else holds the question it is kept."""
    question = await request.unit.questions.get(held.question_id)
    if question is None:
        return request.toast(reply_texts.HELD_GONE)
    refusal = await answers.refusal(request, question)
    if not refusal and answers.is_own(request, question):
        return request.toast(reply_texts.own_question(question.id), alert=True)
    if refusal and (question.state in FINAL or question.person_id is None):
        await request.unit.held_replies.drop(held.id)
        return request.show(Message(refusal))
    if refusal:
        return request.show(reply_texts.held_still(question.id, held.id, refusal))
    content = Content(parts.text, parts.files, (held.chat_id, held.message_id))
    given = await answers.claim_and_give(request, question, content)
    if given is None:
        why = reply_texts.CHANGED_MEANWHILE
        return request.show(reply_texts.held_still(question.id, held.id, why))
    await request.unit.held_replies.drop(held.id)
    return request.show(Message(reply_texts.sent(question.id))) + given


async def _send_correction(request: Request, held: HeldReply, entry: Entry, parts: Parts) -> Reply:
    corrected = await answers.correct(request, entry, parts.text, parts.files)
    if corrected is None:
        return request.show(Message(reply_texts.CHANGED_MEANWHILE))
    await request.unit.held_replies.drop(held.id)
    return request.show(Message(reply_texts.corrected(entry.question_id))) + corrected


async def _corrected(request: Request, held: HeldReply) -> Entry | None:
    entry = await request.unit.question_entries.by_message(held.chat_id, held.message_id)
    return entry if entry is not None and entry.kind is Kind.ANSWER else None
