"""`Tarik jawaban`: an answer is taken back by who gave it, or by an admin when they are gone."""

from community.answering import KeepAnswer, RetractAnswer
from community.incoming import Tap
from community.questions import ANSWERED, CLOSED, Event, after, may
from community.reply import SILENCE, Message, Remove, Reply, Rewrite
from community.roles import Role
from community.texts import answering as texts
from community.texts import replying as reply_texts
from handlers import answer_files, answer_screens, answers, desk
from handlers.request import Request
from storage.question_entries import Entry
from storage.questions import Question


async def retract(request: Request, data: RetractAnswer) -> Reply:
    """`Tarik jawaban`: the author takes their newest answer back, after a second tap."""
    question = await request.unit.questions.get(data.question)
    entry = None if question is None else await _own_answer(request, question, data.entry)
    if question is None or entry is None:
        return await _nothing(request, data)
    if not data.is_sure:
        return request.below.say(reply_texts.confirm_retracting(question.id, entry.id, entry.text))
    becomes = await _take_back(request, question, entry)
    if becomes is None:
        return request.toast(reply_texts.CHANGED_MEANWHILE, alert=True)
    told = await _told(request, becomes, entry)
    if question.state in (ANSWERED, CLOSED):  # open again; what is held stays held
        becomes = await answers.release_lost(request, becomes)
    is_left = answer_files.are_too_old(entry, request.now)
    done = request.show(Message(reply_texts.retracted(question.id, has_old_files=is_left)))
    return done + told + await answers.refresh(request, becomes)


async def keep(request: Request, _data: KeepAnswer) -> Reply:
    """`Kembali`: take the question whether to take an answer back off the screen."""
    event = request.incoming.event
    if not isinstance(event, Tap) or event.message_id is None:
        return SILENCE
    gone = Remove(
        chat_id=request.chat.id, message_id=event.message_id, person_id=request.person.id or None
    )
    return Reply((gone,))


async def _nothing(request: Request, data: RetractAnswer) -> Reply:
    """Say that there is nothing to take back; one's own second tap finds that it was done."""
    entry = await request.unit.question_entries.get(data.entry) if data.entry else None
    if entry is None or entry.author_id != request.person.id or not data.is_sure:
        return request.toast(reply_texts.NO_ANSWER_OF_YOURS, alert=True)
    return request.toast(reply_texts.GONE_ALREADY) + request.show(Message(reply_texts.GONE_ALREADY))


async def _own_answer(request: Request, question: Question, entry_id: int) -> Entry | None:
    """Return somebody's own answer, their newest where none is named.

    Admins see to what somebody wrote who is no moderator any more.
    """
    living = [
        entry
        for entry in await answer_screens.living(request, question.id)
        if entry_id in (0, entry.id)
    ]
    own = [entry for entry in living if entry.author_id == request.person.id]
    if not own and request.person.role is Role.ADMIN and not answers.is_own(request, question):
        own = [entry for entry in living if await _is_left_alone(request, entry)]
    return own[-1] if own else None


async def _is_left_alone(request: Request, entry: Entry) -> bool:
    author = entry.author_id
    return author is None or (
        await desk.on_duty(request.unit, request.charter, author, request.now) is None
    )


async def _take_back(request: Request, question: Question, entry: Entry) -> Question | None:
    """Take an answer back; None where that cannot be (any more).

    It was the answer when nothing is left of what was said since the question was last opened.
    """
    given = await request.unit.question_entries.answers(question.id)
    others = [one for one in answer_screens.since_opened(question, given) if one.id != entry.id]
    event = Event.WITHDRAW_ADDITION if others else Event.WITHDRAW_ANSWER
    actors = answers.standing_of(request, question, author_id=entry.author_id)
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


async def _told(request: Request, question: Question, entry: Entry) -> Reply:
    """Take an answer off the asker's screen and tell them."""
    asker = await answer_screens.asker_of(request, question)
    if asker is None:
        return SILENCE
    gone = Rewrite(
        chat_id=asker.telegram_id,
        message=texts.retracted_answer(),
        subject=answer_screens.subject(entry.id),
        person_id=asker.id,
        else_say=False,
    )
    files = await answer_files.take_back(request, asker, entry)
    news = texts.told_retracted(
        question.id,
        is_open=question.state not in (ANSWERED, CLOSED),
        has_old_files=answer_files.are_too_old(entry, request.now),
    )
    return Reply((gone,)) + files + answers.tell(asker, news)
