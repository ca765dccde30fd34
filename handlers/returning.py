"""Who blocked the bot and comes back gets what did not reach them meanwhile."""

from community import question_time
from community.person import Person
from community.questions import ANSWERED
from community.reply import SILENCE, Reply, Say, SendFiles
from community.texts import question_forms as texts
from handlers import answer_screens, question_cards, undelivered
from handlers.request import Request
from storage.question_entries import Entry, Kind
from storage.questions import Question


async def redeliver(request: Request) -> Reply:
    """Say answers and requests again, as they read now; their cards no longer say they are lost."""
    person = request.person
    subjects: dict[int, set[str]] = {}
    for one in await request.unit.unreached.take(person.id):
        subjects.setdefault(one.entry_id, set()).add(one.subject)
    reply, cards = SILENCE, dict[int, Question]()
    for entry_id in sorted(subjects):
        entry = await request.unit.question_entries.get(entry_id)
        question = None if entry is None else await request.unit.questions.get(entry.question_id)
        if entry is None or question is None or question.person_id != person.id:
            continue
        entries = await request.unit.question_entries.list_of(question.id)
        if undelivered.matters(question, entry, entries):
            reply += await _again(request, question, entry, subjects[entry_id])
            cards[question.id] = question
    for question in cards.values():
        if question.state is ANSWERED:  # the days until it is closed begin anew
            key = question_time.again_key(request.now)
            await request.unit.question_clock.nudge(question, (key,))
        reply += await question_cards.refresh(request.unit, request.charter, question, request.now)
    return reply


async def _again(request: Request, question: Question, entry: Entry, lost: set[str]) -> Reply:
    person = request.person
    if entry.kind is Kind.REQUEST:
        message = texts.asked_to_explain(question.id, question.text, entry.text)
        subject = undelivered.request_subject(entry.id)
        say = Say(chat_id=person.telegram_id, message=message, person_id=person.id, subject=subject)
        return Reply((say,))
    reply = SILENCE
    if answer_screens.subject(entry.id) in lost:
        reply += await _answer(request, question, person, entry)
    files = answer_screens.files_subject(entry.id)
    if files in lost and entry.attachments:
        sent = SendFiles(
            chat_id=person.telegram_id,
            files=entry.attachments,
            person_id=person.id,
            reply_to_subject=answer_screens.subject(entry.id),
            subject=files,
        )
        reply += Reply((sent,))
    return reply


async def _answer(request: Request, question: Question, asker: Person, entry: Entry) -> Reply:
    """Say an answer; where it arrived before, only its correction did not."""
    subject = answer_screens.subject(entry.id)
    if await request.unit.messages.list_about(subject):
        return await answer_screens.rewrite(request, question, asker, entry)
    message = await answer_screens.screen(request, question, entry)
    say = Say(chat_id=asker.telegram_id, message=message, person_id=asker.id, subject=subject)
    return Reply((say,))
