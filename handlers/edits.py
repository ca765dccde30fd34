"""Edited messages: whatever an edited message became follows it."""

from collections.abc import Awaitable, Callable

from community.incoming import Edited
from community.reply import SILENCE, Reply
from handlers import (
    answered,
    answering,
    asking,
    held_replies,
    own_questions,
    private_answers,
    sharing,
)
from handlers.request import Request
from storage.held_replies import HeldReply
from storage.question_entries import Entry, Kind

BY_ASKER = frozenset({Kind.QUESTION, Kind.VERSION, Kind.EXPLANATION, Kind.FOLLOW_UP})
"""What its asker may edit; what is neither this nor an answer stays as it was."""


async def follow(request: Request) -> Reply:
    """Let what came of a message follow its edit."""
    event = request.incoming.event
    if not isinstance(event, Edited) or request.person.id == 0:
        return SILENCE
    drafted = await _drafted(request, event)
    if drafted is not None:
        return drafted
    held = await _held(request, event)
    if held is not None:
        return await held_replies.follow_edit(request, held, event)
    entry = await _entry(request, event)
    part = await request.unit.question_parts.by_message(request.chat.id, event.message_id)
    if part is not None:
        return await own_questions.follow_part_edit(request, part, entry, event.text)
    if entry is not None and entry.kind is Kind.ANSWER:
        return await answering.follow_edit(request, entry, event)
    if entry is not None and entry.kind in BY_ASKER:
        return await own_questions.follow_edit(request, entry, event.text)
    return SILENCE


async def _drafted(request: Request, event: Edited) -> Reply | None:
    """Let what is being written follow; None where the message is no part of it."""
    forms: tuple[Callable[[Request, Edited], Awaitable[Reply | None]], ...] = (
        asking.follow_edit,
        sharing.follow_edit,
        private_answers.follow_edit,
        answered.follow_edit,
    )
    for follow_edit in forms:
        drafted = await follow_edit(request, event)
        if drafted is not None:
            return drafted
    return None


async def _held(request: Request, event: Edited) -> HeldReply | None:
    known, message = request.unit.held_replies, (request.chat.id, event.message_id)
    return await known.by_message(*message) or await known.with_file(request.person.id, *message)


async def _entry(request: Request, event: Edited) -> Entry | None:
    known, message = request.unit.question_entries, (request.chat.id, event.message_id)
    return await known.by_message(*message) or await known.with_file(request.person.id, *message)
