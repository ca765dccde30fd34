"""Askers are reminded, once, of an explanation that we wait for."""

from collections.abc import Sequence

from community import question_time
from community.questions import WAITING
from community.reply import SILENCE, Lane, Reply, Say
from community.texts import own_questions as texts
from community.working_time import WorkingTime
from handlers import undelivered
from handlers.tick import Tick
from storage.question_entries import Kind
from storage.questions import Question
from storage.unit import Unit

AT_ONCE = 20


async def remind(tick: Tick, office: WorkingTime, questions: Sequence[Question]) -> int:
    """Remind of what has waited for `SLA_HOURS`; returns of how many questions."""
    time = question_time.limits(tick.charter).answer
    due = [
        one.id
        for one in questions
        if one.state is WAITING
        and _key(one) not in one.nudges
        and office.deadline(one.state_at, time) <= tick.now
    ]
    count = 0

    async def decide(unit: Unit) -> Reply:
        nonlocal count
        count, reply = 0, SILENCE
        for number in due[:AT_ONCE]:
            question = await unit.questions.get(number)
            if question is None or question.state is not WAITING:
                continue
            told = await _told(tick, unit, question)
            if await unit.question_clock.nudge(question, (_key(question),)):
                reply, count = reply + told, count + 1
        return reply

    if due:
        await tick.act(decide)
    return count


def _key(question: Question) -> str:
    """Name the reminder of one wait; a later request is reminded of anew."""
    return f"awaited:{question.state_at.isoformat()}"


async def _told(tick: Tick, unit: Unit, question: Question) -> Reply:
    """Ask again, in words that a reply answers like the request itself."""
    asker = None if question.person_id is None else await unit.people.get(question.person_id)
    entries = await unit.question_entries.list_of(question.id)
    asked = [one for one in entries if one.kind is Kind.REQUEST]
    if asker is None or not asked:
        return SILENCE
    choice = await unit.reminder_settings.choice(asker.id)
    say = Say(
        chat_id=asker.telegram_id,
        message=texts.still_awaited(question.id, asked[-1].text),
        lane=Lane.NOTICE,
        person_id=asker.id,
        subject=undelivered.request_subject(asked[-1].id),
        zone=choice.zone_of(tick.charter.zone).key,
    )
    return Reply((say,))
