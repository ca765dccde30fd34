"""Answers on their way to the asker: given, added to, corrected, taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from community.charter import Charter
from community.incoming import Attachment, Text
from community.person import Person
from community.questions import (
    ANSWERED,
    CLOSED,
    NEW,
    Actor,
    Event,
    after,
    may,
    standing,
)
from community.reply import SILENCE, Attached, Lane, Message, Remove, Reply, Rewrite, Say, SendFiles
from community.roles import Access, Role, allows
from community.texts import answering as texts
from handlers import question_cards
from handlers.request import Request
from storage.question_entries import Entry, Kind
from storage.questions import Question

ALBUM_WAIT = timedelta(seconds=1.5)
"""How long the parts of an album are waited for; each part begins it anew."""


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
            file = Attached(event.kind, event.file_id, "", event.album)
            return Content(event.caption.strip(), (file,), (request.chat.id, event.message_id))
        case _:
            return Content("")


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
    changes = {"first_answered_at": question.first_answered_at or now}
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
        message=await screen(request, becomes, entry),
        person_id=asker.id,
        subject=subject(entry_id),
    )
    files = _files(request, asker, entry_id, content.files)
    return Reply((words,)) + files + await refresh(request, becomes)


async def grow(request: Request, entry: Entry, content: Content) -> Reply:
    """Add a part to the album of an answer; a caption that comes with it joins the words."""
    question = await request.unit.questions.get(entry.question_id)
    asker = await asker_of(request, question)
    if question is None or asker is None:
        return SILENCE
    text = "\n\n".join(one for one in (entry.text, content.text) if one)
    files = (*entry.attachments, *content.files)
    known = (entry.chat_id or 0, entry.message_id or 0)
    message = content.message if content.text and content.message is not None else known
    await request.unit.question_entries.attach(entry.id, text, files, message)
    grown = replace(entry, text=text, attachments=files)
    shown = await rewrite(request, question, asker, grown) if content.text else SILENCE
    sent = _files(request, asker, entry.id, files)
    return shown + sent + await refresh(request, question)


async def correct(request: Request, entry: Entry, text: str) -> Reply | None:
    """Correct what was delivered; None where that cannot be."""
    question = await request.unit.questions.get(entry.question_id)
    asker = await asker_of(request, question)
    if question is None or asker is None or not may_correct(request, question, entry):
        return None
    details = {"entry": entry.id}
    becomes = await request.unit.questions.step(
        question, Event.CORRECT, request.person.id, request.now, details=details
    )
    if becomes is None:
        return None
    await request.unit.question_entries.change(entry.id, text)
    corrected = replace(entry, text=text)
    shown = await rewrite(request, becomes, asker, corrected)
    return shown + await refresh(request, becomes)


def may_correct(request: Request, question: Question, entry: Entry) -> bool:
    """Say whether somebody may put an answer right."""
    actors = standing_of(request, question, author_id=entry.author_id)
    return entry.withdrawn_at is None and may(question.state, Event.CORRECT, actors)


async def retract(request: Request, question: Question, entry: Entry) -> Question | None:
    """Take an answer back; None where that cannot be (any more).

    It was the answer when nothing is left of what was said since the question was last opened.
    """
    given = await request.unit.question_entries.answers(question.id)
    others = [one for one in _since_opened(question, given) if one.id != entry.id]
    event = Event.WITHDRAW_ADDITION if others else Event.WITHDRAW_ANSWER
    actors = standing_of(request, question, author_id=entry.author_id)
    if question.person_id is None or not may(question.state, event, actors):
        return None  # opened again for an asker who is gone, nobody could answer it
    is_reopened = after(question.state, event) is not question.state
    changes = {"closed_at": None, "claimed_at": request.now} if is_reopened else {}
    becomes = await request.unit.questions.step(
        question, event, request.person.id, request.now, changes=changes
    )
    if becomes is None or not await request.unit.question_entries.withdraw(entry.id, request.now):
        return None
    return becomes


async def told_retracted(request: Request, question: Question, entry: Entry) -> Reply:
    """Take an answer off the asker's screen and tell them."""
    asker = await asker_of(request, question)
    if asker is None:
        return SILENCE
    gone = Rewrite(
        chat_id=asker.telegram_id,
        message=texts.retracted_answer(question.id),
        subject=subject(entry.id),
        person_id=asker.id,
        else_say=False,
    )
    files = [
        Remove(chat_id=said.chat_id, message_id=message_id, person_id=said.person_id)
        for said in await request.unit.messages.list_about(files_subject(entry.id))
        for message_id in said.message_ids
    ]
    is_open = question.state not in (ANSWERED, CLOSED)
    news = texts.told_retracted(question.id, is_open=is_open)
    return Reply((gone, *files)) + tell(asker, news)


