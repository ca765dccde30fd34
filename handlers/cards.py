"""Cards: what moderators decide on, said where they are, kept up to date in every message."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from community.incoming import Tap
from community.reply import (
    SILENCE,
    Attached,
    Lane,
    Message,
    OpenThread,
    Reply,
    Rewrite,
    Say,
    SendFiles,
)
from handlers.question_writing import Chats, Viewers
from handlers.request import Request
from storage.messages import Said
from storage.unit import Unit

COPIES = 4  # messages of one chat that show a card and are kept up to date


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Something to decide on, as it stands; `write` gives its words for a chat.

    `chats` are those in which it is to be decided. While it `is_open`, a card that somebody
    deleted comes anew; `off_duty` takes its place before those who may not read it any more.
    """

    subject: str
    topic: str
    topic_name: str
    chats: Chats
    viewers: Viewers
    is_open: bool
    write: Callable[[int], Message]
    off_duty: Message
    files: tuple[Attached, ...] = ()


def announce(card: Card, *, silent: bool) -> Reply:
    """Put a card before those who may decide, in the thread of its topic where there are any."""
    reply = SILENCE
    for chat_id, person_id in card.chats.items():
        if person_id is None:
            reply += Reply(
                (
                    OpenThread(
                        chat_id=chat_id, topic=card.topic, name=card.topic_name, lane=Lane.NOTICE
                    ),
                )
            )
        say = Say(
            chat_id=chat_id,
            message=replace(card.write(chat_id), silent=silent),
            lane=Lane.NOTICE,
            person_id=person_id,
            thread_topic=None if person_id is not None else card.topic,
            subject=card.subject,
        )
        reply += Reply((say,)) + _files(card, say)
    return reply


def say_here(request: Request, card: Card) -> Reply:
    """Say a card anew where somebody asks to see it: from then on that is the card there."""
    say = Say(
        chat_id=request.chat.id,
        message=card.write(request.chat.id),
        person_id=request.person.id if request.incoming.is_private else None,
        thread_id=request.chat.thread_id,
        subject=card.subject,
    )
    return Reply((say,)) + _files(card, say)


async def rewrite_all(unit: Unit, card: Card) -> Reply:
    """Rewrite every message that shows a card."""
    return Reply(tuple(await _rewritten(unit, card)))


async def rewrite_tapped(request: Request, card: Card) -> Reply:
    """Show a card as it stands on the message that was tapped, then on all others."""
    tapped = await adopt(request, card.subject)
    says = await _rewritten(request.unit, card)
    here = [one for one in says if _is_tapped(request, one, tapped)]
    others = [one for one in says if not _is_tapped(request, one, tapped)]
    if not here:
        return request.show(card.write(request.chat.id)) + Reply(tuple(others))
    return Reply((*(replace(one, lane=Lane.REPLY) for one in here), *others))


async def show_tapped(request: Request, card: Card) -> Reply:
    """Show a card as it stands on the message that was tapped."""
    await adopt(request, card.subject)
    return request.show(card.write(request.chat.id))


async def rewrite_of(unit: Unit, card: Card, person_id: int) -> Reply:
    """Rewrite the messages that show a card to one person in private."""
    return Reply(tuple(one for one in await _rewritten(unit, card) if one.person_id == person_id))


async def adopt(request: Request, subject: str) -> int | None:
    """Return the tapped message, and remember it if its sending was never confirmed."""
    event = request.incoming.event
    message_id = event.message_id if isinstance(event, Tap) else None
    if message_id is None:
        return None
    said = Said(
        subject=subject,
        chat_id=request.chat.id,
        message_ids=(message_id,),
        person_id=request.person.id if request.incoming.is_private else None,
    )
    await request.unit.messages.adopt(said, request.now)
    return message_id


async def _rewritten(unit: Unit, card: Card) -> list[Rewrite]:
    """Rewrite the messages that show a card: in each chat the newest and a few before it."""
    chats: dict[int, list[Said]] = {}
    for said in await unit.messages.list_about(card.subject):
        chats.setdefault(said.chat_id, []).append(said)
    for chat_id, person_id in card.chats.items():
        # Not sent yet, or its sending was never confirmed: edits follow it in order.
        unknown = Said(subject=card.subject, chat_id=chat_id, message_ids=(), person_id=person_id)
        if person_id is not None or not any(map(card.viewers.is_group, chats)):
            chats.setdefault(chat_id, [unknown])
    return [
        _edit(card, said, is_newest=said is says[-1])
        for says in chats.values()
        for said in says[-COPIES:]
    ]


def _edit(card: Card, said: Said, *, is_newest: bool) -> Rewrite:
    """Edit one message; the newest of a chat comes anew where it was deleted, while needed."""
    may_see = card.viewers.may_see(said)
    message_id = said.message_ids[0] if said.message_ids else None
    which = message_id if message_id is not None and not is_newest else "newest"
    return Rewrite(
        chat_id=said.chat_id,
        message=card.write(said.chat_id) if may_see else card.off_duty,
        message_id=message_id,
        subject=card.subject,
        lane=Lane.NOTICE,
        person_id=said.person_id,
        replace_key=f"card:{card.subject}:{said.chat_id}:{which}",
        thread_topic=card.topic if said.person_id is None else None,
        else_say=is_newest and may_see and message_id is not None and card.is_open,
    )


def _is_tapped(request: Request, edit: Rewrite, tapped: int | None) -> bool:
    return tapped is not None and (edit.chat_id, edit.message_id) == (request.chat.id, tapped)


def _files(card: Card, say: Say) -> Reply:
    """Put the files of a card below it."""
    if not card.files:
        return SILENCE
    files = SendFiles(
        chat_id=say.chat_id,
        files=card.files,
        lane=say.lane,
        person_id=say.person_id,
        reply_to_subject=card.subject,
        thread_id=say.thread_id,
        thread_topic=say.thread_topic,
        subject=f"{card.subject}:files",
    )
    return Reply((files,))
