"""Replies to a card, as moderators answer: taken, refused, joined to albums, corrected."""

from dataclasses import replace

from community import answer_parts
from community.answering import ANSWER_LENGTH
from community.incoming import Edited
from community.privacy_guard import find
from community.questions import NEW
from community.reply import SILENCE, Attached, Message, Reply
from community.texts import common
from community.texts import replying as reply_texts
from handlers import answer_screens, answers, held_replies, replies
from handlers.answers import Content
from handlers.held_replies import problem_of
from handlers.request import Request
from storage.question_entries import Entry
from storage.questions import Question


async def take_reply(request: Request, number: int) -> Reply:
    """Take a moderator's reply to a card: the holder's is the answer, others' are held."""
    question = await request.unit.questions.get(number)
    if question is None:
        return SILENCE
    content = answers.content_of(request)
    part = await _part_of_album(request, question, content)
    if part is not None:
        return part
    refusal = await answers.refusal(request, question)
    if refusal:
        return _back(request, number, Message(reply_texts.not_sent(refusal)))
    if not content.text and not content.files:
        return _back(request, number, Message(common.UNSUPPORTED))
    if question.state is NEW or problem_of(content.text) is not None:
        return await held_replies.hold(request, question, content)
    given = await answers.give(request, question, content)
    if given is None:
        return _back(request, number, Message(reply_texts.CHANGED_MEANWHILE))
    return _done(request, reply_texts.sent(number)) + given


async def take_anonymous(request: Request, number: int) -> Reply:
    """Tell an anonymous admin of the group, once a question, to answer under their own name."""
    if not await request.unit.occasions.take(f"anonymous_answer:{number}", request.now):
        return SILENCE
    return replies.back(request, reply_texts.anonymous_admin(number))


async def take_other(request: Request, number: int) -> Reply:
    """Tell the holder who answered another line of ours that the card is to be answered."""
    question = await request.unit.questions.get(number)
    if question is None or question.holder_id != request.person.id:
        return SILENCE
    if await answers.refusal(request, question):
        return SILENCE
    return _back(request, number, reply_texts.reply_to_card(number))


async def follow_edit(request: Request, entry: Entry, event: Edited) -> Reply:
    """Correct what was delivered when its author edits one of its messages."""
    question = await request.unit.questions.get(entry.question_id)
    if question is None or entry.author_id != request.person.id:
        return SILENCE
    becomes = answer_parts.edited(answer_parts.parts_of(entry.text, entry.attachments), event)
    text, files = becomes.text, becomes.files
    is_same = text == entry.text and not answer_parts.is_replaced(entry.attachments, files)
    if is_same or not (text or files) or not answers.may_correct(request, question, entry):
        return SILENCE
    if len(text) > ANSWER_LENGTH:
        return replies.back(
            request, reply_texts.edit_too_long(question.id, len(text), ANSWER_LENGTH)
        )
    if find(text) and entry.chat_id is not None and entry.message_id is not None:
        message = (entry.chat_id, entry.message_id)
        held_id = await request.unit.held_replies.add(
            question.id, request.person.id, text, files, message, now=request.now
        )
        return replies.back(
            request, reply_texts.held_guard(question.id, held_id, text), subject=f"held:{held_id}"
        )
    corrected = await answers.correct(request, entry, text, files)
    if corrected is None:
        return _back(request, question.id, Message(reply_texts.CHANGED_MEANWHILE))
    return _done(request, reply_texts.corrected(question.id)) + corrected


async def _part_of_album(request: Request, question: Question, content: Content) -> Reply | None:
    """Let a part of an album join the answer, or the held reply, that its first part became."""
    if content.album is None:
        return None
    held = await request.unit.held_replies.newest(question.id, request.person.id)
    is_begun = held is not None and _has_album(held.attachments, content.album)
    if held is not None and is_begun and not await held_replies.corrects(request, held):
        text = "\n\n".join(one for one in (held.text, content.text) if one)
        files = (*held.attachments, *content.files)
        await request.unit.held_replies.change(held.id, text, files)
        return SILENCE
    for entry in reversed(await answer_screens.living(request, question.id)):
        is_own = entry.author_id == request.person.id
        if is_own and _has_album(entry.attachments, content.album):
            return await _grow(request, question, entry, content)
    return None


async def _grow(request: Request, question: Question, entry: Entry, content: Content) -> Reply:
    """Let a part join its answer; a caption that may not go stays behind."""
    if not answers.may_correct(request, question, entry):
        return _back(request, question.id, Message(reply_texts.CHANGED_MEANWHILE))
    if find(content.text):
        return await held_replies.hold(request, question, content)
    length = len(entry.text) + len(content.text) + 2
    if not content.text or length <= ANSWER_LENGTH:
        return await answers.grow(request, entry, content)
    told = replies.back(request, reply_texts.caption_too_long(question.id, length, ANSWER_LENGTH))
    wordless = tuple(replace(one, words="") for one in content.files)
    return told + await answers.grow(request, entry, replace(content, text="", files=wordless))


def _has_album(files: tuple[Attached, ...], album: str) -> bool:
    return any(one.album == album for one in files)


def _back(request: Request, number: int, message: Message) -> Reply:
    """Answer a reply that went nowhere; who replies to that is led to the card."""
    return replies.back(request, message, subject=f"line:{number}")


def _done(request: Request, words: str) -> Reply:
    """Say that something went out; in the group the card shows it, which costs no message."""
    return replies.back(request, Message(words)) if request.incoming.is_private else SILENCE
