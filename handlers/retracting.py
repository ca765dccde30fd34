"""`Tarik jawaban`: an answer is taken back by who gave it, or by an admin when they are gone."""

from community.answering import RetractAnswer
from community.questions import ANSWERED, CLOSED, Event, after, may
from community.reply import SILENCE, Message, Remove, Reply, Rewrite
from community.roles import Role
from community.texts import answering as texts
from community.texts import replying as reply_texts
from handlers import answer_screens, answers, desk
from handlers.request import Request
from storage.question_entries import Entry
from storage.questions import Question


async def retract(request: Request, data: RetractAnswer) -> Reply:
    """`Tarik jawaban`: the author takes their newest answer back, after a second tap."""
    question = await request.unit.questions.get(data.question)
    entry = None if question is None else await _own_answer(request, question, data.entry)
    if question is None or entry is None:
        return request.toast(reply_texts.NO_ANSWER_OF_YOURS, alert=True)
    if not data.is_sure:
        return request.below.say(reply_texts.confirm_retracting(question.id, entry.id, entry.text))
    becomes = await _take_back(request, question, entry)
    if becomes is None:
        return request.toast(reply_texts.CHANGED_MEANWHILE, alert=True)
    told = await _told(request, becomes, entry)
    becomes = await answers.release_lost(request, becomes)
    done = request.show(Message(reply_texts.retracted(question.id)))
    return done + told + await answers.refresh(request, becomes)


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
        message=texts.retracted_answer(question.id),
        subject=answer_screens.subject(entry.id),
        person_id=asker.id,
        else_say=False,
    )
    files = [
        Remove(chat_id=said.chat_id, message_id=message_id, person_id=said.person_id)
        for said in await request.unit.messages.list_about(answer_screens.files_subject(entry.id))
        for message_id in said.message_ids
    ]
    is_open = question.state not in (ANSWERED, CLOSED)
    news = texts.told_retracted(question.id, is_open=is_open)
    return Reply((gone, *files)) + answers.tell(asker, news)
