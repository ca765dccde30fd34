"""Answered questions on which nobody says a word: told, then closed."""

from community import question_time
from community.question_time import Closing
from community.questions import Event
from community.reply import SILENCE, Lane, Reply, Say
from community.texts import question_time as texts
from community.working_time import WorkingTime
from handlers import desk, question_cards
from handlers.question_writing import office_of
from handlers.tick import Tick
from storage.question_clock import Answered
from storage.unit import Unit


async def close(tick: Tick) -> str:
    """Close what was answered long ago, two working days after telling so."""
    async with tick.database.snapshot() as unit:
        office = await office_of(unit, tick.charter)
        due = [
            one.question.id
            for one in await unit.question_clock.list_answered()
            if _closing(tick, office, one) is not None
        ]
    counts = {Closing.WARN: 0, Closing.CLOSE: 0}

    async def decide(unit: Unit) -> Reply:
        counts.update(dict.fromkeys(counts, 0))
        reply = SILENCE
        for one in await unit.question_clock.list_answered(due[: desk.A_UNIT]):
            what = _closing(tick, office, one)
            if what is Closing.WARN:
                key = question_time.closing_key(tick.now)
                if await unit.question_clock.nudge(one.question, (key,)):
                    counts[what] += 1
                    reply += await _tell_of_closing(tick, unit, office, one)
            elif what is Closing.CLOSE:
                closed = await unit.questions.step(
                    one.question, Event.CLOSE, None, tick.now, changes={"closed_at": tick.now}
                )
                if closed is not None:
                    counts[what] += 1
                    reply += await question_cards.refresh(unit, tick.charter, closed, tick.now)
        return reply

    if due:
        await tick.act(decide)
    return texts.closed(counts[Closing.WARN], counts[Closing.CLOSE])


def _closing(tick: Tick, office: WorkingTime, one: Answered) -> Closing | None:
    return question_time.closing(one.question, office, one.last_word, tick.now)


async def _tell_of_closing(tick: Tick, unit: Unit, office: WorkingTime, one: Answered) -> Reply:
    """Tell the asker, below the newest answer."""
    question = one.question
    asker = None if question.person_id is None else await unit.people.get(question.person_id)
    if asker is None or not asker.is_reachable:
        return SILENCE
    choice = await unit.reminder_settings.choice(asker.id)
    zone = choice.zone_of(tick.charter.zone)
    at = question_time.closes_at(one.last_word, tick.now, office)
    say = Say(
        chat_id=asker.telegram_id,
        message=texts.will_close(question.id, at, zone),
        lane=Lane.NOTICE,
        person_id=asker.id,
        reply_to=await _answer_at(unit, question.id, asker.telegram_id),
        zone=zone.key,
    )
    return Reply((say,))


async def _answer_at(unit: Unit, question_id: int, chat_id: int) -> int | None:
    """Return the newest message of the answer in the asker's chat."""
    entries = [one.id for one in await unit.question_entries.list_of(question_id)]
    places = [(f"answer:{entry}", chat_id) for entry in entries]
    return max((await unit.messages.newest(places)).values(), default=None)
