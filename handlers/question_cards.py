"""The cards of questions: sent where they are to be answered, kept up to date everywhere."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from community.charter import Charter
from community.incoming import Tap
from community.question_card import asker_subject, card_key, files_subject, subject
from community.questions import OPEN, Event, State
from community.reply import (
    SILENCE,
    Attached,
    Lane,
    OpenThread,
    Outgoing,
    Remove,
    Reply,
    Rewrite,
    Say,
    SendFiles,
)
from community.texts import question_card as texts
from community.texts import question_forms as form_texts
from handlers import withdrawn
from handlers.question_writing import (
    Writing,
    files_of,
    office_of,
    topic_name,
    write,
)
from handlers.request import Request
from storage.messages import Said
from storage.questions import Question
from storage.unit import Unit

MOST_EXPERTS = 5
A_UNIT = 50  # questions that change in one unit
A_FLOOD = 20  # cards that wait for one chat
TOLD_AGAIN = timedelta(minutes=10)
COPIES = 4  # messages of one chat that show a card and are kept up to date


async def announce(request: Request, question: Question) -> Reply:
    """Put the card of a new question before those who may answer it."""
    unit, charter, now = request.unit, request.charter, request.now
    is_open = (await office_of(unit, charter)).is_open(now)
    writing = await write(unit, charter, question, now)
    files = await files_of(unit, question.id)
    reply = SILENCE
    for chat_id, person_id in writing.viewers.chats(question).items():
        experts = await _experts(unit, question) if is_open and person_id is None else []
        message = replace(writing.message(chat_id, experts), silent=not is_open)
        if person_id is None:
            reply += await _in_thread(unit, chat_id, question, now)
        card = Say(
            chat_id=chat_id,
            message=message,
            lane=Lane.NOTICE,
            person_id=person_id,
            thread_topic=None if person_id is not None else question.topic,
            subject=subject(question.id),
        )
        reply += Reply((card,)) + _below(question, card, files)
    return reply


async def refresh(unit: Unit, charter: Charter, question: Question, now: datetime) -> Reply:
    """Rewrite every card of a question everywhere."""
    writing = await write(unit, charter, question, now)
    return Reply(tuple(await _rewritten(unit, writing, question)))


async def refresh_tapped(request: Request, question: Question) -> Reply:
    """Show a question as it stands on the card that was tapped, and on all others."""
    tapped = await adopt(request, question.id)
    writing = await write(request.unit, request.charter, question, request.now)
    says = await _rewritten(request.unit, writing, question)
    if writing.viewers.is_former(request.chat.id):
        return Reply(tuple(says))
    here = [one for one in says if _is_tapped(request, one, tapped)]
    others = [one for one in says if not _is_tapped(request, one, tapped)]
    if not here:
        return request.show(writing.message(request.chat.id)) + Reply(tuple(others))
    return Reply((*(replace(one, lane=Lane.REPLY) for one in here), *others))


async def show_tapped(request: Request, question: Question, note: str = "") -> Reply:
    """Show a question as it stands on the card that was tapped, with a note if need be."""
    await adopt(request, question.id)
    writing = await write(request.unit, request.charter, question, request.now)
    message = writing.message(request.chat.id)
    if note:
        message = replace(message, text=f"{message.text}\n\n<i>{note}</i>")
    return request.show(message)


async def say_card(request: Request, question: Question) -> Reply:
    """Say the card anew where somebody asks to see it: from then on that is the card there."""
    writing = await write(request.unit, request.charter, question, request.now)
    card = Say(
        chat_id=request.chat.id,
        message=writing.message(request.chat.id),
        person_id=request.person.id if request.incoming.is_private else None,
        thread_id=request.chat.thread_id,
        subject=subject(question.id),
    )
    return Reply((card,)) + _below(question, card, await files_of(request.unit, question.id))


async def adopt(request: Request, question_id: int) -> int | None:
    """Return the tapped message, and remember it if its sending was never confirmed."""
    event = request.incoming.event
    message_id = event.message_id if isinstance(event, Tap) else None
    if message_id is None:
        return None
    card = Said(
        subject=subject(question_id),
        chat_id=request.chat.id,
        message_ids=(message_id,),
        person_id=request.person.id if request.incoming.is_private else None,
    )
    await request.unit.messages.adopt(card, request.now)
    return message_id


async def release_claims(
    unit: Unit, charter: Charter, person_id: int, now: datetime, reason: str
) -> Reply:
    """Give back what somebody holds: their duty ended, or they pause.

    At most as much as fits in one unit; the clock gives back the rest.
    """
    reply = SILENCE
    for seen in (await unit.queue.list_open(holder_id=person_id))[:A_UNIT]:
        released = await unit.questions.step(
            seen,
            Event.RELEASE,
            None,
            now,
            changes={"holder_id": None, "claimed_at": None},
            details={"reason": reason},
        )
        if released is not None:
            reply += await refresh(unit, charter, released, now)
    return reply


async def withdraw_all(unit: Unit, person_id: int, now: datetime) -> tuple[int, ...]:
    """Withdraw what somebody asked and nobody answered yet, before their data are deleted.

    Returns the numbers of all their questions, for `forget_asker` afterwards.
    """
    numbers = await unit.queue.numbers_of(person_id)
    for seen in await unit.queue.list_open_of(person_id):
        # What becomes of a published text is for the asker to choose, not for the withdrawal.
        await unit.questions.step(seen, Event.WITHDRAW, person_id, now, keeps_published=True)
    return tuple(numbers)


async def forget_asker(
    unit: Unit, charter: Charter, numbers: Iterable[int], now: datetime
) -> Reply:
    """Let the cards of somebody's questions forget them, once their data are deleted."""
    reply = SILENCE
    for number in numbers:
        question = await unit.questions.get(number)
        if question is None:
            continue
        reply += await refresh(unit, charter, question, now)
        if question.state is State.WITHDRAWN and question.state_at == now:  # open until now
            reply += await withdrawn.told(unit, charter, question, now)
        files = await unit.messages.list_about(files_subject(number))
        removed = [
            Remove(chat_id=said.chat_id, message_id=message_id, lane=Lane.NOTICE)
            for said in files
            for message_id in said.message_ids
        ]
        reply += Reply(tuple(removed)) + await _take_name_back(unit, number)
    return reply


