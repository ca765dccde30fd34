"""Nudges for answers that are late: to the holder or all moderators, the asker, the admins."""

from functools import partial

from community import question_time
from community.question_time import Nudge
from community.reply import SILENCE, Lane, Reply, Say
from community.texts import question_time as texts
from community.working_time import WorkingTime
from handlers import admins, desk
from handlers.tick import Tick
from storage.questions import Question
from storage.unit import Unit


async def nudge(tick: Tick, office: WorkingTime) -> int:
    """Nudge for all that is late; returns for how many questions."""
    answer = question_time.limits(tick.charter).answer
    async with tick.database.snapshot() as unit:
        due = [
            one.id
            for one in await unit.queue.list_open()
            if question_time.late_nudges(one, office, answer, tick.now)
        ]
    count = 0

    async def decide(unit: Unit) -> Reply:
        nonlocal count
        late: list[Question] = []
        twice: list[Question] = []
        for question_id in due[: desk.A_UNIT]:
            question = await unit.questions.get(question_id)
            if question is None:
                continue
            nudges = question_time.late_nudges(question, office, answer, tick.now)
            if await unit.question_clock.nudge(question, nudges):
                late += [question] if Nudge.LATE in nudges else []
                twice += [question] if Nudge.TWICE_LATE in nudges else []
        count = len({one.id for one in (*late, *twice)})
        return await _tell_of_late(tick, unit, late) + await _tell_admins(tick, unit, twice)

    if due:
        await tick.act(decide)
    return count


async def _tell_of_late(tick: Tick, unit: Unit, late: list[Question]) -> Reply:
    """Tell holders, moderators and askers, each of their own."""
    hours = tick.charter.sla_hours
    links = await desk.links(unit, tick.charter, [one.id for one in late])
    reply, nobodys = SILENCE, []
    held: dict[int, tuple[desk.OnDuty, list[int]]] = {}
    for question in late:
        holder = await desk.awake_holder(unit, tick.charter, question, tick.now)
        if holder is None:
            nobodys.append(question)
        else:
            held.setdefault(holder.person_id, (holder, []))[1].append(question.id)
    for holder, ids in held.values():
        reply += Reply((holder.says(texts.late_for_holder(ids, links, hours)),))
    reply += await desk.tell(
        unit, tick.charter, tick.now, nobodys, partial(texts.late, hours=hours)
    )
    asked: dict[int, list[int]] = {}
    for question in late:
        if question.person_id is not None:
            asked.setdefault(question.person_id, []).append(question.id)
    for person_id, ids in asked.items():
        reply += await _tell_asker(tick, unit, person_id, ids)
    return reply


async def _tell_asker(tick: Tick, unit: Unit, person_id: int, ids: list[int]) -> Reply:
    asker = await unit.people.get(person_id)
    if asker is None or not asker.is_reachable:
        return SILENCE
    choice = await unit.reminder_settings.choice(asker.id)
    say = Say(
        chat_id=asker.telegram_id,
        message=texts.being_worked_on(ids),
        lane=Lane.NOTICE,
        person_id=asker.id,
        zone=choice.zone_of(tick.charter.zone).key,
    )
    return Reply((say,))


async def _tell_admins(tick: Tick, unit: Unit, twice: list[Question]) -> Reply:
    if not twice:
        return SILENCE
    ids = [one.id for one in twice]
    links = await desk.links(unit, tick.charter, ids)
    message = texts.twice_late(ids, links, 2 * tick.charter.sla_hours)
    return await admins.tell(unit, tick.charter, message)
