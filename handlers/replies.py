"""Replies: what those to messages of ours are about, and ours to those of people."""

import re

from community.incoming import Attachment, Edited, Event, Replied, Text, Unsupported
from community.reply import Message, Reply, Say
from community.roles import Role
from handlers.request import Request
from storage.messages import Said

_CARD = re.compile(r"Pertanyaan #([1-9][0-9]{0,17})\b[^\n]*\nPenanya: ")
# The files below a card are part of it.
_SUBJECT = re.compile(r"([a-z_]+):([1-9][0-9]{0,17})(?::files)?", re.ASCII)
_ANSWERABLE = Text | Attachment | Unsupported | Edited


def is_to_us(event: Event) -> bool:
    """Say whether somebody replies to a message of the bot."""
    replied = _replied(event)
    return replied is not None and replied.is_ours


async def about(request: Request) -> tuple[str, int] | None:
    """Return the kind and the number of what the replied message is about."""
    replied = _replied(request.incoming.event)
    if replied is None or not replied.is_ours:
        return None
    subject = await _subject(request, replied)
    found = None if subject is None else _SUBJECT.fullmatch(subject)
    return None if found is None else (found[1], int(found[2]))


def back(request: Request, message: Message, *, subject: str | None = None) -> Reply:
    """Answer a message where it stands, as a reply to it."""
    event = request.incoming.event
    return Reply(
        (
            Say(
                chat_id=request.chat.id,
                message=message,
                person_id=request.person.id or None,
                thread_id=request.chat.thread_id,
                reply_to=event.message_id if isinstance(event, _ANSWERABLE) else None,
                subject=subject,
            ),
        )
    )


async def _subject(request: Request, replied: Replied) -> str | None:
    """Look a message up; a card whose sending was never confirmed is known by its head."""
    messages, chat_id = request.unit.messages, request.chat.id
    known = await messages.subject_of(chat_id, replied.message_id)
    head = None if known is not None else _CARD.match(replied.text)
    if head is None or not _is_moderators(request):
        return known
    if await request.unit.questions.get(int(head[1])) is None:
        return None
    card = Said(
        subject=f"question:{head[1]}",
        chat_id=chat_id,
        message_ids=(replied.message_id,),
        person_id=request.person.id if request.incoming.is_private else None,
    )
    await messages.adopt(card, request.now)
    return card.subject


def _is_moderators(request: Request) -> bool:
    """Say whether cards stand in this chat, before this person."""
    if request.person.role is Role.NONE:
        return False
    if request.incoming.is_private:
        return request.charter.moderator_chat_id is None
    return request.chat.id == request.charter.moderator_chat_id


def _replied(event: Event) -> Replied | None:
    return event.reply_to if isinstance(event, Text | Attachment | Unsupported) else None