async def living(request: Request, question_id: int) -> list[Entry]:
    """List the answers of a question that were not taken back, oldest first."""
    given = await request.unit.question_entries.answers(question_id)
    return [one for one in given if one.withdrawn_at is None]


def _since_opened(question: Question, given: Sequence[Entry]) -> list[Entry]:
    """List the answers that stand and were given since the question was last opened."""
    if question.state not in (ANSWERED, CLOSED):
        return []
    opening = max((one.id for one in given if not one.is_addition), default=0)
    return [one for one in given if one.id >= opening and one.withdrawn_at is None]


async def screen(request: Request, question: Question, entry: Entry) -> Message:
    """Return an answer as its asker is to see it now."""
    has_files = bool(entry.attachments)
    if entry.is_addition:
        return texts.addition(question, entry.text, has_files=has_files)
    entries = await request.unit.question_entries.list_of(question.id)
    follow_ups = _answered_by(entry, entries)
    return texts.answer(question, question.text, entry.text, follow_ups, has_files=has_files)


def _answered_by(entry: Entry, entries: Sequence[Entry]) -> list[str]:
    """List what was asked on since the answer before this one; an edit stands for what it edits.

    An answer that was taken back meanwhile answered nothing.
    """
    before = [one for one in entries if one.id < entry.id]
    stood = [one.id for one in before if one.kind is Kind.ANSWER and not _was_gone(one, entry)]
    since = max(stood, default=0)
    asked = {
        one.message_id or -one.id: one.text
        for one in before
        if one.kind is Kind.FOLLOW_UP and one.id > since
    }
    return [words for words in asked.values() if words]


def _was_gone(one: Entry, entry: Entry) -> bool:
    return one.withdrawn_at is not None and one.withdrawn_at <= entry.at


async def rewrite(request: Request, question: Question, asker: Person, entry: Entry) -> Reply:
    """Bring an answer up to date in the asker's chat."""
    return Reply(
        (
            Rewrite(
                chat_id=asker.telegram_id,
                message=await screen(request, question, entry),
                subject=subject(entry.id),
                person_id=asker.id,
                replace_key=f"{subject(entry.id)}:now",
            ),
        )
    )


async def asker_of(request: Request, question: Question | None) -> Person | None:
    """Return who asked; None once their data are deleted."""
    if question is None or question.person_id is None:
        return None
    return await request.unit.people.get(question.person_id)


async def name_of(request: Request, person_id: int | None) -> str:
    """Name a moderator to other moderators."""
    found = None if person_id is None else await request.unit.people.get(person_id)
    return (None if found is None else found.name) or "moderator lain"


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


def subject(entry_id: int) -> str:
    """Name an answer in the asker's chat."""
    return f"answer:{entry_id}"


def files_subject(entry_id: int) -> str:
    """Name the files of an answer in the asker's chat."""
    return f"answer_files:{entry_id}"


def _files(request: Request, asker: Person, entry_id: int, files: Sequence[Attached]) -> Reply:
    """Send the files below their answer; those of an album wait for each other."""
    if not files:
        return SILENCE
    waits = files[-1].album is not None
    return Reply(
        (
            SendFiles(
                chat_id=asker.telegram_id,
                files=tuple(files),
                person_id=asker.id,
                reply_to_subject=subject(entry_id),
                subject=files_subject(entry_id),
                replace_key=files_subject(entry_id) if waits else None,
                not_before=request.now + ALBUM_WAIT if waits else None,
            ),
        )
    )
