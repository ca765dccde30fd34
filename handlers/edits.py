"""Edited messages: whatever an edited message became follows it."""

from collections.abc import Awaitable, Callable, Mapping

from community.incoming import Edited
from community.reply import SILENCE, Reply
from handlers import answering, asking, held_replies, own_questions, sharing
from handlers.request import Request
from storage.question_entries import Entry, Kind

Follow = Callable[[Request, Entry, str], Awaitable[Reply]]

FOLLOWS: Mapping[Kind, Follow] = {
    Kind.ANSWER: answering.follow_edit,
    **dict.fromkeys(
        (Kind.QUESTION, Kind.VERSION, Kind.EXPLANATION, Kind.FOLLOW_UP),
        own_questions.follow_edit,
    ),
}
"""What follows the message that an entry came from; kinds that are not here stay as they were."""


async def follow(request: Request) -> Reply:
    """Let what came of a message follow its edit."""
    event = request.incoming.event
    if not isinstance(event, Edited) or request.person.id == 0:
        return SILENCE
    drafted = await asking.follow_edit(request, event)
    drafted = drafted or await sharing.follow_edit(request, event)
    if drafted is not None:
        return drafted
    held = await request.unit.held_replies.by_message(request.chat.id, event.message_id)
    if held is not None:
        return await held_replies.follow_edit(request, held, event.text)
    entry = await request.unit.question_entries.by_message(request.chat.id, event.message_id)
    part = await request.unit.question_parts.by_message(request.chat.id, event.message_id)
    if part is not None:
        return await own_questions.follow_part_edit(request, part, entry, event.text)
    follows = None if entry is None else FOLLOWS.get(entry.kind)
    if entry is None or follows is None:
        return SILENCE
    return await follows(request, entry, event.text)