async def _take_name_back(unit: Unit, number: int) -> Reply:
    """Let the screens of admins forget who asked."""
    edits = [
        Rewrite(
            chat_id=said.chat_id,
            message=form_texts.asker_erased(number),
            message_id=message_id,
            lane=Lane.NOTICE,
            person_id=said.person_id,
            else_say=False,
        )
        for said in await unit.messages.list_about(asker_subject(number))
        for message_id in said.message_ids
    ]
    return Reply(tuple(edits))


async def _rewritten(unit: Unit, writing: Writing, question: Question) -> list[Rewrite]:
    """Rewrite the messages that show a card: in each chat the newest and a few before it."""
    chats: dict[int, list[Said]] = {}
    for said in await unit.messages.list_about(subject(question.id)):
        if not writing.viewers.is_former(said.chat_id):
            chats.setdefault(said.chat_id, []).append(said)
    left_behind = await unit.messages.left_behind(subject(question.id))
    for chat_id, person_id in writing.viewers.chats(question).items():
        # Not sent yet, or its sending was never confirmed: edits follow it in order.
        unknown = Said(
            subject=subject(question.id), chat_id=chat_id, message_ids=(), person_id=person_id
        )
        if person_id is not None or not any(map(writing.viewers.is_group, chats)):
            chats.setdefault(chat_id, [unknown])
    for waiting in await unit.queue.waiting_cards(question.id, writing.viewers.all_chats()):
        cards = chats.setdefault(waiting.chat_id, [])
        if not cards or cards[-1].message_ids:
            cards.append(waiting)
    return [
        _edit(
            writing,
            question,
            said,
            is_newest=said is cards[-1],
            is_gone=chat_id in left_behind,
        )
        for chat_id, cards in chats.items()
        for said in cards[-COPIES:]
    ]


def _edit(
    writing: Writing, question: Question, said: Said, *, is_newest: bool, is_gone: bool
) -> Rewrite:
    """Edit one card; the newest of a chat comes anew where it is gone, while it is needed.

    `is_gone` says that it stands in the group that a supergroup was.
    """
    may_see = writing.viewers.may_see(said)
    message_id = said.message_ids[0] if said.message_ids else None
    may_come_anew = is_gone or (is_newest and may_see and message_id is not None)
    return Rewrite(
        chat_id=said.chat_id,
        message=writing.message(said.chat_id) if may_see else texts.off_duty(question.id),
        message_id=message_id,
        subject=subject(question.id),
        lane=Lane.NOTICE,
        person_id=said.person_id,
        replace_key=card_key(question.id, said.chat_id, None if is_newest else message_id),
        thread_topic=question.topic if said.person_id is None else None,
        else_say=may_come_anew and question.state in OPEN,
    )


def _is_tapped(request: Request, edit: Rewrite, tapped: int | None) -> bool:
    return tapped is not None and (edit.chat_id, edit.message_id) == (request.chat.id, tapped)


def _below(question: Question, card: Say, files: Sequence[Attached]) -> Reply:
    """Put the files of a question below its card."""
    if not files:
        return SILENCE
    return Reply(
        (
            SendFiles(
                chat_id=card.chat_id,
                files=tuple(files),
                lane=card.lane,
                person_id=card.person_id,
                reply_to_subject=subject(question.id),
                thread_id=card.thread_id,
                thread_topic=card.thread_topic,
                subject=files_subject(question.id),
            ),
        )
    )


async def _in_thread(unit: Unit, chat_id: int, question: Question, now: datetime) -> Reply:
    """Open the topic's thread in the moderators' forum; where cards pile up, say so once."""
    name = await topic_name(unit, question.topic)
    says: list[Outgoing] = [
        OpenThread(chat_id=chat_id, topic=question.topic, name=name, lane=Lane.NOTICE)
    ]
    waiting = await unit.queue.count_waiting_cards(chat_id)
    if waiting >= A_FLOOD:
        spell = int(now.timestamp() // TOLD_AGAIN.total_seconds())
        if await unit.occasions.take(f"cards:{chat_id}:{spell}", now):
            line = texts.many_waiting(waiting + 1)
            says.insert(0, Say(chat_id=chat_id, message=line))
    return Reply(tuple(says))


async def _experts(unit: Unit, question: Question) -> list[texts.Expert]:
    """List moderators who know the topic.

    Whoever asks is not mentioned; that somebody is missing would tell who asked anonymously.
    """
    return [
        (one.telegram_id, one.name or texts.MODERATOR)
        for one in await unit.moderators.list_active()
        if question.topic in one.topics
        and (question.is_anonymous or one.person_id != question.person_id)
    ][:MOST_EXPERTS]
