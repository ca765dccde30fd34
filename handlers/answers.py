"""Answers on their way to the asker: who may give them, given, added to, corrected."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from community import answer_parts, question_time
from community.charter import Charter
from community.incoming import Attachment, Text
from community.person import Person
from community.questions import (
    ANSWERED,
    CLOSED,
    FINAL,
    MODERATOR,
    NEW,
    Actor,
    Event,
    after,
    may,
    standing,
)
from community.reply import SILENCE, Attached, Lane, Message, Reply, Rewrite, Say
from community.roles import Access, Role, allows
from community.texts import replying as reply_texts
from handlers import answer_files, answer_screens, question_cards
from handlers.question_writing import name_of, office_of
from handlers.request import Request
from storage.question_entries import Entry, Kind
from storage.questions import Question


@dataclass(frozen=True, slots=True)
class Content:
    """What somebody wrote or sent, and the message (chat, id) that it stands in."""

    text: str
    files: tuple[Attached, ...] = ()
    message: tuple[int, int] | None = None

    @property
    def album(self) -> str | None:
        """The album whose parts may still come."""
        return self.files[-1].album if self.files else None


def content_of(request: Request) -> Content:
    """Return what a text or a file says; a caption is a text like any other."""
    match request.incoming.event:
        case Text() as event:
            return Content(event.text.strip(), (), (request.chat.id, event.message_id))
        case Attachment() as event:
            message = (request.chat.id, event.message_id)
            return Content(event.caption.strip(), (answer_parts.file_of(event),), message)
        case _:
            return Content("")


async def refusal(request: Request, question: Question) -> str:
    """Say why nobody but others, or nobody, can answer; empty where this person may.

    Whose question it is does not matter: whoever asked anonymously is told apart by nothing that
    others read.
    """
    number = question.id
    if question.state in FINAL:
        return reply_texts.card_over(number, question.state)
    if question.person_id is None:
        return reply_texts.ASKER_GONE
    if question.state is not NEW and question.holder_id != request.person.id:
        name = await name_of(request.unit, request.charter, question.holder_id or 0)
        is_answered = question.state in (ANSWERED, CLOSED)
        word = reply_texts.answered_by if is_answered else reply_texts.held_by
        return word(number, name)
    return ""


def is_own(request: Request, question: Question) -> bool:
    """Say whether somebody may not answer because they asked."""
    return MODERATOR not in standing_of(request, question)


def standing_of(
    request: Request, question: Question, *, author_id: int | None = None
) -> frozenset[Actor]:
    """Return in what standings the person faces a question."""
    person, charter = request.person, request.charter
    return standing(
        is_asker=question.person_id == person.id,
        is_holder=question.holder_id == person.id,
        is_author=author_id == person.id,
        is_moderator=allows(Access.MODERATOR, person.state, person.role),
        is_admin=person.role is Role.ADMIN,
        is_sole_admin=charter.admin_ids == {person.telegram_id},
    )


async def claim(request: Request, question: Question) -> Question | None:
    """Claim an unclaimed question, as who answers it does; None when somebody was faster."""
    if not may(question.state, Event.CLAIM, standing_of(request, question)):
        return None
    changes = {"holder_id": request.person.id, "claimed_at": request.now}
    return await request.unit.questions.step(
        question, Event.CLAIM, request.person.id, request.now, changes=changes
    )


async def claim_and_give(request: Request, question: Question, content: Content) -> Reply | None:
    """Send an answer, of a question that nobody holds by claiming it; None where that cannot be."""
    claimed = await claim(request, question) if question.state is NEW else question
    return None if claimed is None else await give(request, claimed, content)


async def give(request: Request, question: Question, content: Content) -> Reply | None:
    """Send an answer, or add to the one that was given; None where that cannot be (any more)."""
    unit, now = request.unit, request.now
    is_addition = after(question.state, Event.ANSWER) is None
    event = Event.ADD if is_addition else Event.ANSWER
    if not may(question.state, event, standing_of(request, question)):
        return None
    asker = None if question.person_id is None else await unit.people.get(question.person_id)
    if asker is None:
        return None
    changes: dict[str, object] = {"first_answered_at": question.first_answered_at or now}
    if not is_addition:
        office = await office_of(unit, request.charter)
        changes |= question_time.answer_took(question, office, now)
        changes["rating"] = None  # it was for what was answered before
    becomes = await unit.questions.step(question, event, request.person.id, now, changes=changes)
    if becomes is None:
        return None
    entry_id = await unit.question_entries.add(
        question.id,
        Kind.ANSWER,
        request.person.id,
        content.text,
        now=now,
        attachments=content.files,
        is_addition=is_addition,
        message=content.message,
    )
    if question.person_id == request.person.id:  # a sole admin's own
        details: dict[str, str | int | bool | None] = {"question": question.id, "own": True}
        await unit.audit.note("question_answered", request.person.id, None, details, now)
    entry = await unit.question_entries.get(entry_id)
    if entry is None:
        raise LookupError(f"the answer {entry_id} is gone")
    words = Say(
        chat_id=asker.telegram_id,
        message=await answer_screens.screen(request, becomes, entry),
        person_id=asker.id,
        subject=answer_screens.subject(entry_id),
    )
    files = answer_files.send(request, asker, entry_id, content.files)
    return Reply((words,)) + files + await refresh(request, becomes)


async def grow(request: Request, entry: Entry, content: Content) -> Reply:
    """Add a part to the album of an answer; a caption that comes with it joins the words."""
    question = await request.unit.questions.get(entry.question_id)
    asker = await answer_screens.asker_of(request, question)
    if question is None or asker is None:
        return SILENCE
    text = "\n\n".join(one for one in (entry.text, content.text) if one)
    files = (*entry.attachments, *content.files)
    await request.unit.question_entries.change(entry.id, text, files)
    grown = replace(entry, text=text, attachments=files)
    shown = (
        await answer_screens.rewrite(request, question, asker, grown) if content.text else SILENCE
    )
    sent = await answer_files.join(request, asker, entry, content.files)
    return shown + sent + await refresh(request, question)


async def correct(
    request: Request, entry: Entry, text: str, files: Sequence[Attached]
) -> Reply | None:
    """Correct what was delivered; None where that cannot be."""
    question = await request.unit.questions.get(entry.question_id)
    asker = await answer_screens.asker_of(request, question)
    if question is None or asker is None or not may_correct(request, question, entry):
        return None
    details = {"entry": entry.id}
    becomes = await request.unit.questions.step(
        question, Event.CORRECT, request.person.id, request.now, details=details
    )
    if becomes is None:
        return None
    await request.unit.question_entries.change(entry.id, text, files)
    corrected = replace(entry, text=text, attachments=tuple(files))
    shown = await answer_screens.rewrite(request, becomes, asker, corrected)
    if answer_parts.is_replaced(entry.attachments, files):
        shown += await answer_files.replace(request, asker, entry, files)
    return shown + await refresh(request, becomes)


def may_correct(request: Request, question: Question, entry: Entry) -> bool:
    """Say whether somebody may put an answer right."""
    actors = standing_of(request, question, author_id=entry.author_id)
    return entry.withdrawn_at is None and may(question.state, Event.CORRECT, actors)


async def release_lost(request: Request, question: Question) -> Question:
    """Let go of a question that came back to somebody who is no moderator any more, or pauses."""
    if question.state is NEW or question.holder_id is None:
        return question
    if await _can_take_back(request, question.holder_id):
        return question
    released = await request.unit.questions.step(
        question,
        Event.RELEASE,
        None,
        request.now,
        changes={"holder_id": None, "claimed_at": None},
    )
    return released or question


async def _can_take_back(request: Request, holder_id: int) -> bool:
    holder = await request.unit.people.get(holder_id)
    if holder is None:
        return False
    role = Role.ADMIN if is_admin(request.charter, holder) else holder.role
    choice = await request.unit.reminder_settings.choice(holder_id)
    today = request.now.astimezone(choice.zone_of(request.charter.zone)).date()
    return allows(Access.MODERATOR, holder.state, role) and not choice.is_paused(today)


def is_admin(charter: Charter, person: Person) -> bool:
    """Say whether somebody is an admin, whom only the settings know."""
    return person.telegram_id in charter.admin_ids


async def refresh(request: Request, question: Question) -> Reply:
    """Bring the cards of a question up to date, first of all those before whoever acts.

    In the group the card is what tells a moderator that a reply went out: it costs no message.
    """
    reply = await question_cards.refresh(request.unit, request.charter, question, request.now)
    return Reply(
        tuple(
            replace(say, lane=Lane.REPLY)
            if isinstance(say, Rewrite) and say.chat_id == request.chat.id
            else say
            for say in reply.says
        )
    )


def tell(person: Person, message: Message, *, subject: str | None = None) -> Reply:
    """Say something to a person in private, as a notice that keeps no hours."""
    say = Say(
        chat_id=person.telegram_id,
        message=message,
        person_id=person.id,
        lane=Lane.NOTICE,
        subject=subject,
    )
    return Reply((say,))
